"""What is counted again and again: interactions of a post, reports of a story, the rank share of a search term.

One sample is one look at one figure. Samples are kept as they came for some days, and longer as what they add up to in
a minute, an hour and a day (decisions.md section 5: observations).
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from newsroom.model.base import Noun, UtcTime
from newsroom.model.ids import derive
from newsroom.model.item import Item

Metric = Literal["engagement", "arrivals", "trend"]
Grain = Literal["minute", "hour", "day"]

SPANS: Mapping[Grain, timedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
MILLION = 1_000_000
MOST = 2**53 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Sample(Noun):
    """One figure at one moment, a whole number so that sums are exact in any order.

    engagement: `subject` an item's id, `value` its interactions so far. arrivals: a story's id, 1 for each report, whose
    item `part` names. trend: a term's key (`term_key`), millionths of its rank share. Subject, metric, moment and part
    together are the sample's name: what comes under it a second time is the same observation.
    """

    subject: Annotated[str, Field(max_length=64)]
    metric: Metric
    at: UtcTime
    value: Annotated[int, Field(ge=0, le=MOST)]
    part: Annotated[str, Field(max_length=64)] = ""


class Bucket(NamedTuple):
    """What the samples of one subject and metric came to in the span that begins at `at`: `n` of them, their sum, least
    and greatest, and the value of the latest, which was taken at `last_at`."""

    at: datetime
    n: int
    total: int
    low: int
    high: int
    last_at: datetime
    last: int


class Reading(NamedTuple):
    """What had been counted by a moment."""

    at: UtcTime
    so_far: int


class Retention(Noun):
    """How many days each grain is kept. Days are kept for ever; nothing is read that may be gone."""

    raw_days: Annotated[int, Field(ge=1)] = 2
    minute_days: Annotated[int, Field(ge=2)] = 7
    hour_days: Annotated[int, Field(ge=15)] = 90

    def cut(self, grain: Grain, now: datetime) -> datetime | None:
        """Buckets that began before this moment may go; None for the grain that stays."""
        days = {"minute": self.minute_days, "hour": self.hour_days}.get(grain)
        return None if days is None else now - timedelta(days=days)

    def raw_cut(self, now: datetime) -> datetime:
        """Samples from before this moment may go. An older one is not taken in: it could not be told from a copy."""
        return now - timedelta(days=self.raw_days)


def term_key(term: str) -> str:
    """The subject under which a search term's samples stand, whatever its case and length."""
    return derive("term", " ".join(term.casefold().split()))


def engaged(post: Item) -> Sample:
    """How often people had interacted with a post when it was seen; 0 where nobody counted."""
    count = post.engagement.interactions if post.engagement is not None else 0
    return Sample(subject=post.id, metric="engagement", at=post.seen_at, value=min(max(0, count), MOST))


def begin_of(moment: datetime, grain: Grain) -> datetime:
    """The beginning of the minute, hour or day (UTC) that `moment` lies in."""
    return moment - (moment - _EPOCH) % SPANS[grain]


def rolled_up(samples: Iterable[Sample], grain: Grain) -> dict[tuple[str, Metric], tuple[Bucket, ...]]:
    """What different samples add up to, by (subject, metric), in order of time. Any order, the same answer."""
    found: dict[tuple[str, Metric, datetime], Bucket] = {}
    for one in samples:
        key = (one.subject, one.metric, begin_of(one.at, grain))
        fresh = Bucket(key[2], 1, one.value, one.value, one.value, one.at, one.value)
        found[key] = merged(found[key], fresh) if key in found else fresh
    by_subject: dict[tuple[str, Metric], list[Bucket]] = {}
    for (subject, metric, _), bucket in sorted(found.items()):
        by_subject.setdefault((subject, metric), []).append(bucket)
    return {key: tuple(buckets) for key, buckets in by_subject.items()}


def merged(one: Bucket, other: Bucket) -> Bucket:
    """Two buckets of one span, of different samples, as one."""
    last_at, last = max((one.last_at, one.last), (other.last_at, other.last))
    low, high = min(one.low, other.low), max(one.high, other.high)
    return Bucket(one.at, one.n + other.n, one.total + other.total, low, high, last_at, last)
