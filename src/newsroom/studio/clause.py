"""Clauses without a typed frame (`happened`, `said`), said again with care (offline-writer.md, "Traps and fixes").

What may change is small: the day is resolved and may come first, a finished act may move to the perfect or take a plain
synonym, a bare subject-verb-object clause may turn passive, and a closing phrase of place or occasion may go: taking
one off a plain affirmed clause leaves it true. Everything else of the clause is said.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import NamedTuple

from newsroom.model.claim import Claim, Slot
from newsroom.ports import Inflection
from newsroom.studio.articles import headline_articles, is_plural, seen_article
from newsroom.studio.headline_grammar import all_headlines, tells_past
from newsroom.studio.house_words import wordings
from newsroom.studio.phrases import Told, bare, phrase, place_phrase, turned
from newsroom.studio.say_dates import NEAR_SPAN, SPAN, day_words, span_words, spans_hold

PARTS = ("second_object", "object", "complement")
OWNED = re.compile(r"^(?:his|her|its|their)\b", re.IGNORECASE)
"""What belongs to the subject of the same clause: claims hold such words only where it can be nobody else."""
LEANING = re.compile(
    r"\b(?:he|she|it|they|him|them|this|these|those|here|there|we|us|our|i|my|you|your|latter|former|who|which|others|rest)\b",
    re.IGNORECASE,
)
CLEAR = re.compile(
    r"\bUS\b|\bIT\b|\b[Tt]his (?:week|weekend|month|year|spring|summer|autumn|fall|winter|season|morning|afternoon|evening|century)\b"
)
"""Words that look like pointers and are none; "this spring" holds while the report is of this month (`span_words`)."""
CUT = re.compile(r"\.\.\.|…|\[")
MAY_GO = frozenset("in at near on after amid during following around across inside outside".split())  # noqa: SIM905
ADDED = frozenset("with as because despite instead since until for between".split())  # noqa: SIM905
"""Openings of phrases that a clause complete without them may lose."""
BOUND_TO = {
    "with": frozenset("replace provide charge compare supply equip associate face meet agree deal end".split()),  # noqa: SIM905
    "as": frozenset(
        [
            "describe",
            "name",
            "see",
            "regard",
            "treat",
            "know",
            "use",
            "serve",
            "elect",
            "appoint",
            "label",
            "brand",
            "dismiss",
            "hail",
            "cast",
            "act",
        ]
    ),
    "for": frozenset("mistake trade swap blame ask search look wait pay call stand exchange vote".split()),  # noqa: SIM905
    "between": frozenset("choose mediate divide share".split()),  # noqa: SIM905
}
"""Verbs that mean something else without such a phrase."""
LATE = frozenset("late early shortly just again".split())  # noqa: SIM905
"""Words that belong to the day they stand before."""
PLACED = frozenset("be put place lay set remain stand stay live sit lie focus rely depend base result".split())  # noqa: SIM905
"""Verbs that say little without what follows them."""
OCCASION = re.compile(r"(?:in|at|on|during|after|following|amid|late|early|from|ahead)\b", re.IGNORECASE)
DAY_AFTER_WORDS = 7
NARROWING = re.compile(
    r"\b(?:not|no|never|only|all|every|each|most|first|last|more|fewer|less)\b|n['’]t\b", re.IGNORECASE
)


class Clause(NamedTuple):
    """A clause as words: (text, parts left out)."""

    text: str
    dropped: int


def clause_lines(claim: Claim, told: Told, today: date, inflect: Inflection) -> Iterator[Clause]:
    """Sentences in mid-sentence form, most changed first; none when a part would be lost or dangle."""
    subject, verb = claim.slots.get("subject"), claim.slots.get("verb")
    if not subject or not verb or _leans(claim) or not spans_hold(claim, today):
        return
    if _points_back(subject, claim):
        return
    said = {name: _part(name, claim, told) for name in ("subject", *PARTS) if name in claim.slots}
    if any(value is None for value in said.values()):
        return
    day = _for_planned(day_words(claim.time, today), claim) or span_words(claim, today)
    if "when" in claim.slots and not day:
        return
    said = {name: _whole(text or "", claim) for name, text in said.items()}
    rest = [said.get(name) or "" for name in PARTS]
    ahead = bool(NEAR_SPAN.match(day)) and all_headlines(claim)
    for group, (dropped, front, tail) in product(_verb_groups(claim, bool(day) and not ahead, inflect), _tails(claim)):
        if ahead and not group.startswith(("has ", "have ")):
            continue  # "invited him early this year" dates the act; "has invited him" may date the visit
        if _placed_in_time(group, front + tail, claim):
            continue
        core = _join(said["subject"] or "", group, *rest, _agent(claim, told), tail)
        yield from (Clause(text, dropped) for text in _dated(front + core, day, claim.condition))
        if (
            day
            and not front
            and not day.startswith("for ")
            and not NEAR_SPAN.match(day)
            and tail.rpartition(" ")[2] not in LATE
            and _may_split(claim)
        ):
            inner = _join(said["subject"] or "", day, group, *rest, _agent(claim, told), tail)
            yield Clause(inner + _condition(claim.condition, inner), dropped)
    for dropped, front, tail in () if ahead else _tails(claim):
        flipped = _passive(claim, said, tail, inflect)
        if flipped:
            yield from (Clause(text, dropped) for text in _dated(front + flipped, day, claim.condition))


def _for_planned(day: str, claim: Claim) -> str:
    """What is planned is planned for a day, not on it."""
    text = claim.slots["verb"].text
    planned = claim.slots["verb"].head in {"plan", "schedule"} and _is(claim, "voice", "passive") and bool(day)
    return f"for {day.removeprefix('on ').removeprefix('in ')}" if planned and not text.endswith(" for") else day


def _placed_in_time(group: str, around: str, claim: Claim) -> bool:
    """Whether a perfect of ours meets an occasion: "scored in overtime", never "has scored in overtime"."""
    ours = group.startswith(("has ", "have ")) and not _is(claim, "tense", "perfect")
    return ours and bool(OCCASION.match(around))


def _points_back(subject: Slot, claim: Claim) -> bool:
    """ "The Brazilian pulled one back": one person by origin, whom an earlier sentence named."""
    one = subject.kind == "person" and len(subject.text.split()) == 1 and not _is(claim, "number", "plural")
    return one and subject.text[:1].isupper() and seen_article(subject.text, claim.evidence, "group") == "the"


def _part(name: str, claim: Claim, told: Told) -> str | None:
    """A part with its article; a complement keeps only an article that the source shows."""
    slot = claim.slots[name]
    if name != "subject" and OWNED.match(slot.text):
        owner = claim.slots["subject"].kind == "person" or slot.text.lower().startswith("their")
        return bare(slot) if owner else None
    if name != "complement":
        return phrase(slot, claim, told)
    seen = seen_article(slot.text, claim.evidence, slot.kind)
    if seen is None:
        return None
    return phrase(slot, claim, told) if seen in {"a", "the"} else bare(slot)


def _whole(text: str, claim: Claim) -> str:
    """A headline's missing article inside a phrase put back: "in capital" -> "in the capital"."""
    text = turned(text)
    return headline_articles(text) if all_headlines(claim) else text


