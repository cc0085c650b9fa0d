"""How sure the Judge is of a finished video, computed from real checks and never from a producer's word (decisions.md 9).

1. each check is read off what others wrote: the council's verdict, Fact_Guard's report, Quality_Critic's measurements,
   the rights of every card, the channel's policy; what is absent has failed;
2. their weighted share is the confidence (control.governance);
3. outside the house: above 0.90 on, 0.70 to 0.90 inclusive to a person, below 0.70 back to its component, with reasons;
4. on the local site and on the rehearsal day 0.70 and above goes on.
"""

from collections.abc import Mapping, Sequence

from newsroom.control.governance import CHECKS, Band, Confidence, Reach, confidence
from newsroom.council.conditions import open_required
from newsroom.model.assets import Production
from newsroom.model.base import score
from newsroom.model.channel import Channel
from newsroom.model.house import HousePolicy
from newsroom.model.script import Issue
from newsroom.model.story import Story
from newsroom.studio.revisions import Component

DISCLOSURE = "disclosure"
"""The critic's check that the file itself says it was made by machine carries this word in its name."""

LOCAL = frozenset({"site"})

MENDS: Mapping[str, Component] = {
    "guard_passed": "script",
    "conditions_closed": "script",
    "rights_complete": "visuals",
    "quality_approved": "video",
    "disclosure_present": "video",
}
"""Which component answers for a failed check. A missing verdict and the channel's policy are nobody's to mend."""


def reach_of(platform: str, channel: Channel) -> Reach:
    """Where a post goes: the local site and everything of a rehearsal stay in the house."""
    return "local" if platform in LOCAL or channel.rehearsal else "outside"


def publish_checks(
    story: Story, production: Production, channel: Channel, house: HousePolicy, reach: Reach
) -> dict[str, bool | None]:
    """The stage's checks (governance.CHECKS["publish"]); None where there is nothing to check."""
    verdict, review = story.verdict, production.review
    bound = {c.id for c in verdict.conditions if c.about == "wording"} if verdict else set()
    answered = set(production.script.bound_conditions) if production.script else set()
    unmet = [c for c in open_required(verdict.conditions) if c.id not in answered] if verdict else []
    persons = (*channel.person_for, *(house.person_for_outside if reach == "outside" else ()))
    return {
        "verdict_approved": verdict is not None and story.approved_at is not None,
        "guard_passed": production.guard is not None and production.guard.passed,
        "quality_approved": review is not None and review.status == "APPROVE",
        "conditions_closed": not unmet and bound <= answered,
        "rights_complete": bool(production.visuals) and all(visual.rights for visual in production.visuals),
        "disclosure_present": review is not None and any(c.passed for c in review.checks if DISCLOSURE in c.name),
        "within_brand_policy": story.category not in persons,
    }


def sure_of(story: Story, production: Production, channel: Channel, house: HousePolicy, reach: Reach) -> Confidence:
    """The Judge's number for one finished video, and what failed."""
    return confidence(publish_checks(story, production, channel, house, reach), CHECKS["publish"])


def way(value: float, reach: Reach, house: HousePolicy) -> Band:
    """On, to a person, or back: governance.band with the house's own bands, which are never laxer."""
    number = score(value)
    if number < house.confidence_person_from:
        return "back"
    return "on" if reach == "local" or number > house.confidence_on_above else "person"


def to_mend(failed: Sequence[str]) -> tuple[Component, ...]:
    """The components that failed checks send a video back to, in the order they are made; the script alone if at fault."""
    parts = {MENDS[name] for name in failed if name in MENDS}
    if "script" in parts:
        return ("script",)
    order: tuple[Component, ...] = ("voice", "visuals", "video")
    return tuple(component for component in order if component in parts)


def reasons(failed: Sequence[str]) -> tuple[Issue, ...]:
    """What a component is told with the video that comes back to it."""
    return tuple(
        Issue(
            component=MENDS[name],
            severity="critical",
            code=name,
            detail=f"the Judge could not see that {name.replace('_', ' ')}",
        )
        for name in failed
        if name in MENDS
    )
