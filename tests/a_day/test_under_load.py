"""The evening of the rehearsal day: a tie between two scouts, and a storm that brings more stories than an hour takes."""

from datetime import timedelta
from typing import Any

A_STORM = (
    "Storm cuts power to 14,000 homes",
    "Ferry Halcyon turns back",
    "Wind tears the roof off the theatre",
    "Fallen pines block the Orrin valley",
    "High water stands in the market hall",
    "St Brannoc hospital runs",
    "Sound Arena calls off concert",
    "Lifeboat saves sailors",
    "Side winds stop flights",
    "No lessons on Thursday",
    "The dam at Lake Ister opens",
    "Crane topples at the Calder shipyard",
)


def admissions(day: Any) -> list[Any]:
    """The audit rows of stories that the council took, oldest first."""
    return [row for row in day.store.audit_rows() if row.action == "story.admitted" and when(day, row, "priority")]


def when(day: Any, row: Any, key: str) -> Any:
    return (day.store.payload(row.payload_hash) or {}).get(key)


def test_two_scouts_tie_over_the_final_and_a_minute_later_the_lower_bid_wins(day: Any) -> None:
    page = day.page("Late goal gives Rovers the cup")
    assert day.way(page.story)[:3] == ["DISCOVERED", "TIEBREAK", "AUCTION_WON"]
    assert {bid.agent_type for bid in page.bids} == {"Wire_Scout", "Social_Scout"}
    assert page.story.winning_bid == min(bid.bid_id for bid in page.bids)
    (won,) = [row for row in day.store.audit_of(page.story.id) if row.action == "story.won"]
    assert won.at - page.story.discovered_at == timedelta(minutes=6)


def test_every_event_of_the_storm_is_a_story_of_its_own(day: Any) -> None:
    assert len({day.story(words).id for words in A_STORM}) == len(A_STORM)
    assert all(day.story(words).council_at for words in A_STORM)


def test_more_than_ten_stories_an_hour_are_a_surge_and_none_of_them_waits(day: Any) -> None:
    storm = {day.story(words).id for words in A_STORM}
    rows = admissions(day)
    first = next(at for at, row in enumerate(rows) if when(day, row, "surge"))
    in_surge = rows[first:]
    assert {row.subject for row in in_surge} <= storm
    assert {when(day, row, "strategy") for row in in_surge} == {"PROCESS_ALL"}
    hour = [row for row in rows if in_surge[-1].at - row.at < timedelta(hours=1)]
    assert len(hour) > 10
    waits = [story.council_at - _won_at(day, story.id) for story in day.stories if story.id in storm]
    assert max(waits) == timedelta(0)


def test_the_council_is_calm_before_the_storm(day: Any) -> None:
    storm = {day.story(words).id for words in A_STORM}
    assert not [row for row in admissions(day) if when(day, row, "surge") and row.subject not in storm]


def test_the_surge_ends_by_the_clock(day: Any) -> None:
    turns = [row for row in day.store.audit_rows() if row.action == "load.surge"]
    assert [when(day, row, "surge") for row in turns] == [True, False]
    assert timedelta(minutes=30) < turns[1].at - turns[0].at <= timedelta(hours=1)


def _won_at(day: Any, story_id: str) -> Any:
    return next(row.at for row in day.store.audit_of(story_id) if row.action == "story.won")
