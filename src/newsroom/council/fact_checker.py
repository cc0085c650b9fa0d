"""Fact_Checker: verification and the factual veto (N 2.4; weight 0.25 in N 2.2; decisions.md section 2).

N's five steps: claims against their sources, contradictions, quotes word for word, media, and uncertain claims flagged
for qualification: each becomes a concern that names its claim, and the studio answers it.
FACT_VETO when claim verification is below 0.3 or source authenticity below 0.4, whatever the score.
"""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import NamedTuple

from newsroom.council.ballots import CutTable, assemble, weighted
from newsroom.council.claim_standing import ClaimAnswer
from newsroom.council.conditions import Answer
from newsroom.council.contradictions import conflicts, contradiction_check
from newsroom.council.fact_checks import reviewed, sentence
from newsroom.council.pictures import doubts
from newsroom.council.second_reading import Finding, Reading, read_elsewhere
from newsroom.council.verification import (
    claim_verification,
    from_leading,
    key_claims,
    media_verification,
    quote_stands,
    rated_false,
    refuted_quotes,
    share,
    source_authenticity,
    worth,
)
from newsroom.model.ballot import Ballot
from newsroom.model.base import Factor, Score, score
from newsroom.model.claim import Claim
from newsroom.model.story import Dossier
from newsroom.model.verdict import Condition
from newsroom.ports import Embeddings

WEIGHTS = (0.4, 0.3, 0.2, 0.1)
TABLE = CutTable(((0.85, "YES_STRONG"), (0.70, "YES"), (0.50, "ABSTAIN")), "NO_STRONG")
VETO_CLAIMS_BELOW = 0.3
VETO_SOURCES_BELOW = 0.4
SECOND_CHECK_PASSES = 0.5

_CONCERNS = 6
_VERIFIED = 0.6


class SecondCheck(NamedTuple):
    """The second fact check of a high-risk story: whether it passes, the confirmed share, and each claim's finding.

    `stands` is how the nearest sentences of other reports stand to each claim: shown, nothing is decided by it.
    """

    passed: bool
    share: Score
    findings: dict[str, Finding]
    answer: str
    stands: dict[str, ClaimAnswer]


def factors(dossier: Dossier) -> tuple[Factor, Factor, Factor, Factor]:
    """The formula's four inputs, the third as N uses it: 1 - contradictions."""
    claims, sources = claim_verification(dossier), source_authenticity(dossier)
    contested = contradiction_check(dossier)
    free = Factor(
        name="no_contradiction",
        value=None if contested.value is None else 1 - contested.value,
        used=1 - contested.used,
        how=contested.how,
    )
    others = fsum(f.used * w for f, w in zip((claims, sources, free), WEIGHTS, strict=False)) / fsum(WEIGHTS[:3])
    return claims, sources, free, media_verification(dossier, others)


def vote(dossier: Dossier) -> Ballot:
    """The fact checker's ballot."""
    inputs = factors(dossier)
    vetoed = inputs[0].used < VETO_CLAIMS_BELOW or inputs[1].used < VETO_SOURCES_BELOW
    return assemble(
        dossier,
        "Fact_Checker",
        weighted(inputs, WEIGHTS),
        TABLE,
        inputs,
        weights=WEIGHTS,
        special="FACT_VETO" if vetoed else None,
        concerns=concerns(dossier),
        suggestions=qualifications(dossier),
    )


def concerns(dossier: Dossier) -> tuple[str, ...]:
    """What is not verified, worst first: one sentence a claim with its id, at most six, then the sources as a whole."""
    refuted = {claim.id for claim in refuted_quotes(dossier)}
    weak = [claim for claim in key_claims(dossier.claims) if worth(claim, dossier) < _VERIFIED or claim.id in refuted]
    ranked = sorted(weak, key=lambda claim: (claim.id not in refuted, worth(claim, dossier), -claim.salience, claim.id))
    said = [f"sources: {_why(claim, dossier, claim.id in refuted)}" for claim in ranked[:_CONCERNS]]
    said += [
        f"sources: {one.one.id} and {one.other.id} give another {one.value}"
        for one in conflicts(key_claims(dossier.claims), dossier.story.places)[:_CONCERNS]
    ]
    if source_authenticity(dossier).used < VETO_SOURCES_BELOW:
        said.append("sources: no origin of known standing carries the story")
    said += [f"sources: a picture of {one.item_id} is doubted: {one.why}" for one in doubts(dossier)[:_CONCERNS]]
    if not dossier.claims:
        said.append("sources: no claim could be read from the items")
    return (*said, *_asked_to_check(dossier))


def _asked_to_check(dossier: Dossier) -> Iterator[str]:
    """A scout's warning stays a concern until the story stands by the reports it has."""
    if not _sound(dossier).met:
        for request in dossier.context.checks:
            why = ", ".join(reason.replace("_", " ") for reason in request.why)
            yield f"sources: {request.agent} asks whether this is misinformation ({why or 'no reason given'})"


def _why(claim: Claim, dossier: Dossier, refuted: bool) -> str:
    if refuted:
        return f"{claim.id}: the quote is refuted by a source of better standing"
    found = reviewed(claim, dossier)
    if found and found.finding in {"contradicts", "disputes"}:
        return f"{claim.id}: {sentence(found)}"
    if claim.quote and not quote_stands(claim, dossier.items):
        return f"{claim.id}: the quote does not stand word for word in what was received"
    if claim.status in {"disputed", "contradicted"}:
        return f"{claim.id} is {claim.status}: another account is {', '.join(claim.conflicts) or 'a denial'}"
    if claim.status == "unverifiable":
        return f"{claim.id} cannot be verified from the reports"
    outlets = ", ".join(sorted({evidence.outlet for evidence in claim.evidence}))
    return f"{claim.id} is unverified: {outlets} alone reports it"


