"""Who acts in an English headline: who says, warns, invites or refuses in it. Two acts about one person are two stories.

"Orlin's mayor welcomes the bridge" and "Minister rules out Orlin's mayor" share every name; what parts them is whose
act each tells. Read are the words before the first verb of such an act (`headline_acts.toml`), or those after "says"
where the headline puts the speaker last. A headline without one tells of nobody's act.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from newsroom.model.text import fold
from newsroom.model.wordlists import stop_words
from newsroom.scouts.concepts import concepts

Actor = frozenset[str]
"""The ideas of the capitalised words that name who acts; empty where nobody is known to."""
NOBODY: Actor = frozenset()
ACTORS_HELD = 24
"""Actors that a story remembers."""


@lru_cache(maxsize=16384)
def actor_of(title: str, language: str) -> Actor:
    """Whose act a headline tells. `language` is a two-letter code or empty; only English is read."""
    if language not in ("en", ""):
        return NOBODY
    plain = title.replace("’", "'").replace("‘", "'")
    named_last = _last_speaker().search(plain)
    if named_last:
        return _names(named_last[1] or named_last[2])
    words = _WORD.findall(plain)
    for at, word in enumerate(words):
        if fold(word) in _verbs() and not (at and words[at - 1].endswith(("'s", "s'"))):
            return _names(" ".join(words[:at]))
    return NOBODY


def share_of_others(actor: Actor, known: list[Actor]) -> float:
    """Share (0 to 1) of the known actors that have no name in common with this one; 0 where either side is unknown."""
    if not actor or not known:
        return 0.0
    return sum(actor.isdisjoint(one) for one in known) / len(known)


def _names(words: str) -> Actor:
    names = (word.removesuffix("'s") for word in _WORD.findall(words) if word[0].isupper())
    return frozenset(concepts(" ".join(names), "en", stop_words("en")))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(_table()["acts"].split())


@cache
def _last_speaker() -> re.Pattern[str]:
    """The speaker after the verb ("..., says the mayor"), or after a mark and before it ("...: mayor says")."""
    says = "|".join(_table()["says"].split())
    return re.compile(rf"[,'\"]\s(?:{says})\s(.{{3,50}})$|[,:'\"–—]\s*([A-Z][^,:;'\"]{{2,40}})\s(?:{says})\s*$")


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(
        files("newsroom.scouts").joinpath("headline_acts.toml").read_text(encoding="utf-8")
    )
    return table


_WORD = re.compile(r"[\w'&.-]*[\w']")
