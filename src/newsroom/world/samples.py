"""Samples in the database: appended once each, rolled up in the same transaction, let go by age.

A batch is one statement that says which of its samples are new, and one more for each grain that adds these to their
buckets. Reading touches the buckets of the asked span alone, which lie side by side under their subject.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from newsroom.model.sample import SPANS, Bucket, Grain, Metric, Retention, Sample, rolled_up
from newsroom.world.dialect import Among, is_postgres, upsert
from newsroom.world.noun_rows import moment, us
from newsroom.world.statements import run, run_each
from newsroom.world.tables import ROLLUP, SAMPLE

_COLUMNS = "at_us, subject, metric, part, value"
_TAKE_IN = {
    "sqlite": f"""INSERT INTO sample ({_COLUMNS})
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]'), json_extract(value, '$[4]') FROM json_each(:rows) WHERE true
        ON CONFLICT DO NOTHING RETURNING {_COLUMNS}""",
    "postgresql": f"""INSERT INTO sample ({_COLUMNS})
        SELECT (one ->> 0)::bigint, one ->> 1, one ->> 2, one ->> 3, (one ->> 4)::bigint
        FROM jsonb_array_elements(CAST(:rows AS jsonb)) AS one
        ON CONFLICT DO NOTHING RETURNING {_COLUMNS}""",
}
"""Which rows are new can only be said by who inserts them, and each database reads a list in its own words."""

_SPAN_S = {grain: int(span.total_seconds()) for grain, span in SPANS.items()}


def record(connection: sa.Connection, samples: Sequence[Sample]) -> int:
    """Append the samples that are not there yet and add them to their minutes, hours and days; returns how many."""
    if not samples:
        return 0
    rows = [[us(one.at), one.subject, one.metric, one.part, one.value] for one in _in_order(samples)]
    taken = connection.execute(_take_in(connection.dialect.name), {"rows": json.dumps(rows)}).fetchall()
    new = [Sample(at=moment(at), subject=s, metric=m, part=p, value=v) for at, s, m, p, v in taken]
    for grain in SPANS if new else ():
        run_each(connection, _add(is_postgres(connection)), _bucket_rows(new, grain))
    return len(new)


def rolled(
    connection: sa.Connection,
    subjects: Sequence[str],
    metric: Metric,
    grain: Grain,
    since: datetime,
    until: datetime,
) -> dict[str, tuple[Bucket, ...]]:
    """The buckets of each subject that begin at `since` or later and before `until`, in order of time."""
    asked = {
        "subjects": list(subjects),
        "metric": metric,
        "span": _SPAN_S[grain],
        "since": us(since),
        "until": us(until),
    }
    found: dict[str, list[Bucket]] = {}
    for subject, at, n, total, low, high, last_us, last in run(connection, _READ, asked).rows:
        bucket = Bucket(moment(at), int(n), int(total), int(low), int(high), moment(last_us), int(last))
        found.setdefault(subject, []).append(bucket)
    return {subject: tuple(buckets) for subject, buckets in found.items()}


def sweep(connection: sa.Connection, now: datetime, kept: Retention, at_most: int) -> int:
    """Let go the oldest samples and buckets that are older than `kept`, at most so many of each; returns how many."""
    gone = _let_go(connection, _OLD_SAMPLES, {"cut": us(kept.raw_cut(now)), "most": at_most})
    for grain, span_s in _SPAN_S.items():
        cut = kept.cut(grain, now)
        if cut is not None:
            gone += _let_go(connection, _OLD_BUCKETS, {"cut": us(cut), "most": at_most, "span": span_s})
    return gone


def _in_order(samples: Iterable[Sample]) -> list[Sample]:
    # Of two values under one name in one batch the smaller is kept, whatever the order they came in.
    return sorted(samples, key=lambda one: (one.at, one.subject, one.metric, one.part, one.value))


@cache
def _take_in(dialect: str) -> sa.TextClause:
    return sa.text(_TAKE_IN[dialect])


def _bucket_rows(samples: Sequence[Sample], grain: Grain) -> list[dict[str, Any]]:
    return [
        {
            "subject": subject,
            "metric": metric,
            "span_s": _SPAN_S[grain],
            "at_us": us(one.at),
            "n": one.n,
            "total": one.total,
            "low": one.low,
            "high": one.high,
            "last_us": us(one.last_at),
            "last": one.last,
        }
        for (subject, metric), buckets in rolled_up(samples, grain).items()
        for one in buckets
    ]


@cache
def _add(on_server: bool) -> sa.Insert:
    """An insert that is added to the bucket that is there, as `model.sample.merged` says it."""
    insert = upsert(ROLLUP, on_server)
    old, new = ROLLUP.c, insert.excluded
    later = sa.or_(new.last_us > old.last_us, sa.and_(new.last_us == old.last_us, new.last > old.last))
    return insert.on_conflict_do_update(
        index_elements=[old.subject, old.metric, old.span_s, old.at_us],
        set_={
            "n": old.n + new.n,
            "total": old.total + new.total,
            "low": sa.case((new.low < old.low, new.low), else_=old.low),
            "high": sa.case((new.high > old.high, new.high), else_=old.high),
            "last_us": sa.case((later, new.last_us), else_=old.last_us),
            "last": sa.case((later, new.last), else_=old.last),
        },
    )


_READ = (
    sa.select(
        ROLLUP.c.subject,
        ROLLUP.c.at_us,
        ROLLUP.c.n,
        ROLLUP.c.total,
        ROLLUP.c.low,
        ROLLUP.c.high,
        ROLLUP.c.last_us,
        ROLLUP.c.last,
    )
    .where(
        Among(ROLLUP.c.subject, "subjects"),
        ROLLUP.c.metric == sa.bindparam("metric", type_=sa.String),
        ROLLUP.c.span_s == sa.bindparam("span", type_=sa.Integer),
        ROLLUP.c.at_us >= sa.bindparam("since", type_=sa.BigInteger),
        ROLLUP.c.at_us < sa.bindparam("until", type_=sa.BigInteger),
    )
    .order_by(ROLLUP.c.subject, ROLLUP.c.at_us)
)


class _Old:
    """How the rows of one table that are older than `cut` are found and let go, oldest first."""

    def __init__(self, table: sa.Table, *holds: sa.ColumnElement[bool]) -> None:
        at = table.c.at_us
        old = (*holds, at < sa.bindparam("cut", type_=sa.BigInteger))
        ages = sa.select(at.label("at_us")).where(*old).order_by(at).limit(sa.bindparam("most", type_=sa.Integer))
        self.youngest = sa.select(sa.func.max(ages.subquery().c.at_us))
        self.delete = sa.delete(table).where(*holds, at <= sa.bindparam("up_to", type_=sa.BigInteger))


_OLD_SAMPLES = _Old(SAMPLE)
_OLD_BUCKETS = _Old(ROLLUP, ROLLUP.c.span_s == sa.bindparam("span", type_=sa.Integer))


def _let_go(connection: sa.Connection, old: _Old, asked: dict[str, Any]) -> int:
    ((up_to,),) = run(connection, old.youngest, asked).rows
    if up_to is None:
        return 0
    span = {"span": asked["span"]} if "span" in asked else {}
    return run(connection, old.delete, {"up_to": up_to, **span}).touched
