"""`Gazetteer` over GeoNames: the places a text names, with coordinates, told apart by the rest of the text.

A name is looked up where it is tagged as a place (`names`), or where it is written like one: capitalised, not part of a
person's name, not an ordinary word, and for smaller towns after "in", "near" or before a region. Among namesakes the
order is: the region or country written right after it ("Paris, Texas"), a country or state that the text also names,
then population.
"""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsroom.model.item import GeoPoint, Place
from newsroom.model.text import fold
from newsroom.world.place_index import PRECISION, Known, PlaceIndex, place_index

CLEARLY_LARGER = 10
"""A town whose namesakes abroad have not a tenth of its people is meant, and tells where the text is."""
UNCOUNTED = 3_000_000
"""People assumed of a region whose number we do not know."""
QUALIFIED_PULL, STATE_PULL, COUNTRY_PULL, OTHER_NAME = 9.0, 2.0, 1.0, 1.5
"""In powers of ten of population: what a namesake gains by being in a state or country that the text names, and loses
when the name is only another name of it ("Sion" for Jerusalem)."""
LARGE_TOWN = 200_000
"""A town of this size is believed on its name alone."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:\.(?=[^\W\d_]))?(?:[^\W\d_]\.?)*")

_CASE_ENDINGS = ("owie", "iu", "ie", "em", "u", "y", "i", "a", "e")


class Mention(NamedTuple):
    """A place at `text[start:end]`."""

    start: int
    end: int
    place: Place


class _Spot(NamedTuple):
    start: int
    end: int
    candidates: tuple[Known, ...]


class Gazetteer:
    """The real adapter. Loads on first use (about a second); `mentions` also gives offsets."""

    def places(self, text: str, names: Sequence[str] = ()) -> tuple[Place, ...]:
        """The distinct places of a text: most precise first, then most often named, then in order of the text."""
        found = self.mentions(text, names)
        counts: dict[Place, int] = {}
        for mention in found:
            counts[mention.place] = counts.get(mention.place, 0) + 1
        order = list(counts)
        return tuple(sorted(order, key=lambda place: (-place.precision, -counts[place], order.index(place))))

    def mentions(self, text: str, names: Sequence[str] = ()) -> tuple[Mention, ...]:
        """Every place named in a text, in order. `names` are tagged as places: these are looked up, others too."""
        index = place_index()
        tagged = _tagged_spots(text, names, index)
        taken = [(spot.start, spot.end) for spot in tagged]
        written = [spot for spot in _written_spots(text, index) if not _overlaps(spot, taken)]
        spots = sorted([*tagged, *written])
        beside = _qualified(spots, text)
        around = _surroundings(spots)
        return tuple(
            Mention(spot.start, spot.end, _as_place(_choose(spot, fold(text[spot.start : spot.end]), beside, around)))
            for spot in spots
        )


class FakeGazetteer:
    """Knows only the places it is given, by name; for tests."""

    def __init__(self, known: Mapping[str, Place]) -> None:
        self._known = dict(known)

    def places(self, text: str, names: Sequence[str] = ()) -> tuple[Place, ...]:
        """The known places whose names stand in the text or among `names`, most precise first."""
        found = [place for name, place in self._known.items() if name in text or name in names]
        return tuple(sorted(found, key=lambda place: (-place.precision, place.name)))


def _tagged_spots(text: str, names: Sequence[str], index: PlaceIndex) -> list[_Spot]:
    spots: list[_Spot] = []
    for name in sorted(set(names), key=lambda one: (-len(one), one)):
        candidates = _look_up(name, index)
        if not candidates or not name.strip():
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not _overlaps(_Spot(match.start(), match.end(), ()), [(spot.start, spot.end) for spot in spots]):
                spots.append(_Spot(match.start(), match.end(), candidates))
    return spots


def _look_up(name: str, index: PlaceIndex) -> tuple[Known, ...]:
    bare = re.sub(r"['’]s$", "", fold(name).strip(" ."))
    tries = (bare, bare.removeprefix("the "), bare.removesuffix(" city"), bare.removesuffix(" state"))
    return next((index.named[one] for one in tries if one in index.named), ())


def _written_spots(text: str, index: PlaceIndex) -> list[_Spot]:
    tokens = list(_WORD.finditer(text))
    shouting = _is_title_case(tokens)
    spots: list[_Spot] = []
    at = 0
    while at < len(tokens):
        length, spot = _longest(text, tokens, at, index)
        if spot and _is_written_as_place(text, tokens, at, length, spot, shouting, index):
            spots.append(spot)
        at += length if spot else 1
    return spots


def _longest(text: str, tokens: list[re.Match[str]], at: int, index: PlaceIndex) -> tuple[int, _Spot | None]:
    """The longest known name that starts at a capitalised word."""
    if not tokens[at].group()[0].isupper():
        return 1, None
    for length in range(min(index.longest, 5, len(tokens) - at), 0, -1):
        run = text[tokens[at].start() : tokens[at + length - 1].end()]
        name = re.sub(r"['’]s?$", "", run)
        candidates = index.named.get(fold(name).strip(" .").rstrip("."))
        if candidates is None and length == 1 and at and tokens[at - 1].group().casefold() in index.inflecting:
            candidates = _uninflected(fold(name), index)
        if candidates and tokens[at + length - 1].group()[0].isupper():
            return length, _Spot(tokens[at].start(), tokens[at].start() + len(name), candidates)
    return 1, None


def _uninflected(name: str, index: PlaceIndex) -> tuple[Known, ...] | None:
    """A Polish name in its locative or genitive ("Krakowie", "Warszawy") under its first case."""
    for ending in _CASE_ENDINGS:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) > 2:
            found = index.named.get(stem) or index.named.get(f"{stem}a")
            if found:
                return found
    return None


def _is_written_as_place(
    text: str, tokens: list[re.Match[str]], at: int, length: int, spot: _Spot, shouting: bool, index: PlaceIndex
) -> bool:
    name = text[spot.start : spot.end]
    before = tokens[at - 1] if at else None
    after = tokens[at + length] if at + length < len(tokens) else None
    placed = before is not None and before.group().casefold() in index.before
    qualified = (
        text[spot.end : spot.end + 2] == ", " and after is not None and bool(index.named.get(fold(after.group())))
    )
    after_town = before is not None and text[before.end() : spot.start] == ", " and fold(before.group()) in index.named
    qualified = qualified or (after_town and any(place.kind == "region" for place in spot.candidates))
    if spot.candidates[0].kind in ("country", "broad"):
        return len(name) > 2 or name.isupper()
    if fold(name) in index.ordinary and not qualified and not (placed and not shouting):
        return False
    if not shouting and _is_in_a_longer_name(text, spot, before, after, index) and not qualified:
        return False
    large = max(place.population for place in spot.candidates) >= LARGE_TOWN
    return large or placed or qualified or any(place.kind == "region" for place in spot.candidates)


def _is_in_a_longer_name(
    text: str, spot: _Spot, before: re.Match[str] | None, after: re.Match[str] | None, index: PlaceIndex
) -> bool:
    """A capitalised neighbour with nothing but a space between makes one name of both ("Victoria Jones")."""
    if after is not None and text[spot.end : after.start()] == " " and after.group()[0].isupper():
        return True
    if before is None or text[before.end() : spot.start] != " " or not before.group()[0].isupper():
        return False
    return before.group().casefold() not in index.before | index.links


def _is_title_case(tokens: list[re.Match[str]]) -> bool:
    longer = [token.group() for token in tokens if len(token.group()) > 3]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


def _qualified(spots: Sequence[_Spot], text: str) -> dict[str, frozenset[str]]:
    """Names that a region or country follows somewhere in the text: all their mentions mean that one."""
    found: dict[str, frozenset[str]] = {}
    for spot, after in pairwise(spots):
        larger = [place for place in after.candidates if place.kind in ("region", "country")]
        if larger and text[spot.end : after.start] in (", ", " (", ", in "):
            found.setdefault(fold(text[spot.start : spot.end]), frozenset(_keys(place)[-1] for place in larger))
    return found


def _surroundings(spots: Sequence[_Spot]) -> frozenset[str]:
    """Countries and states that the text names beyond doubt, and the states of its undoubted towns: "VE", "US-TX"."""
    found: set[str] = set()
    for spot in spots:
        first, *others = sorted(spot.candidates, key=lambda place: (-_weight(place), place.name))
        if any(_weight(first) <= CLEARLY_LARGER * _weight(other) for other in others if other.country != first.country):
            continue
        if first.kind == "town":
            found.add(_keys(first)[-1] if first.region else "")
        elif first.kind == "region" or not others:
            found.update(_keys(first))
    return frozenset(found - {""})


def _keys(place: Known) -> tuple[str, ...]:
    return (place.country, f"{place.country}-{place.region}") if place.region else (place.country,)


def _choose(spot: _Spot, name: str, beside: Mapping[str, frozenset[str]], around: frozenset[str]) -> Known:
    """The likeliest of the namesakes: what follows the name, else size, raised by what else the text names."""

    def likelihood(place: Known) -> float:
        keys = _keys(place)
        pull = math.log10(_weight(place) + 1)
        pull += QUALIFIED_PULL * bool(beside.get(name, frozenset()).intersection(keys))
        pull += STATE_PULL * (len(keys) > 1 and keys[-1] in around) + COUNTRY_PULL * (place.country in around)
        return pull - OTHER_NAME * (fold(place.name) != name and place.kind == "town")

    return min(spot.candidates, key=lambda place: (-round(likelihood(place), 3), place.country, place.name))


def _weight(place: Known) -> int:
    """People; a town stands for more than its state ("Washington"), a country for more than a state ("Georgia")."""
    people = place.population or (0 if place.kind == "town" else UNCOUNTED)
    return people * (10 if place.kind in ("town", "country") else 1)


def _as_place(known: Known) -> Place:
    return Place(
        name=known.name,
        country=known.country,
        point=GeoPoint(lat=known.lat, lon=known.lon),
        precision=PRECISION[known.kind],
        population=known.population,
    )


def _overlaps(spot: _Spot, taken: Sequence[tuple[int, int]]) -> bool:
    return any(spot.start < end and start < spot.end for start, end in taken)
