"""Articles and number of a noun phrase whose article the claim does not keep."""

import re

from newsroom.model.claim import Evidence, Slot
from newsroom.studio.comment import uncoloured
from newsroom.studio.headline_grammar import headline_style, uncounted
from newsroom.studio.house_words import wordings

ARTICLES = frozenset(["a", "an", "the", "this", "that", "these", "those"])
POSSESSIVES = frozenset(["his", "her", "its", "their", "our", "my", "your"])
PARTICLES = frozenset("de da di del della van von der den bin ibn al el la le dos du ten ter".split())  # noqa: SIM905
SMALL = frozenset(["of", "the", "and", "for", "in", "on"])
DETERMINED = re.compile(
    r"^(?:\d[\d,.]*(?:\s|$|%)|(?:more|fewer|less|at least|about|nearly|almost|up to|some|many|several|few|most|all|both|any|no"
    r"|another|every|each|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|scores|much"
    r"|multiple|various|numerous|half|to|that|what|how)\b|(?-i:[A-Z])[\w.]*(?: (?-i:[A-Z])[\w.]*){0,3}(?:'s|’s|s'|s’)(?:\s|$))",
    re.IGNORECASE,
)
AN = re.compile(r"^(?:[aeio]|u(?!ni|s[aei]|ti|k\b|r[aeiou])|hour|honest|heir|honou?r)", re.IGNORECASE)
A_LETTERS = re.compile(r"^(?:eu|one\b|once\b)", re.IGNORECASE)
INITIALS_AN = re.compile(r"^(?:[AEFHILMNORSX](?:[A-Z.]|\b)|8|11\b|18\b)")


def is_name(text: str) -> bool:
    """Whether every word that can carry a capital does."""
    parts = [p for p in text.split() if p.lower() not in PARTICLES | SMALL]
    return bool(parts) and all(p[:1].isupper() or p[:1].isdigit() for p in parts)


def head_form(slot: Slot) -> str:
    """The head noun as it stands in the slot's words: head "strike", words "air strikes on ..." -> "strikes"."""
    head = slot.head.lower()
    forms = [w.strip(".,'’") for w in slot.text.split()]
    return next((w for w in forms if w.lower() == head), "") or next(
        (w for w in forms if len(head) > 2 and w.lower().startswith(head[: max(3, len(head) - 1)])), ""
    )


def is_common(slot: Slot) -> bool:
    """Whether the slot is no name, or a name only by a headline's or a sentence's capital."""
    form = head_form(slot).lower()
    inflected = bool(form) and form != slot.head.lower() and form.endswith("s")
    return not is_name(slot.text) or (inflected and slot.kind in {"event", "thing"})


NUMERAL = re.compile(
    r"^(?:at least |about |more than |nearly |some )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens"
    r"|hundreds|thousands|several|many)$",
    re.IGNORECASE,
)
"""A count without what is counted."""


def is_plural(slot: Slot) -> bool:
    """Whether "were" goes with it. A name counts as one; a joined pair as two."""
    if NUMERAL.match(slot.text):
        return slot.text != "1"
    lists = wordings()
    first = re.split(r"\b(?:of|from|in|at|with|for|who|that|against|over|on|to|near|by|into|after)\b", slot.text)[0]
    if slot.kind == "list" or re.search(r"\band\b", first):
        return not is_name(slot.text) or slot.kind in {"list", "person"}
    form = head_form(slot).lower()
    if slot.head in lists["plural_words"] or form in lists["plural_words"]:
        return True
    if re.match(r"^(?:one|a|an|1|each|every|another)\b", slot.text, re.IGNORECASE) or not is_common(slot):
        return False
    return form.endswith("s") and form != slot.head.lower() and not form.endswith(("ss", "us", "is"))


ORDINALS = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
HELD = frozenset(["the", "a", "an", "his", "her", "its", "their", "this", "that", "and", "or"])


def headline_articles(text: str) -> str:
    """A headline's phrase with the articles it left out: "in deadly fire" -> "in a deadly fire", "in derby" -> "in the derby"."""
    nouns = "|".join(wordings()["headline_nouns"])
    preps = "in|at|on|of|from|to|over|near|after|against|by|for|with|outside|inside|during|following|amid|into|onto"
    bare = rf"(?:(?!(?:the|a|an|his|her|its|their|this|that|one|no|any|and|{preps})\b)[A-Za-z-]+ ){{0,2}}"
    goes_on = rf"(?! (?!(?:and|or|who|which|that|is|was|has|{preps})\b)[a-z]+)"
    found = re.compile(rf"\b({preps}|and) ({bare})({nouns})\b{goes_on}")

    def put(part: re.Match[str]) -> str:
        described = part[2] and part[2].split()[0].islower()
        return f"{part[1]} {a_or_an(part[2]) if described else 'the '}{part[2]}{part[3]}"

    text = found.sub(put, text)
    events = "|".join(wordings()["events_with_the"])
    named = rf"\b([a-z]+) ((?:[A-Z][\w-]+ )+(?:{events}))\b"
    text = re.sub(named, lambda m: m[0] if m[1] in HELD else f"{m[1]} the {m[2]}", text)
    return re.sub(
        rf"\b({preps}) ((?:{ORDINALS}) (?:successive|consecutive|straight|title|win|place))\b", r"\1 a \2", text
    )


def seen_article(text: str, evidence: tuple[Evidence, ...], kind: str) -> str | None:
    """The source's article before `text`: "a", "the", "" (running text has none), "?" (a headline only).

    None when a possessive stands there, or in `text` itself: its owner may not be in our sentence.
    """
    if re.match(r"^(?:his|her|its|their|our|my|your)\b", text, re.IGNORECASE):
        return None
    answer = "?"
    for seen in evidence:
        said = uncoloured(seen.text)
        found = re.search(rf"(?:\b([A-Za-z]+)[’']?\s+)?[‘'“\"]?{re.escape(text)}\b", said, re.IGNORECASE)
        if not found:
            continue
        word = (found[1] or "").lower()
        if word in POSSESSIVES and kind != "person":
            return None
        if word in ARTICLES:
            return "a" if word in {"a", "an"} else "the"
        if not headline_style(seen):
            answer = ""
    return answer


def article(found: str, slot: Slot, text: str, heard: bool) -> str:
    """What to put before `text`, with its space. `heard`: the listener knows this thing already."""
    lists = wordings()
    if text in lists["with_the"] or (found == "?" and text.split()[-1] in lists["events_with_the"]):
        return "the "
    if DETERMINED.match(text.lstrip("“‘'\"")) or found == "":
        return ""
    if re.match(r"[A-Z]\S* and\b", text):
        return ""
    if found == "the":
        return "the "
    if not is_common(slot) or (slot.kind == "person" and head_form(slot)[:1].isupper()):
        return a_or_an(text) if found == "a" else ""
    if found == "?" and (
        slot.kind == "offence" or is_plural(slot) or slot.head in uncounted() or slot.head.endswith("ing")
    ):
        return ""
    proper_modifier = text[:1].isupper() and slot.kind in {"group", "person", "place"}
    return "the " if heard or (found == "?" and proper_modifier) else a_or_an(text)


def a_or_an(text: str) -> str:
    """ "a " or "an " by sound."""
    if text[:2].isupper() or re.match(r"^\d|^[A-Z]\b", text):
        return "an " if INITIALS_AN.match(text) else "a "
    return "an " if AN.match(text) and not A_LETTERS.match(text) else "a "
