"""Which part of a page is the report: its body, its headline, its own corrections. Works on a page without unseen parts.

1. What surrounds a report is left out by its role, its tag or the words of its class: menus, notices, teasers, comments.
2. The body is what the page itself marks as such (articleBody, article, main) when that holds the most of its prose;
   else the element under which most prose stands together.
3. The headline is the one a reader sees; what the page tells machines serves where nothing is seen.
"""

import re
from collections.abc import Iterator

from lxml import html

from newsroom.model.text import folded_words
from newsroom.world.feeds.plain import clean
from newsroom.world.pages.words import page_words

BLOCK_CHARS = 4_000
"""A longer run without a break is no paragraph: its beginning is kept."""
PROSE_CHARS = 25
LINKED_SHARE = 0.7
_HEADLINE_WORDS = 2
_AROUND_TAGS, _AROUND_ROLES = page_words("around_tags"), page_words("around_roles")
_AROUND_WORDS, _CORRECTION_WORDS = page_words("around_words"), page_words("correction_words")
_BLOCKS = page_words("blocks")
_TOKENS = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def headline(root: "html.HtmlElement", said: str) -> str:
    """The page's headline: of the headings of the first rank the one most like `said`, what the page tells machines."""
    wanted = set(folded_words(said))
    seen = [_leading(node) for node in root.iter("h1")]
    seen = [text for text in seen if len(folded_words(text)) >= _HEADLINE_WORDS]
    return max(seen, key=lambda text: len(wanted & set(folded_words(text))), default="")


def corrections(root: "html.HtmlElement") -> list[str]:
    """Notes in which the outlet takes something back: they stand outside the body and belong to the report."""
    found = [node for node in root.iter() if _CORRECTION_WORDS & _names(node)]
    outer = [node for node in found if not any(parent in found for parent in node.iterancestors())]
    return [text for node in outer if (text := " ".join(" ".join(paragraphs(node)).split()))]


def drop_surroundings(root: "html.HtmlElement") -> None:
    """Remove what is not the report, in place, unless it holds most of the page's prose."""
    prose = _prose(root)
    for node in list(root.iter()):
        if node is root or node.getparent() is None or node.tag in ("html", "body"):
            continue
        if _surrounds(node) and 2 * prose[node] <= prose[root]:
            node.drop_tree()


def body(root: "html.HtmlElement") -> "html.HtmlElement":
    """The element that holds the report."""
    prose = _prose(root)
    marked = [
        [node for node in root.iter() if node.get("itemprop") == "articleBody"],
        list(root.iter("article")),
        [node for node in root.iter() if node.tag == "main" or node.get("role") == "main"],
    ]
    for nodes in marked:
        best = max(nodes, key=lambda node: prose[node], default=None)
        if best is not None and 3 * prose[best] >= prose[root] > 0:
            return best
    return _densest(root)


def paragraphs(node: "html.HtmlElement") -> list[str]:
    """The texts of the blocks under an element, in order; blocks that are mostly links are left out."""
    found: list[str] = []
    parts: list[str] = []
    linked = 0
    for text, in_link, breaks in _runs(node):
        if breaks:
            _close(found, parts, linked)
            parts, linked = [], 0
        parts.append(text)
        linked += len(text) if in_link else 0
    _close(found, parts, linked)
    return list(dict.fromkeys(found))


def _close(found: list[str], parts: list[str], linked: int) -> None:
    raw = "".join(parts)
    text = " ".join(clean(raw[: 2 * BLOCK_CHARS]).split())[:BLOCK_CHARS]
    if text and linked < LINKED_SHARE * len(raw):
        found.append(text)


def _runs(node: "html.HtmlElement") -> Iterator[tuple[str, bool, bool]]:
    """Pieces of text with whether they are a link's and whether a new block begins with them."""
    stack: list[tuple[html.HtmlElement, bool, bool]] = [(node, False, False)]
    while stack:
        at, in_link, leaving = stack.pop()
        block = at.tag in _BLOCKS
        if leaving:
            yield at.tail or "", in_link, block
            continue
        inside = in_link or at.tag == "a"
        yield at.text or "", inside, block
        if at is not node:
            stack.append((at, in_link, True))
        stack.extend((child, inside, False) for child in reversed(at))


def _leading(node: "html.HtmlElement") -> str:
    """A heading's own text, up to the first block that a missing end tag let into it."""
    parts: list[str] = []
    for text, _, breaks in _runs(node):
        if breaks and "".join(parts).strip():
            break
        parts.append(text)
    return " ".join(clean("".join(parts)).split())


def _prose(root: "html.HtmlElement") -> dict["html.HtmlElement", int]:
    """Characters of text outside links under each element, in pieces that are more than labels."""
    found: dict[html.HtmlElement, int] = {}
    for node in reversed(list(root.iter())):
        pieces = (node.text, *(child.tail for child in node))
        own = sum(len(text) for text in map(str.strip, filter(None, pieces)) if len(text) >= PROSE_CHARS)
        found[node] = 0 if node.tag == "a" else own + sum(found[child] for child in node)
    return found


def _surrounds(node: "html.HtmlElement") -> bool:
    if node.tag in _AROUND_TAGS or (node.get("role") or "") in _AROUND_ROLES:
        return True
    if node.tag == "header" and not any(parent.tag in ("article", "main") for parent in node.iterancestors()):
        return True
    return node.tag in _BLOCKS and node.tag not in ("article", "main") and bool(_AROUND_WORDS & _names(node))


def _names(node: "html.HtmlElement") -> set[str]:
    """The words of an element's class and id; "related-stories" and "relatedStories" are two words each."""
    said = f"{node.get('class') or ''} {node.get('id') or ''}"
    words = _TOKENS.findall(_CAMEL.sub(" ", said).casefold()) if said != " " else []
    return {*words, *("".join(pair) for pair in zip(words, words[1:], strict=False))}


def _densest(root: "html.HtmlElement") -> "html.HtmlElement":
    """The element under which most prose stands together: a paragraph counts for its parent, half for the one above."""
    points: dict[html.HtmlElement, float] = {}
    for node in root.iter():
        own = sum(
            len(text.strip()) for text in (node.text, *(child.tail for child in node)) if text and node.tag != "a"
        )
        if own < PROSE_CHARS:
            continue
        holder = node if node.tag not in ("p", "span", "b", "i", "em", "strong") else node.getparent()
        for share in (1.0, 0.5):
            if holder is not None:
                points[holder] = points.get(holder, 0.0) + share * own
                holder = holder.getparent()
    return max(points, key=lambda node: points[node], default=root)