def qualifications(dossier: Dossier) -> tuple[str, ...]:
    """Step 5: claims that may be said only with their hedge, bound, speaker or rating, for the studio; at most six."""
    marked = [claim for claim in key_claims(dossier.claims) if _is_uncertain(claim) or reviewed(claim, dossier)]
    return tuple(f"qualify {claim.id}: {_qualifier(claim, dossier)}" for claim in marked[:_CONCERNS])


def _is_uncertain(claim: Claim) -> bool:
    return claim.modality not in {"", "will"} or claim.status != "supported"


def _qualifier(claim: Claim, dossier: Dossier) -> str:
    found = reviewed(claim, dossier)
    if found and found.finding != "confirms":
        return f"say that {sentence(found)}"
    if claim.modality not in {"", "will"}:
        return f"keep “{claim.modality}”"
    if claim.speaker:
        return f"attribute to {claim.speaker.name}"
    return "name the outlet that reports it"


def second_check(dossier: Dossier, embeddings: Embeddings | None = None) -> SecondCheck:
    """A second fact check before high-risk production, independent of the first in method and in sources.

    The first check merges parsed clauses and takes a claim's wording from one report. This one reads plain words and
    figures, and for each key claim only in reports of other origins than that one. It passes when none is refuted and
    at least half of the key claims by weight hold: confirmed elsewhere, or told by a primary or tier 1 source while no
    other report speaks of it. The persons asked see both shares. One origin alone leaves nothing to read: it fails.
    """
    claims = key_claims(dossier.claims)
    read = {claim.id: read_elsewhere(claim, dossier, embeddings) for claim in claims}
    found = {claim.id: _finding(claim, read[claim.id], dossier) for claim in claims}
    confirmed = score(share(claims, [float(found[claim.id] == "confirmed") for claim in claims]))
    held = score(share(claims, [float(_holds(claim, found[claim.id], dossier)) for claim in claims]))
    refuted = [claim.id for claim in claims if found[claim.id] == "refuted"]
    others = dossier.story.confirmations > 1
    answer = f"{confirmed:.3f} of the key claims by weight confirmed in other reports, {held:.3f} with leading sources"
    if refuted:
        answer += f"; refuted: {', '.join(refuted)}"
    if not others:
        answer += "; no other report to read"
    stands = {claim_id: reading.standing for claim_id, reading in read.items()}
    contested = [claim_id for claim_id, standing in stands.items() if standing in {"refuted", "disputed"}]
    if contested:
        answer += f"; sentences of other reports may stand against {', '.join(contested)}"
    return SecondCheck(others and not refuted and held >= SECOND_CHECK_PASSES, confirmed, found, answer, stands)


def _finding(claim: Claim, reading: Reading, dossier: Dossier) -> Finding:
    return "refuted" if rated_false([claim], dossier) else reading.finding


def _read_again(claim: Claim, dossier: Dossier) -> Finding:
    return _finding(claim, read_elsewhere(claim, dossier), dossier)


def _holds(claim: Claim, finding: Finding, dossier: Dossier) -> bool:
    return finding == "confirmed" or (finding == "silent" and from_leading(claim, dossier))


def answer_conditions(dossier: Dossier, conditions: Sequence[Condition]) -> dict[str, Answer]:
    """An answer to each condition about sources, by its id; others are not the fact checker's to answer.

    Met when every claim it names still stands and is verified, or was replaced by a newer number, or can be told in
    its one outlet's name because the story around it is sound. A condition without claim ids is met by a sound story:
    it would not be vetoed and most of its weight is verified.
    """
    return {condition.id: _answer(dossier, condition) for condition in conditions if condition.about == "sources"}


def _answer(dossier: Dossier, condition: Condition) -> Answer:
    known = {claim.id: claim for claim in dossier.claims}
    sound = _sound(dossier)
    if not condition.claim_ids:
        return sound
    missing = [claim_id for claim_id in condition.claim_ids if claim_id not in known]
    refuted = {claim.id for claim in refuted_quotes(dossier)}
    waiting = [
        claim_id
        for claim_id in condition.claim_ids
        if claim_id in known and (claim_id in refuted or not _settled(known[claim_id], dossier))
    ]
    named = [one for one in waiting if sound.met and one not in refuted and _may_be_attributed(known[one], dossier)]
    open_ids = [claim_id for claim_id in waiting if claim_id not in named]
    if missing or open_ids:
        return Answer(False, f"still open: {', '.join([*open_ids, *missing])}")
    verified = f"verified now or told in its outlet's name: {', '.join(condition.claim_ids)}"
    return Answer(True, verified)


def _sound(dossier: Dossier) -> Answer:
    claims, sources = claim_verification(dossier), source_authenticity(dossier)
    met = claims.used >= SECOND_CHECK_PASSES and sources.used >= VETO_SOURCES_BELOW
    return Answer(met, f"{claims.how}; {sources.how}")


def _settled(claim: Claim, dossier: Dossier) -> bool:
    return bool(claim.superseded_by) or worth(claim, dossier) >= _VERIFIED or _read_again(claim, dossier) == "confirmed"


def _may_be_attributed(claim: Claim, dossier: Dossier) -> bool:
    """One outlet's own report in a story that others carry too; a rumour, a dispute or a lone voice is not."""
    return claim.status == "single_source" and dossier.story.confirmations > 1
