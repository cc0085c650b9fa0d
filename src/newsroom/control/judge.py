"""The Judge: the only writer of the Global State (C 1.1, 1.3; decisions.md sections 0 and 6).

A pass gathers what waits - results, deadlines, stories whose answers are in - and takes them in the order (due, id),
never in the order of arrival. Each is decided on the state as it is then and committed whole; what was computed from
a state that is gone is set aside, and the Planner asks again if it is still needed.
"""

from bisect import insort
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from newsroom.control import agents
from newsroom.control.bench import Bench
from newsroom.control.campaigns import following
from newsroom.control.decisions import admission, asks, auction, council, publishing, studio, waiting
from newsroom.control.hearing import Hearing
from newsroom.control.policy import Policy
from newsroom.control.snapshot import Case, case_of, cases
from newsroom.council.integrity import past_votes
from newsroom.model.ballot import Ballot
from newsroom.model.campaign import Campaign
from newsroom.model.errors import StaleVersion
from newsroom.model.ids import derive
from newsroom.model.lifecycle import State
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.model.verdict import Ask, Verdict
from newsroom.ports import Clock, Commit, Store

SETTLING: tuple[State, ...] = (
    "VALIDATING",
    "AWAIT_VOTES",
    "ESCALATED",
    "CONDITIONAL",
    "PAUSED",
    "APPROVED",
    "FAILED_RECOVERY",
    "ANALYZED",
)
"""States that a story leaves as soon as what it waits for is there."""

_HISTORY = 100
SWEPT_AT_ONCE = 20_000
"""How many old samples of each kind are let go in one hour's sweep, so that no pass is long."""
_NOT_KNOWN = -1


class _Past(NamedTuple):
    at: tuple[datetime, str, int, int]
    votes: dict[str, float]


class Item(NamedTuple):
    """One thing that waits for the Judge."""

    due: datetime
    id: str
    decide: Callable[[], bool]


class Judge:
    """Decides what waits. `policy` is what the newsroom was told when it started."""

    def __init__(self, store: Store, clock: Clock, policy: Policy) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy
        self._history = _past(store)
        self._given = store.count("verdict")
        self._hearing = Hearing(store, self.bench)
        self._up_since = clock.now()
        self._listened: datetime | None = None
        self._swept: datetime | None = None

    def hear(self) -> int:
        """One pass over everything that waits; returns how many decisions were committed."""
        now = self._clock.now()
        # A pass is written whole: a crash inside it leaves the same pass to be taken again.
        with self._store.batch():
            self._sweep(now)
            items = [
                *self._results(),
                *self._upkeep(now),
                *self._deadlines(now),
                *self._settling(now),
                *self._answers(now),
                *self._overdue(now),
            ]
            decided = sum(item.decide() for item in sorted(items, key=lambda item: (item.due, item.id)))
            return decided + self._try(admission.into_council)

    def catch_up(self) -> None:
        """Learn of the verdicts that other Judges gave since the last look."""
        given = self._store.count("verdict")
        if given != self._given:
            self._given = given
            self._history = _past(self._store)

    def bench(self) -> Bench:
        """What a decision may look at now."""
        return Bench(self._store, self._clock.now(), self._policy, tuple(past.votes for past in self._history))

    def _sweep(self, now: datetime) -> None:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._swept:
            self._store.sweep_samples(now, self._policy.kept, SWEPT_AT_ONCE)
        self._swept = hour

    def _results(self) -> list[Item]:
        return [Item(task.due_at, task.id, self._on_result(task, result)) for task, result in self._store.results()]

    def _on_result(self, task: Task, result: Result) -> Callable[[], bool]:
        return lambda: self._hearing.take(task, result)

    def _upkeep(self, now: datetime) -> list[Item]:
        bench = self.bench()
        rested = [
            Item(now, derive("trial", one.id, one.version), self._on_rested(one.agent, one.version))
            for one in agents.due(bench)
        ]
        # Listened for once a minute: it reads every open task.
        minute = now.replace(second=0, microsecond=0)
        silent = agents.gone_silent(bench, self._up_since) if minute != self._listened else ()
        self._listened = minute
        quiet = (Item(now, derive("silence", name, now.isoformat()), self._on_silence(name)) for name in silent)
        over = (Item(now, derive("over", one.id, one.version), self._on_over(one)) for one in following.over(bench))
        return [*rested, *quiet, *over]

    def _on_over(self, campaign: Campaign) -> Callable[[], bool]:
        return lambda: self._try(lambda bench: following.finished(bench, campaign.id, campaign.version))

    def _on_rested(self, agent: str, version: int) -> Callable[[], bool]:
        return lambda: self._try(lambda bench: agents.tried_again(bench, agent, version))

    def _on_silence(self, agent: str) -> Callable[[], bool]:
        return lambda: self._try(lambda bench: agents.silenced(bench, agent))

    def _deadlines(self, now: datetime) -> list[Item]:
        found = self._store.find("story", Story, due_by=now)
        return [
            Item(
                story.due_at or now,
                derive("deadline", story.id, story.version),
                self._on_deadline(story.id, story.version),
            )
            for story in found
            if story.state != "PUBLISHED"
        ]

    def _on_deadline(self, story_id: str, version: int) -> Callable[[], bool]:
        def decide(bench: Bench) -> Commit | None:
            story = bench.story(story_id)
            if story.version != version:
                return None
            if story.state in ("DISCOVERED", "TIEBREAK"):
                return auction.window_closed(bench, story)
            if story.state == "VALIDATING":
                ballots = bench.store.find("ballot", Ballot, story_id=story.id)
                return council.verdict_due(bench, story, ballots, deadline_passed=True)
            return waiting.timed_out(bench, story)

        return lambda: self._try(decide)

    def _settling(self, now: datetime) -> list[Item]:
        stories = self._store.find("story", Story, states=SETTLING)
        return [
            Item(now, derive("settle", case.story.id, case.story.version), self._on_settle(case))
            for case in cases(self._store, stories)
        ]

    def _on_settle(self, case: Case) -> Callable[[], bool]:
        # A story that changed meanwhile is refused by its version. Ballots, findings and answers change no version: what
        # came in since the case was read, such as a veto beside a hold, is read first, in the next pass.
        def decide(bench: Bench) -> Commit | None:
            commit = settle(bench, case)
            return commit if commit is None or case_of(bench.store, case.story) == case else None

        return lambda: self._try(decide)

    def _answers(self, now: datetime) -> list[Item]:
        if not self._policy.answers:
            return []
        return [Item(now, derive("answer", ask.id), self._on_ask(ask)) for ask in open_asks(self._store)]

    def _on_ask(self, ask: Ask) -> Callable[[], bool]:
        return lambda: self._try(lambda bench: asks.prepared(bench, ask, bench.story(ask.story_id)))

    def _overdue(self, now: datetime) -> list[Item]:
        found = self._store.find("ask", Ask, states=("open",), due_by=now)
        return [
            Item(ask.due_at, derive("overdue", ask.id, ask.version), self._on_overdue(ask.id, ask.version))
            for ask in found
        ]

    def _on_overdue(self, ask: str, version: int) -> Callable[[], bool]:
        return lambda: self._try(lambda bench: asks.overdue(bench, ask, version))

    def _try(self, decide: Callable[[Bench], Commit | None]) -> bool:
        try:
            commit = decide(self.bench())
            if commit is None:
                return False
            self._store.commit(commit)
        except StaleVersion:
            return False
        self._remember(commit)
        return True

    def _remember(self, commit: Commit) -> None:
        for change in commit.changes:
            if isinstance(change.noun, Verdict):
                # The pass may still be lost, and the verdict with it: the next look reads what came to be.
                self._given = _NOT_KNOWN
            if isinstance(change.noun, Verdict) and _counts(self._store, change.noun):
                insort(self._history, _votes_of(self._store, change.noun), key=lambda past: past.at)
                del self._history[:-_HISTORY]


