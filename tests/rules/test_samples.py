"""What samples add up to: the same in any order and in any number of parts."""

from datetime import UTC, datetime, timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.sample import SPANS, Sample, begin_of, merged, rolled_up, term_key

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
SAMPLES = st.builds(
    Sample,
    subject=st.sampled_from(["item_a", "item_b"]),
    metric=st.just("engagement"),
    at=st.integers(0, 200).map(lambda seconds: NOON + timedelta(seconds=seconds * 37)),
    value=st.integers(0, 1000),
)


@given(st.lists(SAMPLES, max_size=25), st.randoms(use_true_random=False))
def test_order_means_nothing(samples: list[Sample], dice) -> None:
    """Shuffled samples give the same minutes, hours and days."""
    shuffled = list(samples)
    dice.shuffle(shuffled)
    for grain in SPANS:
        assert rolled_up(shuffled, grain) == rolled_up(samples, grain)


@given(st.lists(SAMPLES, min_size=1, max_size=25))
def test_minutes_add_up_to_their_hours(samples: list[Sample]) -> None:
    """An hour is what its minutes are together: nothing is lost between the grains."""
    minutes, hours = rolled_up(samples, "minute"), rolled_up(samples, "hour")
    for key, buckets in hours.items():
        for hour in buckets:
            own = [minute for minute in minutes[key] if begin_of(minute.at, "hour") == hour.at]
            assert reduce(merged, own)[1:] == hour[1:]


def test_a_term_is_one_subject_in_every_writing() -> None:
    """Case and spaces make no other term; a very long one is a subject like any other."""
    assert term_key("Harbour  Fire") == term_key("harbour fire")
    assert len(term_key("x" * 5000)) < 64
