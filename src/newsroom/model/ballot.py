"""The vote message of N 2.2 and its audit record of N 3.3, with N's field names.

Every field is bounded: a vote outside the scale, a confidence that is no number between 0 and 1, or a rationale of
megabytes is no ballot, and is refused before anything reads it.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from newsroom.model.base import Factor, Noun, Score, UtcTime

LONGEST_TEXT = 4_000
"""Characters of one reason."""
LONGEST_RATIONALE = 100_000
"""Characters of all reasons and derivations of one ballot together."""
_LARGEST_NUMBER = 2**53 - 1
"""What canonical JSON can hold, so that every ballot can be hashed."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Share = Annotated[Score, Field(ge=0.0, le=1.0)]
Reasons = Annotated[tuple[Annotated[str, Field(max_length=LONGEST_TEXT)], ...], Field(max_length=200)]

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

    key_factors: Reasons
    concerns: Reasons = ()
    suggestions: Reasons = ()


class Ballot(Noun):
    """One sealed vote. `voter_id` is whose seat it fills; `cast_by` differs only for a marked substitute.

    `confidence` and `score` are 0 to 1, `vote_value` is the vote's own value and no other. A processing time that
    cannot be is kept: it is integrity's to judge (N 3.3).
    """

    vote_id: Name
    story_id: Name
    timestamp: UtcTime
    voter_id: Name
    vote: Vote
    vote_value: float
    rationale: Rationale
    confidence: Share
    processing_time_ms: Annotated[int, Field(ge=-_LARGEST_NUMBER, le=_LARGEST_NUMBER)]
    score: Share | None = None
    factors: Annotated[tuple[Factor, ...], Field(max_length=200)] = ()
    sealed: bool = True
    round: Annotated[int, Field(ge=1, le=100_000)] = 1
    cast_by: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _of_the_scale(self) -> Self:
        if self.vote_value != VOTE_VALUES[self.vote]:
            raise ValueError(f"{self.vote} is worth {VOTE_VALUES[self.vote]:g}, not {self.vote_value:g}")
        said = self.rationale
        told = (*said.key_factors, *said.concerns, *said.suggestions, *(factor.how for factor in self.factors))
        if sum(map(len, told)) > LONGEST_RATIONALE:
            raise ValueError(f"the reasons are longer than {LONGEST_RATIONALE:,} characters")
        return self
