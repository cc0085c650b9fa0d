"""What kind of headline this is: a report, a preview of something to come, or a digest of many things."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from newsroom.model.text import fold

HeadlineKind = Literal["report", "preview", "digest"]


@lru_cache(maxsize=16384)
def headline_kind(title: str) -> HeadlineKind:
    """`digest` gathers many stories, `preview` speaks of what is to come, everything else is a `report`."""
    folded = fold(title)
    if pattern("digest").search(folded):
        return "digest"
    return "preview" if pattern("preview").search(folded) else "report"


def series_of(title: str) -> tuple[str, str]:
    """A title without its numbers, and the numbers: two issues of one source's series ("Quadle 412", "Quadle 413")
    share the first and differ in the second.
    """
    folded = fold(title)
    if not _NUMBERS.search(folded):
        return folded.strip(), ""
    return _NUMBERS.sub("#", folded).strip(), " ".join(_NUMBERS.findall(folded))


def numbers_in_a_row(title: str) -> tuple[tuple[str, str], ...]:
    """What a title counts itself as ("Day 29" is ("day", "29"), "#937" is ("#", "937")): another number, another thing."""
    folded = fold(title)
    return tuple((word, number) for word, number in _COUNTED.findall(folded)) if _NUMBERS.search(folded) else ()


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """One pattern for all entries of a group of `headline_kinds.toml`."""
    raw = tomllib.loads(files("newsroom.scouts").joinpath("headline_kinds.toml").read_text(encoding="utf-8"))
    return re.compile(rf"\b(?:{'|'.join(raw[kind]['patterns'])})\b")


_COUNTED = re.compile(r"(#|\b(?:day|week|episode|part|round|matchday|dzien|odcinek|tag|folge)\b)\s*(\d+)\b")
_NUMBERS = re.compile(r"\d+(?:[.,:]\d+)*")
