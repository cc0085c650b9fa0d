"""Fact_Guard: re-reads every line of a script against the exact sentences behind it and may stop it (N 3.3).

Shares no code with the writer: figures, days, names, quotations, strength and runs are read again from the evidence.
Each outlet's sentence is read by itself and the best one counts, so that two half-fitting sentences make no whole one.
A line scores 1, less 0.15 a minor issue, and 0 with a critical one; the script scores the mean over its lines and
title. It passes at 0.80 with no critical issue (decisions.md section 3).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsroom.model.base import score
from newsroom.model.brief import StudioBrief
from newsroom.model.claim import Claim, Evidence
from newsroom.model.item import Item
from newsroom.model.script import GuardReport, Issue, Line, Script
from newsroom.model.text import folded_words
from newsroom.model.verdict import Condition
from newsroom.ports import Language
from newsroom.studio.guard_line import CHECKS, doubts
from newsroom.studio.guard_reading import Doubt, read, read_words
from newsroom.studio.guard_script import (
    Voices,
    attribution_issues,
    condition_issues,
    issue,
    pronoun_issues,
    run_issues,
    shape_issues,
    speaks_of_reading,
    strength_issues,
    wording_issues,
)
from newsroom.studio.guard_tables import guard_table
from newsroom.studio.guard_voices import names_by_owner, outlet_voice, without_voice

PASS_MARK = 0.80
MINOR_COST = 0.15
BANDS = ((60, 95), (140, 165), (225, 248), (430, 455))


class GuardDesk(NamedTuple):
    """What a script is read against: claims and items by id, outlet names (all, by owner), day of publication, grammar."""

    claims: Mapping[str, Claim]
    items: Mapping[str, Item]
    outlets: tuple[str, ...]
    owners: Mapping[str, frozenset[str]]
    today: date
    language: Language


def verify(
    script: Script,
    claims: Sequence[Claim],
    items: Sequence[Item],
    conditions: Sequence[Condition],
    language: Language,
    *,
    now: datetime,
    zone: str = "UTC",
    publishers: Mapping[str, str] | None = None,
) -> GuardReport:
    """Every line, the title and all three openings re-checked. `now` is the planned publication.

    Issues come in the order of the script; `checked` counts what was looked at; `citations` maps each line to the
    addresses of its evidence.
    """
    names = {e.outlet for c in claims for e in c.evidence} | set((publishers or {}).values())
    desk = GuardDesk(
        {c.id: c for c in claims},
        {i.id: i for i in items},
        tuple(sorted(names)),
        names_by_owner(claims, publishers or {}),
        now.astimezone(ZoneInfo(zone)).date(),
        language,
    )
    found = [found for line in script.lines for found in _line_issues(line, script, desk)]
    found += _extra_lines(script, desk)
    found += pronoun_issues(script)
    found += shape_issues(script, _band(script.words))
    found += list(condition_issues(conditions, script, found))
    value = _score(script, found)
    critical = any(i.severity == "critical" for i in found)
    return GuardReport(
        story_id=script.story_id,
        script_version=script.version,
        passed=value >= PASS_MARK and not critical,
        score=value,
        issues=tuple(found),
        checked=_checked(script, conditions),
        citations={line.id: _addresses(line, desk) for line in script.lines if line.claim_ids},
    )


def verify_brief(script: Script, brief: StudioBrief, language: Language) -> GuardReport:
    """`verify` with everything taken from the brief that the script was written from."""
    return verify(
        script,
        brief.claims,
        brief.items,
        brief.conditions,
        language,
        now=brief.now,
        zone=brief.channel.timezone,
        publishers=brief.publishers,
    )


def _line_issues(line: Line, script: Script, desk: GuardDesk) -> list[Issue]:
    unknown = [i for i in line.claim_ids if i not in desk.claims]
    if unknown:
        return [issue("critical", "evidence", f"no such claim: {unknown[0]}", line.id)]
    found = list(wording_issues(line, frozenset(o.lower() for o in desk.outlets)))
    claims = [desk.claims[i] for i in line.claim_ids]
    if speaks_of_reading(line.text) or (line.way == "fixed" and "that figure" in line.text.lower()):
        return [*found, *_reading_issues(line, claims, desk)]
    if not claims:
        return [*found, issue("critical", "evidence", "a statement without evidence", line.id)]
    found += run_issues(line, tuple(desk.items.values()), desk.outlets)
    found += attribution_issues(line, claims, Voices(desk.owners, _before(line, script), _alone(script, desk)))
    found += strength_issues(line, claims, _neighbours(line, script))
    return [*found, *_doubted(line, claims, desk)]


def _reading_issues(line: Line, claims: Sequence[Claim], desk: GuardDesk) -> list[Issue]:
    """A line about what was read names only outlets that were read and holds no figure of its own."""
    allowed = read_words(" ".join([*desk.outlets, *(e.text for c in claims for e in c.evidence)]))
    names = [w for w in line.text.split()[1:] if w[:1].isupper()]
    strange = [n for n in names if any(w not in allowed for w in folded_words(n))]
    return [issue("critical", "name", f"{strange[0]} is no outlet that was read", line.id)] if strange else []


def _alone(script: Script, desk: GuardDesk) -> bool:
    """One outlet carries everything, and the script says so."""
    owners = {o for line in script.lines for i in line.claim_ids if i in desk.claims for o in desk.claims[i].owners}
    return len(owners) == 1 and any("is the only outlet we have read" in line.text for line in script.lines[:3])


def _neighbours(line: Line, script: Script) -> tuple[Line, ...]:
    at = script.lines.index(line) if line in script.lines else 0
    return script.lines[max(0, at - 1) : at + 2]


def _before(line: Line, script: Script) -> Line | None:
    at = script.lines.index(line) if line in script.lines else 0
    return script.lines[at - 1] if at else None


def _doubted(line: Line, claims: Sequence[Claim], desk: GuardDesk) -> list[Issue]:
    """The doubts that are left when the line is read against its best evidence."""
    found = min((_doubts(line.text, claims, e, desk) for e in _readings(claims)), key=_weight, default=())
    return [issue("critical" if d.stops else "minor", d.code, f"“{d.words}”", line.id) for d in found]


def _weight(found: Sequence[Doubt]) -> float:
    return sum(d.weight + d.stops for d in found)


def _readings(claims: Sequence[Claim]) -> list[tuple[Evidence, ...]]:
    """Each outlet's sentence by itself; for a line on several claims, one sentence of each together."""
    if len(claims) == 1:
        return [(e,) for e in claims[0].evidence]
    return [tuple(c.evidence[0] for c in claims)]


