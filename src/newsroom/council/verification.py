"""What Fact_Checker weighs: claims, sources, contradictions, media (N 2.4, steps 1 to 4), each computed from evidence.

Key claims are the twelve most salient ones that still stand, where of two alike the one that deserves checking more comes
first; background (`is_a`) is not among them. A share is weighted by salience, at least 0.05 a claim, so that the event
outweighs its details.
"""

import re
from collections.abc import Mapping, Sequence
from math import fsum

from newsroom.council.fact_checks import Finding, reviewed
from newsroom.council.pictures import Doubt, doubts
from newsroom.council.quotes import stands_in
from newsroom.council.worded import order_of_check
from newsroom.model.base import Factor, score
from newsroom.model.claim import Claim
from newsroom.model.item import Item, Origin
from newsroom.model.story import Dossier
from newsroom.model.text import content_words, folded_words, sentences

KEY_CLAIMS = 12
TIER_WORTH: dict[int, float] = {1: 1.0, 2: 0.85, 3: 0.65, 4: 0.4, 5: 0.15}
"""What an origin of a tier is worth; an official or research source counts as tier 1 (a primary source)."""
REFUTED_CAP = 0.25
"""A key quote that a primary or leading source refutes spoils the story: the share cannot exceed this."""

CARRYING_CLAIMS = 3
"""The most salient claims, without which there is no story: a primary source's "false" on one of them refutes it."""

DOUBT: dict[Doubt, float] = {"generated": 1.0, "before": 0.5, "elsewhere": 0.5, "reused": 0.5}
"""How far a doubt takes a picture's worth (ours)."""
_SHOWN = 3

UNREAD = 0.3
_LEAST_WEIGHT = 0.05
_SINGLE_SHARE = 0.7
_WORTH = {"disputed": 0.25, "unverifiable": 0.2, "contradicted": 0.0}
_WORTH_REVIEWED: dict[Finding, float] = {"contradicts": 0.0, "disputes": 0.25}
_PRIMARY = frozenset(("official", "research"))
_WEAK_TIER = 5
_STRONG_TIER = 2
_REFUSAL = re.compile(
    r"\b(?:never said|did not say|didn't say|denie[sd]|deny|fabricated|fake quote|made[- ]up|misquoted|hoax|debunked"
    r"|does not contain the words?|no such (?:words?|statement|plan))\b",
    re.IGNORECASE,
)
_MEDIA_KINDS = frozenset(("video", "post"))


