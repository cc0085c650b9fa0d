"""Which stretches of an English text name places: a logistic sum of signs, the surest first, none inside another."""

import math
from collections.abc import Sequence

from newsroom.world.geo_features import Around, around, signs
from newsroom.world.geo_spans import Read, Span, read
from newsroom.world.geo_weights import Weights
from newsroom.world.place_index import PlaceIndex


def places_in(text: str, index: PlaceIndex, weights: Weights, sure: Sequence[str] = ()) -> list[Span]:
    """The spans that are places, in order, never overlapping. `sure` are names that another tagger found."""
    cut = read(text, index)
    whole = around(cut, index)
    names = frozenset(sure)
    judged = [(_likelihood(cut, span, whole, index, weights, names), span) for span in cut.spans]
    return chosen([one for one in judged if one[0] >= weights.threshold])


def chosen(judged: Sequence[tuple[float, Span]]) -> list[Span]:
    """The surest spans that do not overlap surer ones, in order of the text."""
    taken: list[Span] = []
    for _, span in sorted(judged, key=lambda one: (-one[0], one[1].start, -one[1].end)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def _likelihood(
    cut: Read, span: Span, whole: Around, index: PlaceIndex, weights: Weights, sure: frozenset[str]
) -> float:
    if span.known and cut.text[span.start : span.end] in sure:
        return 1.0
    total = sum(weights.signs.get(sign, 0.0) for sign in signs(cut, span, whole, index))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 6)
