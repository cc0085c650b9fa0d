"""Drafts of several outlets -> claims: one fact once, with the sentence of each outlet that states it.

1. Drafts with one merge key and agreeing quantities are one fact.
2. An attributed and an unattributed draft of one clause: the speaker stays unless two independent voices state it.
3. Numbers that disagree: for a moving figure the newer, larger one replaces the older; else they are in conflict.
4. The same clause affirmed and denied is in conflict.
Independent voices are the story's origins (decisions.md section 1): a copied report counts once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from newsroom.council.amounts import GROWING, agree, precision
from newsroom.council.claims import Draft
from newsroom.council.merge_keys import content_key, fact_key, figure, needs_number, speaker_aliases
from newsroom.council.nations import nation
from newsroom.council.times import is_day_or_month
from newsroom.model.claim import Quantity
from newsroom.model.text import fold, words


class Fact(NamedTuple):
    """Drafts that state one thing, the best-worded first. `voices` are the independent owners behind them."""

    drafts: tuple[Draft, ...]
    voices: frozenset[str]
    first_at: datetime
    last_at: datetime

    @property
    def best(self) -> Draft:
        """The draft whose words and slots stand for the fact."""
        return self.drafts[0]


class Relation(NamedTuple):
    """How fact number `one` stands to fact number `other`: "conflict", or "replaced" (by the other)."""

    one: int
    other: int
    kind: str


class Sender(NamedTuple):
    """Behind one item: the independent voice ("" when it counts for nobody) and when it was published."""

    voice: str
    at: datetime


def merged(drafts: Sequence[Draft], senders: Mapping[int, Sender]) -> tuple[Fact, ...]:
    """The facts of a story, in order of their first draft. `senders` maps an item's index to who stands behind it."""
    groups: dict[tuple[str, ...], list[list[Draft]]] = {}
    aliases = speaker_aliases(drafts)
    for draft in drafts:
        clusters = groups.setdefault(fact_key(draft, aliases), [])
        fitting = next((cluster for cluster in clusters if all(_agrees(draft, other) for other in cluster)), None)
        if fitting is None:
            clusters.append([draft])
        else:
            fitting.append(draft)
    facts = [fact_of(cluster, senders) for clusters in groups.values() for cluster in clusters]
    return tuple(_fold_attributed(facts, senders))


def _agrees(one: Draft, other: Draft) -> bool:
    here, there = _names(one), _names(other)
    if here and there and not (here & (there | _above(other)) or there & _above(one)):
        return False
    if one.quantity is None or other.quantity is None:
        return one.quantity is other.quantity or not needs_number(one)
    return agree(one.quantity, other.quantity)


def _names(draft: Draft) -> frozenset[str]:
    """The names in the sentence that a draft was read from, countries by code; no days, nor the sentence's first word."""
    told = [word for word in words(draft.piece.clean)[1:] if word[:1].isupper() and not is_day_or_month(word)]
    return frozenset(nation(word) or fold(word) for word in told)


def _above(draft: Draft) -> frozenset[str]:
    return frozenset(nation(word) or fold(word) for word in draft.piece.topic)


def fact_of(drafts: Iterable[Draft], senders: Mapping[int, Sender]) -> Fact:
    """Drafts of one fact (at least one), the best-worded first."""
    ordered = sorted(drafts, key=lambda draft: _rank(draft, senders))
    times = [senders[draft.piece.item].at for draft in ordered]
    voices = frozenset(senders[draft.piece.item].voice for draft in ordered) - {""}
    return Fact(tuple(ordered), voices, min(times), max(times))


def _rank(draft: Draft, senders: Mapping[int, Sender]) -> tuple[object, ...]:
    """Exact numbers, running text, more slots, newer, then the order of the items."""
    exact = -precision(draft.quantity) if draft.quantity else 0
    newer = -senders[draft.piece.item].at.timestamp() if draft.quantity else 0.0
    return exact, draft.piece.field == "title", -len(draft.slots), newer, draft.piece.item, draft.piece.start


def _fold_attributed(facts: list[Fact], senders: Mapping[int, Sender]) -> list[Fact]:
    """Rule 2, for facts that say the same clause with and without a speaker."""
    plain = {content_key(f.best): at for at, f in reversed(list(enumerate(facts))) if f.best.speaker is None}
    result: list[Fact | None] = list(facts)
    for at, fact in enumerate(facts):
        home = plain.get(content_key(fact.best))
        if fact.best.speaker is None or home is None or result[home] is None or home == at:
            continue
        stated = result[home]
        assert stated is not None
        if len(stated.voices) >= 2 and _agrees(stated.best, fact.best):
            result[home], result[at] = joined(stated, fact, senders, stated.best), None
        elif _agrees(stated.best, fact.best):
            result[at], result[home] = joined(fact, stated, senders, fact.best), None
    return [fact for fact in result if fact is not None]


def joined(one: Fact, other: Fact, senders: Mapping[int, Sender], best: Draft) -> Fact:
    """Two facts that turned out to be one, told in the words of `best`."""
    whole = fact_of((*one.drafts, *other.drafts), senders)
    rest = tuple(draft for draft in whole.drafts if draft is not best)
    return whole._replace(drafts=(best, *rest))


def relations(facts: Sequence[Fact]) -> tuple[Relation, ...]:
    """Conflicts and replacements between facts, each pair once."""
    found = []
    for one in range(len(facts)):
        for other in range(one + 1, len(facts)):
            kind = _relation(facts[one], facts[other])
            if kind == "conflict":
                found.append(Relation(one, other, kind))
            elif kind:
                older, newer = (one, other) if kind == "first" else (other, one)
                found.append(Relation(older, newer, "replaced"))
    return tuple(found)


def _relation(one: Fact, other: Fact) -> str:
    if one.best.quantity and other.best.quantity:
        return _between_numbers(one, other, one.best.quantity, other.best.quantity)
    if content_key(one.best) != content_key(other.best):
        return ""
    differ = one.best.polarity != other.best.polarity or figure(one.best) != figure(other.best)
    return "conflict" if differ else ""


def _between_numbers(one: Fact, other: Fact, a: Quantity, b: Quantity) -> str:
    if fact_key(one.best)[:-1] != fact_key(other.best)[:-1] or agree(a, b) or a.unit != b.unit:
        return ""
    if not _same_setting(one.best, other.best):
        return ""
    only_one_outlet = len(one.voices | other.voices) <= 1 and one.voices == other.voices
    if one.best.frame in GROWING:
        if a.value < b.value and one.last_at < other.last_at:
            return "first"
        if b.value < a.value and other.last_at < one.last_at:
            return "second"
    return "" if only_one_outlet else "conflict"


def _same_setting(one: Draft, other: Draft) -> bool:
    """Numbers of different days or places are about different things."""
    return not (one.time and other.time and one.time != other.time) and not (
        one.place and other.place and one.slots["where"].head != other.slots["where"].head
    )
