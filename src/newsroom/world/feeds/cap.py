"""Official warnings: CAP 1.2 XML (OASIS), one alert or many, and the National Weather Service's GeoJSON of them."""

import re
from typing import Any

from lxml import etree

from newsroom.model.errors import Refused
from newsroom.model.item import Alert, GeoPoint, Place
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, read_json, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.plain import clean, cut
from newsroom.world.feeds.unpack import decoded, unpacked
from newsroom.world.feeds.xml_guard import scan

ALERT_TAGS = frozenset(("alert",))
_AREA_CHARS = 500
_PAIR = re.compile(r"(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")
_REGION = 0.7


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The alerts of a CAP document: one `alert`, or several inside any wrapper (an Atom feed, `alerts`).

    One whose scope is not Public is a fault (not_public): it was not sent to be told on.

    Raises:
        Refused: the codes of an XML feed; not_a_feed when there is no alert in it.
    """
    scanned = scan(decoded(unpacked(data), content_type), ALERT_TAGS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(scanned.text.encode("utf-8", "replace"), parser)
    if root is None:
        raise Refused("not_well_formed", "The document cannot be read as XML.")
    tray = Tray(scanned.faults)
    alerts = [node for node in root.iter() if isinstance(node.tag, str) and _local(node) == "alert"]
    if not alerts:
        raise Refused("not_a_feed", "The document holds no CAP alert.")
    for alert in alerts:
        if tray.full():
            break
        _add(tray, alert)
    return tray.parsed()


def parse_nws(data: bytes, content_type: str = "") -> Parsed:
    """The alerts of an api.weather.gov feature collection.

    Raises:
        Refused: the codes of a JSON document.
    """
    tray = Tray()
    for feature in rows(read_json(data, content_type), "features"):
        if tray.full():
            break
        fields = nested(feature, "properties")
        references = [word(r, "identifier") for r in _list(fields.get("references")) if isinstance(r, dict)]
        references += _expired(nested(fields, "parameters").get("expiredReferences"))
        area = cut(clean(word(fields, "areaDesc")), _AREA_CHARS)
        tray.add(
            key=word(fields, "id") or word(feature, "id"),
            url=word(fields, "@id") or word(feature, "id"),
            title=word(fields, "headline") or word(fields, "event"),
            body="\n\n".join(part for part in (word(fields, "description"), word(fields, "instruction")) if part),
            published=read_date(fields.get("sent")) or read_date(fields.get("effective")),
            language=word(fields, "language") or "en",
            author=word(fields, "senderName"),
            kind="alert",
            place=_place(area, _ring(nested(feature, "geometry"))),
            alert=_alert(fields, area, tuple(dict.fromkeys(r for r in references if r)), fields.get("ends")),
            not_news=word(fields, "status") not in ("", "Actual"),
        )
    return tray.parsed()


def _alert(fields: dict[str, Any], area: str, references: tuple[str, ...], ends: object = None) -> Alert:
    names = ("status", "messageType", "event", "severity", "urgency", "certainty")
    status, kind, event, severity, urgency, certainty = (cut(clean(word(fields, name)), 120) for name in names)
    return Alert(
        status=status or "Actual",
        msg_type=kind or "Alert",
        event=event,
        severity=severity,
        urgency=urgency,
        certainty=certainty,
        area=area,
        references=references,
        expires=read_date(ends) or read_date(fields.get("expires")),
    )


def _add(tray: Tray, alert: Any) -> None:
    if _text(alert, "scope").casefold() in ("restricted", "private"):
        tray.fault("not_public", f"an alert that is not for the public: {_text(alert, 'identifier'):.80}")
        return
    info = _info(alert)
    areas = [] if info is None else [node for node in info if _local(node) == "area"]
    area = cut("; ".join(clean(_text(node, "areaDesc")) for node in areas), _AREA_CHARS)
    fields = {"status": _text(alert, "status"), "messageType": _text(alert, "msgType")}
    fields |= {name: _text(info, name) for name in ("event", "severity", "urgency", "certainty", "expires")}
    references = _identifiers(_text(alert, "references"))
    tray.add(
        key=_text(alert, "identifier"),
        url=_text(info, "web"),
        title=_text(info, "headline") or _text(info, "event"),
        body="\n\n".join(part for part in (_text(info, "description"), _text(info, "instruction")) if part),
        published=read_date(_text(alert, "sent")),
        recorded=read_date(_text(alert, "recorded_at")),
        language=_text(info, "language") or "en",
        author=_text(info, "senderName") or _text(alert, "sender"),
        kind="alert",
        place=_place(area, [point for node in areas for point in _points(node)]),
        alert=_alert(fields, area, references),
        not_news=fields["status"] not in ("", "Actual"),
    )


def _identifiers(written: str) -> tuple[str, ...]:
    """The ids in CAP's list of "sender,identifier,sent" parts."""
    return tuple(part.split(",")[1] for part in written.split() if part.count(",") >= 2)


def _expired(parameter: object) -> tuple[str, ...]:
    """References that the service lists apart because those alerts have run out."""
    return tuple(own for one in _list(parameter) if isinstance(one, str) for own in _identifiers(one))


def _info(alert: Any) -> Any:
    """The English block of a warning in several languages, else its first."""
    blocks = [node for node in alert if isinstance(node.tag, str) and _local(node) == "info"]
    return next((b for b in blocks if _text(b, "language").lower().startswith("en")), blocks[0] if blocks else None)


def _points(area: Any) -> list[tuple[float, float]]:
    shape = _text(area, "polygon") or _text(area, "circle")
    return [(float(lat), float(lon)) for lat, lon in _PAIR.findall(shape)]


def _ring(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    """The outer ring of a GeoJSON polygon as (lat, lon)."""
    ring = geometry.get("coordinates")
    while isinstance(ring, list) and ring and isinstance(ring[0], list) and ring[0] and isinstance(ring[0][0], list):
        ring = ring[0]
    pairs = [p for p in _list(ring) if isinstance(p, list) and len(p) >= 2]
    return [(float(p[1]), float(p[0])) for p in pairs if all(isinstance(n, int | float) for n in p[:2])]


def _place(area: str, points: list[tuple[float, float]]) -> Place | None:
    """The warned area, with the middle of its shape where one is given."""
    inside = [(lat, lon) for lat, lon in points if abs(lat) <= 90 and abs(lon) <= 180]
    if not area:
        return None
    point = None
    if inside:
        lats, lons = [lat for lat, _ in inside], [lon for _, lon in inside]
        point = GeoPoint(lat=round((min(lats) + max(lats)) / 2, 4), lon=round((min(lons) + max(lons)) / 2, 4))
    return Place(name=cut(area, 120), point=point, precision=_REGION)


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _text(node: Any, name: str) -> str:
    """The text of the first child called `name`, whatever its namespace."""
    if node is None:
        return ""
    return next((str(child.text or "").strip() for child in node if _local(child) == name), "")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
