"""Who says it, and first: what one speaker or one outlet alone gives is never told as our own knowledge.

Order: the claim's own speaker, else the one outlet that has it, else nobody. Never both: two attributions in one
sentence are one too many (broadcast-writing.md section 1).
"""

import re
from collections.abc import Iterator

from newsroom.model.claim import Claim, Slot, Speaker
from newsroom.model.outlets import spoken_outlet
from newsroom.studio.articles import is_name
from newsroom.studio.house_words import wordings
from newsroom.studio.phrases import Told, knows_name, phrase, surname

SELF_SAID = frozenset(["quote", "study_finding", "demand", "condemn", "warning", "denied", "responsibility_claimed"])
"""Frames whose own wording names who speaks."""
PLAIN = frozenset(["is_a"])
"""Background on who or what something is: told without attribution unless it is contested."""


def attributed(core: str, claim: Claim, told: Told, publishers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(finished line, outlet named or "") for a sentence in mid-sentence form."""
    forms = wordings()["attribution"]
    if claim.speaker and claim.frame not in SELF_SAID:
        who = speaker_words(claim.speaker, claim, told)
        if not who or surname(claim.speaker.name) in core:
            return
        plain = claim.speaker.model_copy(update={"name": _common_name(claim.speaker.name, told)})
        says = "say" if _speaks_as_many(plain) else "says"
        for form in forms["speaker"]:
            yield finished(form.format(speaker=who, says=says, line=core)), ""
        return
    if claim.status == "supported" or claim.frame in PLAIN or _speaks_itself(claim):
        yield finished(core), ""
        return
    outlet = outlet_name(claim, publishers)
    kinds = ("same_outlet", "outlet") if told.outlet == outlet else ("outlet",)
    for kind in kinds:
        for form in forms[kind]:
            yield finished(form.format(outlet=outlet, line=core)), outlet


def _speaks_itself(claim: Claim) -> bool:
    return claim.frame in SELF_SAID and claim.status == "single_source"


def outlet_name(claim: Claim, publishers: dict[str, str]) -> str:
    """The outlet to name for a claim of one owner."""
    first = claim.evidence[0]
    return spoken_outlet(publishers.get(first.owner, first.outlet))


def speaker_words(speaker: Speaker, claim: Claim, told: Told) -> str:
    """Role before name; the surname alone after a full mention; "" when it leans on a word that would be lost."""
    if knows_name(speaker.name, told):
        return surname(speaker.name)
    role = speaker.role.strip()
    if role and role.lower() not in speaker.name.lower() and is_name(speaker.name):
        return f"{role} {speaker.name}"
    name = _common_name(speaker.name, told)
    slot = Slot(text=name, kind="person", head=name.split()[-1].lower())
    said = phrase(slot, claim, told) or ""
    bare_office = said == name and name != speaker.name and not _speaks_as_many(Speaker(name=name))
    return f"the {said}" if bare_office else said


def _common_name(name: str, told: Told) -> str:
    """A speaker who is no name ("Firefighters", "Junta") loses the capital that only the start of a sentence gave."""
    first, space, rest = name.partition(" ")
    return f"{first.lower()}{space}{rest}" if first.lower() in told.common and not rest[:1].isupper() else name


def _speaks_as_many(speaker: Speaker) -> bool:
    last = speaker.name.lower().split()[-1] if speaker.name else ""
    common = not is_name(speaker.name) or last in {"police", "officials", "authorities", "prosecutors"}
    return common and (last in wordings()["plural_words"] or (last.endswith("s") and not last.endswith("ss")))


def house_style(text: str) -> str:
    """Initials without points, outside quotation marks."""
    parts = re.split(r"(“[^”]*”)", text)
    return "".join(p if p.startswith("“") else re.sub(r"\b(U)\.(S|K|N)\.?(?=\W|$)", r"\1\2", p) for p in parts)


def finished(text: str) -> str:
    """Capital first, one stop last; a closing quotation mark keeps its own stop."""
    text = house_style(text.strip()).replace("..", ".")
    if text.endswith("”"):
        inner = text[:-1].rstrip()
        text = f"{inner}”" if inner.endswith((".", "!", "?")) else f"{inner}.”"
    elif not text.endswith((".", "!", "?")):
        text += "."
    return text[:1].upper() + text[1:]
