"""Usable claims -> length, template and the order of what is told; or a hold (N 3.1; offline-writer.md).

Material decides length: 12 usable claims make a minute, 5 to 11 half of one, fewer are held. Longer formats only when
a voter asked for them and the claims are there. Nothing is ever padded.
"""

from collections.abc import Sequence
from typing import NamedTuple

from newsroom.model.brief import Hold, StudioBrief
from newsroom.model.claim import Claim
from newsroom.model.script import Beat
from newsroom.model.text import content_words
from newsroom.studio.house_words import table

FEWEST_CLAIMS = 5
FUTURE = frozenset(
    ["will", "expected to", "scheduled to", "due to", "set to", "planning to", "plans to", "expected", "likely to"]
)


class Length(NamedTuple):
    """A length class: spoken words and seconds as (low, high), most lines a beat."""

    name: str
    words: tuple[int, int]
    seconds: tuple[int, int]
    most: dict[str, int]


class Plan(NamedTuple):
    """What is told in which order: one queue of claims a beat, most telling first."""

    template: str
    length: Length
    queues: tuple[tuple[Beat, tuple[Claim, ...]], ...]

    def queue(self, beat: Beat) -> tuple[Claim, ...]:
        """The claims waiting for a beat."""
        return next((claims for name, claims in self.queues if name == beat), ())


def lengths(usable: int, brief: StudioBrief) -> tuple[Length, ...]:
    """The length classes that so many claims may fill, longest first."""
    found = []
    for name, row in table("templates.yaml")["lengths"].items():
        asked = row.get("asked_for", "")
        if usable >= row["claims"] and (not asked or any(asked in s for s in brief.suggestions)):
            found.append(Length(name, tuple(row["words"]), tuple(row["seconds"]), row["most"]))
    return tuple(reversed(found))


def plan(usable: Sequence[Claim], brief: StudioBrief, length: Length) -> Plan:
    """The beats of one script. Order inside a beat: support, then salience, then the source's own order."""
    template = choose_template(usable, brief)
    ranked = sorted(usable, key=lambda c: rank(c, brief))
    order: list[Beat] = table("templates.yaml")["orders"][template]
    return Plan(template, length, tuple((beat, tuple(c for c in ranked if beat_of(c) == beat)) for beat in order))


def thin(usable: int, brief: StudioBrief) -> Hold:
    """The hold of a story with fewer than five usable claims."""
    reason = f"{usable} usable claims are too few for a video: {FEWEST_CLAIMS} make the shortest one. More reports are needed."
    return Hold(story_id=brief.story.id, code="thin", reason=reason, usable=usable)


def rank(claim: Claim, brief: StudioBrief) -> tuple[float, int, int, str]:
    """Sort key: the most telling of this event first (salience x support x nearness to the headline).

    Equals keep the order of their reports and, in one report, its own.
    """
    support = {"supported": 1.0, "disputed": 0.9}.get(claim.status, 0.8)
    order = {item.id: at for at, item in enumerate(brief.items)}
    first = claim.evidence[0]
    weight = claim.salience * support * (0.5 + 0.5 * relevance(claim, brief))
    return -round(weight, 2), order.get(first.item_id, len(order)), first.start, claim.id


def relevance(claim: Claim, brief: StudioBrief) -> float:
    """Share of the story headline's content words that the claim's own parts hold, 0 to 1: is it about this event?"""
    wanted = {word[:5] for word in content_words(brief.story.headline, "en")}
    parts = " ".join(
        [claim.place, *(slot.text for slot in claim.slots.values()), *(e.text for e in claim.evidence[:1])]
    )
    held = {word[:5] for word in content_words(parts, "en")}
    return min(1.0, 2 * len(wanted & held) / len(wanted)) if wanted else 1.0


def beat_of(claim: Claim) -> Beat:
    """Where a claim is told."""
    beats: dict[Beat, list[str]] = table("templates.yaml")["beats"]
    if claim.modality in FUTURE:
        return "next"
    for beat, frames in beats.items():
        if claim.frame in frames:
            return beat
    return "what"


def choose_template(usable: Sequence[Claim], brief: StudioBrief) -> str:
    """The first row of `choose` in templates.yaml whose conditions all hold."""
    rows: list[dict[str, object]] = table("templates.yaml")["choose"]
    return next(str(row["template"]) for row in rows if _holds(row, usable, brief))


def _holds(row: dict[str, object], usable: Sequence[Claim], brief: StudioBrief) -> bool:
    frames = row.get("frames", [])
    among = [c for c in usable if isinstance(frames, list) and c.frame in frames]
    share = float(str(row.get("share", 0)))
    return (
        (not row.get("disputed") or any(c.conflicts for c in usable))
        and (not frames or (bool(among) and len(among) >= share * len(usable)))
        and ("risk" not in row or brief.story.risk == row["risk"])
        and brief.story.round >= int(str(row.get("round", 1)))
    )
