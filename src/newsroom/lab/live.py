"""The live newsroom: the same loop on the machine's clock, over the configured sources, until it is told to stop."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom import settings, wiring
from newsroom.control.channels import enrol
from newsroom.control.loop import Loop
from newsroom.control.plans.intake import grid
from newsroom.control.policy import of_channels
from newsroom.control.records import Cursor, Edition
from newsroom.desk.home import DATABASE, holds_replay
from newsroom.lab.replay import Watch, where
from newsroom.lab.signing import Signed
from newsroom.mcp.names import NEWS, TWITTER
from newsroom.model.errors import Refused
from newsroom.ports import Change, Commit, Feeds, Refusal, Store
from newsroom.settings import Settings
from newsroom.world.audit_notary import Notary
from newsroom.world.clock import SystemClock
from newsroom.world.store import SqlStore
from newsroom.world.watch_list import WatchList, watch_list

if TYPE_CHECKING:
    from newsroom.world.live_feeds import Record
    from newsroom.world.recorder import Recorder

LONGEST_NAP_S = 20.0
NAMED = 5

Say = Callable[[str], None]


def run(home: Path, watch: Watch, say: Say, record: Path | None = None) -> None:
    """Work until SIGINT or SIGTERM, then finish what is in hand and return. `say` tells a person what is amiss; what the
    sources send is kept in `record`, where one is given.

    Raises:
        Refused: a wrong setting, or a home that holds a replay.
        Unavailable: the home folder cannot be written.
    """
    asyncio.run(_run(home, watch, say, record))


async def _run(home: Path, watch: Watch, say: Say, record: Path | None) -> None:
    chosen = settings.load(home)
    store = SqlStore(chosen.database_url or home / DATABASE)
    clock, stop = SystemClock(), asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        begin(store, clock.now(), home)
        enrol(store, clock.now(), chosen.channels)
        watched = watched_by(chosen)
        recorder = recorder_of(record, watched, clock.now()) if record else None
        async with wiring.queue_of(chosen) as queue, sources(chosen, recorder) as feeds:
            loop = wiring.newsroom(home, store, queue, clock, feeds, of_channels(chosen.channels, chosen.kept))
            say(_begins(chosen, watched))
            signed = Signed(Notary(home, chosen.pins), store, say)
            await _turn(loop, store, clock, stop, watch, Silent(store, len(watched.watched), say), signed)
            signed.look(closing=True)
    finally:
        store.close()


def recorder_of(out: Path, watched: WatchList, now: datetime) -> "Recorder":
    """A recorder into `out`, which brings the parts that ask the world."""
    from newsroom.world.recorder import Recorder

    return Recorder(out, watched, now)


def watched_by(chosen: Settings) -> WatchList:
    """The configured sources whose keys are there and whose server is on."""
    listed = watch_list(chosen.sources).with_keys(tuple(settings.source_keys(chosen.home_path)))
    return listed.without("x_", "mcp-server-twitter is switched off") if TWITTER in chosen.servers_off else listed


def _begins(chosen: Settings, watched: WatchList) -> str:
    if NEWS in chosen.servers_off:
        return "mcp-server-news is switched off in newsroom.toml: no source is asked. Ctrl-C ends it."
    return f"Watching {len(watched.watched)} sources. Ctrl-C ends it."


@asynccontextmanager
async def sources(chosen: Settings, record: "Record | None" = None) -> AsyncIterator[Feeds]:
    """The configured sources, asked through the one guarded way out; `record` keeps what they send."""
    # Only scouts read sources; planners and the other tiers of a cluster do without these seconds.
    from newsroom.world.fetch import Fetcher
    from newsroom.world.live_feeds import LiveFeeds
    from newsroom.world.pictures import Darkroom

    keys, watched = settings.source_keys(chosen.home_path), watched_by(chosen)
    async with (
        Fetcher(chosen.contact) as fetcher,
        LiveFeeds(watched, fetcher, chosen.poll_minutes, keys=keys, home=chosen.home_path, record=record) as live,
        wiring.news(live, frozenset(chosen.servers_off), Darkroom(fetcher)) as feeds,
    ):
        yield feeds


class Silent:
    """Tells which sources do not answer, each failed attempt once."""

    def __init__(self, store: Store, watched: int, say: Say) -> None:
        self._store = store
        self._watched = watched
        self._say = say
        self._told = Counter(store.find("refusal", Refusal))

    def look(self) -> None:
        """Say what is new since the last look."""
        if self._store.count("refusal") == self._told.total():
            return
        refused = Counter(self._store.find("refusal", Refusal))
        fresh = refused - self._told
        away = sorted({one.source_id for one in fresh if one.code == "unavailable"})
        self._told = refused
        for one in sorted({one.detail for one in fresh if one.code == "silent"}):
            self._say(f"Strange silence: {one}.")
        if away:
            names = ", ".join(away[:NAMED]) + (", ..." if len(away) > NAMED else "")
            network = " Is there a network?" if len(away) == self._watched else ""
            self._say(f"{len(away)} of {self._watched} sources unavailable, asked again later: {names}.{network}")


async def _turn(
    loop: Loop, store: Store, clock: SystemClock, stop: asyncio.Event, watch: Watch, silent: Silent, signed: Signed
) -> None:
    await loop.start()
    while not stop.is_set():
        await loop.moment()
        watch(where(store, clock.now(), 0.0, None))
        silent.look()
        signed.look()
        due = store.next_due()
        nap = min(LONGEST_NAP_S, max(0.2, (due - clock.now()).total_seconds())) if due else LONGEST_NAP_S
        try:
            await asyncio.wait_for(stop.wait(), timeout=nap)
        except TimeoutError:
            continue


def begin(store: Store, now: datetime, home: Path) -> None:
    """The first look at the sources, four hours back, where the newsroom has not begun yet.

    Raises:
        Refused: the home folder holds a replayed day.
    """
    if store.get("edition", "edition", Edition) is not None or holds_replay(home):
        raise Refused("replay_home", f"{home} holds a replayed day.", "Use another --home for the live newsroom.")
    if store.get("cursor", "intake", Cursor) is None:
        start = grid(now)
        cursor = Cursor(at=start - timedelta(hours=4), next_at=start)
        store.commit(Commit(changes=(Change("cursor", cursor.id, 0, cursor, due_at=cursor.next_at),)))
