# ruff: noqa: E501
"""The story's life as one table: N 5.3 with the sub-states of decisions.md section 6.

Every deadline fails closed: no row that a timer fires leads towards publishing. `limit` is the longest stay in a
state, in minutes of the newsroom's clock; `on_limit` is the event that its end raises.
"""

from itertools import takewhile
from typing import Literal, get_args

from newsroom.model.base import Noun

State = Literal[
    "START",
    "DISCOVERED",
    "TIEBREAK",
    "AUCTION_WON",
    "VALIDATING",
    "AWAIT_VOTES",
    "RETURNED",
    "PAUSED",
    "INFO_REQUEST",
    "ESCALATED",
    "CONDITIONAL",
    "APPROVED",
    "PRODUCING",
    "FAILED_RECOVERY",
    "PUBLISHING",
    "PUBLISHED",
    "ANALYZED",
    "COMPLETE",
    "ARCHIVED",
]

Event = Literal[
    "bid",
    "assigned",
    "won",
    "tied",
    "lost",
    "aged_out",
    "admitted",
    "approved",
    "conditional",
    "conditions_met",
    "conditions_failed",
    "rejected",
    "fact_veto",
    "legal_hold",
    "quorum_missing",
    "information_requested",
    "escalated",
    "fresh_vote",
    "answered_yes",
    "answered_no",
    "reverified",
    "votes_in",
    "timeout",
    "produced",
    "held",
    "reports_awaited",
    "not_rendered",
    "revision_limit",
    "component_failed",
    "recovered",
    "published",
    "expired",
    "analysed",
    "closed",
    "reopened",
    "killed",
    "sent_back",
]


class Transition(Noun):
    """One arrow. `guard` says in words what must hold; the rule that decides it is named in `rule`."""

    source: State
    event: Event
    target: State
    guard: str
    rule: str


class Limit(Noun):
    """How long a story may stay, and the event its end raises."""

    state: State
    minutes: int
    on_limit: Event
    source: str


def _t(source: State, event: Event, target: State, guard: str, rule: str) -> Transition:
    return Transition(source=source, event=event, target=target, guard=guard, rule=rule)


LIMITS: tuple[Limit, ...] = (
    Limit(state="DISCOVERED", minutes=5, on_limit="won", source="N 5.3: auction window"),
    Limit(state="TIEBREAK", minutes=1, on_limit="won", source="decisions.md 1: the window extends once"),
    Limit(state="AUCTION_WON", minutes=240, on_limit="aged_out", source="decisions.md 1: Wire 4 h"),
    Limit(state="VALIDATING", minutes=10, on_limit="quorum_missing", source="N 5.3: voting window"),
    Limit(state="AWAIT_VOTES", minutes=10, on_limit="timeout", source="N 3.2 scenario 3"),
    Limit(state="RETURNED", minutes=30, on_limit="timeout", source="N 3.2 scenario 1"),
    Limit(state="PAUSED", minutes=120, on_limit="timeout", source="N 3.2 scenario 2"),
    Limit(state="INFO_REQUEST", minutes=60, on_limit="timeout", source="N 3.2 scenario 6"),
    Limit(state="ESCALATED", minutes=240, on_limit="timeout", source="decisions.md 6"),
    Limit(state="CONDITIONAL", minutes=10, on_limit="timeout", source="decisions.md 6: answered before PRODUCING"),
    Limit(state="PRODUCING", minutes=120, on_limit="timeout", source="N 5.3: production deadline"),
    Limit(state="FAILED_RECOVERY", minutes=120, on_limit="timeout", source="N 5.3: within production's own deadline"),
    Limit(state="PUBLISHING", minutes=1440, on_limit="expired", source="N 5.3: max queue time"),
)

UNPUBLISHED: tuple[State, ...] = tuple(takewhile(lambda state: state != "PUBLISHED", get_args(State)))
"""States in which nothing of a story is public: a person may end it from any of them."""

# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    _t("START", "bid", "DISCOVERED", "a scout's bid is above 0.6 and its hard constraints hold", "scouts.auction"),
    _t("START", "assigned", "AUCTION_WON", "a person hands the story to the council (newsroom produce)", "control.decisions.assignment"),
    _t("DISCOVERED", "won", "AUCTION_WON", "the window closed and one bid is best", "scouts.auction"),
    _t("DISCOVERED", "tied", "TIEBREAK", "two bids equal on score, diversity, confirmations and time", "scouts.auction"),
    _t("DISCOVERED", "lost", "ARCHIVED", "no bid stands when the window closes", "scouts.auction"),
    _t("TIEBREAK", "won", "AUCTION_WON", "the extra minute is over; lower bid id wins", "scouts.auction"),
    _t("AUCTION_WON", "admitted", "VALIDATING", "the council has capacity and this story's priority is highest", "control.capacity"),
    _t("AUCTION_WON", "aged_out", "ARCHIVED", "it waited 4 h for the council", "control.capacity"),
    _t("VALIDATING", "approved", "APPROVED", "the class's approve line is met; standard or breaking", "council.consensus"),
    _t("VALIDATING", "conditional", "CONDITIONAL", "between conditional and approve, or the deadlock rule says so", "council.consensus"),
    _t("VALIDATING", "rejected", "ARCHIVED", "below the reject line, the deadlock rule rejects, or a second FACT_VETO", "council.consensus"),
    _t("VALIDATING", "fact_veto", "RETURNED", "FACT_VETO, first time", "council.failure"),
    _t("VALIDATING", "legal_hold", "PAUSED", "LEGAL_HOLD", "council.failure"),
    _t("VALIDATING", "quorum_missing", "AWAIT_VOTES", "at the deadline fewer than 80 %, or a critical voter absent", "council.consensus"),
    _t("VALIDATING", "information_requested", "INFO_REQUEST", "0.40 to 0.50 and the deadlock rule asks", "council.deadlock"),
    _t("VALIDATING", "escalated", "ESCALATED", "high risk or sensitive, conditional or approved; or collusion persists", "council.high_risk"),
    _t("VALIDATING", "fresh_vote", "VALIDATING", "a critical integrity flag, once a story", "council.integrity"),
    _t("AWAIT_VOTES", "votes_in", "VALIDATING", "the missing ballots came", "council.consensus"),
    _t("AWAIT_VOTES", "timeout", "ARCHIVED", "10 minutes without quorum: fails closed", "council.failure"),
    _t("RETURNED", "reverified", "VALIDATING", "a new independent origin came within 30 minutes; one retry", "council.failure"),
    _t("RETURNED", "timeout", "ARCHIVED", "30 minutes without new verification", "council.failure"),
    _t("PAUSED", "answered_yes", "VALIDATING", "a named person with the legal role released the hold", "council.failure"),
    _t("PAUSED", "answered_no", "ARCHIVED", "legal refused, or facts were vetoed as well", "council.failure"),
    _t("PAUSED", "information_requested", "INFO_REQUEST", "the legal desk asked for changes, and no fact was vetoed", "control.decisions.waiting"),
    _t("PAUSED", "timeout", "ARCHIVED", "120 minutes without an answer: rejected, never published", "council.failure"),
    _t("INFO_REQUEST", "reverified", "VALIDATING", "a new independent origin came within 60 minutes", "council.failure"),
    _t("INFO_REQUEST", "timeout", "ARCHIVED", "60 minutes without it", "council.failure"),
    _t("ESCALATED", "answered_yes", "APPROVED", "every required step is done and the editor approved", "council.high_risk"),
    _t("ESCALATED", "answered_no", "ARCHIVED", "a step failed or a person refused", "council.high_risk"),
    _t("ESCALATED", "information_requested", "INFO_REQUEST", "a person asked for changes and nobody refused", "control.decisions.waiting"),
    _t("ESCALATED", "timeout", "ARCHIVED", "4 h without an answer", "council.high_risk"),
    _t("CONDITIONAL", "conditions_met", "APPROVED", "sources' conditions answered, wording's bound, compliance looked again", "council.conditions"),
    _t("CONDITIONAL", "conditions_failed", "ARCHIVED", "a required verification failed", "council.conditions"),
    _t("CONDITIONAL", "legal_hold", "PAUSED", "Compliance_Guard held at its second look", "council.conditions"),
    _t("CONDITIONAL", "timeout", "ARCHIVED", "conditions not answered in time", "council.conditions"),
    _t("APPROVED", "admitted", "PRODUCING", "a channel takes it", "control.capacity"),
    _t("APPROVED", "not_rendered", "ARCHIVED", "beyond the replay's video limit", "control.capacity"),
    _t("PRODUCING", "produced", "PUBLISHING", "Quality_Critic approved the finished file", "studio.revisions"),
    _t("PRODUCING", "reports_awaited", "INFO_REQUEST", "too few usable claims for a video, and more reports may come", "studio.script_plan"),
    _t("PRODUCING", "held", "ARCHIVED", "too few usable claims for a video, after six rounds of waiting", "studio.script_plan"),
    _t("PRODUCING", "rejected", "ARCHIVED", "quality below 0.50", "studio.revisions"),
    _t("PRODUCING", "revision_limit", "ARCHIVED", "three revisions spent and still not approved", "studio.revisions"),
    _t("PRODUCING", "component_failed", "FAILED_RECOVERY", "a component failed technically", "control.recovery"),
    _t("PRODUCING", "timeout", "ARCHIVED", "2 h production deadline", "studio.revisions"),
    _t("FAILED_RECOVERY", "recovered", "PRODUCING", "the failed component is tried again", "control.recovery"),
    _t("FAILED_RECOVERY", "timeout", "ARCHIVED", "could not be recovered", "control.recovery"),
    _t("PUBLISHING", "published", "PUBLISHED", "at least one platform confirmed", "publishing.schedule"),
    _t("PUBLISHING", "sent_back", "PRODUCING", "the Judge's confidence is below 0.70 and revisions are left", "control.confidence"),
    _t("PUBLISHING", "rejected", "ARCHIVED", "the Judge's confidence is below 0.70 and nothing is left to mend", "control.confidence"),
    _t("PUBLISHING", "expired", "ARCHIVED", "24 h in the queue", "publishing.schedule"),
    _t("PUBLISHED", "analysed", "ANALYZED", "Feedback_Analyst wrote its report", "publishing.learning"),
    _t("ANALYZED", "closed", "COMPLETE", "knowledge base updated", "publishing.learning"),
    _t("ARCHIVED", "reopened", "VALIDATING", "on new evidence: once at the revision limit or as too thin, or turned down and its reports doubled", "studio.revisions"),
    *(_t(state, "killed", "ARCHIVED", "spiked or split by a named person, its official notice was taken back, or another story tells it, before it was public", "control.decisions.spike") for state in UNPUBLISHED),
)
# fmt: on

TERMINAL: frozenset[State] = frozenset({"COMPLETE", "ARCHIVED"})

_NEXT: dict[tuple[State, Event], State] = {(t.source, t.event): t.target for t in TRANSITIONS}
_LIMIT: dict[State, Limit] = {limit.state: limit for limit in LIMITS}


def next_state(state: State, event: Event) -> State:
    """The state after `event`.

    Raises:
        KeyError: the table has no such arrow; a caller never guesses one.
    """
    return _NEXT[(state, event)]


def limit_of(state: State) -> Limit | None:
    """The deadline row of `state`, or None where a story may stay as long as it likes."""
    return _LIMIT.get(state)
