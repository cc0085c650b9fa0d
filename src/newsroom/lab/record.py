"""`newsroom record`: the sources watched, and nothing made of them but a day that can be replayed."""

import asyncio
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from newsroom import settings
from newsroom.lab import live
from newsroom.mcp.names import NEWS
from newsroom.ports import Clock, Feeds
from newsroom.world.clock import SystemClock
from newsroom.world.recorder import Recorder

LOOKS_EVERY_S = 20.0

Say = Callable[[str], None]


def record(home: Path, out: Path, minutes: float, say: Say) -> None:
    """Write what the home's sources send into `out` until SIGINT, SIGTERM or the end of `minutes` (0: no end).

    Raises:
        Refused: a wrong setting, mcp-server-news is switched off, or `out` holds something else.
        Unavailable: `out` cannot be written.
    """
    asyncio.run(_record(home, out, minutes, say))


async def _record(home: Path, out: Path, minutes: float, say: Say) -> None:
    chosen, clock, stop = settings.load(home), SystemClock(), asyncio.Event()
    chosen.need_server(NEWS)
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    watched = live.watched_by(chosen)
    recorder = Recorder(out, watched, clock.now())
    say(f"Recording {len(watched.watched)} sources into {out}. Ctrl-C ends it.")
    async with live.sources(chosen, recorder) as feeds:
        await listen(feeds, recorder, clock, stop, minutes * 60.0, say)
    held = recorder.documents
    say(f"{held} documents. Replay them: newsroom replay {out}" if held else "No source sent anything yet.")


async def listen(feeds: Feeds, recorder: Recorder, clock: Clock, stop: asyncio.Event, seconds: float, say: Say) -> None:
    """Look at the sources again and again, each at its own pace, until `stop` or after `seconds` (0: no end)."""
    begun = since = clock.now().replace(microsecond=0)
    since -= timedelta(seconds=1)
    held = recorder.documents
    while not stop.is_set():
        now = clock.now().replace(microsecond=0)
        if now > since:
            arrived = await feeds.arrivals(since, now)
            since = now
            for refusal in arrived.refused:
                say(f"{refusal.source_id}: {refusal.code}, {refusal.detail}")
            if recorder.documents > held:
                held = recorder.documents
                say(f"{now:%H:%M:%S} UTC: {held} documents, {len(arrived.items)} new items.")
        left = seconds - (clock.now() - begun).total_seconds() if seconds else LOOKS_EVERY_S
        if left <= 0:
            return
        try:
            await asyncio.wait_for(stop.wait(), timeout=min(LOOKS_EVERY_S, left))
        except TimeoutError:
            continue
