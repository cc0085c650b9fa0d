"""Official notices are revised by whoever issued them: each edition is an item of its own, and one notice by its id."""

import json
from datetime import UTC, datetime
from pathlib import Path

from newsroom.model.item import Item, Source
from newsroom.world.feeds.formats import parse_document
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets

ANSWERS = Path(__file__).parent / "api_answers"
NETWORK = Source(id="quakes", name="Quake Network", owner="Survey", kind="official", tier=1)
SEEN = datetime(2031, 5, 14, 9, tzinfo=UTC)


def quake(**fields: object) -> Item:
    """One event of the network's list as an item."""
    properties = {"mag": 6.1, "place": "12 km N of Halden", "time": 1936602000000, "type": "earthquake", **fields}
    feature = {"id": "q1", "properties": properties, "geometry": {"coordinates": [9.5, 54.5, 10.0]}}
    (draft,) = parse_document(json.dumps({"features": [feature]}).encode(), "usgs").drafts
    return make_item(draft, NETWORK, "itself", Outlets((NETWORK,)), SEEN)


def test_a_revised_magnitude_is_a_new_edition_of_one_event() -> None:
    """The same magnitude again is the same item; review alone revises nothing."""
    first, again, revised = quake(), quake(status="reviewed"), quake(mag=5.8, updated=1936603000000)
    assert first.id == again.id != revised.id
    assert first.guid == revised.guid == "q1"
    assert revised.text.startswith("A magnitude 5.8 earthquake")


def test_a_raised_impact_colour_is_a_new_edition_too() -> None:
    """What people are warned of changed."""
    raised = quake(alert="orange")
    assert raised.id != quake().id
    assert raised.alert is not None
    assert raised.alert.severity == "Severe"


def test_a_deleted_event_takes_itself_back() -> None:
    """Its text states no magnitude: there was none."""
    deleted = quake(status="deleted")
    assert deleted.alert is not None
    assert deleted.alert.msg_type == "Cancel"
    assert "6.1" not in deleted.text


def test_gdacs_is_read_in_both_of_its_published_forms() -> None:
    """RSS and event list give the same id; the later episode is another edition."""
    (third,) = parse_document((ANSWERS / "gdacs.xml").read_bytes(), "gdacs").drafts
    (fourth,) = parse_document((ANSWERS / "gdacs.geojson").read_bytes(), "gdacs").drafts
    assert third.key == fourth.key == "gdacs:TC1000007"
    assert (third.revision, fourth.revision) == ("3 orange", "4 red")
    for draft in (third, fourth):
        assert draft.kind == "alert"
        assert draft.place is not None
        assert draft.place.point is not None
        assert (draft.place.point.lat, draft.place.point.lon) == (54.5, 9.5)
    assert fourth.alert is not None
    assert (fourth.alert.event, fourth.alert.severity) == ("Tropical cyclone", "Extreme")


def test_an_alert_that_is_not_for_the_public_is_not_told_on() -> None:
    """Scope Restricted or Private: one fault with a code, and the others are read."""
    alert = """<alert><identifier>%s</identifier><sender>s</sender><sent>2031-05-14T05:00:00Z</sent><status>Actual</status>
    <msgType>Alert</msgType><scope>%s</scope><info><event>Storm</event><expires>2031-05-14T11:00:00Z</expires></info></alert>"""
    data = f"<alerts>{alert % ('a', 'Private')}{alert % ('b', 'Public')}</alerts>"
    parsed = parse_document(data.encode(), "cap")
    assert [draft.key for draft in parsed.drafts] == ["b"]
    assert [fault.code for fault in parsed.faults] == ["not_public"]
    assert parsed.drafts[0].alert is not None
    assert parsed.drafts[0].alert.expires == datetime(2031, 5, 14, 11, tzinfo=UTC)


def test_a_weather_alert_refers_to_all_that_came_before_it() -> None:
    """Also to those that the service lists apart because they have run out."""
    properties = {
        "id": "urn:3", "sent": "2031-05-14T06:00:00Z", "status": "Actual", "messageType": "Cancel", "event": "Flood Warning",
        "headline": "The Flood Warning is cancelled", "references": [{"identifier": "urn:2"}],
        "parameters": {"expiredReferences": ["met@coast.example,urn:1,2031-05-13T06:00:00Z met@coast.example,urn:2,x"]},
    }  # fmt: skip
    (draft,) = parse_document(json.dumps({"features": [{"properties": properties}]}).encode(), "nws").drafts
    assert draft.alert is not None
    assert draft.alert.references == ("urn:2", "urn:1")
