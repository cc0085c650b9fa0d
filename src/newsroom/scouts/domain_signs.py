"""What is told by a website's name (words, letters, ending) and by who lists it, as figures and marks for `domain_quality`."""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

from newsroom.scouts.news_sites import listings

BUCKETS = 16_384
LONGEST_NAME = 120
_LONGEST_WORD = 18
_RUNS = range(2, 6)
_REGISTERED_UNDER = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})
_SHORT = frozenset(
    ["tv", "am", "fm", "uk", "us", "la", "dc", "ny", "kc", "of", "on", "in", "my", "to", "al", "el", "st", "un"]
)
_ENDINGS = tuple(
    [
        "com",
        "org",
        "net",
        "gov",
        "edu",
        "info",
        "us",
        "uk",
        "ca",
        "au",
        "nz",
        "ie",
        "in",
        "tv",
        "co",
        "news",
        "io",
        "ru",
        "eu",
        "de",
    ]
)
_CALL_SIGN = re.compile(r"[kw][a-z]{2,3}(tv|am|fm|radio|news)?\d{0,2}")
_NETWORK = re.compile(r"(abc|nbc|cbs|fox|cw)\d+|.*(abc|nbc|cbs|fox|news)\d+|news\d+|.*\d+news")
_A_WORD_COSTS = 2.0
_A_LETTER_COSTS = 14.0
_LONG_ENOUGH_INSIDE = 5


class Name(NamedTuple):
    """A website's name in its words ("dailyledger.co.uk": daily, ledger), what they stand in, its last label, and itself."""

    words: tuple[str, ...]
    body: str
    ending: str
    host: str


def name_of(domain: str) -> Name:
    """Read a host name; "www." and what a country registers under ("co.uk") do not count. Never fails."""
    labels = [one for one in domain.casefold().strip().strip(".")[:LONGEST_NAME].split(".") if one]
    labels = labels[1:] if len(labels) > 2 and labels[0] == "www" else labels
    ending = labels[-1] if len(labels) > 1 else ""
    drop = 2 if len(labels) > 2 and labels[-2] in _REGISTERED_UNDER else 1
    kept = labels[:-drop] if len(labels) > drop else labels[:1]
    parts = (part for label in kept for part in re.split(r"[^a-z0-9]+", label) if part)
    return Name(tuple(word for part in parts for word in _split(part)), ".".join(kept), ending, ".".join(labels))


def figures(name: Name) -> dict[str, float]:
    """Shape and kinds of words of a name: 0 or 1, or a small number."""
    body, found = name.body, _shape(name)
    for group, members in _groups().items():
        found[f"{group}_words"] = float(min(2, sum(word in members for word in name.words)))
        found[f"{group}_inside"] = float(any(word in body for word in members if len(word) >= _LONG_ENOUGH_INSIDE))
        found[f"{group}_last"] = float(bool(name.words) and name.words[-1] in members)
    return found


def marks(name: Name) -> dict[int, float]:
    """Its words, and its letters in runs of two to five, as numbered marks of length 1 each kind. 0 to `BUCKETS` - 1."""
    letters = f"^{name.body}.{name.ending}$"
    runs = {f"~{letters[at : at + n]}" for n in _RUNS for at in range(len(letters) - n + 1)}
    told = {*(f"={word}" for word in name.words), f".{name.ending}", f"#{len(name.words)}"}
    if name.words:
        told |= {f"<{name.words[0]}", f">{name.words[-1]}"}
    found: dict[int, float] = {}
    for kind in (runs, told):
        weight = 1.0 / math.sqrt(max(1, len(kind)))
        for one in sorted(kind):
            place = crc32(one.encode()) % BUCKETS
            found[place] = found.get(place, 0.0) + weight
    return found


def _shape(name: Name) -> dict[str, float]:
    body, words = name.body, name.words
    known = _costs()
    return {
        "call_sign": float(bool(_CALL_SIGN.fullmatch(body))),
        "network": float(bool(_NETWORK.match(body))),
        "digit": float(any(letter.isdigit() for letter in body)),
        "hyphen": float("-" in body),
        "under_another": float("." in body),
        "length": len(body) / 10.0,
        "words": len(words) / 3.0,
        "short": float(len(body) <= 4),
        "long": float(len(body) > 18),
        "of_a_country": float(len(name.ending) == 2),
        "strange": sum(word not in known for word in words) / max(1, len(words)),
        "letters_a_word": sum(map(len, words)) / max(1, len(words)) / 5.0,
        **{f"listed_{directory}": float(listed) for directory, listed in listings(name.host)._asdict().items()},
        **{f"ends_{ending}": float(name.ending == ending) for ending in _ENDINGS},
    }


def _split(part: str) -> list[str]:
    """A run of letters in words: the cheapest way, where a word costs more the rarer it is; stray letters stay together."""
    costs, length = _costs(), len(part)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * length
    for end in range(1, length + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            cost = costs.get(part[start:end], _A_LETTER_COSTS if end - start == 1 else math.inf)
            total = best[start][0] + cost + _A_WORD_COSTS
            if total < best[end][0]:
                best[end] = (total, start)
    pieces: list[str] = []
    end = length
    while end:
        pieces.append(part[best[end][1] : end])
        end = best[end][1]
    joined: list[str] = []
    for before, piece in zip(["long", *pieces[::-1]], pieces[::-1], strict=False):
        if len(piece) == 1 == len(before) and joined:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


@cache
def _costs() -> Mapping[str, float]:
    """The logarithm of a word's place in the sentence model's vocabulary, which runs from common to rare."""
    lines = files("newsroom.data").joinpath("models/minilm-vocab.txt").read_text(encoding="utf-8").split("\n")
    whole = ((word, place) for place, word in enumerate(lines) if re.fullmatch(r"[a-z0-9]+", word))
    return {word: math.log(place) for word, place in whole if len(word) > 2 or word in _SHORT}


@cache
def _groups() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files("newsroom.scouts").joinpath("domain_words.toml").read_text(encoding="utf-8"))
    return {group: frozenset(words.split()) for group, words in raw.items()}
