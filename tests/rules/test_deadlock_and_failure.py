"""N's deadlock rule, high-risk protocol and failure handler, each as N orders it (N 2.2, 3.2)."""

import pytest

from newsroom.council import deadlock, failure, high_risk
from newsroom.model.ballot import VOTERS


@pytest.fixture(scope="session")
def cast(ballot):
    """Five ballots from a word each: A, B, C, Fact_Checker, Compliance_Guard."""
    return lambda words: [ballot(v, w, concerns=(f"{w}?",)) for v, w in zip(VOTERS, words.split(), strict=False)]


@pytest.mark.parametrize(
    ("words", "high", "action"),
    [
        ("YES YES_STRONG YES NO NO", False, "CONDITIONAL_APPROVAL"),
        ("YES YES YES NO_STRONG ABSTAIN", True, "CONDITIONAL_APPROVAL"),
        ("NO NO YES NO YES", False, "REJECTED"),
        ("YES YES ABSTAIN NO ABSTAIN", False, "REJECTED"),
        ("YES YES ABSTAIN ABSTAIN NO", True, "ESCALATE"),
        ("YES YES ABSTAIN ABSTAIN NO", False, "INFORMATION_REQUEST"),
        ("YES YES NO YES NO", False, "CONDITIONAL_APPROVAL"),
        ("NO NO YES ABSTAIN ABSTAIN", False, "INFORMATION_REQUEST"),
        ("ABSTAIN ABSTAIN ABSTAIN ABSTAIN ABSTAIN", False, "INFORMATION_REQUEST"),
    ],
)
def test_deadlock_in_ns_order(cast, words, high, action):
    """Majority first, then Fact_Checker's NO, then high risk, else information."""
    assert deadlock.resolve(cast(words), high).action == action
    assert deadlock.resolve(reversed(cast(words)), high).action == action


def test_the_high_risk_protocol(cast):
    """All five or waiting; approved means three more steps; conditional a senior editor; else the reasons."""
    five = cast("YES YES YES NO YES")
    assert high_risk.process(five[:4], "APPROVED").status == "AWAITING_FULL_COUNCIL"
    assert high_risk.process([five[0]] * 5, "APPROVED").status == "AWAITING_FULL_COUNCIL"
    approved = high_risk.process(five, "APPROVED")
    assert approved.status == "ADDITIONAL_VERIFICATION_REQUIRED"
    assert approved.steps == ("secondary_fact_check", "legal_review", "editor_approval")
    assert high_risk.process(five, "CONDITIONAL_APPROVAL").escalation_target == "senior_editor"
    assert high_risk.process(five, "REJECTED").reasons == ("Fact_Checker: NO?",)


@pytest.mark.parametrize(
    ("reason", "value", "action", "minutes", "retry"),
    [
        ("FACTUAL_CONCERNS", 0.0, "RETURN_TO_SCOUTS", 30, True),
        ("LEGAL_REVIEW_REQUIRED", 0.0, "ESCALATE_TO_LEGAL", 120, True),
        ("INSUFFICIENT_PARTICIPATION", 0.0, "AWAIT_VOTES", 10, True),
        ("INSUFFICIENT_CONSENSUS", 0.54, "CONDITIONAL_APPROVAL", 0, False),
        ("INSUFFICIENT_CONSENSUS", 0.50, "CONDITIONAL_APPROVAL", 0, False),
        ("INSUFFICIENT_CONSENSUS", 0.499, "INFORMATION_REQUEST", 60, True),
        ("INSUFFICIENT_CONSENSUS", 0.40, "INFORMATION_REQUEST", 60, True),
        ("INSUFFICIENT_CONSENSUS", 0.399, "REJECT", 0, False),
    ],
)
def test_each_failure_has_ns_answer(reason, value, action, minutes, retry):
    """Action, minutes and retry of N 3.2."""
    response = failure.handle(reason, value)
    assert (response.action, response.timeout_minutes, response.retry_allowed) == (action, minutes, retry)


def test_one_retry():
    """A story returns to its scouts once, and is asked for information once."""
    assert failure.may_retry(0)
    assert not failure.may_retry(1)
