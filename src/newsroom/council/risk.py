"""A story's risk class (N 3.1 `classify_risk`; decisions.md section 2).

1. CONFLICT, or three or more risk types: sensitive;
2. two: high_risk;
3. computed urgency above 0.85 and a tier-1 or official source: breaking;
4. else standard.

A related story lends its types, so that a quiet headline of a war is not standard: CONFLICT from any one that shares a
name, and each type that at least a quarter of the eight nearest speak of. One odd neighbour in a crowd, of another
place and about other people, says nothing of this story.

Words are matched as whole words and phrases over lemmas ("war" is not in "software"). N's words are the floor; ours in
`risk_words.json`, related stories and `at_least` may only raise the class. N took the urgency from the scout, whose
text an attacker may write; here it must be computed, and a strong source must stand behind it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.item import Origin
from newsroom.model.verdict import RiskClass

BREAKING_ABOVE = 0.85
SENSITIVE_TYPES = 3
HIGH_RISK_TYPES = 2

LENDERS = 8
LENT_BY_SHARE = 4
"""Of so many nearest related stories one in four must speak of a type to lend it: one of up to four, two of eight (ours)."""

SEVERITY: tuple[RiskClass, ...] = ("breaking", "standard", "high_risk", "sensitive")
"""From the lowest bar to the highest."""

Tokens = Sequence[str]
"""One sentence as lemmas, in order; case does not matter."""


VOICES_FOR_SUPPORT = 3
"""From this many independent voices on, a risk word in one match report's text is its writer's, not the story's."""


TYPE_OF_SUBJECT = {"politics": "POLITICAL", "crime": "LEGAL", "health": "HEALTH", "finance": "FINANCIAL"}
"""The risk type of each sensitive subject that a trained model knows."""


class Told(NamedTuple):
    """One sentence of a story as lemmas, whose it is (the independent owner, empty for nobody's), and whether it is a headline."""

    owner: str
    headline: bool
    lemmas: Tokens


class Risk(NamedTuple):
    """The class and what made it. `own` are the types of this story's words; keep those with the story and pass them
    on as `related`, never `types`, or a class would spread from neighbour to neighbour. `found` pairs type and phrase.
    """

    risk: RiskClass
    types: tuple[str, ...]
    own: tuple[str, ...]
    found: tuple[tuple[str, str], ...]


class _Words(NamedTuple):
    starts: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    stems: tuple[tuple[str, str], ...]
    any_stem: tuple[str, ...]
    idioms: dict[str, tuple[tuple[str, ...], ...]]


