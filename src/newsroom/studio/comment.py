"""Comment told from fact: figures of speech are not said at all, judging adjectives are left out."""

import re
from functools import cache

from newsroom.model.claim import Claim, Slot
from newsroom.model.text import fold
from newsroom.studio.house_words import table

SCARE = re.compile(r"[‘'](?=\w)[^’']{2,60}(?<=\w)[’'](?!\w)")
"""Words that a headline holds at arm's length."""
SCORE = re.compile(r" \d{1,3}[-–]\d{1,3}$")
WORDED = frozenset(["happened", "said", "win", "protest", "condemn", "table_place", "record"])


def is_comment(claim: Claim) -> bool:
    """Whether the claim says a figure of speech, reports on reporting, slips, or names somebody by a headline's word."""
    if claim.frame in {"quote", "is_a"}:
        return False
    said = " ".join(slot.text for slot in claim.slots.values())
    if _figures().search(fold(said)):
        return True
    verb, added = claim.slots.get("verb"), claim.slots.get("complement")
    if verb is not None and (_of_media(claim) or _slip(claim)):
        return True
    empty = table("not_facts.yaml")["empty"]
    if any(claim.slots[name].text in empty for name in ("object", "complement") if name in claim.slots):
        return True
    naming = claim.frame == "happened" and verb is not None and verb.head == "be" and added is not None
    titles = all(seen.field == "title" for seen in claim.evidence)
    return naming and titles and added is not None and added.kind in {"person", "thing"} and _names(added)


def _slip(claim: Claim) -> bool:
    """ "was burst into tears": no sentence to repeat."""
    voice = claim.slots.get("voice")
    return (
        voice is not None
        and voice.text == "passive"
        and claim.slots["verb"].head in table("not_facts.yaml")["never_passive"]
    )


def _of_media(claim: Claim) -> bool:
    rows, subject = table("not_facts.yaml"), claim.slots["subject"]
    heads = {subject.head, subject.head.rpartition(" ")[2], *fold(subject.text).split()[-1:]}
    heads |= {head.removesuffix("s") for head in heads} | {head.removesuffix("es") for head in heads}
    return claim.slots["verb"].head in rows["media_verbs"] and bool(heads & set(rows["media_subjects"]))


def _names(added: Slot) -> bool:
    """A noun, not a state: "is the anti-hero" names, "is open again" tells."""
    return bool(re.match(r"(?:an?|the)\b", added.text)) or bool(SCARE.search(added.text))


def plain(claim: Claim) -> Claim:
    """The claim without judging adjectives and without a headline's marks around single words."""
    if claim.frame not in WORDED or claim.quote:
        return claim
    slots = {name: _plain(slot) for name, slot in claim.slots.items()}
    if claim.frame == "win" and "what" in slots:
        slots["what"] = slots["what"].model_copy(update={"text": SCORE.sub("", slots["what"].text)})
    return claim if slots == claim.slots else claim.model_copy(update={"slots": slots})


def uncoloured(text: str) -> str:
    """The text without judging adjectives before a noun."""
    return _colour().sub("", text)


def _plain(slot: Slot) -> Slot:
    if slot.kind == "quote":
        return slot
    text = uncoloured(slot.text)
    return slot if text == slot.text or not text.strip() else slot.model_copy(update={"text": text.strip()})


@cache
def _figures() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(str(word))) for word in table("not_facts.yaml")["figures"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def _colour() -> re.Pattern[str]:
    """A judging adjective before the noun it judges: no adverb before it, no joining word after it."""
    words = "|".join(re.escape(str(word)) for word in table("not_facts.yaml")["colour"])
    return re.compile(
        rf"(?<!very )(?<!most )(?<!more )(?<!so )(?<!too )(?<!as )(?<![\w’'-])[‘']?(?:{words})[’']?\s+"
        r"(?=[\w‘'])(?!(?:and|or|but|to|in|at|on|of|for|from|after|about|with|by|over|amid|that|as|than|despite)\b)",
        re.IGNORECASE,
    )
