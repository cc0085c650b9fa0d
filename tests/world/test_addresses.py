"""One address a page, whatever way somebody came to it; a community's link counts for the outlet it points to."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.item import Source
from newsroom.world.addresses import canonical_url, unwrapped
from newsroom.world.feeds.formats import parse_document
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets

PAGE = "https://post.example/2031/05/14/ferry-to-the-islands-stops"


@pytest.mark.parametrize(
    "address",
    [
        "http://www.post.example:80/2031/05/14/ferry-to-the-islands-stops/?utm_source=rss&fbclid=x#top",
        "https://m.post.example/2031/05/14/ferry-to-the-islands-stops?ref=home",
        "https://amp.post.example/2031/05/14/ferry-to-the-islands-stops",
        "https://POST.example//2031/05/14/ferry-to-the-islands-stops/amp/",
        "https://post.example/2031/05/14/ferry-to-the-islands-stops.amp.html?amp=1",
        "https://www.google.com/amp/s/www.post.example/2031/05/14/ferry-to-the-islands-stops",
        "https://post-example.cdn.ampproject.org/c/s/post.example/2031/05/14/ferry-to-the-islands-stops/amp",
        "https://www.google.com/url?rct=j&q=https%3A%2F%2Fpost.example%2F2031%2F05%2F14%2Fferry-to-the-islands-stops&sa=U",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fpost.example%2F2031%2F05%2F14%2Fferry-to-the-islands-stops%3Ffbclid%3Dy",
        "https://out.reddit.com/t3_aa1?url=https%3A%2F%2Fpost.example%2F2031%2F05%2F14%2Fferry-to-the-islands-stops",
    ],
)
def test_ways_to_one_page_have_one_address(address: str) -> None:
    """Scheme, host, tracking, AMP, fragments, slashes and wrappers tell nothing about the page."""
    assert canonical_url(address) == PAGE


def test_what_tells_pages_apart_stays() -> None:
    """Ids in the query, ports, the case of a path; a video has one address in two spellings."""
    assert canonical_url("https://post.example/?id=7&p=2") == canonical_url("https://post.example?p=2&id=7")
    assert canonical_url("https://post.example/?id=7") != canonical_url("https://post.example/?id=8")
    assert canonical_url("https://post.example:8080/a") == "https://post.example:8080/a"
    assert canonical_url("https://post.example/A") != canonical_url("https://post.example/a")
    assert canonical_url("https://youtu.be/Ab1?si=z") == canonical_url(
        "https://www.youtube.com/watch?v=Ab1&feature=share"
    )
    assert canonical_url("https://en.m.wikipedia.org/wiki/Pier") == "https://en.wikipedia.org/wiki/Pier"


@pytest.mark.parametrize("address", ["", "mailto:a@b.example", "javascript:alert(1)", "https://", "http://[::1", "x"])
def test_what_is_no_web_address_has_none(address: str) -> None:
    """And stops nothing."""
    assert canonical_url(address) == ""


@given(
    st.text(max_size=60), st.sampled_from(("http://a.example/", "https://www.google.com/url?q=", "https://a.example/?"))
)
def test_an_address_is_found_once_and_for_all(tail: str, head: str) -> None:
    """The address of an address is itself, for any string."""
    once = canonical_url(head + tail)
    assert canonical_url(once) == once


def test_a_wrapper_that_names_no_web_address_stays_itself() -> None:
    """Nothing but http and https comes out of one, and one inside another is opened."""
    assert unwrapped("https://www.google.com/url?q=javascript:alert(1)").startswith("https://www.google.com/")
    inner = "https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fpost.example%252Fx"
    assert unwrapped(f"https://www.google.com/url?q={inner}") == "https://post.example/x"


def test_a_post_that_points_to_a_report_counts_for_its_outlet() -> None:
    """Also through a wrapper; the item's page is the outlet's, its address the community's."""
    community = Source(
        id="talk", name="Talk", owner="Talk", kind="social", tier=5, url="https://talk.example/", aggregator=True
    )
    post = Source(
        id="post",
        name="Port Halden Post",
        owner="Halden Media",
        kind="newspaper",
        tier=2,
        url="https://post.example/rss",
    )
    wrapped = "https://www.google.com/url?q=https%3A%2F%2Fpost.example%2F2031%2F05%2F14%2Fferry-to-the-islands-stops"
    feed = f"""<rss version="2.0"><channel><item><guid>t1</guid><title>Ferry stops for a week</title>
    <link>https://talk.example/c/1</link><description>&lt;a href="{wrapped}"&gt;[link]&lt;/a&gt;</description></item></channel></rss>"""
    (draft,) = parse_document(feed.encode(), "rss").drafts
    item = make_item(draft, community, "link", Outlets((community, post)), datetime(2031, 5, 14, 9, tzinfo=UTC))
    assert (item.publisher.name, item.publisher.tier) == ("Port Halden Post", 2)
    assert (item.url, item.canonical_url) == ("https://talk.example/c/1", PAGE)
