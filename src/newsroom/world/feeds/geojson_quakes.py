"""Earthquakes as the US Geological Survey publishes them (GeoJSON summary feed). One reading an event and magnitude.

The network revises an event under its id: another magnitude or impact colour is a new edition of the reading, and status
`deleted` takes it back (there was no such event).
"""

from typing import Any

from newsroom.model.item import Alert, GeoPoint, Place
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, number, read_json, rows, word
from newsroom.world.feeds.making import Tray, canonical
from newsroom.world.feeds.plain import clean, cut

PAGER_SEVERITY = {"green": "Minor", "yellow": "Moderate", "orange": "Severe", "red": "Extreme"}
"""The impact colours of PAGER (and GDACS) in CAP's words of severity."""


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The readings of a feature collection. The text is made of the feed's own numbers, in one sentence.

    Raises:
        Refused: the codes of a JSON document.
    """
    tray = Tray()
    for feature in rows(read_json(data, content_type), "features"):
        if tray.full():
            break
        fields = nested(feature, "properties")
        tray.add(
            key=word(feature, "id") or canonical(fields),
            url=word(fields, "url"),
            title=word(fields, "title") or word(fields, "place"),
            body=_sentence(feature),
            published=read_date(fields.get("time")),
            recorded=read_date(fields.get("_recorded_at")),
            language="en",
            kind="reading",
            place=_place(feature),
            alert=_alert(fields),
            revision=_revision(fields),
        )
    return tray.parsed()


def _coordinates(feature: dict[str, Any]) -> list[float]:
    found = nested(feature, "geometry").get("coordinates")
    numbers = [n for n in found if isinstance(n, int | float)] if isinstance(found, list) else []
    inside = len(numbers) >= 2 and abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90
    return [float(n) for n in numbers] if inside else []


def _sentence(feature: dict[str, Any]) -> str:
    fields = nested(feature, "properties")
    magnitude, where, at = number(fields, "mag"), word(fields, "place"), _coordinates(feature)
    if _is_deleted(fields):
        return f"The network has deleted this event{f', {where}' if where else ''}: it did not happen as first read."
    if magnitude is None:
        return ""
    depth = f" at a depth of {at[2]:g} km" if len(at) > 2 else ""
    kind = word(fields, "type") or "earthquake"
    return f"A magnitude {magnitude:.1f} {kind}{depth}" + (f", {where}." if where else ".")


def _place(feature: dict[str, Any]) -> Place | None:
    at = _coordinates(feature)
    name = cut(clean(word(nested(feature, "properties"), "place")), 120)
    return Place(name=name, point=GeoPoint(lat=at[1], lon=at[0]), precision=1.0) if at and name else None


def _alert(fields: dict[str, Any]) -> Alert | None:
    severity = PAGER_SEVERITY.get(word(fields, "alert").lower())
    if severity is None and not _is_deleted(fields):
        return None
    kind = "Cancel" if _is_deleted(fields) else "Alert"
    return Alert(
        status="Actual",
        msg_type=kind,
        event="Earthquake",
        severity=severity or "",
        certainty="Observed",
        area=cut(clean(word(fields, "place")), 120),
    )


def _is_deleted(fields: dict[str, Any]) -> bool:
    return word(fields, "status").casefold() == "deleted"


def _revision(fields: dict[str, Any]) -> str:
    if _is_deleted(fields):
        return "deleted"
    magnitude = number(fields, "mag")
    said = () if magnitude is None else (f"{magnitude:.1f}",)
    return " ".join((*said, *filter(None, (word(fields, "alert").lower(),))))