def _leans(claim: Claim) -> bool:
    """Whether the clause holds a pronoun or a cut-off word."""
    texts = [
        s.text
        for n, s in claim.slots.items()
        if n not in {"speaker", "say", "when", "tense", "voice", "number", "content"}
    ]
    return any(LEANING.search(CLEAR.sub(" ", text)) or CUT.search(text) for text in texts)


def _tails(claim: Claim) -> list[tuple[int, str, str]]:
    """(phrases left out, opening words, closing words), the whole first.

    From the end, and only phrases of place or occasion may come first or go.
    """
    phrases = claim.slots["phrases"].text if "phrases" in claim.slots else ""
    parts = [part.strip() for part in phrases.split("|") if part.strip()]
    where = claim.slots["where"].text if "where" in claim.slots else ""
    if where and not any(where in slot.text for name, slot in claim.slots.items() if name != "where"):
        parts.append(place_phrase(where, claim.evidence))
    plain = claim.polarity == "affirmed" and not claim.modality and not NARROWING.search(_words(claim))
    parts = [_whole(part, claim) for part in parts]
    found = [(0, "", " ".join(parts))]
    for gone in range(1, len(parts) + 1 if plain else 1):
        last = parts[-gone]
        if not _may_go(last, claim):
            break
        first = last.split()[0].lower() + last[len(last.split()[0]) :]
        if gone == 1 and first.split()[0] in MAY_GO:
            found.append((0, f"{first}, ", " ".join(parts[:-1])))
        found.append((gone, "", " ".join(parts[:-gone])))
    return found


def _may_go(part: str, claim: Claim) -> bool:
    first, verb = part.split()[0].lower(), claim.slots["verb"].head
    if verb in PLACED:
        return False
    if first in MAY_GO:
        return True
    whole = {"object", "complement"} & set(claim.slots) or _is(claim, "voice", "passive")
    return bool(whole) and first in ADDED and verb not in BOUND_TO.get(first, frozenset())


