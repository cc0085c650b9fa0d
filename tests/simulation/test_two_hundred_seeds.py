"""Two hundred simulated newsrooms: no rule breaks, every fault fires, every arrow of the lifecycle is taken."""

import pytest

from newsroom.lab.simulation.seed import HOLDS_MIN, STORIES_MIN, TRANSITIONS_MIN
from newsroom.model.lifecycle import State

pytestmark = pytest.mark.long

NOT_TAKEN_HERE = {
    "APPROVED not_rendered": "a video limit belongs to replays: tests/fundamentals/test_everything_fails_closed.py",
    "DISCOVERED lost": "bids cannot be withdrawn yet: tests/rules/test_auction.py",
    "PRODUCING held": "six rounds of waiting outlast a seed",
    "PUBLISHING sent_back": "three failed checks of the Judge's confidence at once: tests/control",
    "PUBLISHING rejected": "the same, with every revision spent: tests/control",
    "TIEBREAK killed": "a spike in one minute of a day: tests/control",
    "AUCTION_WON aged_out": "four hours in a full council: tests/rules/test_lifecycle.py",
}
"""Arrows that no seed takes, and which test takes them."""


def test_no_rule_is_broken(two_hundred):
    """No invariant fails in any seed; a failing one is played again by the command it names."""
    found = [
        f"newsroom simulate --seeds {v['seed']} --trace  {v['invariant']}: {v['detail']}"
        for v in two_hundred["violations"]
    ]
    assert not found, "\n".join(found[:10])


def test_every_seed_sees_enough(two_hundred):
    """At least five stories, two human holds and 150 committed transitions in each."""
    least = two_hundred["least"]
    assert least["stories"] >= STORIES_MIN
    assert least["holds"] >= HOLDS_MIN
    assert least["transitions"] >= TRANSITIONS_MIN


def test_every_fault_fires(two_hundred):
    """A fault that never happens proves nothing."""
    assert [kind for kind, fired in two_hundred["faults"].items() if not fired] == []


def test_every_state_and_arrow_is_reached(two_hundred):
    """Each state is entered and each arrow taken, or it is named with the test that takes it."""
    states = set(State.__args__) - {"START"}
    assert set(two_hundred["states_reached"]) == states
    assert set(two_hundred["transitions_not_reached"]) <= set(NOT_TAKEN_HERE)
