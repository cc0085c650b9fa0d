"""Countries and their people as one: "Swiss" and "Switzerland", "US" and "American" compare as the country's code."""

import json
from functools import cache
from importlib.resources import files

from newsroom.model.text import fold, folded_words

_OTHER_NAMES = {
    "us": "US",
    "u.s": "US",
    "usa": "US",
    "america": "US",
    "american": "US",
    "uk": "GB",
    "u.k": "GB",
    "britain": "GB",
    "british": "GB",
}


def nation(word: str) -> str:
    """The two-letter code of the country that a single word names, else ""; a possessive does not matter."""
    plain = fold(word).strip(".,'").removesuffix("'s")
    return _codes().get(plain) or _codes().get(plain.removesuffix("s"), "")


@cache
def _codes() -> dict[str, str]:
    raw = json.loads(files("newsroom.data").joinpath("places/countries.json").read_text("utf-8"))
    found: dict[str, str] = {}
    people: dict[str, int] = {}
    for code, row in raw.items():
        for name in (row["name"], *row["named"], *row["peoples"]):
            parts = folded_words(name)
            # The larger country keeps a name that several bear.
            if len(parts) == 1 and row["people"] > people.get(parts[0], -1):
                found[parts[0]], people[parts[0]] = code, row["people"]
    return {**found, **_OTHER_NAMES}
