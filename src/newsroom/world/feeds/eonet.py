"""Natural events as NASA's observatory tracks them (EONET v3): one alert an event, a new edition with each new place."""

from typing import Any

from newsroom.model.item import Alert, GeoPoint, Place
from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import number, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.plain import clean, cut

_POINT = 0.7


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The events of the list, dated by their newest observation.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    tray = Tray()
    for event in rows(read_answer(data, content_type, "events"), "events"):
        if tray.full():
            break
        _add(tray, event)
    return tray.parsed()


def _add(tray: Tray, event: dict[str, Any]) -> None:
    seen = sorted(_objects(event, "geometry"), key=lambda one: word(one, "date"))
    newest = seen[-1] if seen else {}
    kind = ", ".join(word(one, "title") for one in _objects(event, "categories"))
    value, unit = number(newest, "magnitudeValue"), word(newest, "magnitudeUnit")
    measured = f"{kind}: {value:g} {unit}." if value is not None and kind else ""
    reports = [word(one, "url") for one in _objects(event, "sources")]
    title = word(event, "title")
    tray.add(
        key=f"eonet:{word(event, 'id')}" if word(event, "id") else "",
        url=next((one for one in reports if one), word(event, "link")),
        title=title,
        body=word(event, "description") or measured,
        published=read_date(newest.get("date")),
        language="en",
        kind="alert",
        place=_place(newest.get("coordinates"), cut(clean(title), 120)),
        alert=Alert(status="Actual", msg_type="Alert", event=cut(clean(kind), 120), certainty="Observed"),
        revision=word(newest, "date"),
    )


def _place(at: object, name: str) -> Place | None:
    """The point of an observation (lon, lat); an area's shape is left out."""
    pair = at[:2] if isinstance(at, list) else []
    if len(pair) < 2 or not name or not all(isinstance(n, int | float) for n in pair):
        return None
    if abs(pair[0]) > 180 or abs(pair[1]) > 90:
        return None
    return Place(name=name, point=GeoPoint(lat=float(pair[1]), lon=float(pair[0])), precision=_POINT)


def _objects(event: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = event.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
