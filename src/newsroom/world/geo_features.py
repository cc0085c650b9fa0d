"""What is seen of a stretch of text before it is judged a place or not: named signs, each with a weight of its own.

The signs: which kinds of places have that name and how large; the words before, after and inside; capitals around it;
what the rest of the text does with the same words (a surname elsewhere, after "in" elsewhere, written small elsewhere).
"""

import math
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newsroom.world.geo_spans import Read, Span, Token, is_capitalised
from newsroom.world.place_index import PlaceIndex

_SENTENCE_ENDS = '.!?:;"“”'
_KINDS = ("country", "people", "region", "broad", "county", "town", "other_town", "other_region", "other_county")


class Around(NamedTuple):
    """The text as a whole: words written small in it, how often each key stands there, which follow a word like "in",
    which words end a run of capitals that is no place's name (surnames), and whether it is all in title case."""

    small: frozenset[str]
    times: Counter[str]
    placed: Counter[str]
    surnames: frozenset[str]
    shouting: bool


def around(read: Read, index: PlaceIndex) -> Around:
    """One look at the whole text."""
    surnames: set[str] = set()
    placed: Counter[str] = Counter()
    for span in read.spans:
        if span.last > span.first and not span.known and span.key not in index:
            surnames.add(read.tokens[span.last].lower)
        if span.first and read.tokens[span.first - 1].lower in index.before:
            placed[span.key] += 1
    small = frozenset(token.text for token in read.tokens if token.text.islower())
    longer = [token for token in read.tokens if len(token.text) > 3 and token.text[0].isalpha()]
    capitals = sum(is_capitalised(token) for token in longer)
    shouting = len(longer) > 2 and capitals > 0.7 * len(longer)
    return Around(small, Counter(span.key for span in read.spans), placed, frozenset(surnames), shouting)


def signs(read: Read, span: Span, text: Around, index: PlaceIndex) -> Iterator[str]:
    """The signs of one span."""
    kind = kind_of(span)
    yield "any"
    yield f"kind={kind}"
    yield from _names(read, span, kind, index)
    yield from _words_inside(read, span, kind)
    yield from _words_beside(read, span, kind)
    yield from _sides(read, span, kind, index, text.shouting)
    yield from _elsewhere(read, span, text, kind, index)
    if text.shouting:
        yield f"shouting kind={kind}"


def kind_of(span: Span) -> str:
    """The most telling kind of place that the span's exact words name, "none" where they name none."""
    kinds: set[str] = {place.kind for place in span.known if place.own}
    kinds = kinds or {f"other_{place.kind}" for place in span.known}
    return next((kind for kind in _KINDS if kind in kinds), "other" if kinds else "none")


def _names(read: Read, span: Span, kind: str, index: PlaceIndex) -> Iterator[str]:
    people = max((place.population for place in span.known), default=0)
    yield f"{kind} size={int(math.log10(people + 1))}"
    yield f"namesakes={min(6, len(span.known))}"
    if span.key in index.ordinary:
        yield "ordinary"
    if span.key in index.words:
        yield f"word kind={kind}"
        yield f"word starts={_starts(read, span.first)}"
    if not span.known and any(word in index for word in span.key.split()):
        yield "part_known"


def _words_inside(read: Read, span: Span, kind: str) -> Iterator[str]:
    inside = read.tokens[span.first : span.last + 1]
    yield f"words={min(5, len(inside))}"
    if len(inside) > 1:
        yield f"first={inside[0].lower}"
        yield f"last={inside[-1].lower}"
        yield f"last={inside[-1].lower} kind={kind}"
        yield f"shape={''.join('x' if token.text.islower() else 'X' for token in inside)}"
    else:
        yield f"name={span.key}"
        if kind == "none":
            yield f"ending={inside[0].lower[-3:]}"
    if len(inside[0].text) > 1 and read.text[span.start : span.end].isupper():
        yield f"capitals kind={kind}"
    if any(letter.isdigit() for letter in span.key):
        yield "digit"


def _words_beside(read: Read, span: Span, kind: str) -> Iterator[str]:
    for name, at in (("before", span.first - 1), ("after", span.last + 1)):
        word = read.tokens[at].lower if 0 <= at < len(read.tokens) else "|"
        yield f"{name}={word}"
        yield f"{name}={word} kind={kind}"
    for name, at in (("before2", span.first - 2), ("after2", span.last + 2)):
        if 0 <= at < len(read.tokens):
            yield f"{name}={read.tokens[at].lower}"


def _sides(read: Read, span: Span, kind: str, index: PlaceIndex, shouting: bool) -> Iterator[str]:
    before, after = _beside(read, span)
    joined_before = before is not None and span.start - before.end == 1 and is_capitalised(before)
    joined_after = after is not None and after.start - span.end == 1 and is_capitalised(after)
    yield f"kind={kind} joined={joined_before},{joined_after} shouting={shouting}"
    yield f"kind={kind} starts={_starts(read, span.first)}"
    yield f"kind={kind} placed={before is not None and before.lower in index.before}"
    if joined_before and before is not None and before.lower not in index.before:
        yield f"joined_to={_kind_of_word(before, index)} first={_starts(read, span.first - 1)} shouting={shouting}"
    if joined_after and after is not None:
        yield f"joins={_kind_of_word(after, index)} kind={kind} shouting={shouting}"
    if before is not None and before.text == "," and span.first > 1:
        yield f"listed_after={_kind_of_word(read.tokens[span.first - 2], index)} kind={kind}"
    if after is not None and after.text == "," and span.last + 2 < len(read.tokens):
        yield f"listed_before={_kind_of_word(read.tokens[span.last + 2], index)} kind={kind}"


def _beside(read: Read, span: Span) -> tuple[Token | None, Token | None]:
    before = read.tokens[span.first - 1] if span.first else None
    return before, read.tokens[span.last + 1] if span.last + 1 < len(read.tokens) else None


def _starts(read: Read, at: int) -> bool:
    return at == 0 or read.tokens[at - 1].text in _SENTENCE_ENDS


def _kind_of_word(token: Token, index: PlaceIndex) -> str:
    if not is_capitalised(token):
        return "small"
    places = index.get(token.lower.strip("."))
    return places[0].kind if places else "unknown"


def _elsewhere(read: Read, span: Span, text: Around, kind: str, index: PlaceIndex) -> Iterator[str]:
    yield f"times={min(4, text.times[span.key])}"
    if span.key in text.small:
        yield "written_small"
    if span.first == span.last and read.tokens[span.first].lower in text.surnames:
        yield f"surname kind={kind}"
    before = read.tokens[span.first - 1].lower if span.first else ""
    if text.placed[span.key] - (before in index.before) > 0:
        yield f"placed_elsewhere kind={kind}"
