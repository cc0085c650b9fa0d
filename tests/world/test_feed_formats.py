"""One parser a native format: what a source sends becomes plain drafts, whatever it is wrapped in."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from newsroom.model.errors import Refused
from newsroom.world.feeds.formats import FORMATS, parse_document

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Port Halden Post</title>
<language>en-gb</language>
<item><guid isPermaLink="false">a</guid><title>Ferry &amp; bridge close</title><link>https://post.example/a</link>
<pubDate>Wed, 14 May 2031 09:00:00 +0200</pubDate>
<description>&lt;p&gt;The ferry stops.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;So does the bridge.&lt;/p&gt;
</description></item>%s</channel></rss>"""


def rss(extra: str = "") -> bytes:
    return (RSS % extra).encode()


def test_an_rss_item_keeps_title_link_date_language_and_plain_text() -> None:
    """Paragraphs become lines, scripts vanish, entities are decoded, the date is UTC."""
    (draft,) = parse_document(rss(), "rss").drafts
    assert (draft.key, draft.title, draft.url) == ("a", "Ferry & bridge close", "https://post.example/a")
    assert draft.text == "The ferry stops.\nSo does the bridge."
    assert draft.published == datetime(2031, 5, 14, 7, 0, tzinfo=UTC)
    assert draft.language == "en-gb"


def test_an_atom_entry_prefers_its_content_to_its_summary() -> None:
    """The longer of the two is the article."""
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>e1</id><title>Rain</title>
    <link href="https://post.example/rain"/><updated>2031-05-14T08:00:00Z</updated><summary>Short.</summary>
    <content type="html">&lt;p&gt;Rain until Friday, the weather office says.&lt;/p&gt;</content></entry></feed>"""
    (draft,) = parse_document(atom, "atom").drafts
    assert draft.text == "Rain until Friday, the weather office says."
    assert draft.published == datetime(2031, 5, 14, 8, 0, tzinfo=UTC)


def test_a_json_feed_item_carries_its_recorded_arrival() -> None:
    """`_recorded_at` is the recorder's note of when it was first seen."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": 7, "title": "Harbour fire", "content_html": "<b>Fire</b>", "_recorded_at": "2031-05-14T10:00Z"}
        ],
    }
    (draft,) = parse_document(json.dumps(feed).encode(), "json_feed").drafts
    assert (draft.key, draft.text) == ("7", "Fire")
    assert draft.recorded == datetime(2031, 5, 14, 10, 0, tzinfo=UTC)


CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>w-1</identifier><sender>met@coast.example</sender>
<sent>2031-05-14T05:00:00+00:00</sent><status>%s</status><msgType>Update</msgType><scope>Public</scope>
<references>met@coast.example,w-0,2031-05-14T04:00:00+00:00</references>
<info><language>de</language><event>Sturm</event><urgency>Expected</urgency><severity>Severe</severity>
<certainty>Likely</certainty></info>
<info><language>en-GB</language><event>Storm warning</event><urgency>Expected</urgency><severity>Severe</severity>
<certainty>Likely</certainty><headline>Storm warning for the north coast</headline>
<description>Gusts to 110 km/h.</description><instruction>Stay away from the piers.</instruction>
<area><areaDesc>North coast</areaDesc><polygon>54.0,8.0 54.0,10.0 56.0,10.0 54.0,8.0</polygon></area></info></alert>"""


def test_a_cap_alert_keeps_its_own_words_of_urgency_severity_and_certainty() -> None:
    """The English block speaks; the area's middle is its point; the alert it updates is referred to."""
    (draft,) = parse_document((CAP % "Actual").encode(), "cap").drafts
    assert draft.alert is not None
    assert draft.place is not None
    assert (draft.kind, draft.title) == ("alert", "Storm warning for the north coast")
    assert draft.text == "Gusts to 110 km/h.\nStay away from the piers."
    assert (draft.alert.msg_type, draft.alert.severity, draft.alert.references) == ("Update", "Severe", ("w-0",))
    assert draft.place.point is not None
    assert (draft.place.point.lat, draft.place.point.lon) == (55.0, 9.0)
    assert not draft.not_news


