"""Where a text quotes: stretches between double quotation marks, marks included.

A quotation left open at the end of its paragraph ends there; one that the next paragraph takes up again is the same
voice going on (the rule of newspapers for long quotations).
"""

import re
from typing import NamedTuple

Span = tuple[int, int]
"""Characters `start:end` of a text."""

_MARK = re.compile("[“”\"]|(?<!\\w)''|``")
_PARAGRAPH = re.compile(r"[^\n]+")


class Quoted(NamedTuple):
    """One stretch of quoted text; `goes_on` when the next paragraph continues it."""

    start: int
    end: int
    goes_on: bool


def quoted(text: str) -> tuple[Quoted, ...]:
    """The quoted stretches of `text`, in order. Quotation marks inside a quotation are part of it."""
    found: list[Quoted] = []
    paragraphs = list(_PARAGRAPH.finditer(text))
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1].group().lstrip() if at + 1 < len(paragraphs) else ""
        open_at = -1
        for mark in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            if open_at < 0 and mark.group() != "”":
                open_at = mark.start()
            elif open_at >= 0 and mark.group() != "“":
                found.append(Quoted(open_at, mark.end(), False))
                open_at = -1
        if open_at >= 0:
            found.append(Quoted(open_at, paragraph.end(), following[:1] in {"“", '"'}))
    return tuple(found)
