"""One article that a person hands in: an HTML page or a text file, read into a draft (for `newsroom produce`)."""

import hashlib
from datetime import datetime
from pathlib import Path

from lxml import etree, html

from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.item import Source
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Draft
from newsroom.world.feeds.limits import DOCUMENT_BYTES
from newsroom.world.feeds.plain import clean, cut, to_text, to_title
from newsroom.world.sources import Outlets

SHORTEST_PARAGRAPH = 40


def read_article(data: bytes, name: str, url: str = "") -> Draft:
    """The article in `data`. `name` is the file's or address' name, for messages.

    Raises:
        Refused: too_large, or empty when there is no title or no text.
    """
    if len(data) > DOCUMENT_BYTES:
        raise Refused(
            "too_large", f"{name} is larger than {DOCUMENT_BYTES // 1_000_000} MB.", "Give the article alone."
        )
    text = data.decode("utf-8", "replace")
    page = Path(name).suffix.lower() in (".html", ".htm") or "<html" in text[:2000].lower()
    draft = _page(data, text, url) if page else _plain(data, text, name, url)
    if not draft.title or not draft.text:
        raise Refused(
            "empty", f"{name} holds no article that can be read.", "Give an HTML page, or a text with a title line."
        )
    return draft


def outlet_of(draft: Draft, outlets: Outlets) -> Source:
    """The outlet that an article counts for, as a source: rated when it is known by its address or name, else tier 5."""
    known = outlets.find(draft.url) or outlets.find(draft.named)
    outlet = known or outlets.resolve(draft.url or draft.named or draft.key)
    return Source(id=derive("source", outlet.name), name=outlet.name, owner=outlet.owner, kind=outlet.kind, tier=outlet.tier,
                  language=draft.language, url=draft.url)  # fmt: skip


def _page(data: bytes, text: str, url: str) -> Draft:
    tree = html.fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    meta = {
        str(m.get("property") or m.get("name") or "").lower(): str(m.get("content") or "") for m in tree.iter("meta")
    }
    body = tree.find(".//article")
    paragraphs = [to_text(_markup(p)) for p in (body if body is not None else tree).iter("p")]
    kept = [p for p in paragraphs if len(p) >= SHORTEST_PARAGRAPH]
    title = meta.get("og:title") or (tree.findtext(".//title") or "") or (tree.findtext(".//h1") or "")
    link = next((str(node.get("href")) for node in tree.iter("link") if node.get("rel") == "canonical"), "")
    return Draft(
        key=link or url or hashlib.sha256(data).hexdigest()[:16],
        url=url or link or meta.get("og:url", ""),
        title=to_title(title),
        text=cut("\n".join(kept), 20_000),
        snapshot=hashlib.sha256(data).hexdigest(),
        published=read_date(meta.get("article:published_time") or meta.get("date") or ""),
        language=str(tree.get("lang") or ""),
        named=meta.get("og:site_name", ""),
    )


def _plain(data: bytes, text: str, name: str, url: str) -> Draft:
    """A text file: the first line is the title; lines `Source:`, `Date:` and `URL:` before the body say where it is from."""
    lines = clean(text).split("\n")
    head = {k.strip().lower(): v.strip() for line in lines[1:6] for k, sep, v in (line.partition(":"),) if sep}
    body = "\n".join(line for line in lines[1:] if not line.lower().startswith(("source:", "date:", "url:")))
    link = url or head.get("url", "")
    return Draft(
        key=link or hashlib.sha256(data).hexdigest()[:16],
        url=link,
        title=to_title(lines[0] if lines else name),
        text=cut(body.strip(), 20_000),
        snapshot=hashlib.sha256(data).hexdigest(),
        published=_stated(head.get("date", "")),
        named=head.get("source", ""),
    )


def _stated(text: str) -> datetime | None:
    return read_date(text) if text else None


def _markup(node: "html.HtmlElement") -> str:
    return str(etree.tostring(node, encoding="unicode", method="html", with_tail=False))
