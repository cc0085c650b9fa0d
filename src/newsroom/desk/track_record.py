"""What became of an outlet's reports here: counted from decisions, never typed in (N 1.1, source credibility database)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from newsroom.control.records import ClaimSet, newest
from newsroom.council.corrections import corrects
from newsroom.model.base import score
from newsroom.model.claim import Claim
from newsroom.model.credibility import outlet_key
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.ports import Store
from newsroom.scouts.domain_quality import domain_quality
from newsroom.scouts.inputs_sources import WORST_TIER, get_source_tier

_FALLEN = frozenset(("contradicted", "disputed"))
_VETOED = "FACTUAL_CONCERNS"
PRIOR_WEIGHT = 20
"""Claims that the prior counts for: fewer say little against it (the least number that decisions.md section 4 learns from)."""


class TrackRecord(NamedTuple):
    """Claims with a sentence of the outlet, by what became of them; `corrected` are corrections it published itself.

    `confirmed`: another owner stated the same in the same moment or later. `fell`: others state another value, or deny it.
    `vetoed`: the story was stopped for its facts. A claim can be more than one of these.
    """

    stated: int = 0
    confirmed: int = 0
    fell: int = 0
    corrected: int = 0
    vetoed: int = 0


NONE = TrackRecord()


def track_records(store: Store, items: Iterable[Item]) -> dict[str, TrackRecord]:
    """The track record of every outlet with a claim or a correction, by `outlet_key`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    by_story: dict[str, list[ClaimSet]] = defaultdict(list)
    for one in store.find("claimset", ClaimSet):
        by_story[one.story_id].append(one)
    stories = {story.id: story for story in store.get_many("story", sorted(by_story), Story)}
    for story_id, sets in by_story.items():
        last, story = newest(sets), stories.get(story_id)
        vetoed = bool(story and story.verdict and story.verdict.reason == _VETOED)
        for claim in last.claims if last else ():
            _count(claim, vetoed, counts)
    for item in items:
        if corrects(item):
            counts[outlet_key(item.publisher.name)]["corrected"] += 1
    return {key: TrackRecord(**found) for key, found in counts.items()}


def _count(claim: Claim, vetoed: bool, counts: dict[str, Counter[str]]) -> None:
    for outlet in sorted({evidence.outlet for evidence in claim.evidence}):
        own = [evidence for evidence in claim.evidence if evidence.outlet == outlet]
        first = min(evidence.seen_at for evidence in own)
        owners = {evidence.owner for evidence in own}
        told = counts[outlet_key(outlet)]
        told["stated"] += 1
        told["confirmed"] += any(e.owner not in owners and e.seen_at >= first for e in claim.evidence)
        told["fell"] += claim.status in _FALLEN
        told["vetoed"] += vetoed


def reliability(prior: float, record: TrackRecord) -> float:
    """How often what it said held, 0 to 1: confirmed over decided claims, drawn to `prior` as if by 20 claims.

    For display and order alone: no number of confirmed claims raises a tier, a person does.
    """
    against = record.fell + record.corrected + record.vetoed
    return score((PRIOR_WEIGHT * prior + record.confirmed) / (PRIOR_WEIGHT + record.confirmed + against))


def prior_of(tier: int, host: str = "") -> float:
    """N's points of a tier over 5: 1.0 for tier 1 down to 0.2 for tier 5.

    In tier 5 stand outlets that nobody has rated: their `host`, where known, orders them by what its name suggests, from
    0 to what tier 4 starts with.
    """
    if tier == WORST_TIER and host:
        return score(get_source_tier(tier - 1) / WORST_TIER * domain_quality(host))
    return get_source_tier(tier) / WORST_TIER
