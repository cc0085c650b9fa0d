"""Samples in the database: appended once each, rolled up in the same transaction, let go by age.

A batch is two statements, however large: one says which of its samples are new, one adds these to their buckets.
Reading touches the buckets of the asked span alone, which lie side by side under their subject.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from newsroom.model.sample import SPANS, Bucket, Grain, Metric, Retention, Sample, rolled_up
from newsroom.world.dialect import Among
from newsroom.world.noun_rows import moment, us
from newsroom.world.statements import run
from newsroom.world.tables import ROLLUP, SAMPLE

_SAMPLE = {"at_us": "bigint", "subject": "text", "metric": "text", "part": "text", "value": "bigint"}
_BUCKET = {
    "subject": "text",
    "metric": "text",
    "span_s": "integer",
    "at_us": "bigint",
    "n": "bigint",
    "total": "bigint",
    "low": "bigint",
    "high": "bigint",
    "last_us": "bigint",
    "last": "bigint",
}
_IS_LATER = "(excluded.last_us, excluded.last) > (rollup.last_us, rollup.last)"
_ADDED = f"""(subject, metric, span_s, at_us) DO UPDATE SET
    n = rollup.n + excluded.n,
    total = rollup.total + excluded.total,
    low = CASE WHEN excluded.low < rollup.low THEN excluded.low ELSE rollup.low END,
    high = CASE WHEN excluded.high > rollup.high THEN excluded.high ELSE rollup.high END,
    last_us = CASE WHEN {_IS_LATER} THEN excluded.last_us ELSE rollup.last_us END,
    last = CASE WHEN {_IS_LATER} THEN excluded.last ELSE rollup.last END"""
"""A bucket is added to the one that is there, as `model.sample.merged` says it."""

_SPAN_S = {grain: int(span.total_seconds()) for grain, span in SPANS.items()}


def record(connection: sa.Connection, samples: Sequence[Sample]) -> int:
    """Append the samples that are not there yet and add them to their minutes, hours and days; returns how many."""
    if not samples:
        return 0
    database = connection.dialect.name
    rows = [[us(one.at), one.subject, one.metric, one.part, one.value] for one in _in_order(samples)]
    taken = connection.execute(_take_in(database), {"rows": json.dumps(rows)}).fetchall()
    new = [Sample(at=moment(at), subject=s, metric=m, part=p, value=v) for at, s, m, p, v in taken]
    if new:
        connection.execute(_add(database), {"rows": json.dumps([row for grain in SPANS for row in _rows(new, grain)])})
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


def _rows(samples: Sequence[Sample], grain: Grain) -> list[list[Any]]:
    return [
        [
            subject,
            metric,
            _SPAN_S[grain],
            us(one.at),
            one.n,
            one.total,
            one.low,
            one.high,
            us(one.last_at),
            one.last,
        ]
        for (subject, metric), buckets in rolled_up(samples, grain).items()
        for one in buckets
    ]


@cache
def _take_in(database: str) -> sa.TextClause:
    columns = ", ".join(_SAMPLE)
    return sa.text(f"{_insert_list('sample', _SAMPLE, database)} ON CONFLICT DO NOTHING RETURNING {columns}")


@cache
def _add(database: str) -> sa.TextClause:
    return sa.text(f"{_insert_list('rollup', _BUCKET, database)} ON CONFLICT {_ADDED}")


def _insert_list(table: str, columns: Mapping[str, str], database: str) -> str:
    """An insert of every row of `:rows`, a list of lists as JSON, which each database reads in its own words."""
    if database == "sqlite":
        values = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(columns)))
        # Without a WHERE, SQLite would take ON CONFLICT for the condition of a join.
        return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM json_each(:rows) WHERE true"
    values = ", ".join(f"CAST(one ->> {place} AS {kind})" for place, kind in enumerate(columns.values()))
    rows = "jsonb_array_elements(CAST(:rows AS jsonb)) AS one"
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {rows}"


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
