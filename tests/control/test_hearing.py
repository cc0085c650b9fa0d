"""A result is lost to nobody else's write: what changed meanwhile is decided again, what cannot be is parked."""

import pytest

from newsroom.control.agents import TABLE
from newsroom.control.bench import Bench
from newsroom.control.hearing import Hearing
from newsroom.control.judge import Judge
from newsroom.control.policy import Policy
from newsroom.control.records import ClaimSet, Finding
from newsroom.lab.simulation import samples
from newsroom.model.agent import ParkedTask
from newsroom.model.ballot import VOTE_VALUES, Ballot, Rationale
from newsroom.model.channel import Channel
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit
from newsroom.world.clock import ReplayClock

from .conftest import NINE

POLICY = Policy(channel=Channel(name="main", title="Main"))


class Contested:
    """The store, in which somebody else writes the story just before the next `times` commits that say so."""

    def __init__(self, store, times=1, meanwhile=None):
        self._store, self._times = store, times
        self._meanwhile = meanwhile or self._grow

    def __getattr__(self, name):
        return getattr(self._store, name)

    def commit(self, commit):
        if self._times and any(change.table == "claimset" for change in commit.changes):
            self._times -= 1
            self._meanwhile()
        self._store.commit(commit)

    def _grow(self):
        held = self._store.get("story", "story_1", Story)
        later = held.model_copy(update={"item_ids": (*held.item_ids, "item_more"), "version": held.version + 1})
        self._store.commit(Commit(changes=(Change("story", held.id, held.version, later, held.id, held.state),)))


def story(key: str = "story_1", **more) -> Story:
    """A story before the council."""
    fields = {"state": "VALIDATING", "item_ids": ("item_1",), **more}
    return Story(
        id=key, slug=key, headline="Something happens", language="en", category="local", first_published_at=NINE,
        first_seen_at=NINE, last_seen_at=NINE, entered_at=NINE, **fields,
    )  # fmt: skip


def asked(kind: str, agent: str, subject: str = "story_1", attempt: str = "1", **brief) -> Task:
    """A task of the Planner's."""
    return Task(id=f"task_{kind}_{subject}", kind=kind, agent=agent, tier="council", subject=subject, seen=1, due_at=NINE,
                brief={"attempt": attempt, **brief})  # fmt: skip


def put(store, *stories: Story) -> None:
    """Stories as they are."""
    store.commit(Commit(changes=tuple(Change("story", one.id, 0, one, one.id, one.state) for one in stories)))


def answer(store, task: Task, proposal) -> tuple[Task, Result]:
    """The task as it is once it was answered so."""
    store.commit(Commit(tasks=(task,)))
    store.answer(Result(task_id=task.id, agent=task.agent, seen=1, proposal=proposal))
    ((waiting, result),) = [pair for pair in store.results() if pair[0].id == task.id]
    return waiting, result


def take(store, task: Task, result: Result) -> bool:
    """Heard by a Judge of this store."""
    return Hearing(store, lambda: Bench(store, NINE, POLICY)).take(task, result)


CLAIMS = {"claims": [], "risk": "standard"}


@pytest.mark.parametrize("times", [1, 2])
def test_a_result_outlives_a_conflict_with_a_row_that_it_does_not_hang_on(store, times):
    """The story grew by a report while its claims were written: they are kept, and so is the report."""
    put(store, story())
    task, result = answer(store, asked("evidence", "Fact_Checker"), CLAIMS)
    assert take(Contested(store, times), task, result)
    held = store.get("story", "story_1", Story)
    assert (held.version, len(held.item_ids), held.risk) == (2 + times, 1 + times, "standard")
    assert store.count("claimset") == 1
    assert store.task(task.id).status == "done"


