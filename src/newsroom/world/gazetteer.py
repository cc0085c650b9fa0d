"""`Gazetteer` over GeoNames: the places a text names, with coordinates, told apart by the rest of the text.

1. `geo_tagger` finds what is written as a place (English; `geo_written` by rule for other languages).
2. `geo_namesakes` gives every place of that name.
3. `geo_choice` takes, for all names of the text at once, the likeliest: what is written right after ("Paris, Texas"),
   what else the text names and how near that lies, then size.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsroom.model.item import GeoPoint, Place
from newsroom.world.geo_choice import Chosen, Name, choose
from newsroom.world.geo_namesakes import folded, namesakes
from newsroom.world.geo_tagger import places_in
from newsroom.world.geo_weights import Weights, weights
from newsroom.world.geo_written import written_places
from newsroom.world.place_index import PRECISION, PlaceIndex, place_index

LONGEST = 40_000
"""Characters read of one text: what a report is about stands well before."""
MOST_NAMES = 80
"""Distinct names weighed together; the rare ones beyond are read by themselves."""
_BEFORE_LARGER = re.compile(r", ?|,? \(|, in | in ")


class Mention(NamedTuple):
    """A place at `text[start:end]`. `found` is false where the name is in no table and is placed near the others: then
    the point is where the text happens, and the precision that of a region. `likelihood` is 0 to 1."""

    start: int
    end: int
    place: Place
    found: bool = True
    likelihood: float = 1.0


class Gazetteer:
    """The real adapter. Loads on first use (about two seconds). `weights` are the shipped ones unless given."""

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights

    def places(self, text: str, names: Sequence[str] = (), language: str = "en", home: str = "") -> tuple[Place, ...]:
        """The distinct places of a text: most precise first, then most often named, then in order of the text."""
        counts = Counter(mention.place for mention in self.mentions(text, names, language, home) if mention.found)
        order = list(counts)
        return tuple(sorted(order, key=lambda place: (-place.precision, -counts[place], order.index(place))))

    def mentions(
        self, text: str, names: Sequence[str] = (), language: str = "en", home: str = ""
    ) -> tuple[Mention, ...]:
        """Every place named in a text, in order.

        `names` are tagged as places by another: those that are known are taken. `language` is a tag such as "pl-PL",
        `home` the ISO code of the publication's country; each may be empty.
        """
        index = place_index()
        read = text[:LONGEST]
        english = language[:2].casefold() in ("en", "")
        spans = places_in(read, index, self._weights or weights(), names) if english else written_places(read, index)
        keys = {(span.start, span.end): span.key for span in spans}
        return self._located(read, keys, home, index)

    def locate(self, text: str, spans: Sequence[tuple[int, int]], home: str = "") -> tuple[Mention, ...]:
        """Where the names at the given offsets lie, in order; one that cannot be placed at all is left out."""
        keys = {(start, end): folded(text[start:end]) for start, end in sorted(set(spans))}
        return self._located(text, keys, home, place_index())

    def _located(
        self, text: str, keys: Mapping[tuple[int, int], str], home: str, index: PlaceIndex
    ) -> tuple[Mention, ...]:
        counts = Counter(keys.values())
        beside = qualified(text, sorted(keys), keys, index)
        common = [key for key, _ in counts.most_common(MOST_NAMES)]
        names = [Name(namesakes(key, index), counts[key], beside.get(key, frozenset())) for key in common]
        answers = dict(zip(common, choose(names, (self._weights or weights()).choice, home), strict=True))
        found = (_mention(text, at, answers.get(key)) for at, key in sorted(keys.items()))
        return tuple(mention for mention in found if mention is not None)


class FakeGazetteer:
    """Knows only the places it is given, by name; for tests."""

    def __init__(self, known: Mapping[str, Place]) -> None:
        self._known = dict(known)

    def places(self, text: str, names: Sequence[str] = (), language: str = "en", home: str = "") -> tuple[Place, ...]:
        """The known places whose names stand in the text or among `names`, most precise first."""
        del language, home
        found = [place for name, place in self._known.items() if name in text or name in names]
        return tuple(sorted(found, key=lambda place: (-place.precision, place.name)))


def qualified(
    text: str, order: Sequence[tuple[int, int]], keys: Mapping[tuple[int, int], str], index: PlaceIndex
) -> dict[str, frozenset[str]]:
    """Names that a state or country follows somewhere in the text: all their mentions mean that one."""
    found: dict[str, frozenset[str]] = {}
    for one, after in pairwise(order):
        if _BEFORE_LARGER.fullmatch(text[one[1] : after[0]]):
            larger = [place for place in namesakes(keys[after], index).places if place.kind in ("region", "country")]
            codes = frozenset(f"{p.country}-{p.region}" if p.kind == "region" else p.country for p in larger)
            if codes:
                found.setdefault(keys[one], codes)
    return found


def _mention(text: str, at: tuple[int, int], chosen: Chosen | None) -> Mention | None:
    if chosen is None or chosen.at is None:
        return None
    point = GeoPoint(lat=round(chosen.at[0], 4), lon=round(chosen.at[1], 4))
    known = chosen.place
    if known is None:
        place = Place(name=text[at[0] : at[1]], point=point, precision=PRECISION["region"])
        return Mention(*at, place, found=False, likelihood=chosen.likelihood)
    place = Place(
        name=known.name,
        country=known.country,
        point=point,
        precision=PRECISION[known.kind],
        population=known.population,
    )
    return Mention(*at, place, likelihood=chosen.likelihood)