def key_claims(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims that carry the story, at most twelve: the most salient, and of equals the one to check, first."""
    standing = [claim for claim in claims if claim.frame != "is_a" and not claim.superseded_by]
    return tuple(sorted(standing, key=lambda claim: (-order_of_check(claim), claim.id))[:KEY_CLAIMS])


def weight(claim: Claim) -> float:
    """A claim's weight in the shares: its salience, at least 0.05."""
    return max(_LEAST_WEIGHT, claim.salience)


def worth(claim: Claim, dossier: Dossier) -> float:
    """How far one claim is verified, 0 to 1.

    Two independent voices or a primary source: 1.0. One voice: 0.7 of its tier's worth. Disputed 0.25, unverifiable
    0.2, contradicted 0. A quote that does not stand word for word in what was received: 0. A published fact-check of a
    primary source (council/fact_checks.py) contradicts (0), disputes (0.25) or confirms like one.
    """
    if claim.quote and not quote_stands(claim, dossier.items):
        return 0.0
    found = reviewed(claim, dossier)
    if found and found.finding in _WORTH_REVIEWED:
        return min(_WORTH_REVIEWED[found.finding], _WORTH.get(claim.status, 1.0))
    if claim.status in _WORTH:
        return _WORTH[claim.status]
    if claim.status == "supported" or _from_primary(claim, dossier) or (found and found.finding == "confirms"):
        return 1.0
    return _SINGLE_SHARE * TIER_WORTH[_best_tier(claim, dossier)]


def claim_verification(dossier: Dossier) -> Factor:
    """N `verify_key_claims`: weighted mean worth of the key claims, 0 to 1.

    No claim could be read (reports in other languages, pictures only): absent, 0.3: nothing is verified and nothing is
    known to be wrong, so the story is neither vetoed for it nor can it win a YES.

    Capped at 0.25 when a key quote of weak sources is refuted by a primary or leading one, or when one of the three most
    salient claims is rated false by a primary source's fact-check.
    """
    claims = key_claims(dossier.claims)
    if not claims:
        return Factor(name="claim_verification", value=None, used=UNREAD, how="no claim could be read from the items")
    value = share(claims, [worth(claim, dossier) for claim in claims])
    verified = sum(worth(claim, dossier) >= 1.0 for claim in claims)
    how = f"{verified} of {len(claims)} key claims verified by two voices or a primary source"
    refuted = (*refuted_quotes(dossier), *rated_false(claims[:CARRYING_CLAIMS], dossier))
    if refuted:
        value = min(value, REFUTED_CAP)
        how += f"; refuted: {', '.join(claim.id for claim in refuted)}"
    return Factor(name="claim_verification", value=score(value), used=score(value), how=how)


def source_authenticity(dossier: Dossier) -> Factor:
    """N `verify_source_authenticity`: mean worth of the three best origins, 0.15 to 1. No origin: absent, 0.15.

    Tier 5 and unknown origins are left out once a tier 1 or 2 origin or a primary source reports: they prove nothing,
    and take nothing away. Without one they count, so that a rumour of many weak voices stays weak.
    """
    values = sorted((origin_worth(origin) for origin in dossier.story.origins), reverse=True)
    if not values:
        return Factor(name="source_authenticity", value=None, used=TIER_WORTH[5], how="no independent origin")
    if values[0] >= TIER_WORTH[_STRONG_TIER]:
        values = [value for value in values if value > TIER_WORTH[_WEAK_TIER]]
    best = values[:3]
    value = score(fsum(best) / len(best))
    shown = ", ".join(f"{v:.2f}" for v in best)
    return Factor(name="source_authenticity", value=value, used=value, how=f"best origins worth {shown}")


def origin_worth(origin: Origin) -> float:
    """`TIER_WORTH` of the origin's tier, 1.0 for a primary source; an unknown tier counts as 5."""
    if _PRIMARY & set(origin.types):
        return 1.0
    return TIER_WORTH.get(origin.tier, TIER_WORTH[5])


def rated_false(claims: Sequence[Claim], dossier: Dossier) -> tuple[Claim, ...]:
    """The claims that a primary source's fact-check contradicts."""
    found = ((claim, reviewed(claim, dossier)) for claim in claims)
    return tuple(claim for claim, one in found if one and one.finding == "contradicts")


def media_verification(dossier: Dossier, otherwise: float) -> Factor:
    """N `verify_media_authenticity`: share of the key claims that do not rest on unverified pictures alone, 0 to 1.

    Media are evidence when a key claim's only carriers are videos or posts of tier 3 and below: we cannot look into
    the pictures, so such a claim counts as not verified. Where pictures were looked at (council/pictures.py), a generated one
    counts against its share of them in full, one of another day, place or story by half: archive material is common, and
    no lie where it says so. Where no claim rests on media and no picture is doubted the input is absent and `otherwise`,
    the mean of the three other inputs, is used: it neither helps nor hurts.
    """
    claims = key_claims(dossier.claims)
    items = {item.id: item for item in dossier.items}
    resting = [claim for claim in claims if _rests_on_media(claim, items)]
    doubted = doubts(dossier)
    if not resting and not doubted:
        seen = f"{len(dossier.context.pictures)} pictures looked at, none doubted; " if dossier.context.pictures else ""
        how = f"{seen}no claim rests on pictures"
        return Factor(name="media_verification", value=None, used=score(otherwise), how=how)
    worst: dict[str, float] = {}
    for one in doubted:
        worst[one.item_id] = max(worst.get(one.item_id, 0.0), DOUBT[one.doubt])
    in_doubt = fsum(worst.values()) / max(1, len(dossier.context.pictures))
    value = score((1.0 - share(claims, [float(claim in resting) for claim in claims])) * (1.0 - in_doubt))
    how = f"{len(resting)} key claims rest on unverified videos or posts alone"
    how += "".join(f"; picture of {one.item_id}: {one.why}" for one in doubted[:_SHOWN])
    return Factor(name="media_verification", value=value, used=value, how=how)


def share(claims: Sequence[Claim], values: Sequence[float]) -> float:
    """The mean of `values` over `claims`, weighted by salience; 0 without claims."""
    total = fsum(weight(claim) for claim in claims)
    return fsum(weight(claim) * value for claim, value in zip(claims, values, strict=True)) / total if total else 0.0


def quote_stands(claim: Claim, items: Sequence[Item]) -> bool:
    """Whether the claim's quote stands word for word in an item that it gives as evidence."""
    named = {evidence.item_id for evidence in claim.evidence}
    return any(stands_in(claim.quote, item) for item in items if item.id in named)


def refuted_quotes(dossier: Dossier) -> tuple[Claim, ...]:
    """Key quotes carried by weak origins alone, which a primary or leading source shows or calls to be otherwise."""
    strong = [item for item in dossier.items if _is_strong(item)]
    quotes = [claim for claim in key_claims(dossier.claims) if claim.quote and claim.speaker]
    return tuple(claim for claim in quotes if not _carried_by_strong(claim, strong) and _refutes(claim, strong))


def _is_strong(item: Item) -> bool:
    return item.publisher.kind in _PRIMARY or item.publisher.tier <= _STRONG_TIER


def _carried_by_strong(claim: Claim, strong: Sequence[Item]) -> bool:
    """Whether a strong source has the quote itself; one that repeats it to say that it was never said has not."""
    return any(stands_in(claim.quote, item) and not _takes_it_back(claim.quote, item) for item in strong)


def _takes_it_back(quote: str, item: Item) -> bool:
    """Whether the sentence around the quote, short of the quote itself, refuses it."""
    around = [sentence for sentence in sentences(item.text) if quote in sentence]
    return any(_REFUSAL.search(sentence.replace(quote, "")) for sentence in around)


def _refutes(claim: Claim, strong: Sequence[Item]) -> bool:
    speaker = folded_words(claim.speaker.name)[-1:] if claim.speaker else ()
    told = set(content_words(claim.quote, "en"))
    for item in strong:
        text = f"{item.title}. {item.text}"
        found = set(content_words(text, "en"))
        about = speaker and speaker[0] in folded_words(text) and len(told & found) >= max(2, len(told) / 2)
        if about and (_REFUSAL.search(text) or _quotes_otherwise(told, text)):
            return True
    return False


def _quotes_otherwise(told: set[str], text: str) -> bool:
    """Whether `text` quotes the same words with a different sense: as many shared words, and a "not" or "no" inside."""
    for quote in re.findall(r"[“\"]([^“”\"]{12,400})[”\"]", text):
        shared = told & set(content_words(quote, "en"))
        if len(shared) >= max(2, len(told) / 2) and re.search(r"\b(?:not|no|never)\b|n't", quote):
            return True
    return False


def _from_primary(claim: Claim, dossier: Dossier) -> bool:
    kinds = {item.id: item.publisher.kind for item in dossier.items}
    return any(kinds.get(evidence.item_id) in _PRIMARY for evidence in claim.evidence)


def from_leading(claim: Claim, dossier: Dossier) -> bool:
    """Whether a primary or tier 1 source states the claim, and every quote in it stands word for word."""
    stands = not claim.quote or quote_stands(claim, dossier.items)
    return stands and (_from_primary(claim, dossier) or _best_tier(claim, dossier) == 1)


def _best_tier(claim: Claim, dossier: Dossier) -> int:
    tiers = {item.id: item.publisher.tier for item in dossier.items}
    best = min((tiers.get(evidence.item_id, _WEAK_TIER) for evidence in claim.evidence), default=_WEAK_TIER)
    return min(5, max(1, best))


def _rests_on_media(claim: Claim, items: Mapping[str, Item]) -> bool:
    carriers = [items[evidence.item_id] for evidence in claim.evidence if evidence.item_id in items]
    return bool(carriers) and all(item.kind in _MEDIA_KINDS and item.publisher.tier > _STRONG_TIER for item in carriers)
