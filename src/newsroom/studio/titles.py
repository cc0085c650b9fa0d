"""The video's title: at most 60 characters, in our own words, no more than its claims hold (broadcast-writing.md 4)."""

from collections.abc import Iterator, Sequence

from newsroom.model.claim import Claim
from newsroom.studio.drafting import Desk
from newsroom.studio.hooks import forbidden, of_another_year
from newsroom.studio.phrases import phrase
from newsroom.studio.script_plan import rank
from newsroom.studio.wording import candidates

CHARACTERS_MAX = 60
RUN_MAX = 6
TRIED = 6
TOPICS = ("{thing}: what is known", "What is known about {thing}", "{thing}: the facts so far", "{thing}: the facts")
THINGS = ("event", "what", "who", "subject", "target", "law", "product", "winner", "by", "where", "speaker")


def title(usable: Sequence[Claim], desk: Desk) -> tuple[str, tuple[str, ...]]:
    """(title, claim ids): a line of a well-supported claim when one is short enough, else its topic."""
    ranked = sorted(usable, key=lambda c: rank(c, desk.brief))[:TRIED]
    for claim in ranked:
        for text in _stated(claim, desk):
            return text, (claim.id,)
    for claim in [c for c in ranked if c.frame != "is_a"] or ranked:
        for text in _topics(claim, desk):
            return text, (claim.id,)
    return "What is known so far", ()


def _stated(claim: Claim, desk: Desk) -> list[str]:
    """Short enough lines of a claim, the one that leaves least out first."""
    if claim.conflicts or claim.frame in {"is_a", "quote"} or of_another_year(claim, desk):
        return []
    found = sorted(candidates(claim, desk.fresh(), desk.setting), key=lambda c: (c.dropped, c.form))
    return [
        c.text.rstrip(".")
        for c in found
        if not c.outlet
        and _fits(c.text.rstrip("."), claim, desk)
        and c.text not in desk.avoid
        and desk.reads_well(c, desk.fresh())
        and desk.names_all(c, desk.fresh())
    ]


def _fits(text: str, claim: Claim, desk: Desk) -> bool:
    short = len(text) <= CHARACTERS_MAX and len(text.split()) >= 5
    return short and desk.runs.longest(text) <= RUN_MAX and not forbidden("result", text, [claim])


def _topics(claim: Claim, desk: Desk) -> Iterator[str]:
    for name in THINGS:
        slot = claim.slots.get(name)
        if slot is None or slot.kind in {"quote", "quantity", "list"}:
            continue
        thing = phrase(slot, claim, desk.fresh())
        for form in TOPICS if thing else ():
            text = form.format(thing=thing)
            if len(text) <= CHARACTERS_MAX:
                yield text[:1].upper() + text[1:]
