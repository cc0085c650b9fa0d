"""Disaster alerts of GDACS: its RSS, its event list as GeoJSON, and the compact JSON of recorders.

Compact: `{"t": epoch_ms, "f": [event, ...]}`; an event has `t` type (EQ TC FL VO DR WF TS), `a` colour, `co` country,
`n` title, `s` text, `d` date, `u` report, `id`, `c` [lat, lon]. RSS and GeoJSON also give the episode.

The service revises an event under its id: another colour or episode is a new edition of the same alert, the same again
is the same alert. An event that is said to be no current one any more stays what it was: it happened.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from newsroom.model.errors import Refused
from newsroom.model.item import Alert, GeoPoint, Place
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.geojson_quakes import PAGER_SEVERITY
from newsroom.world.feeds.json_guard import nested, read_json, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.plain import clean, cut
from newsroom.world.feeds.unpack import decoded, unpacked
from newsroom.world.feeds.xml_feed import ITEM_TAGS
from newsroom.world.feeds.xml_guard import scan

_EVENTS = {
    "EQ": "Earthquake",
    "TC": "Tropical cyclone",
    "FL": "Flood",
    "VO": "Volcano",
    "DR": "Drought",
    "WF": "Forest fire",
    "TS": "Tsunami",
}
_BLANK = b"\xef\xbb\xbf \t\r\n"


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The events of one snapshot, which states its own time.

    Raises:
        Refused: the codes of a JSON document or of an XML feed.
    """
    if data.lstrip(_BLANK)[:1] == b"<":
        return _xml(data, content_type)
    document = read_json(data, content_type)
    tray = Tray()
    for row in rows(document, "f", "features"):
        if tray.full():
            break
        _add(tray, _from_geojson(row) if "properties" in row else row)
    stated = read_date(document.get("t")) if isinstance(document, dict) else None
    return tray.parsed(stated_at=stated)


def _xml(data: bytes, content_type: str) -> Parsed:
    scanned = scan(decoded(unpacked(data), content_type), ITEM_TAGS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(scanned.text.encode("utf-8", "replace"), parser)
    if root is None or scanned.root != "rss":
        raise Refused("not_a_feed", "The document is no list of disasters.")
    tray = Tray(scanned.faults)
    for entry in root.iter("item"):
        if tray.full():
            break
        _add(tray, _from_rss(entry))
    channel = root.find("channel")
    stated = None if channel is None else read_date((channel.findtext("pubDate") or "").strip())
    return tray.parsed(stated_at=stated)


def _add(tray: Tray, row: Mapping[str, Any]) -> None:
    fields = dict(row)
    event = _EVENTS.get(word(fields, "t"), word(fields, "t"))
    country = cut(clean(word(fields, "co")), 120)
    colour = word(fields, "a").lower()
    tray.add(
        key=f"gdacs:{word(fields, 't')}{word(fields, 'id')}" if word(fields, "id") else "",
        url=word(fields, "u"),
        title=word(fields, "n"),
        body=word(fields, "s"),
        published=read_date(fields.get("d")),
        language="en",
        kind="alert",
        place=_place(fields.get("c"), country),
        alert=Alert(
            status="Actual",
            msg_type="Alert",
            event=event,
            severity=PAGER_SEVERITY.get(colour, "Unknown"),
            area=country,
        ),
        revision=" ".join(part for part in (word(fields, "episode"), colour) if part),
    )


def _from_geojson(feature: dict[str, Any]) -> dict[str, Any]:
    """One event of the event list, under the recorders' short names. Coordinates are (lon, lat) there."""
    fields, at = nested(feature, "properties"), nested(feature, "geometry").get("coordinates")
    report = word(nested(fields, "url"), "report") or word(fields, "link")
    return {
        "t": word(fields, "eventtype"),
        "id": word(fields, "eventid"),
        "episode": word(fields, "episodeid"),
        "a": word(fields, "alertlevel", "episodealertlevel"),
        "co": word(fields, "country"),
        "n": word(fields, "htmldescription", "name", "description"),
        "s": " ".join(
            filter(None, (word(fields, "description"), word(nested(fields, "severitydata"), "severitytext")))
        ),
        "d": word(fields, "fromdate"),
        "u": report,
        "c": [at[1], at[0]] if isinstance(at, list) and len(at) >= 2 else None,
    }


def _from_rss(entry: Any) -> dict[str, Any]:
    """One item of the RSS, whose own facts stand in the service's and W3C's namespaces."""
    said = dict(_leaves(entry))
    latitude, longitude = _degrees(said.get("lat")), _degrees(said.get("long"))
    return {
        "t": said.get("eventtype", ""),
        "id": said.get("eventid", ""),
        "episode": said.get("episodeid", ""),
        "a": said.get("alertlevel", ""),
        "co": said.get("country", ""),
        "n": said.get("title", ""),
        "s": said.get("description", ""),
        "d": said.get("fromdate") or said.get("pubDate", ""),
        "u": said.get("link", ""),
        "c": [latitude, longitude],
    }


def _leaves(entry: Any) -> Iterator[tuple[str, str]]:
    """Name and text of every element without children; of two with one name the first counts."""
    for node in reversed([node for node in entry.iter() if isinstance(node.tag, str) and not len(node)]):
        yield etree.QName(node).localname, str(node.text or "").strip()


def _degrees(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _place(at: object, country: str) -> Place | None:
    pair = at[:2] if isinstance(at, list) else []
    usable = len(pair) == 2 and all(isinstance(n, int | float) for n in pair) and abs(pair[0]) <= 90
    if not usable or abs(pair[1]) > 180 or not country:
        return Place(name=country, precision=0.4) if country else None
    return Place(name=country, point=GeoPoint(lat=float(pair[0]), lon=float(pair[1])), precision=0.7)
