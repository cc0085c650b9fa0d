"""The home folder's `calendar/`: iCalendar files (RFC 5545) and CSV tables of what is expected to happen.

Of iCalendar the VEVENTs are read: SUMMARY, DTSTART, DTEND or DURATION, LOCATION, GEO, CATEGORIES, UID, STATUS. Cancelled
events are left out; of a repeating one the first is read. A CSV has the columns title,start,end,place,kind, of which
title and start must be filled. A day without an hour is the whole day; a time without a zone is UTC.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsroom.model.errors import Refused
from newsroom.model.expected import Expected
from newsroom.model.ids import derive
from newsroom.model.item import GeoPoint, Place
from newsroom.ports import Gazetteer

MOST_BYTES = 5_000_000
MOST_EVENTS = 20_000
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:\";]+=(?:\"[^\"]*\"|[^;:\"]*))*):(.*)")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_DURATION = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")

Property = tuple[str, str]
"""A property's parameters as written, and its value."""


def calendar(folder: Path, gazetteer: Callable[[], Gazetteer]) -> tuple[Expected, ...]:
    """Everything in the folder's .ics and .csv files, by start; nothing when there is no folder.

    The gazetteer is only asked for when there is a place to find. Raises `Refused` (calendar_unreadable) with file and
    line.
    """
    readers = {".ics": from_ics, ".csv": from_csv}
    found: dict[str, Expected] = {}
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if file.suffix.lower() in readers:
            for event in readers[file.suffix.lower()](_text(file), file.name):
                found[event.id] = event if event.place or not event.where else _placed(event, gazetteer())
                if len(found) > MOST_EVENTS:
                    raise _unreadable(file.name, 1, f"takes the calendar beyond {MOST_EVENTS:,} events")
    return tuple(sorted(found.values(), key=lambda one: (one.starts_at, one.id)))


def from_ics(text: str, name: str = "calendar.ics") -> Iterator[Expected]:
    """The events of an iCalendar text, in its order. Raises `Refused` (calendar_unreadable)."""
    held: dict[str, Property] | None = None
    inner = 0
    for number, line in _unfolded(text):
        match = _LINE.fullmatch(line)
        if match is None:
            raise _unreadable(name, number, "is no property of a calendar")
        key, parameters, value = match[1].upper(), match[2], match[3]
        if (key, value.upper()) == ("BEGIN", "VEVENT"):
            held, inner = {}, 0
        elif (key, value.upper()) == ("END", "VEVENT") and held is not None:
            yield from _event(held, name, number)
            held = None
        elif key in ("BEGIN", "END"):
            inner += 1 if key == "BEGIN" else -1
        elif held is not None and inner == 0:
            held.setdefault(key, (parameters, value))


def from_csv(text: str, name: str = "calendar.csv") -> Iterator[Expected]:
    """The events of a CSV text with a heading, in its order. Raises `Refused` (calendar_unreadable)."""
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        yield from _rows(rows, name)
    except csv.Error as error:
        raise _unreadable(name, rows.line_num, "is no row of a table") from error


def _rows(rows: "csv.DictReader[str]", name: str) -> Iterator[Expected]:
    if not {"title", "start"} <= set(rows.fieldnames or ()):
        raise _unreadable(name, 1, "has no columns title and start")
    for row in rows:
        title, start = (row["title"] or "").strip(), (row["start"] or "").strip()
        if not title or not start:
            raise _unreadable(name, rows.line_num, "has no title or no start")
        begins, whole_day = _iso(start, name, rows.line_num)
        ends = _iso((row.get("end") or "").strip(), name, rows.line_num) if (row.get("end") or "").strip() else None
        last = ends[0] + (_DAY if ends[1] else timedelta()) if ends else begins + (_DAY if whole_day else _HOUR)
        yield _expected(title, begins, last, (row.get("place") or "").strip(), (row.get("kind") or "").strip())


