"""Clauses without a typed frame (`happened`, `said`), said again with care (offline-writer.md, "Traps and fixes").

Every part of the clause is said. What may change is small: the day is resolved and may come first, a finished act may
move to the perfect, and a plain subject-verb-object clause with nothing loose behind it may turn passive.
"""

import re
from collections.abc import Iterator
from datetime import date

from newsroom.model.claim import Claim, Slot
from newsroom.ports import Inflection
from newsroom.studio.house_words import wordings
from newsroom.studio.phrases import Told, is_plural, phrase, place_phrase
from newsroom.studio.say_dates import day_words

PARTS = ("second_object", "object", "complement")
LEANING = re.compile(
    r"\b(?:he|she|it|they|him|them|this|these|those|here|there|we|us|our|i|my|you|your|latter|former|who|which)\b",
    re.IGNORECASE,
)
CUT = re.compile(r"\.\.\.|…|\[")


def clause_lines(claim: Claim, told: Told, today: date, inflect: Inflection) -> Iterator[str]:
    """Sentences in mid-sentence form, most changed first; none when a part would be lost or dangle."""
    subject, verb = claim.slots.get("subject"), claim.slots.get("verb")
    if not subject or not verb or _leans(claim):
        return
    said = {name: phrase(claim.slots[name], claim, told) for name in ("subject", *PARTS) if name in claim.slots}
    if any(value is None for value in said.values()):
        return
    day, tail = day_words(claim.time, today), _tail(claim)
    if _time(claim) and not day:
        return
    who = said["subject"] or ""
    rest = [said.get(name) or "" for name in PARTS]
    for group in _verb_groups(claim, bool(day), inflect):
        core = _join(who, group, *rest, _agent(claim, told), tail)
        yield from _dated(core, day, claim.condition)
    flipped = _passive(claim, said, inflect)
    if flipped:
        yield from _dated(_join(flipped, tail), day, claim.condition)


def _leans(claim: Claim) -> bool:
    """Whether the clause holds a pronoun or a cut-off word."""
    texts = [s.text for n, s in claim.slots.items() if n not in {"speaker", "say", "when", "tense", "voice", "number"}]
    return any(LEANING.search(text) or CUT.search(text) for text in texts)


def _time(claim: Claim) -> str:
    return claim.slots["when"].text if "when" in claim.slots else ""


def _tail(claim: Claim) -> str:
    phrases = claim.slots["phrases"].text if "phrases" in claim.slots else ""
    parts = [part.strip() for part in phrases.split("|")]
    where = claim.slots["where"].text if "where" in claim.slots else ""
    told_place = any(where in slot.text for name, slot in claim.slots.items() if name != "where")
    if where and not told_place:
        parts.append(place_phrase(where, claim.evidence))
    return " ".join(parts)


def _agent(claim: Claim, told: Told) -> str:
    slot: Slot | None = claim.slots.get("by")
    agent = phrase(slot, claim, told) if slot else None
    return f"by {agent}" if agent else ""


def _verb_groups(claim: Claim, dated: bool, inflect: Inflection) -> Iterator[str]:
    """The verb group in the perfect where that is safe, then as the source has it."""
    text, lemma = claim.slots["verb"].text, claim.slots["verb"].head
    words = text.split()
    plain = len(words) <= 2 and "not" not in words and not text.endswith("n't")
    if not dated and plain and _is(claim, "tense", "past") and lemma in wordings()["event_verbs"]:
        many = _is(claim, "number", "plural")
        if _is(claim, "voice", "active"):
            done = inflect.verb(lemma, "VBN")
            yield _join("have" if many else "has", done, " ".join(words[1:]))
        elif words[0] in {"was", "were"}:
            yield _join("have" if many else "has", "been", " ".join(words[1:]))
    yield text


def _passive(claim: Claim, said: dict[str, str | None], inflect: Inflection) -> str:
    """ "X arrested Y" -> "Y was arrested by X", only when nothing else hangs on the verb."""
    loose = {"second_object", "complement", "phrases", "by"} & set(claim.slots)
    slot, verb = claim.slots.get("object"), claim.slots["verb"]
    one_word = len(verb.text.split()) == 1
    event = verb.head in wordings()["event_verbs"]
    if (
        loose
        or not slot
        or not one_word
        or not event
        or not (_is(claim, "tense", "past") and _is(claim, "voice", "active"))
    ):
        return ""
    was = "were" if is_plural(slot) else "was"
    return _join(said["object"] or "", was, inflect.verb(verb.head, "VBN"), "by", said["subject"] or "")


def _dated(core: str, day: str, condition: str) -> Iterator[str]:
    tail = f" {condition.strip(' ,.')}" if condition and condition.lower() not in core.lower() else ""
    if not day:
        yield core + tail
        return
    yield f"{day} {core}{tail}"
    yield f"{core} {day}{tail}"


def _is(claim: Claim, slot: str, value: str) -> bool:
    return slot in claim.slots and claim.slots[slot].text == value


def _join(*parts: str) -> str:
    return re.sub(r"\s+", " ", " ".join(p for p in parts if p)).strip()
