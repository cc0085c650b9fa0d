"""The lifecycle table is whole: no dead end, no missing arrow, and no timer that releases anything (N 5.3)."""

from typing import get_args

import pytest

from newsroom.model.lifecycle import LIMITS, TERMINAL, TRANSITIONS, Event, State, limit_of, next_state

STATES = get_args(State)
N_MINUTES = {"DISCOVERED": 5, "VALIDATING": 10, "PRODUCING": 120, "PUBLISHING": 1440}
OURS = {
    "TIEBREAK": 1, "AUCTION_WON": 240, "AWAIT_VOTES": 10, "RETURNED": 30, "PAUSED": 120, "INFO_REQUEST": 60,
    "ESCALATED": 240, "CONDITIONAL": 10, "FAILED_RECOVERY": 120,
}  # fmt: skip


def reachable(start: str, arrows) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        new = {arrow.target for arrow in arrows if arrow.source == here} - seen
        seen |= new
        todo += sorted(new)
    return seen


def test_every_state_is_reached_from_the_start():
    """And every arrow's ends are states."""
    assert reachable("START", TRANSITIONS) == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_end(state):
    """From anywhere the story can come to rest."""
    assert reachable(state, TRANSITIONS) & TERMINAL


def test_an_arrow_is_unique_and_its_event_is_known():
    """One state and one event have one target."""
    assert len({(t.source, t.event) for t in TRANSITIONS}) == len(TRANSITIONS)
    assert {t.event for t in TRANSITIONS} <= set(get_args(Event))


def test_the_limits_are_ns_and_ours():
    """Each state at most once, with the minutes of N 5.3 and decisions.md section 6."""
    assert {limit.state: limit.minutes for limit in LIMITS} == N_MINUTES | OURS
    assert len({limit.state for limit in LIMITS}) == len(LIMITS)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.state)
def test_every_limits_event_is_an_arrow_of_the_table(limit):
    """A deadline always has somewhere to go."""
    assert next_state(limit.state, limit.on_limit)
    assert limit_of(limit.state) == limit


def test_a_timer_never_leads_towards_publishing():
    """Past the auction every limit archives or keeps the story held; timers alone never reach approval."""
    timers = [t for t in TRANSITIONS if any((t.source, t.event) == (i.state, i.on_limit) for i in LIMITS)]
    for start in STATES:
        if start not in ("APPROVED", "PRODUCING", "PUBLISHING", "PUBLISHED"):
            assert not reachable(start, timers) & {"APPROVED", "PRODUCING", "PUBLISHING", "PUBLISHED"}, start
    closing = {t.source: t.target for t in timers}
    assert {s: t for s, t in closing.items() if t != "ARCHIVED"} == {
        "DISCOVERED": "AUCTION_WON",
        "TIEBREAK": "AUCTION_WON",
        "VALIDATING": "AWAIT_VOTES",
    }


def test_states_that_wait_for_others_have_a_limit():
    """Only the start, an approved story in the channel's hands, what is public, and the ends may last."""
    assert set(STATES) - {limit.state for limit in LIMITS} == {
        "START", "APPROVED", "PUBLISHED", "ANALYZED", "COMPLETE", "ARCHIVED",
    }  # fmt: skip


def test_the_end_is_the_end():
    """COMPLETE has no way out; ARCHIVED only back to the council, on new evidence."""
    assert [t for t in TRANSITIONS if t.source == "COMPLETE"] == []
    assert [(t.event, t.target) for t in TRANSITIONS if t.source == "ARCHIVED"] == [("reopened", "VALIDATING")]


def test_publishing_is_entered_only_through_the_critics_approval():
    """And production only from an approved story, a repair of its own, or the Judge's doubt about a finished file."""
    assert {(t.source, t.event) for t in TRANSITIONS if t.target == "PUBLISHING"} == {("PRODUCING", "produced")}
    assert {t.source for t in TRANSITIONS if t.target == "PRODUCING"} == {
        "APPROVED", "FAILED_RECOVERY", "PUBLISHING",
    }  # fmt: skip
    assert {t.source for t in TRANSITIONS if t.target == "APPROVED"} == {"VALIDATING", "CONDITIONAL", "ESCALATED"}


def test_an_unknown_arrow_is_an_error():
    """A caller never guesses one."""
    with pytest.raises(KeyError):
        next_state("COMPLETE", "published")
