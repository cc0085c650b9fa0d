"""Takes out of a page what its reader would not see, before anything is read from it.

Left out: scripts, styles and forms; elements with a `hidden` attribute or for screen readers only; what inline styles,
the page's own sheets or usual class names hide; ink of the paper's colour. Comments never reach the tree.
"""

import re
from collections.abc import Mapping

from lxml import html

from newsroom.world.pages.css_hiding import declarations, hides, ink, paper
from newsroom.world.pages.style_sheets import Selector, fits, hiding_selectors
from newsroom.world.pages.words import page_words

_NOT_TEXT, _EMPTY = page_words("not_text"), sorted(page_words("empty"))
_HIDING_CLASSES = page_words("hiding_classes")
_SHOWN_AT_SOME_WIDTH = re.compile(r"(?:^|\s)(?:\w+:|d-\w+-)(?:block|flex|inline|grid|table|contents)")
_WHITE = "#ffffff"
_NEAR = 24
"""Colours whose parts differ by no more cannot be told apart on a page."""


def strip_unseen(root: "html.HtmlElement") -> None:
    """Remove in place. The text behind an element stays where it is."""
    for node in root.xpath("//" + " | //".join(_EMPTY)):
        node.drop_tag()
    sheets = "\n".join(node.text or "" for node in root.iter("style"))
    selectors = hiding_selectors(sheets) if "{" in sheets else ()
    whole = len(root.text_content())
    for node in list(root.iter()):
        if node is root or node.getparent() is None or not isinstance(node.tag, str):
            continue
        if is_unseen(node) or _sheet_hides(node, selectors, whole):
            node.drop_tree()


def is_unseen(node: "html.HtmlElement") -> bool:
    """Whether this element itself says that it is not to be seen; its ancestors are judged by themselves."""
    attributes: Mapping[str, str] = node.attrib
    if node.tag in _NOT_TEXT:
        return True
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden", "").casefold() == "true":
        return True
    classes = (attributes.get("class") or "").casefold()
    if not _HIDING_CLASSES.isdisjoint(classes.split()) and not _SHOWN_AT_SOME_WIDTH.search(classes):
        return True
    style = declarations(attributes["style"]) if "style" in attributes else {}
    if node.tag == "font":
        style = {"color": attributes.get("color", "").casefold(), **style}
        if attributes.get("size", "").strip() == "0":
            return True
    return bool(style) and (hides(style) or _ink_of_the_paper(node, ink(style)))


def _ink_of_the_paper(node: "html.HtmlElement", written: str | None) -> bool:
    if written is None:
        return False
    if not written:
        return True
    for around in (node, *node.iterancestors()):
        own = {"background-color": around.get("bgcolor", "").casefold(), **declarations(around.get("style") or "")}
        ground = paper(own)
        if ground:
            return ground != "image" and _alike(written, ground)
    return _alike(written, _WHITE)


def _alike(one: str, other: str) -> bool:
    if not (one.startswith("#") and other.startswith("#")):
        return one == other
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return all(abs(left - right) <= _NEAR for left, right in pairs)


def _sheet_hides(node: "html.HtmlElement", selectors: tuple[Selector, ...], whole: int) -> bool:
    """A sheet that would hide more than half of the page is undone by its script: a reader sees that page."""
    if not selectors or not any(fits(selector, node) for selector in selectors):
        return False
    return 2 * len(node.text_content()) <= whole
