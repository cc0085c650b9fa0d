"""Countries and their people as one: "Swiss" and "Switzerland", "US" and "American" compare as the country's code."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

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


def country_named_by(adjective: str) -> str:
    """The country that a headline means by its people ("Swiss launch inquiry"); "" where the word counts people
    ("Americans"), or where the country's name needs an article.
    """
    code = _codes().get(fold(adjective), "")
    name = str(_rows()[code]["name"]) if code else ""
    return name if len(name.split()) == 1 and fold(name) != fold(adjective) else ""


@cache
def _rows() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = json.loads(
        files("newsroom.data").joinpath("places/countries.json").read_text("utf-8")
    )
    return rows


@cache
def _codes() -> dict[str, str]:
    raw = _rows()
    found: dict[str, str] = {}
    people: dict[str, int] = {}
    for code, row in raw.items():
        for name in (row["name"], *row["named"], *row["peoples"]):
            parts = folded_words(name)
            # The larger country keeps a name that several bear.
            if len(parts) == 1 and row["people"] > people.get(parts[0], -1):
                found[parts[0]], people[parts[0]] = code, row["people"]
    return {**found, **_OTHER_NAMES}
