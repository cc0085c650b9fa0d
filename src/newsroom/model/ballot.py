"""The vote message of N 2.2 and its audit record of N 3.3, with N's field names."""

from typing import Literal

from newsroom.model.base import Factor, Noun, Score, UtcTime

VoterName = Literal["Trend_Voter_A", "Trend_Voter_B", "Trend_Voter_C", "Fact_Checker", "Compliance_Guard"]
Vote = Literal["YES_STRONG", "YES", "ABSTAIN", "NO", "NO_STRONG", "FACT_VETO", "LEGAL_HOLD"]

VOTERS: tuple[VoterName, ...] = ("Trend_Voter_A", "Trend_Voter_B", "Trend_Voter_C", "Fact_Checker", "Compliance_Guard")

VOTE_VALUES: dict[Vote, float] = {
    "YES_STRONG": 1.0,
    "YES": 0.75,
    "ABSTAIN": 0.5,
    "NO": 0.25,
    "NO_STRONG": 0.0,
    "FACT_VETO": -1.0,
    "LEGAL_HOLD": -2.0,
}


class Rationale(Noun):
    """Why: what counted, what worries, and what the studio should consider (decisions.md section 2)."""

    key_factors: tuple[str, ...]
    concerns: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


class Ballot(Noun):
    """One sealed vote. `voter_id` is whose seat it fills; `cast_by` differs only for a marked substitute."""

    vote_id: str
    story_id: str
    timestamp: UtcTime
    voter_id: str
    vote: Vote
    vote_value: float
    rationale: Rationale
    confidence: Score
    processing_time_ms: int
    score: Score | None = None
    factors: tuple[Factor, ...] = ()
    sealed: bool = True
    round: int = 1
    cast_by: str = ""


class VoteAudit(Noun):
    """N 3.3's audit record of a vote. `hash` and `previous_audit_hash` are the chain's own."""

    audit_id: str
    vote_id: str
    timestamp: UtcTime
    voter_id: str
    story_id: str
    vote_cast: Vote
    confidence: Score
    processing_time_ms: int
    factors_considered: dict[str, float]
    rationale_summary: str
    key_points: tuple[str, ...]
    hash: str
    previous_audit_hash: str
