"""A claim with less in its parts, where what is left stays true: lists, relative clauses and circumstances cut from the end.

Only plain affirmed statements lose words: "replaced 212 cables and the whole deck" holds "replaced 212 cables"; with a
denial, a hedge, a condition or a word like "all" or "only" it may not.
"""

import re
from collections.abc import Iterator

from newsroom.model.claim import Claim, Slot
from newsroom.studio.house_words import wordings

PARTS = ("object", "complement", "subject", "what", "phrases")
NARROWING = re.compile(
    r"\b(?:not|no|never|only|all|every|each|most|first|last|more|fewer|less|both|either|neither|between|same|combined"
    r"|together|total|nor|or|without|if|unless|whether|than|as)\b|n['’]t\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"^(.*\b(?:a|an)\b(?: [\w’'-]+){1,5}?),? (?:where|who|which|that) (?:[\w’'-]+ ){2}.*$")
LISTED = re.compile(
    r"^((?:\S+ )+\S+) and (?:a|an|the|its|his|her|their|\d[\d,]*|two|three|four|five|six|seven|eight|nine) .+$"
)
CIRCUMSTANCE = re.compile(
    r"^((?:\S+ )+?\S+?),? (?:after|following|amid|despite|because of|during|across|around|near|inside|outside|instead of) .+$"
)
CONTROLLED = frozenset(
    [
        "tell", "order", "ask", "urge", "force", "allow", "want", "expect", "help",
        "enable", "persuade", "invite", "require", "cause", "get", "lead", "advise", "encourage",
        "warn", "teach", "forbid", "permit", "use", "need", "have", "give", "leave",
        "call", "send", "take", "pay", "like", "hate", "prefer", "seek", "try",
        "refuse", "plan", "fail", "decide", "agree", "threaten", "offer", "promise", "claim",
        "pretend", "appear", "seem", "be",
    ]
)  # fmt: skip
"""Verbs whose infinitive is no mere purpose."""


def shorter(claim: Claim) -> Iterator[tuple[Claim, int]]:
    """(claim, parts cut), the whole first. Slots without a cut stay as they are."""
    yield claim, 0
    if claim.polarity == "denied" or claim.modality or claim.condition or claim.frame in {"quote", "is_a"}:
        return
    if claim.quantity is not None:
        return
    if _purpose(claim):
        yield claim.model_copy(update={"slots": {k: v for k, v in claim.slots.items() if k != "complement"}}), 1
    if (short := _without_offices(claim)) is not claim:
        yield short, 1
    for name in PARTS:
        slot = claim.slots.get(name)
        if slot is None or NARROWING.search(_verb_and(claim, slot)):
            continue
        for cut in _cuts(slot, name):
            yield claim.model_copy(update={"slots": {**claim.slots, name: cut}}), 1


def _without_offices(claim: Claim) -> Claim:
    """People by their names alone: "Exampleland’s President Alma Reed" -> "Alma Reed"."""
    roles = "|".join(word.title() for word in [*wordings()["roles"], *wordings()["role_words"]])
    office = re.compile(rf"(?:[A-Z][\w.]*(?:['’]s)? )*(?:(?:{roles}) )+(?=[A-Z][\w-]+ [A-Z])")
    parts = {
        n: s.model_copy(update={"text": office.sub("", s.text)})
        for n, s in claim.slots.items()
        if office.search(s.text)
    }
    return claim.model_copy(update={"slots": {**claim.slots, **parts}}) if parts else claim


def _purpose(claim: Claim) -> bool:
    """ "Rovers beat Athletic to win the cup": a purpose or outcome after a whole clause."""
    verb, added = claim.slots.get("verb"), claim.slots.get("complement")
    whole = {"object", "phrases"} & set(claim.slots)
    return bool(verb and added and whole and added.text.startswith("to ") and verb.head not in CONTROLLED)


def _verb_and(claim: Claim, slot: Slot) -> str:
    return f"{claim.slots['verb'].text if 'verb' in claim.slots else ''} {slot.text}"


def _cuts(slot: Slot, name: str) -> Iterator[Slot]:
    for rule in (RELATIVE, LISTED, CIRCUMSTANCE):
        if rule is LISTED and name in {"subject", "phrases"}:
            continue  # who acts together and where may belong together
        found = rule.match(slot.text)
        if found and "|" not in found[1] and slot.head in found[1].lower():
            yield slot.model_copy(update={"text": found[1]})
