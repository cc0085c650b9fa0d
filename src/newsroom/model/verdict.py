"""What the council decided, the conditions it set, and what a person is asked (N 2.2, 3.1, 3.2)."""

from typing import Literal

from newsroom.model.base import Noun, Score, UtcTime

RiskClass = Literal["standard", "breaking", "high_risk", "sensitive"]
Outcome = Literal[
    "APPROVED",
    "CONDITIONAL_APPROVAL",
    "REJECTED",
    "PAUSED",
    "RETURNED",
    "INSUFFICIENT_PARTICIPATION",
    "INFORMATION_REQUEST",
    "ESCALATED",
    "FRESH_VOTE",
]
Role = Literal["reader", "editor", "senior_editor", "legal", "treasurer", "admin"]
Question = Literal[
    "legal_hold",
    "legal_review",
    "editor_approval",
    "senior_editor",
    "integrity",
    "confidence",
    "publication",
    "correction",
]


class Condition(Noun):
    """N 3.2's condition. `about` says who answers it: sources -> Fact_Checker, wording -> Fact_Guard."""

    id: str
    type: Literal["ADDRESS_CONCERN"] = "ADDRESS_CONCERN"
    description: str
    raised_by: str
    about: Literal["sources", "wording", "legal"]
    claim_ids: tuple[str, ...] = ()
    required_verification: bool = True
    met: bool | None = None
    answer: str = ""


class Verdict(Noun):
    """The council's decision on one story and round, with the numbers that made it."""

    story_id: str
    round: int
    risk: RiskClass
    outcome: Outcome
    score: Score
    reason: str
    required_action: str
    vote_ids: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    integrity: str = "ACCEPT_WITH_MONITORING"
    flags: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    decided_at: UtcTime


class Ask(Noun):
    """One thing that waits for a person. An expired ask fails closed; the answer's fields are empty while it waits.

    `evidence` are the ids of what the question rests on: the ballots of its verdict, or a publication. `reports` are the
    items that came to its story since it was put; each look that brings some makes a new version of it.
    """

    id: str
    story_id: str
    question: Question
    role: Role
    why: str
    opened_at: UtcTime
    due_at: UtcTime
    version: int = 1
    status: Literal["open", "approved", "rejected", "changes", "expired", "withdrawn"] = "open"
    answered_by: str = ""
    answered_as: Role | None = None
    answered_at: UtcTime | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