def test_a_conflict_that_never_ends_is_told_and_parked(store):
    """Nothing is dropped: the question's own failure follows, and a person sees the task with its error."""
    put(store, story())
    task, result = answer(store, asked("evidence", "Fact_Checker"), CLAIMS)
    assert take(Contested(store, 3), task, result)
    (kept,) = store.find(TABLE, ParkedTask, states=("parked",))
    assert (kept.task_id, kept.code) == (task.id, "conflict")
    assert store.get("story", "story_1", Story).risk == "sensitive"
    assert store.task(task.id).status == "failed"


def test_a_result_that_another_judge_decided_in_this_moment_is_left_alone(store):
    """Once is enough: no second claim set, no parked task."""
    put(store, story())
    task, result = answer(store, asked("evidence", "Fact_Checker"), CLAIMS)
    other = Contested(store, 1, lambda: take(store, task, result))
    assert not take(other, task, result)
    assert store.count("claimset") == 1
    assert store.find(TABLE, ParkedTask, states=("parked",)) == ()
    assert store.task(task.id).status == "done"


def ballot(key: str, of: str, seat: str = "Trend_Voter_A") -> dict:
    """A proposal with one ballot."""
    cast = Ballot(
        vote_id=key, story_id=of, timestamp=NINE, voter_id=seat, vote="YES", vote_value=VOTE_VALUES["YES"],
        rationale=Rationale(key_factors=("x",)), confidence=0.9, processing_time_ms=5,
    )  # fmt: skip
    return {"ballot": cast.json_dict()}


def test_a_ballot_under_another_ones_id_is_refused_and_its_voter_counts_as_failed(store):
    """A doubled id loses no vote: the first stands, the second is told, parked, and its seat is asked again."""
    put(store, story(), story("story_2"))
    brief = {"attempt": "1.Trend_Voter_A", "seat": "Trend_Voter_A"}
    for one in ("story_1", "story_2"):
        task, result = answer(store, asked("vote", "Trend_Voter_A", one, **brief), ballot("vote_same", one))
        assert take(store, task, result)
    (kept,) = store.find(TABLE, ParkedTask, states=("parked",))
    assert (kept.subject, kept.code) == ("story_2", "conflict")
    assert [one.story_id for one in store.find("ballot", Ballot)] == ["story_1"]
    assert [(one.kind, one.story_id) for one in store.find("finding", Finding)] == [("failed_vote", "story_2")]


def test_a_ballot_that_comes_twice_counts_once_and_fails_nobody(store):
    """Two tasks for one seat, both answered: the second is set aside."""
    put(store, story())
    brief = {"attempt": "1.Trend_Voter_A", "seat": "Trend_Voter_A"}
    first = asked("vote", "Trend_Voter_A", **brief)
    again = first.model_copy(update={"id": "task_again", "brief": {**first.brief, "attempt": "1.Trend_Voter_A.1"}})
    for task in (first, again):
        assert take(store, *answer(store, task, ballot("vote_1", "story_1")))
    assert store.task("task_again").status == "stale"
    assert (store.count("ballot"), store.count("finding")) == (1, 0)


def test_a_feedback_whose_id_is_taken_closes_its_story_without_a_lesson(store):
    """The story is not stuck for ever behind a doubled id."""
    one, two = (story(f"story_{n}", state="PUBLISHED") for n in (1, 2))
    put(store, one, two)
    for held in (one, two):
        proposal = {"feedback": samples.feedback("story_1", NINE).json_dict()}
        task, result = answer(store, asked("feedback", "Feedback_Analyst", held.id), proposal)
        assert take(store, task, result)
    judge = Judge(store, ReplayClock(NINE), POLICY)
    while judge.hear():
        pass
    assert {held.state for held in store.find("story", Story)} == {"COMPLETE"}
    assert store.count("feedback") == 1


def test_claims_that_were_built_already_are_set_aside(store):
    """A task that was handed on and answered twice."""
    put(store, story())
    task = asked("evidence", "Fact_Checker")
    for one in (task, task.model_copy(update={"id": "task_again"})):
        assert take(store, *answer(store, one, CLAIMS))
    assert store.task("task_again").status == "stale"
    assert len(store.find("claimset", ClaimSet)) == 1
