"""Plain RSS is read directly, and exactly as the reader of all dialects reads it; anything else is left to that one."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.errors import Refused
from newsroom.world.feeds import common_rss, xml_feed
from newsroom.world.feeds.draft import Parsed

_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
_TEXTS = st.text(alphabet="abc ÄÃ¤é–’\x93&<>;:/\n—漢", max_size=12)
_LINKS = st.sampled_from(
    ("https://a.example/one", "http://a.example/x?a=1&b=2", "https:///a.example", "a.example/one", "", "tag:a,1:b")
)
_DATES = st.sampled_from(("Sat, 03 Jan 2026 10:00:00 GMT", "2026-01-03T10:00:00Z", "3 January 2026, noon", "", "soon"))
_PARTS = st.one_of(
    st.tuples(st.sampled_from(("title", "description", "content:encoded", "dc:creator", "author", "category")), _TEXTS),
    st.tuples(st.sampled_from(("link", "guid", 'guid isPermaLink="false"', "comments")), _LINKS),
    st.tuples(st.sampled_from(("pubDate", "dc:date")), _DATES),
    st.tuples(
        st.sampled_from(
            (
                'media:thumbnail url="https://a.example/p.jpg"',
                'media:content url="https://a.example/v.mp4" medium="video"',
                'enclosure url="https://a.example/q.png" type="Image/PNG" length="1"',
                'source url="https://b.example"',
                "media:title",
            )
        ),
        st.just(""),
    ),
)
_ITEMS = st.lists(st.lists(_PARTS, max_size=7), min_size=1, max_size=3)
_HEADS = st.lists(
    st.sampled_from(
        (
            "<language>pl</language>",
            "<lastBuildDate>Sat, 03 Jan 2026 11:00:00 GMT</lastBuildDate>",
            "<pubDate>Sat, 03 Jan 2026 09:00:00 GMT</pubDate>",
            '<atom:link href="https://a.example/rss" rel="self"/>',
            "<image><title>A</title><url>https://a.example/i.png</url></image>",
            "<dc:date>2026-01-03T08:00:00Z</dc:date>",
        )
    ),
    max_size=3,
)


def _document(items: Sequence[Sequence[tuple[str, str]]], head: Sequence[str] = ()) -> bytes:
    rows = (
        "<item>" + "".join(f"<{tag}>{escape(text)}</{tag.split()[0]}>" for tag, text in parts) + "</item>"
        for parts in items
    )
    return f'<rss version="2.0" {_SPACES}><channel>{"".join(head)}{"".join(rows)}</channel></rss>'.encode()


def _read(data: bytes) -> Parsed | str:
    try:
        return xml_feed.parse(data)
    except Refused as refused:
        return refused.code


@settings(max_examples=150, deadline=None)
@given(items=_ITEMS, head=_HEADS)
def test_both_readers_say_the_same(items: list[list[tuple[str, str]]], head: list[str]) -> None:
    """Whatever a plain feed holds, the short way changes nothing of what is read."""
    data = _document(items, head)
    quick = _read(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_rss, "read", lambda _: None)
        assert _read(data) == quick


def test_a_plain_feed_goes_the_short_way() -> None:
    """Title, link, id, text, picture and date are all that most feeds hold."""
    parts = [
        ("title", "A bridge opens"),
        ("link", "https://a.example/1"),
        ("guid", "one"),
        ("description", "It opened."),
    ]
    feed = common_rss.read(_document([parts], ["<language>en</language>"]).decode())
    assert feed is not None
    assert [(item["title"], item["language"]) for item in feed.items] == [("A bridge opens", "en")]


@pytest.mark.parametrize(
    "part",
    [
        ("media:title", "Another title"),
        ("source", "B"),
        ("title", "A second title"),
        ("pubDate", "soon"),
        ("dc:date", "x"),
    ],
)
def test_what_is_not_plain_is_left_to_the_general_reader(part: tuple[str, str]) -> None:
    """One element beyond the short list, or a date that must be guessed, and the whole document goes the long way."""
    parts = [("title", "A bridge opens"), ("link", "https://a.example/1"), part]
    assert common_rss.read(_document([parts]).decode()) is None