def test_an_exercise_is_no_news() -> None:
    """An alert whose status is not Actual confirms nothing."""
    (draft,) = parse_document((CAP % "Exercise").encode(), "cap").drafts
    assert draft.not_news


def test_a_weather_service_alert_is_read_from_geojson() -> None:
    """Same fields as CAP, in properties; the ring's middle is the point."""
    properties = {
        "id": "urn:1", "@id": "https://api.example.com/1", "areaDesc": "Halden County", "sent": "2031-05-14T01:00:00-05:00",
        "status": "Actual", "messageType": "Alert", "event": "Flood Warning", "severity": "Severe", "urgency": "Immediate",
        "certainty": "Observed", "headline": "Flood Warning", "description": "* WHAT...Flooding\nis near.", "instruction": None,
        "references": [{"identifier": "urn:0"}],
    }  # fmt: skip
    ring = [[[9.0, 54.0], [9.0, 55.0], [10.0, 55.0], [9.0, 54.0]]]
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": ring}}
    (draft,) = parse_document(json.dumps({"features": [feature]}).encode(), "nws").drafts
    assert draft.alert is not None
    assert draft.alert.references == ("urn:0",)
    assert draft.published == datetime(2031, 5, 14, 6, 0, tzinfo=UTC)
    assert draft.text == "* WHAT...Flooding is near."


def test_an_earthquake_is_a_reading_with_an_exact_point() -> None:
    """Its one sentence is made of the feed's own numbers."""
    feature = {
        "id": "q1",
        "properties": {"mag": 6.1, "place": "12 km N of Halden", "time": 1936602000000, "type": "earthquake", "alert": "orange"},
        "geometry": {"coordinates": [9.5, 54.5, 10.0]},
    }  # fmt: skip
    (draft,) = parse_document(json.dumps({"features": [feature]}).encode(), "usgs").drafts
    assert draft.kind == "reading"
    assert draft.text == "A magnitude 6.1 earthquake at a depth of 10 km, 12 km N of Halden."
    assert draft.place is not None
    assert draft.place.precision == 1.0
    assert draft.alert is not None
    assert draft.alert.severity == "Severe"


def test_a_change_of_colour_is_a_new_edition_of_one_disaster_alert() -> None:
    """The same event in the same colour is told once; a raised one is the same alert, revised."""
    row = {
        "t": "FL",
        "a": "Green",
        "co": "Haldenia",
        "n": "Flood",
        "d": "Wed, 14 May 2031 07:00:00 GMT",
        "id": "9",
        "c": [54, 9],
    }
    data = {"t": 1936602000000, "f": [row, row, {**row, "a": "Red"}]}
    parsed = parse_document(json.dumps(data).encode(), "gdacs")
    assert [(d.key, d.revision) for d in parsed.drafts] == [("gdacs:FL9", "green"), ("gdacs:FL9", "red")]
    assert parsed.duplicates == 1
    assert parsed.stated_at is not None


def test_an_index_headline_loses_the_index_s_own_spacing() -> None:
    """The domain is the named outlet; the index's date is both publication and arrival."""
    row = {"url": "https://coast.example/x", "title": "Minister ( Brandt ) resigns , aide says", "seendate": "20310514T060000Z",
           "domain": "coast.example", "language": "English"}  # fmt: skip
    (draft,) = parse_document(json.dumps({"articles": [row]}).encode(), "gdelt").drafts
    assert draft.title == "Minister (Brandt) resigns, aide says"
    assert (draft.key, draft.named, draft.language) == ("gdelt:https://coast.example/x", "coast.example", "en")
    assert draft.published == draft.recorded == datetime(2031, 5, 14, 6, 0, tzinfo=UTC)


