"""A recorded day through the whole newsroom, on its own clock (B2; decisions.md section 6).

The clock stands still while work is under way and is then stepped to the next moment at which anything is due.
Everything is in the store, so a replay that was stopped, or crashed, goes on where it was and ends with the same root.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from newsroom import wiring
from newsroom.control.loop import Loop
from newsroom.control.policy import Policy, PreparedAnswer
from newsroom.control.records import Edition
from newsroom.lab import edition as editions
from newsroom.lab.result import replay_result
from newsroom.model.errors import Refused
from newsroom.ports import Queue, Store
from newsroom.settings import channels
from newsroom.world.clock import ReplayClock
from newsroom.world.corpus import Corpus
from newsroom.world.corpus_layout import find_corpus


class Progress(NamedTuple):
    """Where a replay is: simulated time, fraction of the day read (0 to 1), stories per stage, real seconds left."""

    at: datetime
    fraction: float
    discovered: int
    voted: int
    approved: int
    rendered: int
    published: int
    seconds_left: float | None


Watch = Callable[[Progress], None]


class Replay(NamedTuple):
    """Everything a replay needs: the store of its edition, and the loop that wiring made on `clock`."""

    store: Store
    clock: ReplayClock
    loop: Loop
    queue: Queue


class ReplayPlan(NamedTuple):
    """What a person asked for. `start` and `end` are ISO 8601 moments or empty for the whole day; `speed` is "max" or
    how many simulated seconds pass in a real one; `answers` are people's answers, see control.policy.PreparedAnswer.
    """

    corpus: str
    start: str = ""
    end: str = ""
    speed: str = "max"
    video_limit: int | None = None
    seed: int = 0
    answers: tuple[dict[str, Any], ...] = ()


REHEARSAL = "rehearsal"


def play(home: Path, plan: ReplayPlan, watch: Watch | None = None) -> dict[str, Any]:
    """Replay a corpus into `home` and return the replay document; interrupted, the same call goes on.

    Raises:
        Refused: no such corpus, a moment or an answer that cannot be read, or the home of a live newsroom.
        Unavailable: the home folder cannot be written.
    """
    return asyncio.run(_play(home, plan, watch))


async def _play(home: Path, plan: ReplayPlan, watch: Watch | None) -> dict[str, Any]:
    corpus = Corpus(find_corpus(plan.corpus))
    first, last = corpus.span()
    start, end = _moment(plan.start, first), _moment(plan.end, last)
    if start >= end:
        raise Refused("empty_span", f"Nothing lies between {start} and {end}.", "Give a --from before --to.")
    policy = _policy(home, plan, rehearsal=corpus.name == REHEARSAL)
    key = editions.edition_key(corpus.fingerprint(), plan.seed, policy, start, end)
    store = editions.open_edition(home, key, corpus.name)
    try:
        edition = editions.begin(store, key, corpus.name, plan.seed, start, end)
        clock = ReplayClock(start)
        async with wiring.queue_of(replayed=True) as queue, wiring.news(corpus) as feeds:
            loop = wiring.newsroom(home, store, queue, clock, feeds, policy)
            return await run(Replay(store, clock, loop, queue), edition, watch, _pace(plan.speed))
    finally:
        store.close()


def _policy(home: Path, plan: ReplayPlan, *, rehearsal: bool) -> Policy:
    channel = channels(home)[0].model_copy(update={"rehearsal": rehearsal})
    try:
        answers = tuple(PreparedAnswer.model_validate(one) for one in plan.answers)
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise Refused("bad_answers", f"An answer cannot be read: {where}.", "See docs/operate.md.") from error
    return Policy(channel=channel, video_limit=plan.video_limit, answers=answers)


def _moment(text: str, otherwise: datetime) -> datetime:
    if not text:
        return otherwise
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused("bad_time", f"{text!r} is no time.", "Write it as 2031-05-14T08:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _pace(speed: str) -> float | None:
    """Simulated seconds in a real one, None for as fast as it goes."""
    if speed == "max":
        return None
    try:
        pace = float(speed)
    except ValueError:
        pace = 0.0
    if pace <= 0:
        raise Refused("bad_speed", f"{speed!r} is no speed.", "Use max, or a number above 0.")
    return pace


async def run(
    replay: Replay, edition: Edition, watch: Watch | None = None, pace: float | None = None
) -> dict[str, Any]:
    """Play the edition to its end and return the replay document; a finished one is returned at once.

    After the last arrival the clock goes on until no story waits for anything any more. `pace` slows the clock down to
    that many simulated seconds in a real one.
    """
    if edition.result:
        return dict(edition.result)
    began, before_s = time.monotonic(), edition.wall_s
    replay.clock.step_to(edition.clock_at)
    await replay.loop.start()
    while True:
        await replay.loop.moment()
        wall_s = before_s + time.monotonic() - began
        if watch is not None:
            watch(_progress(replay, edition, wall_s))
        due = replay.store.next_due(after=replay.clock.now())
        if due is None:
            break
        edition = editions.keep(replay.store, edition, clock_at=due, wall_s=round(wall_s, 3))
        if pace is not None:
            await asyncio.sleep(max(0.0, (due - replay.clock.now()).total_seconds() / pace))
        replay.clock.step_to(due)
    result = replay_result(replay.store, edition, wall_s, replay.clock.now())
    editions.keep(replay.store, edition, result=result, wall_s=round(wall_s, 3))
    return result


def _progress(replay: Replay, edition: Edition, wall_s: float) -> Progress:
    now = replay.clock.now()
    span = (edition.end - edition.started_at).total_seconds() or 1.0
    fraction = round(min(1.0, (now - edition.started_at).total_seconds() / span), 4)
    left = round(wall_s / fraction - wall_s, 1) if 0 < fraction < 1 else None
    return where(replay.store, now, fraction, left)


def where(store: Store, at: datetime, fraction: float, seconds_left: float | None) -> Progress:
    """The counts of this moment, for a live view."""
    undiscovered = store.count("story", states=("START",))
    return Progress(
        at=at,
        fraction=fraction,
        discovered=store.count("story") - undiscovered,
        voted=store.count("verdict"),
        approved=store.count("verdict", states=("APPROVED", "CONDITIONAL_APPROVAL")),
        rendered=store.count("production", states=("done",)),
        published=store.count("publication", states=("published",)),
        seconds_left=seconds_left,
    )
