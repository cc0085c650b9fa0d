"""Sentences of other voices that carry a fact in other words: they are evidence for it, though no clause matched.

A sentence carries a fact when it, or it together with its own headline, speaks of every name of the wording, gives
every figure, and holds seven tenths of the rest; when it does itself what the wording says was done; and when nothing
in it denies, doubts, conditions or turns round what was done.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from newsroom.council.claims import Draft
from newsroom.council.heard import Heard, key_of
from newsroom.council.lexicon import words
from newsroom.council.nations import nation
from newsroom.council.synonyms import lemma_key
from newsroom.model.text import content_words, fold, folded_words, numbers

ENOUGH = 0.7
"""Share of a wording's plain words that a sentence must hold to carry it."""
NEARLY_ALL = 0.85
"""The share asked of a wording whose verb says little ("is", "has made")."""
OWN_SHARE = 0.5
"""Share of names and plain words that the sentence itself must hold where its headline helps."""
FEWEST = 3
"""Names, figures and plain words that a wording must have before a loose sentence may carry it."""
_FIRST_YEAR = 1000
_MODALS = {
    "will": frozenset(("will", "plan", "vow", "pledge")),
    "must": frozenset(("must", "should", "ought")),
    "should": frozenset(("must", "should", "ought")),
}
"""What a sentence must hold to carry what somebody says will or must be."""


class Wanted(NamedTuple):
    """What a sentence must hold to carry a wording; all but figures are comparing keys."""

    deed: str
    names: frozenset[str]
    plain: tuple[str, ...]
    figures: frozenset[float]
    doer: str
    done_to: str
    modals: frozenset[str] = frozenset()


def wanted(draft: Draft, lemma_of: Mapping[str, str], names: Collection[str], dated: Collection[str]) -> Wanted | None:
    """What carries this draft; None when no loose sentence may: quotes, denials, hedges, descriptions, bare facts.

    `lemma_of` gives the lemmas of the story's words, `names` and `dated` those that are names or dates.
    """
    if draft.polarity == "denied" or draft.modality not in {"", *_MODALS} or draft.quote or draft.frame == "is_a":
        return None
    deed = lemma_key(draft.slots["verb"].head if "verb" in draft.slots else draft.trigger)
    told = [word for word in content_words(draft.statement, "en") if word not in dated]
    keys = {word: key_of(word, lemma_of.get(word, word)) for word in told}
    last = _last_names(draft.statement, names, dated) | {word for word in told if nation(word)}
    plain = [keys[word] for word in told if word not in last and not word[0].isdigit()]
    found = Wanted(
        deed="" if deed in words("light_verbs") else deed,
        names=frozenset(key_of(word, word) for word in last),
        plain=tuple(dict.fromkeys(key for key in plain if key not in words("colour_words") | words("light_verbs"))),
        figures=_figures(draft),
        doer=_head(draft, "subject"),
        done_to=_head(draft, "object"),
        modals=_MODALS.get(draft.modality, frozenset()),
    )
    return found if len(found.names) + len(found.plain) + len(found.figures) >= FEWEST else None


def carried(heard: Heard, headline: Heard | None, fact: Wanted) -> float:
    """How much of the wording the sentence carries, if need be together with the `headline` above it: 0.7 to 1, or 0."""
    both = (heard,) if headline is None or headline.doubts else (heard, headline)
    share = covered(both, fact.plain)
    return share if share >= (ENOUGH if fact.deed else NEARLY_ALL) and _tells(heard, headline, fact) else 0.0


def _tells(heard: Heard, headline: Heard | None, fact: Wanted) -> bool:
    if heard.doubts or (fact.deed and not heard.holds(fact.deed)) or _turned_round(heard, fact):
        return False
    if fact.modals and not fact.modals & heard.keys:
        return False
    if fact.deed and fact.doer and not heard.holds(fact.doer) and not (headline and headline.holds(fact.doer)):
        return False
    both = (heard,) if headline is None or headline.doubts else (heard, headline)
    if not all(any(one.holds(name) for one in both) for name in fact.names):
        return False
    if not all(any(figure in one.figures for one in both) for figure in fact.figures):
        return False
    # A headline fills in what its report takes as told; a sentence about something else it cannot turn into evidence.
    return headline is None or covered((heard,), (*sorted(fact.names), *fact.plain)) >= OWN_SHARE


def covered(sentences: Collection[Heard], plain: Collection[str]) -> float:
    """The share of plain words that one of the sentences holds, 0 to 1; 1 of none."""
    held = sum(any(one.holds(word) for one in sentences) for word in plain)
    return held / len(plain) if plain else 1.0


def _last_names(statement: str, names: Collection[str], dated: Collection[str]) -> frozenset[str]:
    """The last word of every run of names ("Nicolás Maduro" is met as "Maduro"), folded, without possessives."""
    found, run = [], ""
    for word in (*folded_words(statement), ""):
        bare = word.removesuffix("'s")
        if bare in names and bare not in dated and not bare[:1].isdigit():
            run = bare
        elif run:
            found.append(run)
            run = ""
    return frozenset(found)


def _figures(draft: Draft) -> frozenset[float]:
    """The wording's figures; of its date only the year, for an older deed of the same kind is another one."""
    when = numbers(draft.slots["when"].text) if "when" in draft.slots else ()
    return frozenset(numbers(draft.statement)) - frozenset(figure for figure in when if figure < _FIRST_YEAR)


def _head(draft: Draft, role: str) -> str:
    slot = draft.slots.get(role)
    return key_of(slot.text.split()[-1], fold(slot.head)) if slot is not None and slot.text else ""


def _turned_round(heard: Heard, fact: Wanted) -> bool:
    """ "A threatens B" is not "B threatens A": the doer comes first, unless the sentence is passive."""
    if not fact.doer or not fact.done_to or "by" in heard.order:
        return False
    if fact.doer not in heard.order or fact.done_to not in heard.order:
        return False
    last = len(heard.order) - 1 - heard.order[::-1].index(fact.done_to)
    return last < heard.order.index(fact.doer)