def _words(claim: Claim) -> str:
    return " ".join(claim.slots[name].text for name in ("subject", "verb", *PARTS) if name in claim.slots)


def _agent(claim: Claim, told: Told) -> str:
    slot: Slot | None = claim.slots.get("by")
    agent = phrase(slot, claim, told) if slot else None
    return f"by {agent}" if agent else ""


def _verb_groups(claim: Claim, dated: bool, inflect: Inflection) -> Iterator[str]:
    """The verb group in the perfect and with a synonym where that is safe, then as the source has it."""
    text, lemma = claim.slots["verb"].text, claim.slots["verb"].head
    words = text.split()
    plain = len(words) <= 2 and "not" not in words and not text.endswith("n't")
    many = _is(claim, "number", "plural")
    past, active = _is(claim, "tense", "past") or tells_past(claim), _is(claim, "voice", "active")
    if not (plain and past):
        yield text
        return
    has = "have" if many else "has"
    event = lemma in wordings()["event_verbs"]
    if active:
        yield from _active(lemma, words, has if event and not dated else "", inflect)
    elif words[0] in {"was", "were"}:
        if event and not dated:
            yield _join(has, "been", *words[1:])
        yield text


def _active(lemma: str, words: list[str], has: str, inflect: Inflection) -> Iterator[str]:
    """A past verb with its adverbs and particle: in the perfect when `has` is given, with a synonym, and as it was."""
    forms = {inflect.verb(lemma, tag) for tag in ("VB", "VBD", "VBN", "VBZ", "VBP")}
    at = next((i for i, word in enumerate(words) if word.lower() in forms), None)
    if at is None:
        yield " ".join(words)
        return
    before, after = words[:at], words[at + 1 :]
    for other in _same_act(lemma, [*before, *after]):
        yield _join(has, inflected(other, "VBN" if has else "VBD", inflect))
    if has:
        yield _join(has, *before, inflect.verb(lemma, "VBN"), *after)
    yield _join(*before, inflect.verb(lemma, "VBD"), *after)


def _same_act(lemma: str, particles: list[str]) -> list[list[str]]:
    other: list[str] | None = wordings()["synonyms"].get(lemma)
    return [other] if other and not particles else []


def inflected(words: list[str], tag: str, inflect: Inflection) -> str:
    """A verb of several words in a tense: its verb changes, adverbs before and particles after stay."""
    at = next((i for i, word in enumerate(words) if not word.endswith("ly")), 0)
    return " ".join([*words[:at], inflect.verb(words[at], tag), *words[at + 1 :]])


def _passive(claim: Claim, said: Mapping[str, str | None], tail: str, inflect: Inflection) -> str:
    """ "X arrested Y" -> "Y was arrested by X", only when nothing hangs on the verb that could hang on X instead."""
    loose = {"second_object", "complement", "by"} & set(claim.slots) or tail or OWNED.search(said.get("object") or "")
    slot, verb = claim.slots.get("object"), claim.slots["verb"]
    event = verb.head in wordings()["event_verbs"] and len(verb.text.split()) == 1
    if loose or not slot or not event or not (_is(claim, "tense", "past") and _is(claim, "voice", "active")):
        return ""
    was = "were" if is_plural(slot) else "was"
    return _join(said["object"] or "", was, inflect.verb(verb.head, "VBN"), "by", said["subject"] or "")


def _may_split(claim: Claim) -> bool:
    """Whether the day may stand before the verb: a plain act in the past by a short subject."""
    verb = claim.slots["verb"].text
    plain = _is(claim, "tense", "past") and _is(claim, "voice", "active") and verb.split()[0] not in {"was", "were"}
    plain = plain and not SPAN.match(claim.slots["when"].text if "when" in claim.slots else "")
    return plain and len(claim.slots["subject"].text.split()) <= DAY_AFTER_WORDS


def _condition(condition: str, core: str) -> str:
    return f" {condition.strip(' ,.')}" if condition and condition.lower() not in core.lower() else ""


def _dated(core: str, day: str, condition: str) -> Iterator[str]:
    tail = _condition(condition, core)
    if not day:
        yield core + tail
        return
    yield f"{core} {day}{tail}"
    if NEAR_SPAN.match(day) or day.startswith("for "):
        return
    if "," not in core and core.rpartition(" ")[2] not in LATE:
        yield f"{day} {core}{tail}"


def _is(claim: Claim, slot: str, value: str) -> bool:
    return slot in claim.slots and claim.slots[slot].text == value


def _join(*parts: str) -> str:
    return re.sub(r"\s+", " ", " ".join(p for p in parts if p)).strip()
