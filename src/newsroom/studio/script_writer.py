"""Script_Writer: an approved story's claims -> a script, or a hold with the reason (N 3.1).

Every line says typed facts in sentences of our own and carries their ids. A script is written longest first; when the
claims do not fill the band it is written shorter, and when they do not fill the shortest it is held. It never pads.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsroom.model.brief import Hold, StudioBrief
from newsroom.model.script import Issue, Script
from newsroom.ports import Inflection, Language
from newsroom.studio.assembly import LEFT_OUT, SAID_ELSE, assemble, material


class WritingTools(NamedTuple):
    """What the writer leans on: word forms, and grammar to read its own lines back."""

    inflect: Inflection
    language: Language


def write(brief: StudioBrief, tools: WritingTools) -> Script | Hold:
    """The first version of a script. Hold codes: thin, short, no_hook (see `Hold`)."""
    return _version(brief, tools, 1, {})


def revise(script: Script, issues: Sequence[Issue], brief: StudioBrief, tools: WritingTools) -> Script | Hold:
    """The next version, without what the issues struck.

    A line is said differently the first time; a line with a critical issue in a second or later version loses its
    claims as well. Issues of other components and without a line change nothing but the version.
    """
    notes = {k: v for k, v in script.answers.items() if k.startswith((LEFT_OUT, SAID_ELSE))}
    lines = {line.id: line for line in script.lines}
    for issue in issues:
        why = f"{issue.code}: {issue.detail}"
        if issue.line_id == "title":
            notes[f"{SAID_ELSE}{script.title}."] = why
        elif issue.line_id in lines:
            line = lines[issue.line_id]
            notes[SAID_ELSE + line.text] = why
            if issue.severity == "critical" and script.version > 1:
                notes.update({LEFT_OUT + claim_id: why for claim_id in line.claim_ids})
    return _version(brief, tools, script.version + 1, notes)


def _version(brief: StudioBrief, tools: WritingTools, version: int, notes: Mapping[str, str]) -> Script | Hold:
    made = material(brief, tools.inflect, tools.language, notes)
    if isinstance(made, Hold):
        return made
    order = sorted(range(len(made.hooks)), key=lambda at: (not made.hooks[at].tells, at))
    tried = (assemble(made, at, version, notes) for at in order)
    held = next(tried)
    return held if isinstance(held, Script) else next((s for s in tried if isinstance(s, Script)), held)
