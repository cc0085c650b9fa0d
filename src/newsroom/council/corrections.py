"""What is no longer so: an outlet that corrects itself, and claims that stood when they were told (N 2.4, decisions 7)."""

import re
from collections.abc import Iterable, Sequence

from newsroom.model.claim import Claim
from newsroom.model.item import Item

_LABEL = re.compile(r"\s*(?:\[|\()?(?:correction|corrected|clarification|erratum|retraction)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:an |the |our )?(?:earlier|previous|original) (?:version|report|article|story)\b[^.]{0,80}"
    r"\b(?:said|stated|gave|named|misstated|was wrong|wrongly|incorrectly)\b"
    r"|\bwe (?:wrongly|incorrectly|mistakenly) (?:said|reported|stated|wrote)\b",
    re.IGNORECASE,
)
_FALLEN = frozenset(("contradicted", "disputed"))


def corrects(item: Item) -> bool:
    """Whether an English item takes back something published: a label before its title or text, or the usual sentence."""
    return bool(_LABEL.match(item.title) or _LABEL.match(item.text) or _EARLIER.search(item.text))


def fallen(told: Iterable[Claim], now: Sequence[Claim]) -> tuple[str, ...]:
    """One sentence for each told claim that stood then and does not now: replaced, contradicted or disputed.

    A claim that is not found again was perhaps only worded anew; it is not counted.
    """
    known = {claim.id: claim for claim in now}
    pairs = ((claim, known[claim.id]) for claim in told if claim.id in known)
    return tuple(said for before, after in pairs if (said := _fell(before, after, known)))


def _fell(before: Claim, after: Claim, known: dict[str, Claim]) -> str:
    if after.superseded_by and not before.superseded_by:
        newer = known.get(after.superseded_by)
        return f"told: {before.statement}; now: {newer.statement if newer else 'replaced'}"
    if after.status in _FALLEN and before.status not in _FALLEN:
        return f"told: {before.statement}; now {after.status}"
    return ""
