"""The calendar folder: iCalendar and CSV files of what is expected, read strictly and placed on the map."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.errors import Refused
from newsroom.model.item import GeoPoint, Place
from newsroom.world.calendars import calendar, from_csv, from_ics
from newsroom.world.gazetteer import FakeGazetteer

ORLIN = Place(name="Orlin", country="XX", point=GeoPoint(lat=1, lon=2), precision=1.0)
ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Election of the harbour\\, council
DTSTART;TZID=Europe/Warsaw:20310514T080000
DTEND;TZID=Europe/Warsaw:20310514T200000
LOCATION:Town hall\\, Orlin
CATEGORIES:election
BEGIN:VALARM
SUMMARY:Not this
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:A summit whose name goes on and
  on
DTSTART;VALUE=DATE:20310601
GEO:46.2;6.15
END:VEVENT
BEGIN:VEVENT
SUMMARY:Called off
DTSTART:20310602T120000Z
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
SUMMARY:Match
DTSTART:20310603T180000Z
DURATION:PT2H
END:VEVENT
END:VCALENDAR
"""


def at(*when: int) -> datetime:
    """A moment in UTC."""
    return datetime(*when, tzinfo=UTC)


def test_icalendar_events_are_read_with_zone_fold_and_point():
    """Zones become UTC, folded lines join, a day is a whole day, an inner alarm is not the event, cancelled is left out."""
    vote, summit, match = from_ics(ICS.replace("\n", "\r\n"))
    assert (vote.title, vote.where, vote.kind) == ("Election of the harbour, council", "Town hall, Orlin", "election")
    assert (vote.starts_at, vote.ends_at) == (at(2031, 5, 14, 6), at(2031, 5, 14, 18))
    assert summit.title == "A summit whose name goes on and on"
    assert (summit.starts_at, summit.ends_at) == (at(2031, 6, 1), at(2031, 6, 2))
    assert summit.place.point == GeoPoint(lat=46.2, lon=6.15)
    assert (match.starts_at, match.ends_at) == (at(2031, 6, 3, 18), at(2031, 6, 3, 20))


def test_a_table_of_events_is_read():
    """title and start are needed, end, place and kind may be missing; a day counts whole."""
    rows = "title,start,end,place,kind\nFair,2031-05-01,2031-05-03,Orlin,fair\nTrial,2031-05-02T09:00:00+02:00,,,\n"
    fair, trial = from_csv(rows)
    assert (fair.starts_at, fair.ends_at, fair.where) == (at(2031, 5, 1), at(2031, 5, 4), "Orlin")
    assert (trial.starts_at, trial.ends_at) == (at(2031, 5, 2, 7), at(2031, 5, 2, 8))


def test_the_folder_is_read_in_order_and_placed(tmp_path: Path):
    """Both kinds of file together, by start; the gazetteer finds the written places. No folder: nothing expected."""
    assert calendar(tmp_path / "none", lambda: FakeGazetteer({})) == ()
    (tmp_path / "a.ics").write_text(ICS)
    (tmp_path / "b.csv").write_text("title,start,place\nFair,2031-05-01,Orlin\n")
    (tmp_path / "notes.txt").write_text("not a calendar")
    found = calendar(tmp_path, lambda: FakeGazetteer({"Orlin": ORLIN}))
    assert [one.title[:6] for one in found] == ["Fair", "Electi", "A summ", "Match"]
    assert found[0].place == found[1].place == ORLIN


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n", 4),
        ("BEGIN:VEVENT\nSUMMARY:x\nDTSTART:tomorrow\nEND:VEVENT\n", 4),
        ("BEGIN:VEVENT\nno property\n", 2),
        ("BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20310101\nGEO:95;0\nEND:VEVENT\n", 5),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int):
    """The sentence names file and line."""
    with pytest.raises(Refused) as refused:
        list(from_ics(text))
    assert refused.value.code == "calendar_unreadable"
    assert f"Line {line} of calendar.ics" in str(refused.value)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "BEGIN:VEVENT\n", "title,start\n"]))
def test_any_text_is_read_or_refused(text: str, begun: str):
    """Nothing but a refusal ever comes out of a strange file."""
    for reader in (from_ics, from_csv):
        with suppress(Refused):
            assert all(one.ends_at >= one.starts_at for one in reader(begun + text))
