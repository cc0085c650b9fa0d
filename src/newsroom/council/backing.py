"""Facts with every voice of the story that carries them, in the wording that most of them carry.

1. Of several wordings of one fact the first that two voices carry stands for it, so that no detail is shown as
   supported which one outlet alone has; where none is, the wordings are facts of their own.
2. A voice whose sentence carries that wording backs the fact.
3. Two facts whose sentences carry each other's wording are one fact told twice.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsroom.council.claims import Draft
from newsroom.council.corroboration import Wanted, carried, wanted
from newsroom.council.heard import Heard
from newsroom.council.merge import Fact, Sender, fact_of, joined
from newsroom.council.pieces import Piece


class Carrier(NamedTuple):
    """A voice's sentences for a wording, a headline it needs first, and the share of the words it holds, 0.7 to 1."""

    share: float
    sentences: tuple[Heard, ...]


class Told(NamedTuple):
    """All sentences of a story: `heard` in order, each item's `headlines`, and the forms of its words."""

    heard: tuple[Heard, ...]
    headlines: Mapping[int, Heard]
    lemma_of: Mapping[str, str]
    names: frozenset[str]
    dated: frozenset[str]

    def carriers(self, draft: Draft, senders: Mapping[int, Sender]) -> dict[str, Carrier]:
        """Voice -> the sentence with which it carries most of this wording."""
        sought = wanted(draft, self.lemma_of, self.names, self.dated)
        found: dict[str, Carrier] = {}
        for one in self.heard if sought else ():
            voice = senders[one.piece.item].voice
            carrier = self._carrier(one, sought) if voice and sought else None
            if carrier is not None and (voice not in found or carrier.share > found[voice].share):
                found[voice] = carrier
        return found

    def may_be_carried(self, draft: Draft) -> bool:
        """Whether loose sentences may carry this wording at all."""
        return wanted(draft, self.lemma_of, self.names, self.dated) is not None

    def _carrier(self, one: Heard, sought: Wanted) -> Carrier | None:
        if share := carried(one, None, sought):
            return Carrier(share, (one,))
        above = self.headlines.get(one.piece.item)
        if above is None or above is one:
            return None
        share = carried(one, above, sought)
        return Carrier(share, (above, one)) if share else None


def told(heard: Sequence[Heard], lemma_of: Mapping[str, str]) -> Told:
    """The sentences of a story ready to back its facts."""
    headlines: dict[int, Heard] = {}
    for one in heard:
        if one.piece.field == "title":
            headlines.setdefault(one.piece.item, one)
    dated = frozenset[str]().union(*(one.dated for one in heard))
    names = frozenset[str]().union(*(one.names for one in heard))
    return Told(tuple(heard), headlines, lemma_of, names - dated, dated)


def backed(facts: Sequence[Fact], story: Told, senders: Mapping[int, Sender]) -> tuple[Fact, ...]:
    """The facts with all their voices, none told twice, in their order."""
    found = [one for fact in facts for one in _backed(fact, story, senders)]
    kept: list[Fact] = []
    for fact in found:
        home = next((at for at, other in enumerate(kept) if _is_one(fact, other, story)), None)
        if home is None:
            kept.append(fact)
        else:
            kept[home] = joined(kept[home], fact, senders, kept[home].best)
    return tuple(kept)


def _backed(fact: Fact, story: Told, senders: Mapping[int, Sender]) -> list[Fact]:
    found = [(draft, story.carriers(draft, senders)) for draft in _wordings(fact)]
    shared = next((one for one in found if len(one[1]) > 1), None)
    if shared is not None:
        return [_carried(fact, *shared, senders)]
    if len(story.carriers(_unsaid(fact.best), senders).keys() & fact.voices) > 1:
        return [fact]
    apart = [draft for draft in fact.drafts if draft.statement != fact.best.statement]
    if len(fact.voices) < 2 or not apart or not story.may_be_carried(_unsaid(fact.best)):
        return [fact]
    own = [draft for draft in fact.drafts if draft.statement == fact.best.statement]
    return [fact_of(own, senders), *_backed(fact_of(apart, senders), story, senders)]


def _carried(fact: Fact, best: Draft, carriers: Mapping[str, Carrier], senders: Mapping[int, Sender]) -> Fact:
    further = {voice: carrier for voice, carrier in carriers.items() if voice not in fact.voices}
    rest = [draft for draft in fact.drafts if draft is not best]
    backing = [best._replace(piece=one.piece) for used in further.values() for one in used.sentences]
    last = max((senders[draft.piece.item].at for draft in backing), default=fact.last_at)
    return fact._replace(
        drafts=(best, *rest, *backing),
        voices=fact.voices | further.keys(),
        last_at=max(fact.last_at, last),
    )


def _unsaid(draft: Draft) -> Draft:
    """What is said without who says it: one speaker has several names, and the grammar knew them for one."""
    said = draft.statement.partition(": ")[2] if draft.speaker else ""
    return draft._replace(statement=said or draft.statement)


def _wordings(fact: Fact) -> tuple[Draft, ...]:
    """The fact's drafts, each wording once; "at least 40" before a bare 40, for that is what all of them say."""
    alike = [draft for draft in fact.drafts if draft.speaker == fact.best.speaker]
    once = tuple({draft.statement: draft for draft in reversed(alike)}.values())[::-1]
    return tuple(sorted(once, key=lambda draft: not _bounds(draft, fact.best)))


def _bounds(draft: Draft, best: Draft) -> bool:
    one, other = draft.quantity, best.quantity
    return bool(one and other and one.value == other.value and one.bound == "at_least")


def _is_one(fact: Fact, other: Fact, story: Told) -> bool:
    one, two = fact.best, other.best
    if _same(one.piece, two.piece):
        return False
    same_speaker = (one.speaker and one.speaker.name) == (two.speaker and two.speaker.name)
    if not same_speaker or one.polarity != two.polarity or one.modality != two.modality:
        return False
    return _holds(one, two, story) and _holds(two, one, story)


def _holds(carrier: Draft, wording: Draft, story: Told) -> bool:
    """Whether the very sentence that one draft was read from carries the other's wording."""
    sought = wanted(wording, story.lemma_of, story.names, story.dated)
    at = carrier.piece
    return sought is not None and any(carried(one, None, sought) > 0 for one in story.heard if _same(one.piece, at))


def _same(one: Piece, other: Piece) -> bool:
    return (one.item, one.field, one.start) == (other.item, other.field, other.start)
