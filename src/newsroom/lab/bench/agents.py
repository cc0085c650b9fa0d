"""`newsroom bench agents`: how fast a thousand agents answer a breaking item, and how their voting scales over processes.

The breaking item is the bundled day's own: an official warning. Real feeds, scouts, auction and council on a real store and
the embedded engine. The clock of the newsroom stands still while work is under way and is stepped over the auction's
window; what is measured are real seconds. No agent is told what to conclude.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from newsroom import wiring
from newsroom.control.agents import TABLE, record_key
from newsroom.control.capacity import INSTANCES
from newsroom.control.loop import Loop
from newsroom.control.policy import Policy
from newsroom.lab import edition as editions
from newsroom.lab.bench.ballots import per_cpu_s
from newsroom.lab.bench.form import Figure, document
from newsroom.lab.servers import missing_servers
from newsroom.model.agent import AgentRecord, WantedWorkers
from newsroom.model.bid import Bid
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.roster import ROSTER
from newsroom.settings import channels
from newsroom.world.clock import ReplayClock
from newsroom.world.corpus import Corpus
from newsroom.world.corpus_layout import find_corpus
from newsroom.world.store import SqlStore

TARGET_S = 10.0
_AFTER = timedelta(minutes=20)
"""How long after the warning the day is played: bid, window, auction and council lie within."""


class Answer(NamedTuple):
    """Real seconds from the item's arrival to its open bid, and from the window's close to the council task."""

    to_bid_s: float
    to_council_s: float


class WatchedStore(SqlStore):
    """A store that notes when a bid, a window's end or a council task was written."""

    def __init__(self, where: Path) -> None:
        super().__init__(where)
        self.bid_at: dict[str, float] = {}
        self.council_at: dict[str, float] = {}

    def commit(self, commit: Commit) -> None:
        """Write, then note the moment."""
        super().commit(commit)
        now = time.monotonic()
        for change in commit.changes:
            if isinstance(change.noun, Bid):
                self.bid_at.setdefault(change.noun.story.story_id, now)
        for task in commit.tasks:
            if task.tier == "council":
                self.council_at.setdefault(task.subject, now)


def measure(agents: int = 1_000, stories: int = 200, say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Every figure. `agents` are enrolled; `stories` are voted on by one and by four processes."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        say(f"A breaking item among {agents} agents.")
        answer = asyncio.run(_answer(Path(name), agents))
        say("Ballots by one process and by four.")
        together = answer.to_bid_s + answer.to_council_s
        figures = [
            Figure("breaking item to open bid, and window's close to council task", together, "s", f"<= {TARGET_S:g}"),
            Figure("breaking item's arrival to its open bid", answer.to_bid_s, "s"),
            Figure("the window's close to the council task", answer.to_council_s, "s"),
            *_ballots(Path(name), stories),
        ]
    return document(
        "agents", figures, {"agents": agents, "stories": stories, "clock": "stands still while work is under way"}
    )


def _ballots(folder: Path, stories: int) -> Iterator[Figure]:
    if missing_servers():
        return
    alone, four = per_cpu_s(folder, stories, 1), per_cpu_s(folder, stories, 4)
    yield Figure("ballots per CPU second, one worker process", alone.per_cpu_s, "1/s")
    yield Figure("ballots per CPU second, four processes against one", four.per_cpu_s / alone.per_cpu_s, "x", ">= 0.85")
    yield Figure("ballots per real second, four processes against one", four.per_s / alone.per_s, "x", "shown")


async def _answer(home: Path, agents: int) -> Answer:
    corpus = Corpus(find_corpus("rehearsal"))
    start, _ = corpus.span()
    seen = await _warned_at(corpus)
    policy = Policy(channel=channels(home)[0].model_copy(update={"rehearsal": True}), video_limit=0)
    store = WatchedStore(home / "newsroom.db")
    editions.begin(store, "bench", "rehearsal", 0, start, seen + _AFTER)
    _enrol(store, agents, start)
    clock = ReplayClock(start)
    async with wiring.queue_of() as queue, wiring.news(corpus) as feeds:
        loop = wiring.newsroom(home, store, queue, clock, feeds, policy)
        await loop.start()
        moments = await _play(loop, store, clock)
    answer = _read(store, moments)
    store.close()
    return answer


async def _warned_at(corpus: Corpus) -> datetime:
    """When the day's first official warning of an actual event arrives."""
    start, end = corpus.span()
    arrivals = await corpus.arrivals(start, end)
    return min(item.seen_at for item in arrivals.items if _is_warning(item))


def _is_warning(item: Item) -> bool:
    return item.alert is not None and item.alert.status == "Actual" and item.alert.msg_type == "Alert"


def _enrol(store: SqlStore, agents: int, at: datetime) -> None:
    """So many agents on the roster's books, and as many working places, dealt to the tiers as N deals them."""
    names = [f"{ROSTER[number % len(ROSTER)].name}_{number // len(ROSTER) + 1:03}" for number in range(agents)]
    records = (AgentRecord(id=record_key(name), agent=name, last_heard=at, recent=".") for name in names)
    rows = tuple(Change(TABLE, one.id, 0, one, "", one.status) for one in records)
    whole = sum(INSTANCES.values())
    count = {str(tier): round(agents * share / whole) for tier, share in INSTANCES.items()}
    factor = agents / whole
    wanted = WantedWorkers(factor=factor, strategy="PROCESS_ALL", count=count, at=at)
    store.commit(Commit(changes=(*rows, Change(TABLE, wanted.id, 0, wanted))))


async def _play(loop: Loop, store: WatchedStore, clock: ReplayClock) -> dict[datetime, float]:
    """The day moment by moment; when each began, in real seconds."""
    began: dict[datetime, float] = {}
    while True:
        began[clock.now()] = time.monotonic()
        await loop.moment()
        due = store.next_due(after=clock.now())
        if due is None:
            return began
        clock.step_to(due)


def _read(store: WatchedStore, began: dict[datetime, float]) -> Answer:
    """The first warned story that the scouts bid on and the council took."""
    warned = {item.id for item in store.find("item", Item) if _is_warning(item)}
    stories = [one for one in store.find("story", Story) if warned & set(one.item_ids) and one.id in store.council_at]
    story = min(stories, key=lambda one: (one.discovered_at or one.entered_at, one.id))
    arrived = max(at for at in began if at <= (story.discovered_at or story.entered_at))
    admitted = max(at for at in began if at <= (story.council_at or story.entered_at))
    return Answer(store.bid_at[story.id] - began[arrived], store.council_at[story.id] - began[admitted])
