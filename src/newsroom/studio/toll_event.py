"""What a toll was counted in: event and place read from the toll's own sentences when its claim names neither.

"Forty people died" says nothing by itself. The event noun and its named place are taken from a sentence that gives the
toll, so that one sentence holds all of what is said.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsroom.model.claim import Claim, Slot
from newsroom.model.syntax import Token
from newsroom.model.text import fold, numbers
from newsroom.ports import Language
from newsroom.studio.articles import a_or_an
from newsroom.studio.house_words import table

COUNTED = frozenset(["toll", "injured", "missing"])
PLACED = frozenset(["in", "at", "near", "on", "off"])
PLACE_PARTS = frozenset(["compound", "amod", "nmod", "poss", "case", "flat"])


class _Found(NamedTuple):
    event: str
    head: str
    where: str


def in_its_event(claim: Claim, language: Language) -> Claim:
    """The claim with event and place, both from one of its own sentences; as it was when it has a place or none tells."""
    told = claim.slots.get("event")
    placed = "where" in claim.slots or bool(claim.place) or (told is not None and _holds_name(told.text))
    if claim.frame not in COUNTED or claim.quantity is None or placed:
        return claim
    found = [
        f for seen in claim.evidence if claim.quantity.value in numbers(seen.text) for f in _events(seen.text, language)
    ]
    best = sorted(found, key=lambda f: (not f.where, not f.event[:1].isupper(), len(f.event), f))
    if not best or (told is not None and not best[0].where):
        return claim
    slots = {"event": Slot(text=f"{a_or_an(best[0].event)}{best[0].event}", kind="event", head=best[0].head)}
    if best[0].where:
        slots["where"] = Slot(text=best[0].where, kind="place", head=fold(best[0].where.split()[-1]))
    return claim.model_copy(update={"slots": {**claim.slots, **slots}})


def _holds_name(text: str) -> bool:
    return any(word[:1].isupper() for word in text.split())


def _events(text: str, language: Language) -> Iterator[_Found]:
    """Event nouns of a sentence with the named place that the sentence gives."""
    nouns = frozenset(str(word) for word in table("not_facts.yaml")["event_nouns"])
    for sentence in language.parse(text):
        where = next(_places(sentence.tokens), "")
        for token in sentence.tokens:
            if token.pos == "NOUN" and fold(token.lemma) in nouns:
                yield _Found(fold(token.text), fold(token.lemma), where)


def _places(tokens: Sequence[Token]) -> Iterator[str]:
    """Named places with their preposition: "in a Harland bar", "near Port Example"."""
    for at, token in enumerate(tokens):
        prep = token.head
        if token.dep != "pobj" or fold(tokens[prep].text) not in PLACED:
            continue
        parts = [i for i, t in enumerate(tokens) if t.head == at and i < at and t.dep in {*PLACE_PARTS, "det"}]
        first = min([*parts, at])
        phrase = tokens[first : at + 1]
        named = any(t.ent in {"GPE", "LOC", "NORP", "FAC"} for t in phrase)
        timed = any(t.ent in {"DATE", "TIME", "EVENT"} for t in phrase)
        if named and not timed and first == prep + 1:
            yield (
                " ".join([fold(tokens[prep].text), *(t.text for t in phrase)]).replace(" 's", "'s").replace(" ’s", "’s")
            )
