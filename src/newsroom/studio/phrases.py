"""A slot as an anchor would say it: article, surname after the first mention, preposition before a place.

Slots come without a leading article; the article is the source's own, read in the evidence. A headline has none, so a
countable noun gets one. A possessive ("its leader") is refused: its owner may not be in our sentence.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from newsroom.model.claim import Claim, Evidence, Slot
from newsroom.model.text import fold
from newsroom.studio.house_words import wordings

PREPOSITIONS = frozenset("in at near on off outside over across inside around along throughout above beneath".split())  # noqa: SIM905
ARTICLES = frozenset(["a", "an", "the", "this", "that", "these", "those"])
POSSESSIVES = frozenset(["his", "her", "its", "their", "our", "my", "your"])
DETERMINED = re.compile(
    r"^(?:\d[\d,.]*(?:\s|$|%)|(?:more|fewer|less|at least|about|nearly|almost|up to|some|many|several|few|most|all|both|any|no"
    r"|another|every|each|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|scores|\w+'s|\w+’s)\b)",
    re.IGNORECASE,
)
AN = re.compile(r"^(?:[aeio]|u(?!ni|s[aei]|ti|k\b|r[aeiou])|hour|honest|heir|honou?r)", re.IGNORECASE)
A_LETTERS = re.compile(r"^(?:eu|one\b|once\b)", re.IGNORECASE)
INITIALS_AN = re.compile(r"^(?:[AEFHILMNORSX](?:[A-Z]|\b)|8|11\b|18\b)")
PARTICLES = frozenset("de da di del della van von der den bin ibn al el la le dos du ten ter".split())  # noqa: SIM905


class Told(NamedTuple):
    """What the listener has heard: full names, heads of things, content words, the outlet last named, openings.

    `common` are words that the sources also write in lower case: at the start of a phrase they are no names.
    """

    names: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    outlet: str = ""
    openings: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()


def is_name(text: str) -> bool:
    """Whether every word that can carry a capital does."""
    parts = [p for p in text.split() if p.lower() not in PARTICLES and p.lower() not in {"of", "the", "and", "for"}]
    return bool(parts) and all(p[:1].isupper() or p[:1].isdigit() for p in parts)


def surname(full: str) -> str:
    """The last name with its particles: "Ursula von der Leyen" -> "von der Leyen"."""
    parts = full.split()
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(parts[at:])


def is_plural(slot: Slot) -> bool:
    """Whether "were" goes with it. A name counts as one; a joined pair as two."""
    lists = wordings()
    first = re.split(r"\b(?:of|from|in|at|with|for|who|that)\b", slot.text, maxsplit=1)[0]
    last = (first.split() or [""])[-1].lower()
    if slot.kind == "list" or re.search(r"\band\b", first):
        return not is_name(slot.text) or slot.kind in {"list", "person"}
    if is_name(slot.text) and slot.kind != "quantity":
        return False
    if last in lists["plural_words"] or slot.head in lists["plural_words"]:
        return True
    if re.match(r"^(?:one|a|an|1|each|every|another)\b", slot.text, re.IGNORECASE):
        return False
    return last.endswith("s") and last != slot.head.lower() and not last.endswith(("ss", "us", "is"))


def phrase(slot: Slot, claim: Claim, told: Told) -> str | None:
    """The slot in mid-sentence form; None when it leans on a word that would be lost."""
    text = slot.text.strip(" ,;:")
    if slot.kind in {"quantity", "quote", "time", "list"} or not text:
        return text or None
    if slot.kind == "person" and is_name(text):
        return surname(text) if knows_name(text, told) else text
    found = _before(text, claim.evidence, slot.kind)
    if found is None:
        return None
    body = _uncapitalised(text, slot, told)
    return f"{_article(found, slot, body, told)}{body}"


def knows_name(full: str, told: Told) -> bool:
    """Whether this very full name was spoken before, and no other bearer of the surname."""
    same = [name for name in told.names if surname(name) == surname(full)]
    return len(full.split()) > 1 and same == [full]


def bare(slot: Slot) -> str:
    """The phrase with no article."""
    return slot.text.strip(" ,;:")


def place_phrase(text: str, evidence: Iterable[Evidence]) -> str:
    """A place with the preposition of the source, "in" when the source has none that suits."""
    for seen in evidence:
        for found in re.finditer(rf"([A-Za-z]+)\s+((?:the\s+)?){re.escape(text)}\b", seen.text):
            if found[1].lower() in PREPOSITIONS:
                return f"{found[1].lower()} {_the(text, found[2])}{text}"
    return f"in {_the(text, '')}{text}"


def _the(text: str, seen: str) -> str:
    return "the " if seen or text in wordings()["with_the"] else ""


def _before(text: str, evidence: tuple[Evidence, ...], kind: str) -> str | None:
    """The article of the source before `text`: "a", "the", "" (none), "?" (a headline: unknown); None: possessive."""
    if re.match(r"^(?:his|her|its|their|our|my|your)\b", text, re.IGNORECASE):
        return None
    answer = "?"
    for seen in evidence:
        found = re.search(rf"(?:\b([A-Za-z]+)[’']?\s+)?{re.escape(text)}\b", seen.text, re.IGNORECASE)
        if not found:
            continue
        word = (found[1] or "").lower()
        if word in POSSESSIVES and kind != "person":
            return None
        if word in ARTICLES:
            return "a" if word in {"a", "an"} else "the"
        if seen.field == "text":
            answer = ""
    return answer


def _article(found: str, slot: Slot, text: str, told: Told) -> str:
    if is_name(text) and not text.islower():
        return "the " if found == "the" or text in wordings()["with_the"] else ("" if found != "a" else _a(text))
    if DETERMINED.match(text) or found == "":
        return ""
    if found == "the":
        return "the "
    if found == "?" and (is_plural(slot) or slot.head in wordings()["mass"] or slot.head.endswith("ing")):
        return ""
    if fold(slot.head) in told.heads:
        return "the "
    return _a(text)


def _a(text: str) -> str:
    if text[:2].isupper() or re.match(r"^\d|^[A-Z]\b", text):
        return "an " if INITIALS_AN.match(text) else "a "
    return "an " if AN.match(text) and not A_LETTERS.match(text) else "a "


def _uncapitalised(text: str, slot: Slot, told: Told) -> str:
    """The phrase as inside a sentence: a capital that only the start of a sentence gave is taken off."""
    head, space, rest = text.partition(" ")
    plain = head.lower()
    whole_name = is_name(text) and len(text.split()) > 1
    if head[1:] != plain[1:] or plain == head or (whole_name and slot.kind in {"person", "place"}):
        return text
    determiner = DETERMINED.match(plain) and not head.endswith(("'s", "’s"))
    inflected = plain != slot.head and plain.startswith(slot.head) and plain.endswith("s")
    if determiner or inflected or (plain in told.common and not whole_name):
        return f"{plain}{space}{rest}"
    return text


def joined(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    listed = list(parts)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"
