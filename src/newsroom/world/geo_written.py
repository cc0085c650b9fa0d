"""Places in languages other than English, by rule: capitalised, not part of a longer name, large or after "in".

Judged by weights fitted on English texts, other grammars would be misread; these few rules hold in most of Europe.
"""

import re

from newsroom.model.text import fold
from newsroom.world.geo_namesakes import folded
from newsroom.world.geo_spans import Span
from newsroom.world.place_index import PlaceIndex
from newsroom.world.place_tables import Known

LARGE_TOWN = 200_000
"""A town of this size is believed on its name alone."""
SMALL_TOWN = 15_000
"""Below this size a town is not looked for: its name is too often a word of the language."""
MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:\.(?=[^\W\d_]))?(?:[^\W\d_]\.?)*")
_CASE_ENDINGS = ("owie", "iu", "ie", "em", "u", "y", "i", "a", "e")


def written_places(text: str, index: PlaceIndex) -> list[Span]:
    """The spans that are places, in order, never overlapping."""
    tokens = list(_WORD.finditer(text))
    shouting = _is_title_case(tokens)
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        span = _longest(text, tokens, at, index)
        if span and _is_written_as_place(text, tokens, span, shouting, index):
            spans.append(span)
        at = span.last + 1 if span else at + 1
    return spans


def _longest(text: str, tokens: list[re.Match[str]], at: int, index: PlaceIndex) -> Span | None:
    """The longest known name that starts at a capitalised word."""
    if not tokens[at].group()[0].isupper():
        return None
    for last in range(min(at + MOST_WORDS, len(tokens)) - 1, at - 1, -1):
        if not tokens[last].group()[0].isupper():
            continue
        run = text[tokens[at].start() : tokens[last].end()]
        name = re.sub(r"['’]s?$", "", run)
        known = _large(index.get(folded(name)))
        if not known and last == at and at and tokens[at - 1].group().casefold() in index.inflecting:
            known = _uninflected(fold(name), index)
        if known:
            return Span(tokens[at].start(), tokens[at].start() + len(name), at, last, folded(known[0].name), known)
    return None


def _large(places: tuple[Known, ...]) -> tuple[Known, ...]:
    return tuple(p for p in places if (p.kind != "town" or p.population >= SMALL_TOWN) and (p.own or p.kind == "town"))


def _uninflected(name: str, index: PlaceIndex) -> tuple[Known, ...]:
    """A Polish name in its locative or genitive ("Krakowie", "Warszawy") under its first case."""
    for ending in _CASE_ENDINGS:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) > 2:
            found = _large(index.get(stem)) or _large(index.get(f"{stem}a"))
            if found:
                return found
    return ()


def _is_written_as_place(text: str, tokens: list[re.Match[str]], span: Span, shouting: bool, index: PlaceIndex) -> bool:
    name = text[span.start : span.end]
    if any(place.kind in ("country", "people", "broad") for place in span.known):
        return len(name) > 2 or name.isupper()
    before = tokens[span.first - 1] if span.first else None
    placed = before is not None and before.group().casefold() in index.before
    if fold(name) in index.ordinary and not (placed and not shouting):
        return False
    if not shouting and _is_in_a_longer_name(text, tokens, span, index):
        return False
    large = max(place.population for place in span.known) >= LARGE_TOWN
    return large or placed or any(place.kind == "region" for place in span.known)


def _is_in_a_longer_name(text: str, tokens: list[re.Match[str]], span: Span, index: PlaceIndex) -> bool:
    """A capitalised neighbour with nothing but a space between makes one name of both ("Victoria Jones")."""
    after = tokens[span.last + 1] if span.last + 1 < len(tokens) else None
    if after is not None and text[span.end : after.start()] == " " and after.group()[0].isupper():
        return True
    before = tokens[span.first - 1] if span.first else None
    if before is None or text[before.end() : span.start] != " " or not before.group()[0].isupper():
        return False
    return before.group().casefold() not in index.before | index.links


def _is_title_case(tokens: list[re.Match[str]]) -> bool:
    longer = [token.group() for token in tokens if len(token.group()) > 3]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)
