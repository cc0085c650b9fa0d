"""Hostile and broken feeds: a clear code for what is refused, and whatever is whole survives."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.errors import Refused
from newsroom.world.feeds.apart import Document, parse_apart
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.formats import FORMATS, parse_document
from newsroom.world.feeds.plain import to_text, to_title

HEAD = "<rss version='2.0'><channel><title>t</title>"
GOOD = "<item><guid>good</guid><title>Ferry stops</title></item>"
TAIL = "</channel></rss>"


def feed(inside: str, head: str = HEAD, tail: str = TAIL) -> bytes:
    return (head + inside + tail).encode()


def code_of(data: bytes, feed_format: str = "rss") -> str:
    with pytest.raises(Refused) as refused:
        parse_document(data, feed_format)
    return refused.value.code


def is_answered(data: bytes, feed_format: str) -> bool:
    """Drafts, or a refusal with a code; any other exception fails the test."""
    try:
        return isinstance(parse_document(data, feed_format), Parsed)
    except Refused as refused:
        return bool(refused.code)


DTD = '<!DOCTYPE rss [<!ENTITY a "boom">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (feed(GOOD, head=DTD + HEAD), "dtd_forbidden"),
        ((DTD + HEAD + GOOD + TAIL).encode("utf-16"), "dtd_forbidden"),
        (feed("<item><title>" + "<b>" * 70 + "x" + "</b>" * 70 + "</title></item>"), "too_deep"),
        (feed("<item " + " ".join(f"a{i}='x'" for i in range(300)) + "/>" + GOOD), "too_many_attributes"),
        (feed("<item><title>" + "<" * 300_000 + "</title></item>"), "too_large"),
        (feed(" " * 5_000_001), "too_large"),
        (b"<html><body>Please log in</body></html>", "not_a_feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "encoding"),
        (feed("<item><title>half", tail=""), "truncated"),
        (feed("<item><title><![CDATA[never closed", tail=""), "not_well_formed"),
    ],
)
def test_a_refused_document_says_why_with_a_stable_code(data: bytes, code: str) -> None:
    """Codes are counted and shown; their names never change."""
    assert code_of(data) == code


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("[" * 100 + "]" * 100, "too_deep"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "truncated"),
        ('{"error": "rate limit"}', "not_a_feed"),
        ("[1, 2]", "not_a_feed"),
        ('{"items": [}]', "not_well_formed"),
    ],
)
def test_a_refused_json_document_says_why(document: str, code: str) -> None:
    """The same codes hold for JSON."""
    assert code_of(document.encode(), "json_feed") == code


def test_items_before_the_break_survive_a_truncated_feed() -> None:
    """No half item becomes a story; the loss is noted."""
    parsed = parse_document(feed(GOOD + "<item><guid>half</guid><title>Half a", tail=""), "rss")
    assert [d.key for d in parsed.drafts] == ["good"]
    assert [f.code for f in parsed.faults] == ["truncated"]


@pytest.mark.parametrize(
    "broken",
    ["AT&T wins", "Nine &nbsp; lives", "Nul &#0; here", "Ring\x07bell", "Lone &#xD800; half", "a < b"],
)
def test_small_slips_in_the_markup_cost_nothing(broken: str) -> None:
    """Stray ampersands, undeclared entities and forbidden characters are mended; both items are read."""
    parsed = parse_document(feed(f"<item><guid>odd</guid><title>{broken}</title></item>" + GOOD), "rss")
    assert [d.key for d in parsed.drafts] == ["odd", "good"]
    assert not any(ord(char) < 32 for char in parsed.drafts[0].title)


def test_an_item_that_says_nothing_is_refused_and_the_rest_goes_on() -> None:
    """Neither title nor text: there is nothing to report. Without a title only, the first words serve."""
    parsed = parse_document(
        feed(
            "<item><guid>nothing</guid></item><item><guid>b</guid><description>Words only.</description></item>" + GOOD
        ),
        "rss",
    )
    assert [(d.key, d.title) for d in parsed.drafts] == [("b", "Words only."), ("good", "Ferry stops")]
    assert [f.code for f in parsed.faults] == ["missing_title"]


def test_an_item_of_a_megabyte_is_refused_alone() -> None:
    """One huge item does not take the feed with it."""
    huge = f"<item><guid>h</guid><title>Huge</title><description>{'w ' * 600_000}</description></item>"
    parsed = parse_document(feed(huge + GOOD), "rss")
    assert [d.key for d in parsed.drafts] == ["good"]
    assert [f.code for f in parsed.faults] == ["item_too_large"]


def test_the_first_of_two_items_with_one_id_is_kept() -> None:
    """A later copy cannot overwrite what was read; it is counted."""
    again = "<item><guid>good</guid><title>Another tale</title><link>https://thief.example/</link></item>"
    parsed = parse_document(feed(GOOD + again), "rss")
    assert [(d.title, d.url) for d in parsed.drafts] == [("Ferry stops", "")]
    assert parsed.duplicates == 1


def test_the_two_thousand_and_first_item_is_left_out() -> None:
    """A bound on items, noted as a fault."""
    parsed = parse_document(
        feed("".join(f"<item><guid>{i}</guid><title>N {i}</title></item>" for i in range(2_100))), "rss"
    )
    assert len(parsed.drafts) == 2_000
    assert [f.code for f in parsed.faults] == ["too_many_items"]


def test_what_stands_around_the_feed_is_not_part_of_it() -> None:
    """A warning printed before it, a second feed and a script after it: none is read."""
    noise = "<b>Warning</b>: in /srv/secret.php<br/>"
    parsed = parse_document(feed(GOOD, head=noise + HEAD, tail=TAIL + "<script>x</script>" + HEAD + GOOD + TAIL), "rss")
    assert [d.title for d in parsed.drafts] == ["Ferry stops"]


def test_a_withdrawn_entry_is_a_sign_for_the_desk() -> None:
    """A tombstone is never an item."""
    tomb = "<at:deleted-entry xmlns:at='http://purl.org/atompub/tombstones/1.0' ref='tag:x,1' when='2031-05-14T00:00:00Z'/>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>{tomb}<entry><id>e</id><title>Up</title></entry></feed>"
    parsed = parse_document(atom.encode(), "atom")
    assert [d.key for d in parsed.drafts] == ["e"]
    assert [(f.code, f.detail) for f in parsed.faults] == [("withdrawn", "tag:x,1")]


def test_links_to_private_places_are_dropped() -> None:
    """The item stays, its link does not."""
    parsed = parse_document(
        feed("<item><guid>a</guid><title>T</title><link>http://169.254.169.254/x</link></item>"), "rss"
    )
    assert parsed.drafts[0].url == ""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("a<script>b</script><style>c</style>d", "ad"),
        ("<p hidden>no</p><div style='DISPLAY : none'>no</div>yes", "yes"),
        ("<span style='font-size:0'>no</span><span style='font-size:0.9em'>yes</span>", "yes"),
        ("Caf&eacute; &amp;amp; bar", "Café & bar"),
        ("&lt;img src=x onerror=alert(1)&gt;Hello", "Hello"),
        ("sa\u202efe\u200b te\u00adxt", "safe text"),
        ("line one\nline two\n\nnext", "line one line two\nnext"),
        ("<!-- <p>no</p> -->yes<!-- -->", "yes"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
    ],
)
def test_markup_becomes_what_a_reader_would_see(markup: str, text: str) -> None:
    """Hidden parts, scripts, comments and trick characters are gone; entities are decoded."""
    assert to_text(markup) == text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=150, deadline=None)
def test_plain_text_is_stable_and_holds_no_tags_or_controls(raw: str) -> None:
    """Whatever comes in: no tag-like bracket, no control or bidi character; a title stays within its length."""
    text, title = to_text(raw), to_title(raw * 3)
    assert "<script" not in text.lower()
    assert not any((ord(c) < 32 and c != "\n") or c in "\u202e\u200b\ufeff" for c in text)
    assert len(title) <= 300
    assert "\n" not in title


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)))
@settings(max_examples=200, deadline=None)
def test_no_bytes_bring_a_parser_down(data: bytes, feed_format: str) -> None:
    """Every parser answers every input with drafts or a refusal."""
    for wrapped in (data, feed("<item><title>" + data.decode("latin-1") + "</title></item>")):
        assert is_answered(wrapped, feed_format)


NAMES = (
    "items",
    "posts",
    "data",
    "features",
    "articles",
    "f",
    "t",
    "trends",
    "properties",
    "geometry",
    "coordinates",
    "id",
    "title",
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON_VALUES, st.sampled_from(["json_feed", "nws", "usgs", "gdacs", "gdelt", "hackernews", "posts", "trends"]))
@settings(max_examples=200, deadline=None)
def test_wrong_types_in_json_are_answered(value: object, feed_format: str) -> None:
    """A number where a list belongs, an object where a title belongs: read past or refused."""
    assert is_answered(json.dumps(value).encode(), feed_format)


async def test_live_input_is_parsed_in_a_process_of_its_own() -> None:
    """One child reads a batch; a bomb in it is refused and the others are read."""
    bomb = feed(GOOD, head=DTD + HEAD)
    good, bad, late = await parse_apart([Document(feed(GOOD)), Document(bomb), Document(feed(GOOD))])
    assert isinstance(good, Parsed)
    assert isinstance(bad, Refused)
    assert bad.code == "dtd_forbidden"
    assert late == good
