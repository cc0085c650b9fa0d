"""The people of a simulated newsroom: they answer late, twice, on stale news, in the wrong role, or never; they pull the
brake in the middle of things, spike stories and split them. What the newsroom took from them is kept, to be compared."""

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, get_args

from newsroom.control.bench import Bench
from newsroom.control.decisions.asks import answered
from newsroom.control.decisions.publishing import turned
from newsroom.control.decisions.spike import spiked
from newsroom.control.decisions.splitting import split
from newsroom.lab.simulation.crash import Crash
from newsroom.lab.simulation.shaky_store import ShakyStore
from newsroom.model.errors import NewsroomError, Refused
from newsroom.model.lifecycle import UNPUBLISHED
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Role
from newsroom.ports import Store

if TYPE_CHECKING:
    from newsroom.lab.simulation.world import World

_NAMES: dict[Role, tuple[str, ...]] = {
    "legal": ("L. Lex", "T. Two"),
    "editor": ("E. Edit", "T. Two"),
    "senior_editor": ("S. Senior",),
    "treasurer": ("T. Till",),
    "admin": ("A. Key",),
    "reader": ("R. Reader",),
}
"""Who has which role. One of them has two: four eyes need two people, not two roles."""

_SECOND_MS = 1_000
_MINUTE_MS = 60_000
_PASSING = frozenset({"AUCTION_WON", "APPROVED"})
"""States that a story leaves at once wherever there is a place: every entry is looked at, not the first alone."""
_AROUND_MS = (-1_500, 4_000)


class Said(NamedTuple):
    """One answer that the newsroom took: which ask, as whom, what, and when."""

    ask_id: str
    decision: str
    by: str
    role: Role
    minutes_late: float


class People:
    """Everyone who decides. `taken` are the answers that the newsroom acknowledged."""

    def __init__(self, world: "World", store: Store) -> None:
        self._world = world
        self._store = ShakyStore(store, "people", world, whole_passes=True)
        self.taken: list[Said] = []
        self._seen: set[str] = set()

    def asked(self, ask: Ask) -> None:
        """An ask was opened: somebody will look at it, or nobody."""
        world = self._world
        if world.faults.fires("nobody_answers") or (world.faults.calm and world.dice.chance(0.3)):
            return
        if world.faults.fires("answer_by_wrong_role"):
            self._soon(ask, ask.version, world.dice.pick(_others(ask.role)))
        if world.faults.fires("answer_stale"):
            self._soon(ask, ask.version + world.dice.pick((-1, 1)), ask.role)
        delay = world.dice.between(1, 40) * _MINUTE_MS
        if world.faults.fires("answer_late"):
            # In the seconds around the end of its time: just before it, or just after it and not closed by anybody yet.
            delay = max(0, world.time.ms_until(ask.due_at) + world.dice.between(*_AROUND_MS))
        self._soon(ask, ask.version, ask.role, delay)
        if world.faults.fires("answer_twice"):
            self._soon(ask, ask.version, ask.role, delay + world.dice.pick((0, 0, 1, 30)) * _MINUTE_MS)

    def _soon(self, ask: Ask, version: int, role: Role, delay: int = _MINUTE_MS) -> None:
        decision = self._world.dice.weighted({"approve": 0.75, "reject": 0.15, "changes": 0.1})
        by = self._world.dice.pick(_NAMES[role])
        delay += self._world.dice.between(0, 999)
        self._world.later(
            delay, f"{by} answers {ask.question}", lambda: self._answer(ask, version, decision, by, role), inside=True
        )

    def _answer(self, ask: Ask, version: int, decision: str, by: str, role: Role) -> None:
        now = self._world.time.now()
        if ask.question == "publication":
            decision = "approve" if self._is_there(ask) else "reject"
        try:
            commit = answered(self._bench(), ask.id, version, decision, by, role, "seen")
            self._store.commit(commit)
        except Refused as error:
            self._world.faults.saw("answer_refused", error.code)
            return
        except (NewsroomError, Crash) as error:
            # The person was not told that it was taken, so nothing is owed.
            self._unheard(error)
            return
        self.taken.append(Said(ask.id, decision, by, role, (now - ask.due_at) / timedelta(minutes=1)))

    def _is_there(self, ask: Ask) -> bool:
        """Whoever is asked about an unclear post goes and looks."""
        posts = (post for platform in self._world.outlets.values() for post in platform.posts)
        return any(post.publication_id in ask.evidence for post in posts)

    def reads(self, story: Story) -> None:
        """A story changed: the first of the day that comes to a state draws people's eyes, and one may not like it."""
        if story.state not in UNPUBLISHED or story.state in self._seen:
            return
        if story.state not in _PASSING:
            self._seen.add(story.state)
        world = self._world
        if world.faults.fires("spiked_at_sight"):
            delay = world.dice.pick((0, world.dice.between(0, 45_000)))
            world.later(delay, "spike", lambda: self._spike(story.id), inside=True)

    def brake(self) -> None:
        """Somebody pauses one kind of effect, and releases it up to an hour later."""
        scope = self._world.dice.pick(("publishing", "spending", "all"))
        self._turn(scope, paused=True)
        delay = self._world.dice.between(1, 60) * _MINUTE_MS
        self._world.later(delay, f"resume {scope}", lambda: self._turn(scope, paused=False))

    def release_all(self) -> None:
        """Everything that is paused goes on."""
        for scope in ("publishing", "spending", "all"):
            self._turn(scope, paused=False)

    def spike(self) -> None:
        """Somebody ends a story, whichever it is."""
        self._spike(self._world.dice.pick(self._world.feed.happenings).story_id)

    def _spike(self, story: str) -> None:
        """End it; where it has several reports every other person finds two events in it instead."""
        known = self._world.ledger.rows.get(("story", story))
        if isinstance(known, Story) and len(known.item_ids) > 1 and self._world.time.ms // _SECOND_MS % 2:
            self._try(lambda: self._split(story, known.item_ids[-1]))
        else:
            self._try(lambda: self._store.commit(spiked(self._bench(), story, "E. Edit", "editor", "not ours")))

    def _split(self, story: str, report: str) -> None:
        self._store.commit(split(self._bench(), story, (report,), "E. Edit", "editor", "two events"))
        self._world.faults.saw("split", story)

    def _turn(self, scope: str, *, paused: bool) -> None:
        self._try(lambda: self._store.commit(turned(self._bench(), scope, paused, "A. Key", "to be safe")))

    def _try(self, act: "Act") -> None:
        try:
            act()
        except (NewsroomError, Crash) as error:
            self._unheard(error)

    def _unheard(self, error: BaseException) -> None:
        self._world.trace.add(self._world.time.ms, "people", f"heard nothing: {getattr(error, 'code', 'crash')}")

    def _bench(self) -> Bench:
        # The proxy stands for the whole port.
        return Bench(self._store, self._world.time.now(), self._world.policy)


if TYPE_CHECKING:
    from collections.abc import Callable

    Act = Callable[[], None]


def _others(role: Role) -> tuple[Role, ...]:
    roles: tuple[Role, ...] = get_args(Role)
    return tuple(one for one in roles if one != role)