def _event(held: Mapping[str, Property], name: str, number: int) -> Iterator[Expected]:
    if held.get("STATUS", ("", ""))[1].upper() == "CANCELLED":
        return
    title = _plain(held.get("SUMMARY", ("", ""))[1])
    if not title or "DTSTART" not in held:
        raise _unreadable(name, number, "ends an event without SUMMARY or DTSTART")
    begins, whole_day = _moment(held["DTSTART"], name, number)
    if "DTEND" in held:
        ends = _moment(held["DTEND"], name, number)[0]
    else:
        usual = _DAY if whole_day else _HOUR
        ends = begins + (_duration(held["DURATION"][1], name, number) if "DURATION" in held else usual)
    where, kind = (_plain(held.get(key, ("", ""))[1]) for key in ("LOCATION", "CATEGORIES"))
    event = _expected(title, begins, ends, where, kind)
    point = _point(held["GEO"][1], name, number) if "GEO" in held else None
    yield (
        event
        if point is None
        else event.model_copy(update={"place": Place(name=event.where or title, point=point, precision=1.0)})
    )


def _expected(title: str, begins: datetime, ends: datetime, where: str, kind: str) -> Expected:
    key = derive("expected", title, begins.astimezone(UTC).isoformat(), where)
    return Expected(id=key, title=title, starts_at=begins, ends_at=max(begins, ends), where=where, kind=kind)


def _placed(event: Expected, gazetteer: Gazetteer) -> Expected:
    found = gazetteer.places(event.where, names=(event.where, event.where.split(",")[0].strip()))
    return event.model_copy(update={"place": found[0]}) if found else event


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise _unreadable(file.name, 1, "is of more than 5 MB")
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(file.name, 1, "is not UTF-8") from error


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Content lines with the number of their first physical line; a line that begins with a blank goes on (3.1)."""
    held, start = "", 0
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line[:1] in (" ", "\t") and held:
            held += line[1:]
            continue
        if held:
            yield start, held
        held, start = line.rstrip(), number
    if held:
        yield start, held


def _plain(value: str) -> str:
    return " ".join(_ESCAPED.sub(lambda mark: " " if mark[1] in "nN" else mark[1], value).split())


def _moment(written: Property, name: str, number: int) -> tuple[datetime, bool]:
    """A DATE or DATE-TIME as a moment, and whether it is a whole day (3.3.4, 3.3.5)."""
    parameters, value = written
    zone: tzinfo = UTC
    named = re.search(r";TZID=\"?([^;:\"]+)", parameters, re.IGNORECASE)
    try:
        if named and not value.endswith("Z"):
            zone = ZoneInfo(named[1])
        if re.fullmatch(r"\d{8}", value):
            return datetime.strptime(value, "%Y%m%d").replace(tzinfo=zone), True
        return datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=zone), False
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise _unreadable(name, number, f"ends an event with the time {value!r}, which cannot be read") from error


def _duration(value: str, name: str, number: int) -> timedelta:
    match = _DURATION.fullmatch(value)
    if match is None:
        raise _unreadable(name, number, f"ends an event with the duration {value!r}, which cannot be read")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _point(value: str, name: str, number: int) -> GeoPoint:
    match = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?);(-?\d{1,3}(?:\.\d+)?)", value)
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        raise _unreadable(name, number, f"ends an event with the point {value!r}, which is not on the globe")
    return GeoPoint(lat=float(match[1]), lon=float(match[2]))


def _iso(value: str, name: str, number: int) -> tuple[datetime, bool]:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = date.fromisoformat(value)
            return datetime(day.year, day.month, day.day, tzinfo=UTC), True
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise _unreadable(name, number, f"has the time {value!r}, which cannot be read") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC), False


def _unreadable(name: str, number: int, why: str) -> Refused:
    return Refused(
        "calendar_unreadable", f"Line {number} of {name} {why}.", "Correct it, or take the file out of calendar/."
    )
