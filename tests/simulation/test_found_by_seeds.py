"""What seeds have found in the control plane, each as the smallest case of its own."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from newsroom.control.judge import Judge
from newsroom.control.policy import Policy
from newsroom.control.records import Finding
from newsroom.lab.simulation.timeline import START, Timeline
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, Rationale
from newsroom.model.channel import Channel
from newsroom.model.ids import derive
from newsroom.model.item import Origin
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.model.verdict import Verdict
from newsroom.ports import Change, Commit

POLICY = Policy(channel=Channel(name="main", title="Main"))


def _voting(**updates):
    story = Story(
        id="story_1",
        slug="one",
        headline="Something happens",
        language="en",
        category="local",
        item_ids=("item_1",),
        origins=(Origin(owner="House", item_ids=("item_1",), types=("press",), tier=1, why="own report"),),
        first_published_at=START,
        first_seen_at=START,
        last_seen_at=START,
        entered_at=START,
        state="VALIDATING",
        due_at=START + timedelta(minutes=10),
        risk="standard",
    )
    return story.model_copy(update=updates)


def _ballot(seat, vote):
    return Ballot(
        vote_id=derive("vote", "story_1", 1, seat),
        story_id="story_1",
        timestamp=datetime(2031, 5, 14, 9, 1, tzinfo=UTC),
        voter_id=seat,
        vote=vote,
        vote_value=VOTE_VALUES[vote],
        rationale=Rationale(key_factors=(seat,)),
        confidence=0.9,
        processing_time_ms=5,
    )


def _asked(seat):
    brief = {"attempt": f"1.{seat}", "seat": seat}
    return Task(
        id=f"task_{seat}", kind="vote", agent=seat, tier="council", subject="story_1", seen=1, due_at=START, brief=brief
    )


def test_a_veto_beside_a_hold_is_not_overlooked(store):
    """A hold is in the box and a veto arrives in the pass that decides on it: the verdict names both."""
    story, hold = _voting(), _ballot("Compliance_Guard", "LEGAL_HOLD")
    rows = (
        Change("story", story.id, 0, story, story.id, story.state, story.due_at),
        Change("ballot", hold.vote_id, 0, hold, story.id),
    )
    store.commit(Commit(changes=rows, tasks=(_asked("Fact_Checker"),)))
    veto = {"ballot": _ballot("Fact_Checker", "FACT_VETO").json_dict()}
    store.answer(Result(task_id="task_Fact_Checker", agent="Fact_Checker", seen=1, proposal=veto))
    time = Timeline()
    time.pass_to(60_000)
    judge = Judge(store, time, POLICY)
    while judge.hear():
        pass
    (verdict,) = store.find("verdict", Verdict, story_id=story.id)
    assert verdict.outcome == "PAUSED"
    assert set(verdict.flags) == {"FACT_VETO", "LEGAL_HOLD"}


def test_a_lost_pass_is_not_remembered(store):
    """A pass reached a verdict and was lost with its transaction: the next look finds no verdict in the past."""
    story = _voting()
    ballots = [_ballot(seat, "YES") for seat in VOTERS]
    rows = (
        Change("story", story.id, 0, story, story.id, story.state, story.due_at),
        *(Change("ballot", ballot.vote_id, 0, ballot, story.id) for ballot in ballots),
    )
    store.commit(Commit(changes=rows))
    judge = Judge(store, Timeline(), POLICY)
    with suppress(ConnectionError), store.batch():
        judge.catch_up()
        assert judge.hear()
        assert len(judge.bench().history) == 1
        raise ConnectionError
    judge.catch_up()
    assert judge.bench().history == ()


def test_a_failed_vote_of_an_earlier_round_counts_against_nobody(store):
    """A voter's failure arrives when the story is voted on anew: the task is set aside, this round's voter is asked."""
    story = _voting(round=2)
    row = Change("story", story.id, 0, story, story.id, story.state, story.due_at)
    store.commit(Commit(changes=(row,), tasks=(_asked("Fact_Checker"),)))
    store.answer(Result(task_id="task_Fact_Checker", agent="Fact_Checker", seen=1, error_code="away", error="away"))
    Judge(store, Timeline(), POLICY).hear()
    task = store.task("task_Fact_Checker")
    assert task is not None
    assert task.status == "stale"
    assert store.find("finding", Finding, story_id=story.id) == ()