def risk_words(sentences: Iterable[Tokens]) -> tuple[tuple[str, str], ...]:
    """The risk types that the words speak of, each with the first phrase found for it, sorted by type."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for risk_type, phrase in _matches(tuple(token.lower() for token in sentence)):
            found.setdefault(risk_type, phrase)
    return tuple(sorted(found.items()))


def of_the_story(told: Sequence[Told], voices: int, category: str) -> list[Tokens]:
    """The sentences whose risk words the story speaks of, for `classify`: all of them, but for sport.

    Match reports are full of attacks and violence. Once three independent `voices` tell one, a word of a text, not of a
    headline, needs a second owner who speaks of the same type.
    """
    if category != "sport" or voices < VOICES_FOR_SUPPORT:
        return [one.lemmas for one in told]
    types = [{risk_type for risk_type, _ in risk_words([one.lemmas])} for one in told]
    owners: dict[str, set[str]] = {}
    for one, spoken in zip(told, types, strict=True):
        for risk_type in spoken:
            owners.setdefault(risk_type, set()).update({one.owner} - {""})
    return [
        one.lemmas
        for one, spoken in zip(told, types, strict=True)
        if one.headline or any(len(owners[risk_type]) > 1 for risk_type in spoken)
    ]


def classify(
    sentences: Iterable[Tokens],
    *,
    urgency: float,
    strong_source: bool,
    related: Iterable[Iterable[str]] = (),
    by_name: Iterable[Iterable[str]] = (),
    suggested: Iterable[str] = (),
    at_least: RiskClass | None = None,
) -> Risk:
    """Class a whole story.

    Args:
        sentences: every sentence of the story's items, titles included, as lemmas.
        urgency: computed from arrivals, confirmations and official alerts, 0 to 1; never from words.
        strong_source: see `has_strong_source`.
        related: the `own` types of each related story, the nearest first, also of those that have none.
        by_name: the `own` types of those related stories that share a person, place or body with it.
        suggested: risk types that a trained model reads in the story; they only add to those of its words.
        at_least: a class that must not be undercut: a classifier's, or an earlier reading's.
    """
    found = risk_words(sentences)
    own = tuple(risk_type for risk_type, _ in found)
    types = tuple(sorted({*own, *suggested, *lent(related), *_war(by_name)}))
    risk = _class_of(types, score(urgency) > BREAKING_ABOVE and strong_source)
    if at_least:
        risk = max(risk, at_least, key=SEVERITY.index)
    return Risk(risk, types, own, found)


def lent(related: Iterable[Iterable[str]]) -> frozenset[str]:
    """The types that the nearest related stories speak of, by at least a quarter of them."""
    nearest = [frozenset(types) for types in islice(related, LENDERS)]
    return frozenset(
        one for types in nearest for one in types if sum(one in t for t in nearest) * LENT_BY_SHARE >= len(nearest)
    )


def _war(by_name: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return ("CONFLICT",) if any("CONFLICT" in types for types in by_name) else ()


def has_strong_source(origins: Iterable[Origin]) -> bool:
    """Whether a tier-1 or an official source stands behind the story: only then may it be breaking."""
    return any(origin.tier == 1 or "official" in origin.types for origin in origins)


def _class_of(types: Sequence[str], breaking: bool) -> RiskClass:
    if "CONFLICT" in types or len(types) >= SENSITIVE_TYPES:
        return "sensitive"
    if len(types) >= HIGH_RISK_TYPES:
        return "high_risk"
    return "breaking" if breaking else "standard"


def _matches(tokens: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    words = _words()
    idle = {
        place
        for start, token in enumerate(tokens)
        for idiom in words.idioms.get(token, ())
        if tokens[start : start + len(idiom)] == idiom
        for place in range(start, start + len(idiom))
    }
    for start, token in enumerate(tokens):
        for phrase, risk_type in words.starts.get(token, ()):
            span = range(start, start + len(phrase))
            if tokens[start : start + len(phrase)] == phrase and not idle.issuperset(span):
                yield risk_type, " ".join(phrase)
        # No lemmatiser reads Polish or German here: a word that begins with one of their stems counts, for it can only raise.
        if start not in idle and token.startswith(words.any_stem):
            yield from ((risk_type, stem) for stem, risk_type in words.stems if token.startswith(stem))


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = json.loads(files("newsroom.council").joinpath("risk_words.json").read_text("utf-8"))
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for part in ("floor", "more"):
        for risk_type, phrases in data[part].items():
            for phrase in phrases:
                *before, last = phrase.split()
                for form in _forms(last):
                    split = (*before, form)
                    starts.setdefault(split[0], []).append((split, risk_type))
    idioms: dict[str, list[tuple[str, ...]]] = {}
    for idiom in data["idioms"]:
        idioms.setdefault(idiom.split()[0], []).append(tuple(idiom.split()))
    stems = tuple((stem, risk_type) for risk_type, found in data["stems"].items() for stem in found)
    any_stem = tuple(stem for stem, _ in stems)
    return _Words({k: tuple(v) for k, v in starts.items()}, stems, any_stem, {k: tuple(v) for k, v in idioms.items()})


def _forms(word: str) -> tuple[str, ...]:
    """The word and its regular inflections: a lemmatiser takes title-case headlines for names and leaves them as is."""
    stem = word[:-1] if word.endswith(("e", "y")) else word
    plural = (
        f"{stem}ies" if word.endswith("y") else f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
    )
    return tuple(dict.fromkeys((word, plural, f"{stem}{'i' if word.endswith('y') else ''}ed", f"{stem}ing")))
