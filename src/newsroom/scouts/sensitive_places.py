"""Whether how a story is told needs a person who knows the place: contested ground, faith, origin, mourning (N 1.4).

It only ever adds a review; it never lowers or raises a scout's confidence.
"""

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsroom.model.story import Dossier
from newsroom.model.text import folded_words

FEWEST_WORDS = 2
"""Sensitive words that a story's reports must share before they count: one may be a street's name."""
_SHOWN = 3


class Table(NamedTuple):
    """Reasons by place name and by country code, and the words of sensitive subjects."""

    places: dict[str, str]
    countries: dict[str, str]
    words: frozenset[str]


@cache
def table() -> Table:
    """`sensitive_places.toml`, read once a process."""
    held = tomllib.loads(files("newsroom.scouts").joinpath("sensitive_places.toml").read_text(encoding="utf-8"))
    return Table(held["contested"], held["countries"], frozenset(held["subjects"]["words"].split()))


def reasons(dossier: Dossier) -> tuple[str, ...]:
    """Why this story's telling is sensitive where it happens, one sentence each; empty when nothing says so."""
    known = table()
    found = [
        f"{place.name}: {known.places[place.name]}" for place in dossier.story.places if place.name in known.places
    ]
    codes = dict.fromkeys(place.country for place in dossier.story.places if place.country in known.countries)
    found += [f"{code}: {known.countries[code]}" for code in codes]
    words = _subjects(dossier, known.words)
    if len(words) >= FEWEST_WORDS:
        found.append(f"touches {', '.join(words[:_SHOWN])}")
    if dossier.story.places and dossier.story.risk_types:
        found.append(f"risks: {', '.join(dossier.story.risk_types)}")
    return tuple(dict.fromkeys(found))


def _subjects(dossier: Dossier, words: frozenset[str]) -> list[str]:
    """Sensitive words by how many of the reports hold them, most first."""
    held: Counter[str] = Counter()
    for item in dossier.items:
        held.update(words.intersection(folded_words(f"{item.title} {item.text}")))
    return sorted(held, key=lambda word: (-held[word], word))