def test_posts_bring_their_engagement_and_the_accounts_behind_it() -> None:
    """Likes, shares and comments add up; accounts are age in days, posts a day, followers."""
    post = {"id": "p", "text": "Smoke over the port", "created_at": "2031-05-14T06:00:00Z", "likes": 10, "shares": 4, "comments": 1,
            "per_hour": 60, "accounts": [[2, 300.0, 1], ["x"]]}  # fmt: skip
    (draft,) = parse_document(json.dumps({"platform": "square", "posts": [post]}).encode(), "posts").drafts
    assert draft.engagement is not None
    assert (draft.engagement.interactions, draft.engagement.per_hour) == (15, 60.0)
    assert draft.engagement.accounts == ((2.0, 300.0, 1),)
    assert draft.title == "Smoke over the port"


def test_front_pages_give_scores_and_the_linked_outlet() -> None:
    """Votes and comments are interactions; views are looks and do not count."""
    row = {"id": 3, "title": "A sorting trick", "score": 40, "comments": 2, "url": "https://dev.example/s"}
    page = {"updated": "2031-05-14T08:00:00Z", "data": [row]}
    (hn,) = parse_document(json.dumps(page).encode(), "hackernews").drafts
    assert hn.engagement is not None
    assert hn.engagement.interactions == 42
    row = {"id": 3, "title": "Why &quot;x&quot;?", "score": 4, "answers": 0, "views": 900, "creation_date": 1936677600}
    asked = {"updated": "2031-05-14T08:00:00Z", "data": [row]}
    (so,) = parse_document(json.dumps(asked).encode(), "stackoverflow").drafts
    assert so.engagement is not None
    assert (so.title, so.engagement.interactions) == ('Why "x"?', 4)


@pytest.mark.parametrize(
    "document",
    [
        {"trends": [{"googleTrend": "Ferry strike"}, {"googleTrend": "Rain"}]},
        [{"title": '"ferry strike"'}, {"title": "rain"}],
        {"data": [{"rank": 1, "title": "Ferry_strike"}, {"rank": 2, "title": "Rain"}, {"title": "Special:Search"}]},
    ],
)
def test_trend_lists_become_terms_with_their_rank_share(document: object) -> None:
    """The first of n counts 1.0, the last 1/n; pages that are no topic are left out."""
    parsed = parse_document(json.dumps(document).encode(), "trends")
    assert parsed.trends == {"ferry strike": 1.0, "rain": 0.5}
    assert not parsed.drafts


def test_each_cited_bullet_of_current_events_is_an_item_of_the_day_s_end() -> None:
    """Menu links do not count, nor bullets without a report; the outlets in brackets leave the sentence."""
    page = (
        '<ul class="current-events-navbar"><li><a class="external text" href="https://x.example/e">edit</a></li></ul>'
        '<ul><li>Region<ul><li>A dam holds. <a class="external text" href="https://coast.example/d">(Coast Radio)</a>'
        "</li></ul></li><li>Nothing cited.</li></ul>"
    )
    feed = (
        "<rss version='2.0'><channel><item><title>Current Events - May 14, 2031</title><description><![CDATA["
        f"{page}]]></description></item></channel></rss>"
    )
    (draft,) = parse_document(feed.encode(), "current_events").drafts
    assert (draft.key, draft.text, draft.named) == ("wpce:2031-05-14#1", "A dam holds.", "https://coast.example/d")
    assert draft.recorded == datetime(2031, 5, 14, 23, 59, 59, tzinfo=UTC)


def test_a_packed_feed_is_unpacked_once() -> None:
    """Gzip is read; gzip in gzip is refused."""
    assert parse_document(gzip.compress(rss()), "rss").drafts
    with pytest.raises(Refused, match="more than once") as refused:
        parse_document(gzip.compress(gzip.compress(rss())), "rss")
    assert refused.value.code == "not_a_feed"


def test_an_unknown_format_names_the_known_ones() -> None:
    """A mistake in sources.yaml is answered with what to write."""
    with pytest.raises(Refused) as refused:
        parse_document(b"x", "rdf-over-fax")
    assert refused.value.code == "unknown_format"
    assert all(name in refused.value.next_step for name in FORMATS)
