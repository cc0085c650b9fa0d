"""HTML, entities and odd characters to plain text. What a reader would not see (scripts, hidden parts) is dropped."""

import re
from urllib.parse import urljoin

from lxml import etree, html

from newsroom.model.cleaning import clean as clean
from newsroom.world.feeds.limits import LINKS, RAW_FIELD_CHARS, TEXT_CHARS, TITLE_CHARS
from newsroom.world.pages.unseen import is_unseen

_UNSEEN_TAGS = (
    "script style noscript template iframe object embed applet svg math head title form select button textarea "
    "audio video canvas frameset noframes xmp plaintext"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_BLOCK_TAGS = (
    "p div br hr li ul ol dl dt dd table tr section article header footer aside main blockquote pre figure figcaption "
    "h1 h2 h3 h4 h5 h6 nav address details summary"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_MARKUP = re.compile(r"<[A-Za-z/!?]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAGGISH = re.compile(r"<[A-Za-z/!?][^<>]*>?")
_BLOCK_TAG = re.compile(r"<(?:p|br|div|li|h[1-6]|td|tr|blockquote)\b", re.I)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_ROUNDS = 3


def to_text(markup: str) -> str:
    """Plain text of an HTML fragment, paragraphs on lines of their own, at most 20,000 characters."""
    text = clean(markup[:RAW_FIELD_CHARS])
    for _ in range(_ROUNDS):
        if ("<" not in text and "&" not in text) or not _MARKUP.search(text):
            break
        text = clean(_strip(text))
    else:
        text = _TAGGISH.sub(" ", text)
    return cut(_paragraphs(text), TEXT_CHARS)


def to_title(markup: str) -> str:
    """Plain text on one line, at most 300 characters."""
    return cut(" ".join(to_text(markup[:RAW_FIELD_CHARS]).split()), TITLE_CHARS)


def cut(text: str, limit: int) -> str:
    """`text`, or its beginning up to the last whole word within `limit` characters and an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ")
    return head[: space if space > limit // 2 else limit - 1].rstrip(" \n,;:-") + "…"


def links(markup: str, base: str = "") -> tuple[tuple[str, str], ...]:
    """(label, absolute http address) of the first anchors of an HTML fragment."""
    if "<a" not in markup and "<A" not in markup:
        return ()
    root = _tree(clean(markup[:RAW_FIELD_CHARS]))
    found: list[tuple[str, str]] = []
    for anchor in root.iter("a") if root is not None else ():
        href = _absolute(base, anchor.get("href") or "")
        if href:
            found.append((" ".join("".join(anchor.itertext()).split())[:200], href))
        if len(found) >= LINKS:
            break
    return tuple(found)


def _absolute(base: str, href: str) -> str:
    try:
        address = urljoin(base, href.strip())
    except ValueError:
        return ""
    return address if address.lower().startswith(("http://", "https://")) else ""


def _tree(markup: str) -> "html.HtmlElement | None":
    markup = re.sub(r"<\?xml[^>]*>", "", markup)
    try:
        return html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _strip(markup: str) -> str:
    # Without block tags the blank lines of the source are the paragraphs; with them they are only layout.
    keep_lines = not _BLOCK_TAG.search(markup)
    root = _tree(markup if keep_lines else markup.replace("\n", " "))
    if root is None:
        return _TAGGISH.sub(" ", markup)
    parts: list[str] = []
    unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            parts.append(node.tail or "" if not unseen else "")
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            unseen += 1 if unseen or _is_unseen(node, tag) else 0
            if not unseen:
                parts.append("\n\n" if tag in _BLOCKS else "")
                parts.append(node.text or "")
            continue
        was_unseen = unseen > 0
        unseen -= 1 if was_unseen else 0
        if not was_unseen and tag in _BLOCKS:
            parts.append("\n\n")
        if not unseen and node is not root:
            parts.append((" " if tag in ("td", "th") else "") + (node.tail or ""))
    return "".join(parts)


def _is_unseen(node: "html.HtmlElement", tag: str) -> bool:
    return tag in _UNSEEN or is_unseen(node)


def _paragraphs(text: str) -> str:
    """Blank lines part paragraphs, single line ends are wrapping; a paragraph that was said already is dropped."""
    if "  " not in text and text.isascii() and text.isprintable():
        return text.strip()
    seen: set[str] = set()
    kept: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        line = _SPACES.sub(" ", _BREAKS.sub(" ", block)).strip()
        if not line or (len(line) > 20 and line in seen):
            continue
        seen.add(line)
        kept.append(line)
    return "\n".join(kept)
