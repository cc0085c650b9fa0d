"""What a person asked to be replayed, made into a newsroom over that corpus and played into a home folder."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from newsroom import wiring
from newsroom.control.bench import Bench
from newsroom.control.campaigns.desk import dated
from newsroom.control.channels import enrol
from newsroom.control.policy import Policy, PreparedAnswer
from newsroom.lab.edition import begin, edition_key, open_edition
from newsroom.lab.replay import Replay, Watch, run
from newsroom.model.errors import Refused
from newsroom.settings import channels, load
from newsroom.world.audit_notary import Notary
from newsroom.world.clock import ReplayClock
from newsroom.world.corpus import Corpus
from newsroom.world.corpus_layout import find_corpus


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
    corpus, pace = Corpus(find_corpus(plan.corpus)), _pace(plan.speed)
    first, last = corpus.span()
    start, end = _moment(plan.start, first), _moment(plan.end, last)
    if start >= end:
        raise Refused("empty_span", f"Nothing lies between {start} and {end}.", "Give a --from before --to.")
    policy = _policy(home, plan, rehearsal=corpus.name == REHEARSAL)
    key = edition_key(corpus.fingerprint(), plan.seed, policy, start, end)
    store = open_edition(home, key, corpus.name)
    try:
        edition = begin(store, key, corpus.name, plan.seed, start, end)
        enrol(store, start, (policy.channel, *policy.channels))
        if edition.version == 1:
            store.commit(dated(Bench(store, start, policy)))
        clock = ReplayClock(start)
        async with wiring.queue_of(replayed=True) as queue, wiring.news(corpus) as feeds:
            loop = wiring.newsroom(home, store, queue, clock, feeds, policy)
            result = await run(Replay(store, clock, loop, queue), edition, watch, pace)
        Notary(home, load(home).pins).keep_up(store, closing=True)
        return result
    finally:
        store.close()


def _policy(home: Path, plan: ReplayPlan, *, rehearsal: bool) -> Policy:
    own, *others = (channel.model_copy(update={"rehearsal": rehearsal}) for channel in channels(home))
    try:
        answers = tuple(PreparedAnswer.model_validate(one) for one in plan.answers)
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise Refused("bad_answers", f"An answer cannot be read: {where}.", "See docs/operate.md.") from error
    return Policy(channel=own, channels=tuple(others), video_limit=plan.video_limit, answers=answers)


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
