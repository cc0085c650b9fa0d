"""The places that a written name may mean: namesakes of the name, of a shorter form of it, or of a known part of it."""

import re
from typing import NamedTuple

from newsroom.model.text import fold
from newsroom.world.place_index import PlaceIndex
from newsroom.world.place_tables import Known

MOST = 30
"""Namesakes weighed for one name; the smallest towns beyond are left out."""
_POSSESSIVE = re.compile(r"['’]s?$")
_SIDE_ENDINGS = ("-based", "-born", "-area", "-bound", "-led", "-backed", "-controlled", "-wide")


class Namesakes(NamedTuple):
    """What a name may mean. `part` is true where only a part of the name is known ("Manila Cathedral"), `street` where
    a word in it makes it a street or a building."""

    key: str
    places: tuple[Known, ...]
    part: bool
    street: bool


def namesakes(name: str, index: PlaceIndex) -> Namesakes:
    """All places of a name, largest kinds first; none where not even a part of it is known."""
    key = folded(name)
    street = not index.streets.isdisjoint(key.split())
    for form in _forms(key, index):
        found = index.get(form)
        if found:
            return Namesakes(key, found[:MOST], False, street)
    found = _of_a_part(key, index)
    return Namesakes(key, found[:MOST], bool(found), street)


def folded(name: str) -> str:
    """The key of a name: folded, without possessive and closing full stop."""
    return _POSSESSIVE.sub("", fold(" ".join(name.split())).strip(" .,;:\"'()")).strip(" .")


def _forms(key: str, index: PlaceIndex) -> list[str]:
    forms = [key, key.removeprefix("the "), key.replace("saint ", "st. "), key.replace("st. ", "saint ")]
    forms += [key.replace("mt. ", "mount "), key.replace("ft. ", "fort "), key.replace("st ", "saint ")]
    forms += [key.removesuffix(" city"), f"{key} city", key.removesuffix(" state")]
    forms += [key.removesuffix(ending) for ending in _SIDE_ENDINGS if key.endswith(ending)]
    words = key.replace("-", " ").split()
    while len(words) > 1 and words[0] in index.sides:
        words = words[1:]
        forms.append(" ".join(words))
    return forms


def _of_a_part(key: str, index: PlaceIndex) -> tuple[Known, ...]:
    words = key.split()
    for length in range(len(words) - 1, 0, -1):
        for at in range(len(words) - length + 1):
            part = folded(" ".join(words[at : at + length]))
            if len(part) > 2 and part not in index.words and index.get(part):
                return index.get(part)
    return ()
