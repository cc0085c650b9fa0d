"""The video's title: at most 60 characters, in our own words, no more than its claims hold (broadcast-writing.md 4)."""

import re
from collections.abc import Iterator, Sequence

from newsroom.model.claim import Claim
from newsroom.model.syntax import Token
from newsroom.model.text import fold
from newsroom.studio.drafting import Desk
from newsroom.studio.hooks import forbidden, names_event, of_another_year, shared_words
from newsroom.studio.house_words import wordings
from newsroom.studio.phrases import phrase, surname
from newsroom.studio.script_plan import rank
from newsroom.studio.wording import candidates, openings, titles

CHARACTERS_MAX = 60
RUN_MAX = 8
TRIED = 6
LABEL_WORDS = 4
SHARED_WITH_OUTLET = 2
TOPICS = ("{thing}: what is known", "What is known about {thing}", "{thing}: the facts so far", "{thing}: the facts")
THINGS = ("event", "what", "who", "subject", "target", "law", "product", "winner", "by", "where", "speaker")


def title(usable: Sequence[Claim], desk: Desk) -> tuple[str, tuple[str, ...]]:
    """(title, claim ids): a line of a well-supported claim when one is short enough, else one with its outlet named,
    else its topic.
    """
    ranked = sorted(usable, key=lambda c: rank(c, desk.brief))[:TRIED]
    for told_by_outlet in (False, True):
        for claim in ranked:
            for text in _stated(claim, desk, told_by_outlet):
                if not told_by_outlet or shared_words(_without_outlet(text, claim), desk) >= SHARED_WITH_OUTLET:
                    return text, (claim.id,)
    topics = [(text, c.id) for c in [c for c in ranked if c.frame != "is_a"] or ranked for text in _topics(c, desk)]
    for text, claim_id in sorted(topics, key=lambda topic: -shared_words(topic[0], desk)):
        return text, (claim_id,)
    return "What is known so far", ()


def _without_outlet(text: str, claim: Claim) -> str:
    for seen in claim.evidence:
        text = text.replace(seen.outlet, "")
    return text


def _stated(claim: Claim, desk: Desk, told_by_outlet: bool = False) -> list[str]:
    """Short enough lines of a claim, the one that leaves least out first; those of an outlet alone, or those of none."""
    if claim.conflicts or claim.frame in {"is_a", "quote"} or of_another_year(claim, desk):
        return []
    claim = claim.model_copy(update={"status": "supported"}) if _echoed(claim, desk) else claim
    lines = [*candidates(claim, desk.fresh(), desk.setting), *openings(claim, desk.fresh(), desk.setting)]
    found = sorted(lines, key=lambda c: (c.dropped, c.form))
    told = [
        c for c in found if bool(c.outlet) is told_by_outlet and not c.text.endswith("?") and c.text not in desk.avoid
    ]
    short = [*titles(claim, desk.fresh(), desk.setting)] if claim.status == "supported" else []
    for text in short:
        if _fits(text[:1].upper() + text[1:], claim, desk):
            return [text[:1].upper() + text[1:]]
    said = [(c, surnames(c.text.rstrip("."), desk)) for c in told if desk.reads_well(c, desk.fresh())]
    return [text for c, text in said if _fits(text, claim, desk) and desk.names_all(c, desk.fresh())]


def _echoed(claim: Claim, desk: Desk) -> bool:
    """Whether a claim of another owner says the same of the same: then the title need not name one of them."""
    mine = _core(claim)
    others = (c for c in desk.claims.values() if c.id != claim.id and set(c.owners) - set(claim.owners))
    return (
        claim.status == "single_source"
        and not claim.speaker
        and len(mine) >= 5
        and any(_core(c) == mine for c in others)
    )


def _core(claim: Claim) -> tuple[str, ...]:
    """Frame and heads of who did what to whom."""
    names = ("who", "winner", "over", "loser", "subject", "verb", "object")
    heads = [claim.slots[name].head for name in names if name in claim.slots]
    return (claim.frame, claim.modality, claim.polarity, *heads)


def surnames(text: str, desk: Desk) -> str:
    """The title with people by their surnames, without their offices: a title is read beside the picture and the line."""
    roles = "|".join([*wordings()["roles"], *wordings()["role_words"]])
    office = rf"(?:\b(?:the )?(?:[A-Z][\w.]*(?:['’]s)? ){{0,2}}(?:(?i:{roles}) )+)?"
    others = _other_names(desk)
    for sentence in desk.language.parse(text):
        for full in (name for name in _people(sentence.tokens) if not any(name in other for other in others)):
            text = re.sub(rf"{office}\b{re.escape(full)}", surname(full), text)
    return text[:1].upper() + text[1:]


def _other_names(desk: Desk) -> list[str]:
    """What the claims know as places, things and events: a parser alone takes a bridge's name for a person's."""
    slots = [slot for claim in desk.claims.values() for slot in claim.slots.values()]
    return [slot.text for slot in slots if slot.kind in {"place", "thing", "event"}]


def _people(tokens: Sequence[Token]) -> list[str]:
    """Full names of people in a sentence, without a title before them."""
    found: list[list[str]] = [[]]
    for token in tokens:
        if token.ent == "PERSON" and token.text[:1].isupper() and fold(token.text) not in wordings()["roles"]:
            found[-1].append(token.text)
        elif found[-1]:
            found.append([])
    return [" ".join(parts) for parts in found if len(parts) > 1]


def _fits(text: str, claim: Claim, desk: Desk) -> bool:
    short = len(text) <= CHARACTERS_MAX and len(text.split()) >= 4 and names_event(text, desk)
    return short and desk.runs.longest(text) <= RUN_MAX and not forbidden("result", text, [claim])


def _topics(claim: Claim, desk: Desk) -> Iterator[str]:
    for name in THINGS:
        slot = claim.slots.get(name)
        if slot is None or slot.kind in {"quote", "quantity", "list"}:
            continue
        thing = phrase(slot, claim, desk.fresh())
        label = slot.kind != "person" and thing is not None and len(thing.split()) >= LABEL_WORDS
        for form in ("{thing}", *TOPICS) if label else TOPICS if thing else ():
            text = form.format(thing=thing)
            if len(text) <= CHARACTERS_MAX:
                yield text[:1].upper() + text[1:]
