"""The Judge's confidence comes from checks, and a person's switch stops what it names (decisions.md sections 0, 9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.control.governance import CHECKS, SCOPES, KillSwitch, band, confidence, stopped_by, turn


@pytest.mark.parametrize("stage", CHECKS)
def test_each_stages_weights_sum_to_one_and_one_failure_always_stops_the_way_out(stage):
    """No single failed or absent check leaves an outside effect above 0.90."""
    weights = CHECKS[stage]
    assert round(sum(weights.values()), 9) == 1
    assert band(confidence(dict.fromkeys(weights, True), weights).value, "outside") == "on"
    for name in weights:
        for failed in (False, None):
            got = confidence(dict.fromkeys(weights, True) | {name: failed}, weights)
            assert got.failed == (name,)
            assert band(got.value, "outside") != "on"


def test_absent_checks_count_as_failed_and_unknown_ones_not_at_all():
    """A producer cannot add its own number."""
    weights = CHECKS["spend"]
    assert confidence({"producer_is_sure": True}, weights) == (0.0, tuple(weights))


@pytest.mark.parametrize(
    ("value", "outside", "local"),
    [
        (1.0, "on", "on"),
        (0.901, "on", "on"),
        (0.90, "person", "on"),
        (0.70, "person", "on"),
        (0.699, "back", "back"),
        (0.0, "back", "back"),
    ],
)
def test_the_bands(value, outside, local):
    """Above 0.90 on, 0.70 to 0.90 inclusive a person, below back; on the local site 0.70 suffices."""
    assert (band(value, "outside"), band(value, "local")) == (outside, local)


def test_a_paused_part_stops_its_own_effects_only():
    """Spending goes on while publishing is paused, and the other way round."""
    switch = turn(KillSwitch(), "publishing", True)
    assert stopped_by(switch, "publish") == "publishing"
    assert stopped_by(switch, "spend") is None
    assert stopped_by(turn(KillSwitch(), "spending", True), "spend") == "spending"
    assert stopped_by(KillSwitch(), "publish") is None


def test_all_stops_everything_but_taking_down_and_telling_people():
    """Those two only make less public."""
    switch = turn(KillSwitch(), "all", True)
    assert {stopped_by(switch, effect) for effect in ("publish", "spend", "vote")} == {"all"}
    assert stopped_by(switch, "take_down") is None
    assert stopped_by(switch, "notify") is None


@given(st.lists(st.tuples(st.sampled_from(SCOPES), st.booleans())))
def test_each_part_is_what_was_last_said_of_it(turns):
    """Resuming all does not resume what was paused by name."""
    switch = KillSwitch()
    said = dict.fromkeys(SCOPES, False)
    for scope, paused in turns:
        switch = turn(switch, scope, paused)
        said[scope] = paused
    assert switch._asdict() == said
