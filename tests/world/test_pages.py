"""Article pages of strangers: what a reader would not see is gone, the report is found, nothing else is believed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.errors import Refused
from newsroom.world.article import outlet_of, read_article
from newsroom.world.feeds.apart import PAGE, Document, parse_apart
from newsroom.world.feeds.draft import Draft
from newsroom.world.feeds.plain import to_text
from newsroom.world.pages import page
from newsroom.world.pages.css_hiding import declarations, hides
from newsroom.world.sources import Outlets

FIRST = "A ferry with ninety people ran onto the rocks off Lissa on Monday morning, the coast guard said."
SECOND = "Boats brought all of them ashore before noon; the captain was taken to hospital with a broken arm."
TITLE = "Ferry runs aground off Lissa"


def read(inside: str, head: str = "", around: str = "{}") -> Draft:
    article = f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{inside}<p>{SECOND}</p></article>"
    document = (
        f"<!doctype html><html lang=en><head><title>T</title>{head}</head><body>{around.format(article)}</body></html>"
    )
    return page.parse(document.encode()).drafts[0]


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : none !important", "display/**/:none", r"d\69splay:none", "visibility:hidden", "visibility:collapse",
        "content-visibility:hidden", "opacity:0", "opacity:.01", "opacity:0%", "filter:opacity(0)", "filter:alpha(opacity=0)",
        "font-size:0", "font-size:0px", "font-size:1px", "font-size:.01em", "font:0/0 a", "font-size:5%",
        "color:transparent", "color:rgba(0,0,0,0)", "color:#0000", "color:white", "color:#fff;background:#ffffff",
        "background-color:#000;color:rgb(0,0,0)", "color:#fefefe", "-webkit-text-fill-color:transparent",
        "position:absolute;left:-9999px", "position:fixed;top:-200em", "text-indent:-9999px", "margin-left:-5000px",
        "transform:translateX(-9999px)", "transform:scale(0)", "position:absolute;z-index:-1", "position:absolute;left:99999px",
        "position:absolute;clip:rect(0 0 0 0)", "clip:rect(1px,1px,1px,1px);position:absolute", "clip-path:inset(50%)",
        "clip-path:circle(0)", "width:0;overflow:hidden", "height:1px;width:1px;overflow:hidden", "max-height:0;overflow:clip",
    ],
)  # fmt: skip
def test_text_that_a_style_hides_is_gone(style: str) -> None:
    """Each way to hide words from readers and show them to machines, on a paragraph and on what stands around it."""
    for hidden in (f'<p style="{style}">PLANTED words</p>', f'<div style="{style}"><p>PLANTED <b>words</b></p></div>'):
        text = read(hidden).text
        assert "PLANTED" not in text
        assert FIRST in text
        assert SECOND in text
        assert "PLANTED" not in to_text(f"<p>{FIRST}</p>{hidden}")


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>PLANTED</p>", "<p hidden=until-found>PLANTED</p>", '<p aria-hidden="true">PLANTED</p>',
        "<template><p>PLANTED</p></template>", '<p style="color:navy;background:navy">PLANTED</p>',
        "<noscript>PLANTED</noscript>", "<!-- PLANTED --><!--[if IE]><p>PLANTED</p><![endif]-->", '<p class="sr-only">PLANTED</p>',
        '<span class="visually-hidden">PLANTED</span>', '<p class="d-none x">PLANTED</p>', "<script>PLANTED</script>",
        "<style>PLANTED</style>",
        "<svg><text>PLANTED</text></svg>", "<select><option>PLANTED</option></select>", "<dialog>PLANTED</dialog>",
        '<img src="https://a.example/x.jpg" alt="PLANTED" title="PLANTED">', "<font color=white>PLANTED</font>",
        "<textarea>PLANTED</textarea>",
        '<table style="background:navy"><tr><td style="color:navy">x</td></tr></table><p style="color:#ffffff">PLANTED</p>',
    ],
)  # fmt: skip
def test_what_is_not_for_readers_is_gone(hidden: str) -> None:
    """By attribute, by element, by usual class names, by ink of the paper's colour."""
    assert "PLANTED" not in read(hidden).text


def test_what_a_page_s_own_sheet_hides_is_gone() -> None:
    """Plain selectors of the page's sheet count; rules for print, narrow screens and other places do not."""
    sheet = """<style>.vh, #gone {display:none} .box .low{font-size:0} @media print {.paper{display:none}}
    @media (max-width:600px){.wide{display:none}} p:hover{display:none}</style>"""
    inside = '<p class="vh">PLANTED</p><p id="gone">PLANTED</p><div class="box"><p class="low">PLANTED</p></div>'
    kept = '<p class="low paper wide">These words a reader sees on the screen.</p>'
    text = read(inside + kept, sheet).text
    assert "PLANTED" not in text
    assert "These words a reader sees" in text


def test_a_page_that_fades_in_is_still_read() -> None:
    """A sheet that hides most of the page is undone by its script: readers see that page."""
    assert FIRST in read("", "<style>.all{opacity:0} body{visibility:hidden}</style>", '<div class="all">{}</div>').text


@pytest.mark.parametrize("style", ["color:white;background:navy", "font-size:12px", "opacity:.8", "left:-5px",
                                   "height:20px;overflow:hidden",
                                   "margin-top:-10px", "clip-path:inset(5%)", "transform:scale(0.9)", "color:#333"])  # fmt: skip
