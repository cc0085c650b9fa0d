"""An archived story is opened again when the evidence has changed, and only then."""

from datetime import UTC, datetime

import pytest

from newsroom.control.decisions.intake import reopening
from newsroom.model.item import Origin
from newsroom.model.story import Story

AT = datetime(2031, 5, 14, 9, tzinfo=UTC)


def story(count: int, reason: str = "", **retries: int) -> Story:
    owners = [
        Origin(owner=f"House {n}", item_ids=(f"i{n}",), types=("press",), tier=2, why="own") for n in range(count)
    ]
    return Story(
        id="story_1", slug="dam", headline="The dam holds", language="en", category="local",
        item_ids=tuple(f"i{n}" for n in range(count)), origins=tuple(owners), first_published_at=AT, first_seen_at=AT,
        last_seen_at=AT, entered_at=AT, reason=reason, retries=retries,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "why"), [(2, 4, ""), (2, 5, "reconsidered"), (5, 9, ""), (5, 10, "reconsidered")]
)
def test_turned_down_on_early_reports(before, now, why):
    """The council looks again when the independent reports have doubled, and are three more at least."""
    assert reopening(story(before, "INSUFFICIENT_CONSENSUS", origins=before), story(now)) == why


def test_it_is_reconsidered_three_times_at_most():
    """Repeating a question long enough is no evidence."""
    asked = story(2, "INSUFFICIENT_CONSENSUS", origins=2, reconsidered=3)
    assert reopening(asked, story(40)) == ""


@pytest.mark.parametrize("reason", ["FACTUAL_CONCERNS", "240 minutes in ESCALATED", "answered_no"])
def test_facts_people_and_deadlines_stay_closed(reason):
    """More voices undo no veto, no person's no and no deadline."""
    assert reopening(story(2, reason, origins=2), story(40)) == ""


def test_too_thin_is_opened_once_by_two_more_reports():
    """The studio held it for want of claims."""
    thin = story(2, "too thin", origins=2, more_reports=1)
    assert [reopening(thin, story(n)) for n in (3, 4)] == ["", "reopened"]
    assert reopening(story(2, "too thin", origins=2, more_reports=1, reopened=1), story(9)) == ""
