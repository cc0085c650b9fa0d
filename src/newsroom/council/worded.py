"""How a story's claims are worded: which deserve checking most, and which judge where they should tell.

Read once when claims are built and kept on each claim, so that voters need no model (N 2.4 step 5; N 2.5 policy).
"""

from collections.abc import Sequence

from newsroom.council.check_worthy import check_worth
from newsroom.council.slant import slant
from newsroom.model.base import score
from newsroom.model.claim import Claim
from newsroom.model.story import Dossier
from newsroom.ports import Embeddings, Vector

FLAGGED_FROM = 0.7
"""From this chance of slant on a claim is flagged: surer than not, for a flag costs the studio words."""

_LEAST, _SPAN = 0.75, 0.5
_NAMED = 3
_WITH_MEANING = 24


def read(claims: Sequence[Claim], embeddings: Embeddings | None = None) -> tuple[Claim, ...]:
    """The same claims in the same order, each with `check_worth`, `slant` and `loaded`.

    Without `embeddings`, and behind the 24 first claims, the words alone are weighed. What a named speaker says is the
    speaker's wording: slant 0. Raises what `embeddings` raises.
    """
    texts = [claim.wording for claim in claims]
    known = embeddings.vectors(texts[:_WITH_MEANING]) if embeddings and texts else ()
    vectors: list[Vector | None] = [*known, *[None] * (len(texts) - len(known))]
    return tuple(_read(*each) for each in zip(claims, texts, vectors, strict=True))


def order_of_check(claim: Claim) -> float:
    """For putting claims in order: salience times 0.75 to 1.25 by how much the claim deserves checking; 0 to 1.25.

    A claim that nobody read for it counts by its salience as far as others like it: all of them by the same factor.
    """
    return score(claim.salience * (_LEAST + _SPAN * claim.check_worth))


def slanted(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in a slanted wording of no named speaker, the most slanted first."""
    found = [claim for claim in claims if claim.slant >= FLAGGED_FROM and claim.loaded]
    return tuple(sorted(found, key=lambda claim: (-claim.slant, claim.id)))


def concerns(dossier: Dossier) -> tuple[str, ...]:
    """What is to be said more plainly, one sentence a claim with its id and its loaded words; at most three."""
    return tuple(
        f"wording: {claim.id} is loaded ({', '.join(claim.loaded)}); say it plainly or attribute it"
        for claim in slanted(dossier.claims)[:_NAMED]
    )


def _read(claim: Claim, text: str, vector: Vector | None) -> Claim:
    worth = check_worth(text, vector)
    if claim.speaker is not None:
        return claim.model_copy(update={"check_worth": worth, "slant": 0.0, "loaded": ()})
    found = slant(text, vector)
    return claim.model_copy(update={"check_worth": worth, "slant": found.value, "loaded": found.loaded})