def _doubts(text: str, claims: Sequence[Claim], seen: Sequence[Evidence], desk: GuardDesk) -> tuple[Doubt, ...]:
    sentences = [_with_context(e, claims, desk) for e in seen]
    written = desk.items[seen[0].item_id].published_at.date() if seen[0].item_id in desk.items else desk.today
    known = frozenset(w for name in _voices(claims) for w in folded_words(name))
    own = {name for c in claims for owner in c.owners for name in desk.owners.get(owner, frozenset())}
    originals = [f"{i.title}\n{i.text}" for i in desk.items.values()]
    reading = read(without_voice(text, own), sentences, desk.today, written, desk.language, known, originals)
    return doubts(reading)


def _voices(claims: Sequence[Claim]) -> list[str]:
    return [f"{c.speaker.name} {c.speaker.role}" for c in claims if c.speaker]


def _with_context(seen: Evidence, claims: Sequence[Claim], desk: GuardDesk) -> str:
    """The evidence sentence; names that its pronouns stand for are looked up in the two sentences before it."""
    item = desk.items.get(seen.item_id)
    leaning = set(folded_words(seen.text)) & set(guard_table("guard_words.yaml")["pronouns"])
    if item is None or seen.field == "title" or not leaning:
        return seen.text
    before = item.text[max(0, seen.start - 300) : seen.start]
    wanted = [s.text for c in claims for s in c.slots.values() if s.text not in seen.text and s.text in before]
    return f"{seen.text} ({'; '.join(wanted)})" if wanted else seen.text


def _extra_lines(script: Script, desk: GuardDesk) -> list[Issue]:
    """The openings not chosen and the title, read like lines."""
    found = []
    for at, hook in enumerate(script.hooks):
        if at != script.chosen_hook:
            line = Line(id=f"hook_{at}", beat="hook", text=hook.text, spoken="", claim_ids=hook.claim_ids, way="frame")
            found += [i for i in _line_issues(line, script, desk) if i.code != "one_side"]
    return found + _title_issues(script, desk)


def _title_issues(script: Script, desk: GuardDesk) -> list[Issue]:
    """The title against everything the script's claims rest on: names, figures, days and strength.

    Where an outlet is its voice, only that outlet's claims hold it.
    """
    claims = [
        desk.claims[i] for i in dict.fromkeys(i for line in script.lines for i in line.claim_ids) if i in desk.claims
    ]
    voice, told = outlet_voice(script.title, {name for names in desk.owners.values() for name in names})
    if voice:
        claims = [c for c in claims if any(voice in desk.owners.get(owner, frozenset()) for owner in c.owners)]
    sentences = [e.text for c in claims for e in c.evidence]
    if not sentences:
        return [issue("critical", "voice", f"title: {voice} told none of it", "title")] if voice else []
    first = next((i for i in desk.items.values()), None)
    written = first.published_at.date() if first else desk.today
    known = frozenset(w for name in _voices(claims) for w in folded_words(name))
    reading = read(told, sentences, desk.today, written, desk.language, known)
    heavy = [
        d for d in doubts(reading) if d.code not in {"unsupported", "number_elsewhere", "name_elsewhere", "speaker"}
    ]
    return [issue("critical" if d.stops else "minor", d.code, f"title: “{d.words}”", "title") for d in heavy]


def _band(words: int) -> tuple[int, int]:
    """The word band nearest to a script's length."""
    return min(
        BANDS, key=lambda band: 0 if band[0] <= words <= band[1] else min(abs(words - band[0]), abs(words - band[1]))
    )


def _score(script: Script, found: Sequence[Issue]) -> float:
    places = [*(line.id for line in script.lines), "title"]
    marks = []
    for place in places:
        own = [i for i in found if i.line_id == place]
        critical = any(i.severity == "critical" for i in own)
        marks.append(0.0 if critical else max(0.0, 1.0 - MINOR_COST * len(own)))
    general = [i for i in found if not i.line_id]
    return score(max(0.0, sum(marks) / len(marks) - MINOR_COST * len(general)))


def _checked(script: Script, conditions: Sequence[Condition]) -> dict[str, int]:
    held = sum(bool(line.claim_ids) for line in script.lines)
    return {
        "lines": len(script.lines),
        "lines_with_evidence": held,
        "hooks": len(script.hooks),
        "checks_per_line": len(CHECKS),
        "conditions": len(conditions),
    }


def _addresses(line: Line, desk: GuardDesk) -> tuple[str, ...]:
    found = [e.url for i in line.claim_ids if i in desk.claims for e in desk.claims[i].evidence]
    return tuple(dict.fromkeys(found))
