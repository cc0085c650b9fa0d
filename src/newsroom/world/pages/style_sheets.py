"""The rules of a page's own style sheets that hide something, and what they hide.

Only what a plain reading can decide: selectors of tags, classes and ids, with ancestors. Rules for print, for some widths
and for states (:hover) decide nothing. Sheets elsewhere are never fetched.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html

from newsroom.world.pages.css_hiding import declarations, hides

SHEET_CHARS = 200_000
RULES = 500
_PART = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPARED = ("html", "body", "main", "article")
"""A page that fades in hides all of itself until its script runs."""


class Compound(NamedTuple):
    """One element of a selector: a tag ("" for any), classes and ids that it must have."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]

    def fits(self, node: "html.HtmlElement") -> bool:
        """Whether an element is such a one."""
        return (
            self.tag in ("", node.tag)
            and self.classes <= set((node.get("class") or "").split())
            and self.ids <= {node.get("id") or ""}
        )


Selector = tuple[Compound, ...]


def hiding_selectors(sheet: str) -> tuple[Selector, ...]:
    """Selectors whose declarations hide, at most 500."""
    found: list[Selector] = []
    for prelude, body in _blocks(_COMMENT.sub(" ", sheet[:SHEET_CHARS])):
        if len(found) >= RULES:
            break
        if hides(declarations(body)):
            found += [parts for one in prelude.split(",") if (parts := _selector(one))]
    return tuple(found[:RULES])


def fits(selector: Selector, node: "html.HtmlElement") -> bool:
    """Whether a selector means this element; ancestors in order, with any distance."""
    if node.tag in _SPARED or not selector[-1].fits(node):
        return False
    wanted = list(selector[:-1])
    for parent in node.iterancestors():
        if wanted and wanted[-1].fits(parent):
            wanted.pop()
    return not wanted


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each rule that always holds: those inside an at-rule are left out."""
    depth, start, prelude = 0, 0, ""
    for match in re.finditer(r"[{}]", sheet):
        if match[0] == "{":
            if depth == 0:
                prelude = sheet[start : match.start()].rpartition(";")[2].strip()
            depth, start = depth + 1, match.end()
            continue
        if depth == 1 and not prelude.startswith("@"):
            yield prelude, sheet[start : match.start()]
        depth, start = max(0, depth - 1), match.end()


def _selector(text: str) -> Selector:
    words = text.replace(">", " ").split()
    parts = [_PART.fullmatch(word) for word in words]
    if not words or len(words) > 6 or any(part is None for part in parts):
        return ()
    compounds = tuple(_compound(part) for part in parts if part)
    last = compounds[-1]
    return compounds if last.classes or last.ids else ()


def _compound(part: re.Match[str]) -> Compound:
    marks = re.findall(r"[.#][\w-]+", part[2])
    tag = (part[1] or "").casefold()
    return Compound(
        "" if tag == "*" else tag,
        frozenset(mark[1:] for mark in marks if mark[0] == "."),
        frozenset(mark[1:] for mark in marks if mark[0] == "#"),
    )