def settle(bench: Bench, case: Case) -> Commit | None:
    """What a story that waits for findings or people does now, or None while something is missing."""
    story = case.story
    match story.state:
        case "VALIDATING":
            awaited = story.retries.get("awaited_round") == story.round
            return council.verdict_due(bench, story, case.ballots, deadline_passed=awaited)
        case "AWAIT_VOTES":
            return council.votes_in(bench, story) if waiting.quorum_back(case) else None
        case "ESCALATED":
            return waiting.escalated(bench, case)
        case "CONDITIONAL":
            return waiting.conditional(bench, case)
        case "PAUSED":
            return waiting.paused(bench, case)
        case "APPROVED":
            return admission.into_studio(bench, story)
        case "FAILED_RECOVERY":
            return studio.recovered(bench, story, case.productions)
        case "ANALYZED":
            return publishing.closed(bench, story)
    return None


def open_asks(store: Store) -> tuple[Ask, ...]:
    """What waits for a person now."""
    return store.find("ask", Ask, states=("open",))


def _past(store: Store) -> list[_Past]:
    """The votes of the last verdicts, oldest first."""
    verdicts = [verdict for verdict in store.find("verdict", Verdict) if _counts(store, verdict)]
    return sorted((_votes_of(store, verdict) for verdict in verdicts), key=lambda past: past.at)[-_HISTORY:]


def _counts(store: Store, verdict: Verdict) -> bool:
    """A vote that was called again because the studio lacked reports would make history depend on a video limit."""
    story = store.get("story", verdict.story_id, Story)
    return story is None or verdict.round < story.retries.get("revote_from", verdict.round + 1)


def _votes_of(store: Store, verdict: Verdict) -> _Past:
    votes = past_votes(store.get_many("ballot", verdict.vote_ids, Ballot))
    # One story may get two verdicts in one moment and round: without its quorum, and with it.
    return _Past((verdict.decided_at, verdict.story_id, verdict.round, len(votes)), votes)
