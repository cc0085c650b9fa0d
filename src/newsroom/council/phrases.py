"""Finding a phrase in English text by whole words and their base forms, never by substrings.

"war" is not in "software", "sue" is in "sued". A token stands for every base form that regular English endings allow,
so a phrase of base forms meets "accused of", "accuses of" and "accusing of" alike. Irregular forms are written out in
the rule that wants them.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsroom.model.text import folded_words, sentences

_POSSESSIVE = re.compile(r"'s$|s'$")
_QUOTED = re.compile(
    r"“[^“”]*”|\"[^\"]*\"|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)|(?<!\w)'(?:[^']|(?<=\w)'(?=\w))*'(?!\w)"
)
_SIBILANT = ("sh", "ch", "s", "x", "z")


class Passage(NamedTuple):
    """One sentence of an item with the base forms that each of its words may have."""

    item_id: str
    owner: str
    text: str
    forms: tuple[frozenset[str], ...]
    all_forms: frozenset[str]
    title: bool = False


def passage(item_id: str, owner: str, text: str, title: bool = False) -> Passage:
    """`text` (one sentence) ready for matching."""
    forms = tuple(base_forms(word) for word in folded_words(text))
    return Passage(item_id, owner, text, forms, frozenset().union(*forms), title)


def unquoted(where: Passage) -> Passage:
    """The same sentence without what stands between quotation marks."""
    bare = _QUOTED.sub(" ", where.text)
    return where if bare == where.text else passage(where.item_id, where.owner, bare, where.title)


def passages(item_id: str, owner: str, *texts: str) -> tuple[Passage, ...]:
    """Every sentence of `texts`, in order, ready for matching."""
    return tuple(passage(item_id, owner, sentence) for text in texts for sentence in sentences(text))


def found(where: Passage, phrases: Iterable[str]) -> str:
    """The first of `phrases` (base forms, spaces between) that stands in the passage as consecutive words, or empty."""
    return next((phrase for phrase in phrases if _stands(where, tuple(phrase.split()))), "")


@lru_cache(maxsize=65536)
def base_forms(word: str) -> frozenset[str]:
    """Base forms that a folded word may belong to, the word itself among them."""
    bare = _POSSESSIVE.sub("", word)
    return frozenset({bare, *_without_s(bare), *_without_ed(bare), *_without_ing(bare)})


def _stands(where: Passage, wanted: Sequence[str]) -> bool:
    if not wanted or not where.all_forms.issuperset(wanted):
        return False
    last = len(where.forms) - len(wanted)
    return any(all(word in where.forms[at + n] for n, word in enumerate(wanted)) for at in range(last + 1))


def _without_s(word: str) -> tuple[str, ...]:
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith("es") and word[:-2].endswith(_SIBILANT):
        return (word[:-2], word[:-1])
    return (word[:-1],)


def _without_ed(word: str) -> tuple[str, ...]:
    if len(word) < 4 or not word.endswith("ed"):
        return ()
    if word.endswith("ied"):
        return (word[:-3] + "y",)
    return (word[:-1], *_stems(word[:-2]))


def _without_ing(word: str) -> tuple[str, ...]:
    if len(word) < 5 or not word.endswith("ing"):
        return ()
    return (word[:-3] + "e", *_stems(word[:-3]))


def _stems(stem: str) -> tuple[str, ...]:
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "sl"
    return (stem, stem[:-1]) if doubled else (stem,)
