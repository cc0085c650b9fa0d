"""What a story's claims say about its strength and its danger, counted: support, dispute, accusation, harm.

Every share is weighted by salience, so that a side detail which one outlet alone has does not weigh like the event.
A claim counts 0.1 at least. All functions take any claims, none included.
"""

from collections.abc import Callable, Iterable, Sequence

from newsroom.model.claim import Claim, ClaimStatus, Slot

_LEAST_WEIGHT = 0.1
SUPPORT: dict[ClaimStatus, float] = {
    "supported": 1.0,
    "single_source": 0.4,
    "disputed": 0.3,
    "unverifiable": 0.2,
    "contradicted": 0.0,
}
ACCUSING = frozenset({"suspected_of", "arrested", "charged", "lawsuit"})
PROVEN = frozenset({"convicted", "sentenced"})
VIOLENT = frozenset({"toll", "injured", "missing", "attack", "captured", "evacuation"})


def share(claims: Sequence[Claim], holds: Callable[[Claim], bool]) -> float:
    """Salience-weighted share of the claims for which `holds`, 0 to 1; no claims: 0."""
    total = sum(_weight(claim) for claim in claims)
    return sum(_weight(claim) for claim in claims if holds(claim)) / total if total else 0.0


def support(claims: Sequence[Claim]) -> float:
    """Salience-weighted mean of what each status is worth (`SUPPORT`), 0 to 1; no claims: 0."""
    total = sum(_weight(claim) for claim in claims)
    return sum(_weight(claim) * SUPPORT[claim.status] for claim in claims) / total if total else 0.0


def contested(claim: Claim) -> bool:
    """Whether another claim states something else for the same thing."""
    return bool(claim.conflicts) or claim.status in ("disputed", "contradicted")


def by_one_owner(claim: Claim) -> bool:
    """Whether a single owner alone states it."""
    return len(claim.owners) < 2


def person_named(claim: Claim) -> str:
    """The named person whom the claim is about, or empty. A name is two capitalised words or more in a person slot, its head
    among them: "an Air India pilot" is nobody by name."""
    for role in ("who", "target", "whom", "subject"):
        slot = claim.slots.get(role)
        if slot is not None and slot.kind == "person" and _is_name(slot):
            return slot.text
    return ""


def accuses(claim: Claim) -> bool:
    """Whether it lays something punishable to somebody's charge: an accusing frame, or an offence without a verdict."""
    if claim.polarity == "denied" or claim.frame in PROVEN:
        return False
    return claim.frame in ACCUSING or any(slot.kind == "offence" for slot in claim.slots.values())


def accuses_a_person(claim: Claim) -> bool:
    """An accusation against a named person."""
    return accuses(claim) and bool(person_named(claim))


def harms(claim: Claim) -> bool:
    """Whether a mistake in it would hurt: people dead, hurt, missing, attacked, accused or convicted."""
    return claim.frame in VIOLENT or claim.frame in PROVEN or accuses(claim)


def ids(claims: Iterable[Claim], most: int = 3) -> str:
    """Ids of the most salient claims for a concern's sentence, at most `most`."""
    ranked = sorted(claims, key=lambda claim: (-claim.salience, claim.id))
    return ", ".join(claim.id for claim in ranked[:most])


def _weight(claim: Claim) -> float:
    return max(_LEAST_WEIGHT, claim.salience)


def _is_name(slot: Slot) -> bool:
    words = slot.text.split()
    heads = [word for word in words if word.casefold().strip("'’.,") == slot.head.casefold()] or words[-1:]
    return sum(word[:1].isupper() for word in words) >= 2 and any(word[:1].isupper() for word in heads)
