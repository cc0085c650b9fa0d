"""Ballots that cannot count: each is refused with a code, written to the audit, and leaves the outcome as it was."""

import pytest

from newsroom.control.agents import TABLE
from newsroom.control.bench import Bench
from newsroom.control.hearing import Hearing
from newsroom.control.judge import Judge
from newsroom.control.policy import Policy
from newsroom.model.agent import ParkedTask
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, Rationale
from newsroom.model.channel import Channel
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit
from newsroom.world.clock import ReplayClock

from .conftest import NINE

POLICY = Policy(channel=Channel(name="main", title="Main"))


def story(**more) -> Story:
    """A standard story before the council."""
    return Story(
        id="story_1", slug="s", headline="Something happens", language="en", category="local", first_published_at=NINE,
        first_seen_at=NINE, last_seen_at=NINE, entered_at=NINE, state="VALIDATING", item_ids=("item_1",), risk="standard",
        **more,
    )  # fmt: skip


def cast(seat: str, vote: str = "YES", why: str = "", round_: int = 1, **more) -> dict:
    """One ballot as a voter proposes it."""
    ballot = Ballot(
        vote_id=f"vote_{seat}_{round_}_{vote}_{why}", story_id="story_1", timestamp=NINE, voter_id=seat, vote=vote,
        vote_value=VOTE_VALUES[vote], rationale=Rationale(key_factors=(seat, why)), confidence=0.9, processing_time_ms=5,
        round=round_,
    )  # fmt: skip
    return ballot.json_dict() | more


def hand_in(store, seat: str, ballot: object, attempt: str = "1", subject: str = "story_1") -> str:
    """A voter answers the Planner's question; returns what became of the task."""
    task = Task(id=f"task_{seat}_{attempt}_{subject}", kind="vote", agent=seat, tier="council", subject=subject, seen=1,
                due_at=NINE, brief={"attempt": attempt, "seat": seat})  # fmt: skip
    store.commit(Commit(tasks=(task,)))
    store.answer(Result(task_id=task.id, agent=seat, seen=1, proposal={"ballot": ballot}))
    ((waiting, result),) = [pair for pair in store.results() if pair[0].id == task.id]
    Hearing(store, lambda: Bench(store, NINE, POLICY)).take(waiting, result)
    return store.task(task.id).status


def put(store, one: Story) -> None:
    """The story as it is."""
    before = store.get("story", one.id, Story)
    store.commit(Commit(changes=(Change("story", one.id, before.version if before else 0, one, one.id, one.state),)))


def decided(store) -> Story:
    """The story once the real Judge has looked at what is in the box."""
    judge = Judge(store, ReplayClock(NINE), POLICY)
    while judge.hear():
        pass
    return store.get("story", "story_1", Story)


def refusals(store) -> list[str]:
    """Codes of everything refused, as the audit has them."""
    rows = (row for subject in ("story_1", "story_none") for row in store.audit_of(subject))
    return [store.payload(r.payload_hash)["code"] for r in rows if r.action in ("vote.refused", "task.parked")]


BAD = {
    "a vote outside the scale": {"vote": "MAYBE"},
    "a value that is not its vote's": {"vote_value": 5.0},
    "NaN confidence": {"confidence": "NaN"},
    "endless confidence": {"confidence": 1e308},
    "a rationale of 10 MB": {"rationale": {"key_factors": ["x" * 10_000_000]}},
    "a rationale of 10 MB in small pieces": {"rationale": {"key_factors": ["x" * 1_000] * 10_000}},
    "a round before the first": {"round": 0},
    "no text where text belongs": {"story_id": None},
}


@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD)
def test_what_is_no_ballot_is_refused_at_the_slot(store, wrong):
    """Its seat is open for an answer that is one; the audit holds the code and not the megabytes."""
    put(store, story())
    assert hand_in(store, "Fact_Checker", cast("Fact_Checker", "NO_STRONG") | wrong) == "failed"
    assert refusals(store) == ["bad_ballot"]
    assert store.count("ballot") == 0
    assert all(len(one.error) < 500 for one in store.find(TABLE, ParkedTask, states=("parked",)))


@pytest.mark.parametrize(
    ("ballot", "code"),
    [
        (cast("Fact_Checker", story_id="story_2"), "wrong_ballot"),
        (cast("Mallory"), "wrong_ballot"),
        (cast("Fact_Checker", cast_by="Mallory"), "wrong_ballot"),
        (cast("Fact_Checker", "LEGAL_HOLD"), "not_your_power"),
        (None, "bad_ballot"),
    ],
)
def test_a_ballot_of_a_stranger_or_for_another_story_is_refused(store, ballot, code):
    """Nothing of it reaches the box."""
    put(store, story())
    hand_in(store, "Fact_Checker", ballot)
    assert refusals(store) == [code]
    assert store.count("ballot") == 0


def test_a_ballot_for_a_story_that_is_not_there_is_parked(store):
    """With its code, under the id that was named."""
    put(store, story())
    assert hand_in(store, "Fact_Checker", cast("Fact_Checker"), subject="story_none") == "failed"
    assert refusals(store) == ["no_such_subject"]


def test_of_two_different_ballots_of_one_voter_the_first_counts(store):
    """The second is in the audit, the voter is not failed, and the verdict is that of the first five."""
    put(store, story())
    for seat in VOTERS:
        hand_in(store, seat, cast(seat))
    assert hand_in(store, "Trend_Voter_A", cast("Trend_Voter_A", "NO_STRONG", "changed"), "1.again") == "done"
    assert hand_in(store, "Trend_Voter_A", cast("Trend_Voter_A"), "1.same") == "stale"
    assert refusals(store) == ["double_vote"]
    after = decided(store)
    assert (after.verdict.outcome, after.verdict.score, store.count("ballot")) == ("APPROVED", 0.75, 5)


@pytest.mark.parametrize("moved", ["the round is over", "the story is voted on again"])
def test_a_late_ballot_changes_nothing(store, moved):
    """After a verdict at the deadline, or in a later round, it is written down and set aside."""
    put(store, story(retries={"awaited_round": 1}))
    for seat in VOTERS[1:]:
        hand_in(store, seat, cast(seat))
    before = decided(store)
    assert before.verdict.outcome == "APPROVED"
    if moved == "the story is voted on again":
        put(store, before.model_copy(update={"round": 2, "version": before.version + 1}))
        before = store.get("story", "story_1", Story)
    hand_in(store, VOTERS[0], cast(VOTERS[0], "NO_STRONG"))
    assert refusals(store) == ["late_ballot"]
    assert (store.count("ballot"), store.get("story", "story_1", Story)) == (4, before)


def test_after_a_hold_the_other_ballots_are_recorded(store):
    """Sealed, whatever came of the story: a veto that comes later still joins the hold."""
    put(store, story())
    hand_in(store, "Compliance_Guard", cast("Compliance_Guard", "LEGAL_HOLD"))
    assert decided(store).state == "PAUSED"
    hand_in(store, "Fact_Checker", cast("Fact_Checker", "FACT_VETO"))
    assert (store.count("ballot"), refusals(store)) == (2, [])
