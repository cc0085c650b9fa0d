"""An article page's bytes to one draft: unseen parts out, the report found, everything plain text."""

import codecs
import hashlib
import re
from collections.abc import Iterator, Mapping

from lxml import etree, html

from newsroom.model.errors import Refused
from newsroom.model.fact_check import FactCheck
from newsroom.model.text import word_count
from newsroom.world.claim_review import REVIEWS_MOST, found_in, read_review
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Draft, Parsed
from newsroom.world.feeds.json_guard import read_json
from newsroom.world.feeds.limits import TEXT_CHARS, TITLE_CHARS
from newsroom.world.feeds.plain import clean, cut
from newsroom.world.feeds.unpack import unpacked
from newsroom.world.guard import is_public_form
from newsroom.world.pages.report import body, corrections, drop_surroundings, headline, paragraphs
from newsroom.world.pages.unseen import strip_unseen

SHORTEST_WORDS = 15
NAME_CHARS = 120
_BLOCKS = 20
TAGS = 60_000
"""More than any article has; beyond it reading takes seconds."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.I)
_SITE_NAME = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x00\x00\x00")


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The one article of a page. `url` is what the page calls its own address, which nobody has to believe.

    Raises:
        Refused: empty, too_large, too_deep, not_a_page, no_article, too_short.
    """
    data = unpacked(data)
    if data.startswith(_BINARY):
        raise Refused("not_a_page", "The document is no HTML page.", "Give an HTML page, or a text with a title line.")
    root = _tree(_text(data, content_type))
    said = _said(root)
    language = str(root.get("lang") or "")
    reviews = tuple(_reviews(root))
    strip_unseen(root)
    window = _window_title(root)
    for head in root.findall("head"):
        head.drop_tree()
    title = headline(root, said.get("og:title", "") or window)
    notes = corrections(root)
    drop_surroundings(root)
    told = [text for text in paragraphs(body(root)) if text != title]
    words = word_count(" ".join(told))
    if not words:
        raise Refused("no_article", "The page holds no article that can be read.", "Give the article's own page.")
    if words < SHORTEST_WORDS:
        raise Refused("too_short", f"The page tells only {words} words.", "Give the whole article, not its beginning.")
    title = title or said.get("og:title", "") or window or told[0]
    address = _own_address(said)
    times = (str(node.get("datetime")) for node in root.iter("time") if node.get("datetime"))
    date = said.get("article:published_time") or said.get("date") or next(times, "")
    draft = Draft(
        key=address or hashlib.sha256(data).hexdigest()[:16],
        url=address,
        title=_line(title, TITLE_CHARS),
        text=cut("\n".join(dict.fromkeys((*told, *notes))), TEXT_CHARS),
        snapshot=hashlib.sha256(data).hexdigest(),
        published=read_date(clean(date)) if date else None,
        language=clean(language).strip()[:20],
        author=_line(said.get("author", ""), NAME_CHARS),
        named=_line(said.get("og:site_name", ""), NAME_CHARS),
        fact_checks=reviews,
    )
    return Parsed((draft,))


def _line(text: str, limit: int) -> str:
    """Clean and on one line. The tree has decoded entities once, which is enough."""
    return cut(" ".join(clean(text).split()), limit)


def _text(data: bytes, content_type: str) -> str:
    """Byte order mark, then the header, then the page's own word, UTF-8, Windows-1252, which fits any bytes."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    header, own = _HEADER.search(content_type), _CHARSET.search(data[:8_192])
    names = [header[1]] if header else []
    names += [own[1].decode("ascii")] if own else []
    for name in (*names, "utf-8"):
        try:
            # A page whose declaration can be read byte by byte is not in UTF-16, and UTF-7 can hide markup.
            if not name.casefold().startswith(("utf-16", "utf-32", "utf-7", "utf7")):
                return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    damaged = data.decode("utf-8", "replace")
    return damaged if damaged.count("\ufffd") <= max(3, len(data) // 2_000) else data.decode("cp1252", "replace")


def _tree(text: str) -> "html.HtmlElement":
    if text.count("<") > TAGS:
        raise Refused("too_large", f"The page has more than {TAGS:,} tags.", "Give the article's own page.")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(re.sub(r"<\?xml[^>]*>", "", text).replace("\x00", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused(
            "no_article", "The page holds nothing that can be read.", "Give the article's own page."
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Refused(
            "too_deep", "The page nests its elements too deep to be read.", "Give a text file with a title line."
        )
    return root


def _said(root: "html.HtmlElement") -> Mapping[str, str]:
    """What the page tells machines, first word of each kind; shown to nobody as it is."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = str(meta.get("property") or meta.get("name") or "").casefold()
        found.setdefault(name, str(meta.get("content") or ""))
    link = next((str(node.get("href") or "") for node in root.iter("link") if node.get("rel") == "canonical"), "")
    return {**found, "canonical": link}


def _window_title(root: "html.HtmlElement") -> str:
    return _SITE_NAME.sub("", " ".join((root.findtext(".//title") or "").split()))


def _reviews(root: "html.HtmlElement") -> Iterator[FactCheck]:
    """The fact-checks that the page publishes as JSON-LD; a block that cannot be read is no fact-check."""
    scripts = [node for node in root.iter("script") if "ld+json" in str(node.get("type") or "").casefold()]
    read = 0
    for node in scripts[:_BLOCKS]:
        try:
            value = read_json((node.text or "").encode("utf-8", "replace"))
        except Refused:
            continue
        for row in found_in(value):
            check = read_review(row)
            read += check is not None
            if check is not None and read <= REVIEWS_MOST:
                yield check


def _own_address(said: Mapping[str, str]) -> str:
    """The address that the page states, when its statements name one host."""
    stated = [address for address in (said["canonical"], said.get("og:url", "")) if is_public_form(address)]
    hosts = {re.sub(r"^https?://(?:www\.)?([^/?#]+).*$", r"\1", address.casefold()) for address in stated}
    return stated[0] if len(hosts) == 1 else ""
