"""Who a line lets speak: an outlet named as the voice is taken off before its words are weighed (section 11, 10).

Only a whole name in the place of the voice is taken off: "Example Nine reports that ...". The same words anywhere else
in a line are words of the line and must stand in its evidence like all others.
"""

import re
from collections.abc import Iterable, Mapping

from newsroom.model.claim import Claim, Evidence
from newsroom.model.outlets import spoken_outlet
from newsroom.model.script import Line

REPORTS = r"(?:also )?(?:says|reports|adds|writes)(?: that)?"
SAME_REPORT = re.compile(rf"^The (?:same )?report {REPORTS} ", re.IGNORECASE)
"""Stands for the outlet that the line before names."""


def names_by_owner(claims: Iterable[Claim], publishers: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Owner -> the names under which it may be the voice of its own claims, as spoken."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        for seen in claim.evidence:
            found.setdefault(seen.owner, set()).update(_spoken(seen, publishers))
    return {owner: frozenset(names) for owner, names in found.items()}


def _spoken(seen: Evidence, publishers: Mapping[str, str]) -> set[str]:
    return {spoken_outlet(name) for name in (seen.outlet, publishers.get(seen.owner, "")) if name}


def outlet_voice(text: str, names: Iterable[str]) -> tuple[str, str]:
    """(outlet that speaks, what it says); ("", text) when no outlet is the voice of the line."""
    for name in sorted(names, key=lambda n: (-len(n), n)):
        said = re.escape(name)
        found = re.match(rf"(?:According to (?:the )?{said}, |(?:The )?{said} {REPORTS} )", text, re.IGNORECASE)
        if found:
            return name, text[found.end() :]
    return "", text


def without_voice(text: str, names: Iterable[str]) -> str:
    """What is left to be held by the evidence."""
    return SAME_REPORT.sub("", outlet_voice(text, names)[1])


def heard_outlet(line: Line, before: Line | None, claim: Claim, owners: Mapping[str, frozenset[str]]) -> bool:
    """Whether the line is told by an outlet of the claim, by name or as the report that the line before names."""
    own = {name for owner in claim.owners for name in owners.get(owner, frozenset())}
    if SAME_REPORT.match(line.text):
        return before is not None and heard_outlet(before, None, claim, owners)
    named = (re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line.text) for name in sorted(own))
    return bool(outlet_voice(line.text, own)[0]) or any(named)
