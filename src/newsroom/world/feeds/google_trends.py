"""Google's RSS of rising searches: each term with its rank, and the reports that it names under it."""

from typing import Any

from lxml import etree

from newsroom.model.errors import Refused
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.trends import ranked
from newsroom.world.feeds.unpack import decoded, unpacked
from newsroom.world.feeds.xml_feed import ITEM_TAGS
from newsroom.world.feeds.xml_guard import scan


def parse(data: bytes, content_type: str = "") -> Parsed:
    """Terms by their stated traffic, then by their place in the list; the reports are items of the outlets named.

    Raises:
        Refused: the codes of an XML feed; not_a_feed when it is none.
    """
    scanned = scan(decoded(unpacked(data), content_type), ITEM_TAGS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(scanned.text.encode("utf-8", "replace"), parser)
    if root is None or scanned.root != "rss":
        raise Refused("not_a_feed", "The document is no list of searches.")
    tray = Tray(scanned.faults)
    terms: list[tuple[int, str]] = []
    for entry in _children(root, "item"):
        terms.append((traffic(_text(entry, "approx_traffic")), _text(entry, "title")))
        for report in _children(entry, "news_item"):
            if tray.full():
                break
            tray.add(
                key=_text(report, "news_item_url"),
                url=_text(report, "news_item_url"),
                title=_text(report, "news_item_title"),
                body=_text(report, "news_item_snippet"),
                published=read_date(_text(entry, "pubDate")),
                image_url=_text(report, "news_item_picture"),
                named=_text(report, "news_item_source"),
            )
    return tray.parsed(trends=ranked([term for _, term in sorted(terms, key=lambda pair: -pair[0])]))


def traffic(words: str) -> int:
    """Searches as the service writes them ("2000+", "50K+", "1M+"); 0 when it does not say."""
    plain = words.strip().rstrip("+").replace(",", "").upper()
    factor = {"K": 1_000, "M": 1_000_000}.get(plain[-1:], 1)
    digits = plain[:-1] if factor > 1 else plain
    return int(digits) * factor if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0


def _children(node: Any, name: str) -> list[Any]:
    return [child for child in node.iter() if isinstance(child.tag, str) and etree.QName(child).localname == name]


def _text(node: Any, name: str) -> str:
    found = next((child for child in node if isinstance(child.tag, str) and etree.QName(child).localname == name), None)
    return "" if found is None else str(found.text or "").strip()
