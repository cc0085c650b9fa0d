"""One version of a script put together: desk, usable claims, openings, length, lines (shared by writer and doctor)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsroom.model.brief import Hold, StudioBrief
from newsroom.model.claim import Claim
from newsroom.model.script import Script
from newsroom.ports import Inflection, Language
from newsroom.studio.answers import answers
from newsroom.studio.body import body
from newsroom.studio.comment import is_comment
from newsroom.studio.drafting import Desk, Written, as_line
from newsroom.studio.hooks import Opening, as_hook, hook_openings, names_event, three
from newsroom.studio.readability import seconds
from newsroom.studio.script_plan import FEWEST_CLAIMS, Plan, lengths, plan, thin
from newsroom.studio.titles import title
from newsroom.studio.wording import candidates

UNTOLD = frozenset(["contradicted", "unverifiable"])
LEFT_OUT, SAID_ELSE = "left out ", "not said again "
"""Keys of `Script.answers` under which a revision keeps what it ruled out, so that the next one does not bring it back."""


class Material(NamedTuple):
    """What one script version can be made from."""

    desk: Desk
    usable: tuple[Claim, ...]
    hooks: tuple[Opening, ...]


def material(brief: StudioBrief, inflect: Inflection, language: Language, notes: Mapping[str, str]) -> Material | Hold:
    """Usable claims and three openings, without what earlier versions ruled out; or the hold."""
    avoid = frozenset(k.removeprefix(SAID_ELSE) for k in notes if k.startswith(SAID_ELSE))
    out = frozenset(k.removeprefix(LEFT_OUT) for k in notes if k.startswith(LEFT_OUT))
    desk = Desk(brief, inflect, language, avoid)
    usable = usable_claims(desk, out)
    if len(usable) < FEWEST_CLAIMS:
        return thin(len(usable), brief)
    hooks = three(hook_openings(usable, desk), desk)
    if len(hooks) < 3:
        reason = f"Only {len(hooks)} safe openings could be made of {len(usable)} claims; three are needed."
        return Hold(story_id=brief.story.id, code="no_hook", reason=reason, usable=len(usable))
    return Material(desk, usable, hooks)


def usable_claims(desk: Desk, out: frozenset[str] = frozenset()) -> tuple[Claim, ...]:
    """Claims that can be said whole, truly and in our own words, before anything else is told."""
    return tuple(
        claim
        for claim in desk.claims.values()
        if claim.status not in UNTOLD
        and not is_comment(claim)
        and claim.id not in out
        and desk.say(candidates(claim, desk.fresh(), desk.setting), desk.fresh())
    )


def assemble(made: Material, first: int, version: int, notes: Mapping[str, str]) -> Script | Hold:
    """The script that opens with hook `first`, as long as the claims carry it."""
    desk, usable, hooks = made
    if not names_event(hooks[first].candidate.text, desk):
        reason = f"The opening “{hooks[first].candidate.text}” does not say what the story is about."
        return Hold(story_id=desk.brief.story.id, code="no_hook", reason=reason, usable=len(usable))
    for length in lengths(len(usable), desk.brief):
        told = plan(usable, desk.brief, length)
        lines = body(hooks[first], told, desk)
        if lines:
            return _script(made, told, lines, first, version, notes)
    shortest = lengths(len(usable), desk.brief)[-1]
    reason = (
        f"{len(usable)} usable claims do not fill {shortest.words[0]} words "
        "without padding, repeating or one voice for more than half of it."
    )
    return Hold(story_id=desk.brief.story.id, code="short", reason=reason, usable=len(usable))


def _script(
    made: Material, told: Plan, lines: Sequence[Written], first: int, version: int, notes: Mapping[str, str]
) -> Script:
    desk, usable, hooks = made
    brief = desk.brief
    words = sum(line.words for line in lines)
    said = {claim_id for line in lines for claim_id in line.candidate.claim_ids}
    kept = {k: v for k, v in notes.items() if k.startswith((LEFT_OUT, SAID_ELSE))}
    return Script(
        story_id=brief.story.id,
        channel=brief.channel.name,
        version=version,
        template=told.template,
        title=title([c for c in usable if c.id in said], desk)[0],
        lines=tuple(as_line(line, brief.story.id, at) for at, line in enumerate(lines)),
        hooks=tuple(as_hook(hook, desk) for hook in hooks),
        chosen_hook=first,
        words=words,
        seconds=seconds(words, len(lines), brief.channel.pace),
        bound_conditions=tuple(c.id for c in brief.conditions if c.about == "wording"),
        answers={**answers(brief.suggestions, told, usable, lines, hooks[first].technique), **kept},
    )
