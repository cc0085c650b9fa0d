"""Every native format by the name that a sources.yaml gives it."""

from collections.abc import Callable, Mapping

from newsroom.model.errors import Refused
from newsroom.world.feeds import (
    bluesky,
    cap,
    claim_review,
    current_events,
    eonet,
    exploited_flaws,
    gdacs,
    gdelt,
    geojson_quakes,
    google_trends,
    hackernews,
    imported,
    json_feed,
    mastodon,
    newsapi,
    reddit,
    social,
    trends,
    x,
    xml_feed,
)
from newsroom.world.feeds.draft import Parsed

Parser = Callable[[bytes, str], Parsed]

FORMATS: Mapping[str, Parser] = {
    "rss": xml_feed.parse,
    "atom": xml_feed.parse,
    "json_feed": json_feed.parse,
    "cap": cap.parse,
    "nws": cap.parse_nws,
    "usgs": geojson_quakes.parse,
    "gdacs": gdacs.parse,
    "gdelt": gdelt.parse,
    "hackernews": social.parse_hackernews,
    "stackoverflow": social.parse_stackoverflow,
    "posts": social.parse_posts,
    "trends": trends.parse,
    "most_viewed": trends.parse,
    "current_events": current_events.parse,
    "eonet": eonet.parse,
    "exploited_flaws": exploited_flaws.parse,
    "newsapi": newsapi.parse,
    "reddit": reddit.parse,
    "x_trends": x.parse_trends,
    "x_counts": x.parse_counts,
    "x_search": x.parse_search,
    "bluesky_author": bluesky.parse,
    "bluesky_search": bluesky.parse,
    "bluesky_trends": bluesky.parse_trends,
    "mastodon_tags": mastodon.parse_tags,
    "mastodon_statuses": mastodon.parse,
    "mastodon_public": mastodon.parse,
    "google_trends": google_trends.parse,
    "wikipedia_views": trends.parse_views,
    "hackernews_api": hackernews.parse,
    "import_csv": imported.parse_csv,
    "import_json": imported.parse_json,
    "claim_review": claim_review.parse_feed,
    "fact_check_tools": claim_review.parse_tools,
}


def parse_document(data: bytes, feed_format: str, content_type: str = "") -> Parsed:
    """`data` read by the parser of `feed_format`.

    Raises:
        Refused: unknown_format, or the parser's own refusal of the whole document.
    """
    parser = FORMATS.get(feed_format)
    if parser is None:
        raise Refused("unknown_format", f"No parser is called {feed_format}.", f"Use one of {', '.join(FORMATS)}.")
    return parser(data, content_type)


def guess_format(data: bytes) -> str:
    """The format of a feed nobody described: JSON Feed when it begins like JSON, XML otherwise."""
    return "json_feed" if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else "rss"
