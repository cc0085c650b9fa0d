"""Compliance_Guard: law, rights, privacy and platform rules (N 2.5, N 5.1; decisions.md sections 2 and 6).

LEGAL_HOLD when legal risk is above 0.7, whatever the score. Before a conditional approval goes on it looks a second
time: it answers the legal conditions and clears the story only when nothing would hold it now.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsroom.council import worded
from newsroom.council.ballots import CutTable, assemble
from newsroom.council.compliance_scan import Finding, scan
from newsroom.council.conditions import Answer, waiting_for
from newsroom.council.inputs_compliance import (
    HOLD_ABOVE,
    copyright_status,
    legal_risk,
    policy_compliance,
    privacy_compliance,
)
from newsroom.council.suggestions import for_caution, for_reviews
from newsroom.model.ballot import Ballot
from newsroom.model.base import Factor, score
from newsroom.model.story import Dossier
from newsroom.model.verdict import Condition, Verdict

WEIGHTS = (0.40, 0.25, 0.20, 0.15)
TABLE = CutTable(((0.90, "YES_STRONG"), (0.75, "YES"), (0.60, "ABSTAIN"), (0.40, "NO")), "NO_STRONG")


class SecondLook(NamedTuple):
    """The look before a conditional approval: a hold, or whether it is cleared, with an answer to each legal condition
    by its id."""

    hold: bool
    cleared: bool
    answers: dict[str, Answer]
    ballot: Ballot


def vote(dossier: Dossier) -> Ballot:
    """The guard's ballot."""
    findings = scan(dossier)
    factors = (
        legal_risk(dossier, findings),
        copyright_status(dossier, findings),
        privacy_compliance(dossier, findings),
        policy_compliance(dossier, findings),
    )
    return assemble(
        dossier,
        "Compliance_Guard",
        _score(factors),
        TABLE,
        factors,
        weights=WEIGHTS,
        special="LEGAL_HOLD" if factors[0].used > HOLD_ABOVE else None,
        concerns=[*_open_rows(findings), *_overdue(dossier, findings), *worded.concerns(dossier)],
        suggestions=(*_labels(findings), *for_caution(dossier), *for_reviews(dossier)),
    )


def second_look(dossier: Dossier, verdict: Verdict) -> SecondLook:
    """The guard's answer to a conditional approval (N 5.1), on the story as it stands now."""
    ballot = vote(dossier)
    open_rows = [finding for finding in scan(dossier) if not finding.cleared]
    waiting = waiting_for(verdict.conditions, "Compliance_Guard")
    answers = {condition.id: _answer(condition, open_rows) for condition in waiting}
    hold = ballot.vote == "LEGAL_HOLD"
    cleared = not hold and ballot.vote not in ("NO", "NO_STRONG") and all(answer.met for answer in answers.values())
    return SecondLook(hold, cleared, answers, ballot)


def _answer(condition: Condition, open_rows: Sequence[Finding]) -> Answer:
    """Met when the row that raised it is closed now. A condition that names no row of ours is not met: a person's."""
    still = [f for f in open_rows if f"({f.rule.id})" in condition.description]
    if still:
        return Answer(False, f"Still open: {still[0].rule.concern}.")
    if "(" not in condition.description:
        return Answer(False, "It names no rule that can be checked; a person decides.")
    return Answer(True, "The evidence that closes this row is there now.")


def _open_rows(findings: Sequence[Finding]) -> Iterator[str]:
    return (f.concern for f in findings if not f.cleared and f.rule.action != "LABEL")


def _overdue(dossier: Dossier, findings: Sequence[Finding]) -> Iterator[str]:
    """A row that nobody reviewed in time still holds; whoever reads the ballot learns why nothing clears it."""
    today = dossier.context.now.date()
    for f in findings:
        if f.rule.review_by < today:
            yield f"legal: a rule was to be reviewed by {f.rule.review_by} and clears nothing until then ({f.rule.id})"


def _score(factors: Sequence[Factor]) -> float:
    risk, copying, privacy, policy = (factor.used for factor in factors)
    parts = (risk, 1.0 - copying, 1.0 - privacy, 1.0 - policy)
    return score(1.0 - sum(part * weight for part, weight in zip(parts, WEIGHTS, strict=True)))


def _labels(findings: Sequence[Finding]) -> tuple[str, ...]:
    codes = {"LABEL": "label_", "REWORD": "reword_", "DENY": "leave_out_"}
    return tuple(codes[f.rule.action] + f.rule.id for f in findings if not f.cleared and f.rule.action in codes)
