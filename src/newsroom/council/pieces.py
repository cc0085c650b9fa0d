"""A sentence of an item made ready for parsing, with every letter traceable to where it stands in the source."""

import re
from typing import Literal, NamedTuple

from newsroom.model.claim import Speaker

Kind = Literal["headline", "body", "fragment"]
_SPACES = re.compile(r"\s+")
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_MARKS = "'\"‘’“”«»„"


class Piece(NamedTuple):
    """One sentence of one item.

    `start:end` is the whole sentence in the item's field (the evidence); `clean` is what is parsed: without asides,
    quote marks of single words, datelines and the trailing attribution. `places[i]` is where letter `i` of `clean`
    stands in the field. `cased` is the field with this sentence's letters truecased (same length). `quoted` are spans
    of longer quotes, `marked` of phrases of two or three words in quote marks, `unsure` of words whose case is not known,
    all in `clean`. `topic` are the lower-case words of the item's headline.
    """

    item: int
    field: Literal["title", "text"]
    kind: Kind
    start: int
    end: int
    clean: str
    places: tuple[int, ...]
    cased: str
    cut: bool = False
    speaker: Speaker | None = None
    quoted: tuple[tuple[int, int], ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    topic: frozenset[str] = frozenset()

    def words(self, start: int, end: int) -> str:
        """The source's words for `clean[start:end]`, asides taken out, a quote mark cut off by the edges restored."""
        if start >= end:
            return ""
        first, last = self.places[start], self.places[end - 1] + 1
        if first > self.start and self.cased[first - 1] in _MARKS and self.cased[first - 1] != "’":
            first -= 1
        if last < self.end and self.cased[last] in _MARKS and _opens(self.cased[first:last]):
            last += 1
        text = _SPACES.sub(" ", _ASIDE.sub("", self.cased[first:last])).strip()
        return text if balanced(text) else _unmarked(text)

    def touches(self, spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
        """Whether `clean[start:end]` overlaps one of `spans`."""
        return any(start < last and first < end for first, last in spans)


def _opens(text: str) -> bool:
    return not balanced(text)


def balanced(text: str) -> bool:
    """Whether quote marks come in pairs; an apostrophe inside or at the end of a word is none while no quote is open."""
    double = len(re.findall(r'"', text)) % 2 == 0 and len(re.findall(r"[“„«]", text)) == len(re.findall(r"[”»]", text))
    opened = 0
    for found in re.finditer(r"['‘’]", text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if found.group() == "‘" or (found.group() == "'" and not before.isalnum() and after.isalnum()):
            opened += 1
        elif opened and not after.isalnum():
            opened -= 1
        elif not before.isalnum():
            return False
    return double and not opened


def _unmarked(text: str) -> str:
    return re.sub(r"(?<!\w)['\"‘’“”«»„]|(?<!s)['\"’”»](?!\w)|[\"“”«»„]", "", text).strip()
