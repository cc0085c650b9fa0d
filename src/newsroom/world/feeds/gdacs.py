"""Disaster alerts of GDACS in the compact JSON of its recorders: `{"t": epoch_ms, "f": [event, ...]}`.

An event: `t` type (EQ TC FL VO DR WF TS), `a` colour, `co` country, `n` title, `s` text, `d` date, `u` report, `id`,
`c` [lat, lon]. A change of colour is a new alert that refers to nothing; the same colour again is the same alert.
"""

from typing import Any

from newsroom.model.item import Alert, GeoPoint, Place
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.geojson_quakes import PAGER_SEVERITY
from newsroom.world.feeds.json_guard import read_json, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.plain import clean, cut

_EVENTS = {
    "EQ": "Earthquake",
    "TC": "Tropical cyclone",
    "FL": "Flood",
    "VO": "Volcano",
    "DR": "Drought",
    "WF": "Forest fire",
    "TS": "Tsunami",
}


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The events of one snapshot, which states its own time.

    Raises:
        Refused: the codes of a JSON document.
    """
    document = read_json(data, content_type)
    tray = Tray()
    for row in rows(document, "f", "features"):
        if tray.full():
            break
        event = _EVENTS.get(word(row, "t"), word(row, "t"))
        country = cut(clean(word(row, "co")), 120)
        tray.add(
            key=f"gdacs:{word(row, 't')}{word(row, 'id')}:{word(row, 'a').lower()}" if word(row, "id") else "",
            url=word(row, "u"),
            title=word(row, "n"),
            body=word(row, "s"),
            published=read_date(row.get("d")),
            language="en",
            kind="alert",
            place=_place(row, country),
            alert=Alert(
                status="Actual",
                msg_type="Alert",
                event=event,
                severity=PAGER_SEVERITY.get(word(row, "a").lower(), "Unknown"),
                area=country,
            ),
        )
    stated = read_date(document.get("t")) if isinstance(document, dict) else None
    return tray.parsed(stated_at=stated)


def _place(row: dict[str, Any], country: str) -> Place | None:
    at = row.get("c")
    pair = at[:2] if isinstance(at, list) else []
    usable = len(pair) == 2 and all(isinstance(n, int | float) for n in pair) and abs(pair[0]) <= 90
    if not usable or abs(pair[1]) > 180 or not country:
        return Place(name=country, precision=0.4) if country else None
    return Place(name=country, point=GeoPoint(lat=float(pair[0]), lon=float(pair[1])), precision=0.7)
