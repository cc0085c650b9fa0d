"""What is measured again and again: appended once, added up by minute, hour and day, let go by age, on both databases."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from newsroom.model.errors import StaleVersion
from newsroom.model.sample import SPANS, Grain, Retention, Sample, rolled_up
from newsroom.ports import Commit, Store
from newsroom.world.dialect import Among
from newsroom.world.noun_rows import by_keys
from newsroom.world.store import SqlStore
from newsroom.world.tables import ROLLUP

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LONGER: tuple[Grain, ...] = ("hour", "day")


def _liked(minute: float, interactions: int, post: str = "item_a") -> Sample:
    return Sample(subject=post, metric="engagement", at=NOON + minute * MINUTE, value=interactions)


def _report(minute: float, item: str) -> Sample:
    return Sample(subject="story_a", metric="arrivals", at=NOON + minute * MINUTE, value=1, part=item)


def _minutes(store: Store, *subjects: str) -> dict[str, list[tuple[int, int]]]:
    found = store.rolled(subjects, "engagement", "minute", NOON, NOON + DAY)
    return {key: [((one.at - NOON) // MINUTE, one.last) for one in buckets] for key, buckets in found.items()}


def test_samples_are_added_to_their_minute_hour_and_day(both_stores: Store) -> None:
    """Three looks at a post within two minutes: two minutes, one hour, one day, each with its latest and its extremes."""
    both_stores.commit(Commit(samples=(_liked(0, 10), _liked(0.5, 40))))
    both_stores.commit(Commit(samples=(_liked(1.2, 30),)))
    assert _minutes(both_stores, "item_a") == {"item_a": [(0, 40), (1, 30)]}
    for grain in LONGER:
        (bucket,) = both_stores.rolled(["item_a"], "engagement", grain, NOON - DAY, NOON + DAY)["item_a"]
        assert (bucket.n, bucket.total, bucket.low, bucket.high, bucket.last) == (3, 80, 10, 40, 30)
        assert bucket.last_at == NOON + 1.2 * MINUTE


def test_one_observation_counts_once_however_often_it_is_delivered(both_stores: Store) -> None:
    """A batch that comes again, in part and with something new, adds only what is new."""
    first = (_report(0, "item_1"), _report(0, "item_2"))
    both_stores.commit(Commit(samples=(*first, first[0])))
    both_stores.commit(Commit(samples=(first[1], _report(0.1, "item_3"))))
    (bucket,) = both_stores.rolled(["story_a"], "arrivals", "minute", NOON, NOON + MINUTE)["story_a"]
    assert (bucket.n, bucket.total) == (3, 3)


def test_the_database_adds_up_as_the_rule_says(both_stores: Store) -> None:
    """Late ones, ties, several subjects, in five batches: the same buckets as `rolled_up` over all of them at once."""
    samples = [_liked(n * 7 % 90 / 3, n * n % 17, f"item_{n % 4}") for n in range(120)]
    different = {(one.subject, one.at): one for one in reversed(samples)}
    for begin in range(0, 120, 24):
        both_stores.commit(Commit(samples=tuple(samples[begin : begin + 24])))
    for grain in SPANS:
        found = both_stores.rolled([f"item_{n}" for n in range(4)], "engagement", grain, NOON - DAY, NOON + DAY)
        wanted = rolled_up(different.values(), grain)
        assert {(subject, "engagement"): buckets for subject, buckets in found.items()} == wanted


def test_a_subject_is_read_by_itself_and_by_its_span(both_stores: Store) -> None:
    """Other posts, other metrics and other times are not in the answer; a post without samples is missing."""
    both_stores.commit(Commit(samples=(_liked(0, 1), _liked(5, 2), _liked(5, 9, "item_b"))))
    found = both_stores.rolled(["item_a", "item_c"], "engagement", "minute", NOON + MINUTE, NOON + 6 * MINUTE)
    assert {key: [one.last for one in buckets] for key, buckets in found.items()} == {"item_a": [2]}
    assert both_stores.rolled(["item_a"], "engagement", "minute", NOON, NOON + 5 * MINUTE)["item_a"][-1].last == 1
    assert both_stores.rolled(["item_a"], "trend", "minute", NOON, NOON + DAY) == {}


def test_each_grain_goes_at_its_age_and_days_stay(both_stores: Store) -> None:
    """Raw two days, minutes seven, hours ninety, days for ever; a little at a time."""
    both_stores.commit(Commit(samples=tuple(_liked(n, n) for n in range(30))))
    kept = Retention()

    def buckets() -> tuple[int, ...]:
        spans = [both_stores.rolled(["item_a"], "engagement", g, NOON - DAY, NOON + DAY) for g in SPANS]  # fmt: skip
        return tuple(len(span.get("item_a", ())) for span in spans)

    assert both_stores.sweep_samples(NOON + DAY, kept, 1_000) == 0
    assert both_stores.sweep_samples(NOON + 3 * DAY, kept, 1_000) == 30
    assert buckets() == (30, 1, 1)
    assert both_stores.sweep_samples(NOON + 8 * DAY, kept, 20) == 20
    assert both_stores.sweep_samples(NOON + 8 * DAY, kept, 20) == 10
    assert buckets() == (0, 1, 1)
    both_stores.sweep_samples(NOON + 91 * DAY, kept, 20)
    assert buckets() == (0, 0, 1)


def test_a_decision_that_is_refused_leaves_no_sample(both_stores: Store) -> None:
    """Samples are part of their commit: what fails around them takes them along."""
    with pytest.raises(StaleVersion, match="no such task"):
        both_stores.commit(Commit(samples=(_liked(0, 1),), closed_tasks=(("no such task", "done"),)))
    assert _minutes(both_stores, "item_a") == {}


def test_lists_are_looked_up_and_never_scanned(tmp_path: Path) -> None:
    """A row that is asked for in a list is found by its index, so that a crowd of rows costs nothing."""
    SqlStore(tmp_path / "newsroom.db").close()
    reading = sa.select(ROLLUP.c.last).where(Among(ROLLUP.c.subject, "subjects"))
    with sqlite3.connect(tmp_path / "newsroom.db") as connection:
        for asked in (reading, by_keys("story", ["a"])[0], by_keys("item", ["a"])[0]):
            words = str(asked.compile(dialect=sqlite.dialect()))
            plan = connection.execute(f"EXPLAIN QUERY PLAN {words}", ('["a"]',)).fetchall()
            assert plan[0][3].startswith("SEARCH"), plan
