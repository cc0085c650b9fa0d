"""What voters suggest to the studio (N 2.2 `suggestions`): a format by the material, an opening and pictures by the facts,
caution.

Codes with an underscore, as N writes "consider_90s_format"; the studio answers each.
"""

from newsroom.council.claim_signs import accuses_a_person, contested
from newsroom.model.claim import Claim
from newsroom.model.effort import foreign_share
from newsroom.model.story import Dossier

_LONG_CLAIMS = 16
_MIDDLE_CLAIMS = 8
_MAP_PRECISION = 0.4
_NUMBERS_FOR_CHART = 3
_TELLING = 0.6


def for_format(dossier: Dossier) -> tuple[str, ...]:
    """How long: by how many claims there are to tell."""
    count = len(dossier.claims)
    if count >= _LONG_CLAIMS:
        return ("consider_3min_format",)
    return ("consider_90s_format",) if count >= _MIDDLE_CLAIMS else ("consider_60s_format",)


def for_pictures(dossier: Dossier) -> tuple[str, ...]:
    """Which cards the facts would carry: a map, a chart, a quotation."""
    numbers = [claim for claim in dossier.claims if claim.quantity is not None]
    wished = (
        (any(p.point and p.precision >= _MAP_PRECISION for p in dossier.story.places), "show_map"),
        (len(numbers) >= _NUMBERS_FOR_CHART, "show_numbers"),
        (any(claim.kind == "quote" for claim in dossier.claims), "show_quote"),
    )
    return tuple(code for wanted, code in wished if wanted)


def for_opening(dossier: Dossier) -> tuple[str, ...]:
    """Which opening the facts would carry: a figure that stands undisputed and that the story is about."""
    telling = (c for c in dossier.claims if c.quantity is not None and c.salience >= _TELLING and not contested(c))
    return ("open_with_number",) if any(claim.status == "supported" for claim in telling) else ()


def for_caution(dossier: Dossier) -> tuple[str, ...]:
    """What to be careful about: disputed figures, single sources, accused persons, translated texts."""
    claims = dossier.claims
    wished = (
        (any(contested(claim) for claim in claims), "say_figures_differ"),
        (any(_alone(claim) for claim in claims), "attribute_single_source"),
        (any(accuses_a_person(claim) for claim in claims), "say_accused_not_guilty"),
        (foreign_share(dossier) > 0, "say_translated"),
    )
    return tuple(code for wanted, code in wished if wanted)


def for_reviews(dossier: Dossier) -> tuple[str, ...]:
    """The care that scouts ask for where a story happens: told on, for a person to give (N 1.4)."""
    return dossier.context.reviews


def _alone(claim: Claim) -> bool:
    return claim.status == "single_source"