def test_ordinary_styles_hide_nothing(style: str) -> None:
    """Small type, white on blue, a shifted box: all of it can be read."""
    assert "Plainly seen words" in read(f'<p style="{style}">Plainly seen words of the harbour master.</p>').text


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_style_brings_the_reader_down(style: str) -> None:
    """Whatever stands in a style attribute is answered."""
    assert hides(declarations(style)) in (True, False)


def test_only_the_report_is_read() -> None:
    """Menus, notices, teasers, comments and captions around it are left out; a correction outside it belongs to it."""
    around = (
        "<nav>Home About</nav><div class='cookie-notice'><p>PLANTED: we use cookies to make this site work for you and others.</p></div>"
        "<div class='correction'>Correction: an earlier version named another island.</div>{}"
        "<aside><article><h2>Related</h2><p>PLANTED teaser of another story about the harbour and its new wall.</p></article></aside>"
        "<section id='comments'><p>PLANTED best story ever, approve it at once, said nobody who was there.</p></section>"
        "<footer>Imprint</footer>"
    )
    draft = read(
        "<figure><figcaption>PLANTED caption</figcaption></figure><ul><li><a href=/x>PLANTED link</a></li></ul>",
        "",
        around,
    )
    assert draft.title == TITLE
    assert "PLANTED" not in draft.text
    assert "Home" not in draft.text
    assert draft.text.split("\n") == [FIRST, SECOND, "Correction: an earlier version named another island."]


def test_a_page_without_marks_is_read_where_its_prose_stands() -> None:
    """Tables for layout and loose text are pages too."""
    page_bytes = f"<table><tr><td>Menu</td><td><h1>{TITLE}</h1>{FIRST}<br><br>{SECOND}</td></tr></table>".encode()
    draft = page.parse(page_bytes).drafts[0]
    assert (draft.title, draft.text) == (TITLE, f"{FIRST}\n{SECOND}")


def test_what_a_reader_sees_wins_over_what_machines_are_told() -> None:
    """A title for machines, an article for machines and an address on another host change nothing."""
    lies = (
        '<meta property="og:title" content="PLANTED headline for all"><meta property="og:url" content="https://bank.example/">'
        '<link rel="canonical" href="https://trusted.example/x"><script type="application/ld+json">{"articleBody":"PLANTED"}</script>'
    )
    draft = read("", lies)
    assert (draft.title, draft.url) == (TITLE, "")
    assert "PLANTED" not in draft.text


def test_entities_are_decoded_once_and_sets_of_characters_are_told_apart() -> None:
    """What was written as an escaped tag stays words; a wrong declaration costs nothing."""
    assert (
        "&lt;b&gt; and <b> are words" in read("<p>&amp;lt;b&amp;gt; and &lt;b&gt; are words of this report.</p>").text
    )
    old = f'<html><meta charset="windows-1252"><h1>Café burns in Lissa</h1><p>{FIRST}</p>'.encode("cp1252")
    assert page.parse(old).drafts[0].title == "Café burns in Lissa"
    lying = f'<html><meta charset="utf-16"><h1>Café burns in Lissa</h1><p>{FIRST}</p>'.encode()
    assert page.parse(lying).drafts[0].title == "Café burns in Lissa"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"<html><body></body></html>", "no_article"), (b"%PDF-1.7 x", "not_a_page"),
        (b"<html><h1>Ferry aground</h1><p>Subscribe to read on.</p>", "too_short"),
        (b"<html><body>" + b"<div>" * 3000 + b"deep", "too_deep"), (b"<html>" + b"<b>x</b>" * 40_000, "too_large"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_says_why(data: bytes, code: str) -> None:
    """A stable code for each way to be no article."""
    with pytest.raises(Refused) as refused:
        page.parse(data)
    assert refused.value.code == code


async def test_pages_are_read_in_the_limited_process() -> None:
    """A page that needs too much is refused there; the next is read."""
    good = f"<html><h1>{TITLE}</h1><p>{FIRST}</p>".encode()
    deep, read_one = await parse_apart([Document(b"<html>" + b"<i>" * 4000, PAGE), Document(good, PAGE)])
    assert isinstance(deep, Refused)
    assert not isinstance(read_one, Refused)
    assert read_one.drafts[0].text == FIRST


async def test_an_article_counts_for_the_address_it_came_from() -> None:
    """Not for the outlet that the page names, nor for the address that it states."""
    claims = '<meta property="og:site_name" content="Coast Radio"><link rel="canonical" href="https://coastradio.example/ferry">'
    data = f"<html><head>{claims}</head><body><h1>{TITLE}</h1><p>{FIRST}</p></body></html>".encode()
    rated = [{"name": name, "owner": "Coast Group", "tier": 1} for name in ("Coast Radio", "coastradio.example")]
    draft = await read_article(data, "page.html", "https://pier.example/ferry")
    source = outlet_of(draft, Outlets((), rated))
    assert (draft.url, source.name, source.tier) == ("https://pier.example/ferry", "pier.example", 5)


async def test_a_text_file_is_an_article_with_a_head() -> None:
    """Title, then Source, Date and URL lines, then the body."""
    text = f"{TITLE}\nSource: Coast Radio\nDate: 2031-05-14T06:00:00Z\n\n{FIRST}\n"
    draft = await read_article(text.encode(), "ferry.txt")
    assert (draft.title, draft.named, draft.text) == (TITLE, "Coast Radio", FIRST)
    with pytest.raises(Refused, match="no article"):
        await read_article(b"\n\n", "ferry.txt")
