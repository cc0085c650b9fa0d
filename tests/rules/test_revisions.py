"""The studio's loop ends, goes back only as far as it must, and never past a critical issue (N 2.3; decisions.md 3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.script import GuardReport, Issue
from newsroom.studio.revisions import (
    COMPONENTS,
    REVISIONS_MAX,
    after_guard,
    after_review,
    judge,
    may_reopen,
    redo,
    send_back,
)

PERFECT = {"script": 1.0, "voice": 1.0, "visuals": 1.0, "video": 1.0}
AT_THE_BAR = {"script": 0.80, "voice": 0.75, "visuals": 0.70, "video": 0.75}
UNIT = st.integers(0, 1000).map(lambda n: n / 1000)
COMPONENT_SCORES = st.fixed_dictionaries(dict.fromkeys(COMPONENTS, UNIT))


def issue(component: str, severity: str = "critical") -> Issue:
    return Issue(component=component, severity=severity, code="c", detail="d")


ISSUES = st.lists(st.builds(issue, st.sampled_from(COMPONENTS), st.sampled_from(["critical", "minor"])), max_size=3)


def report(passed: bool) -> GuardReport:
    return GuardReport(story_id="s1", script_version=1, passed=passed, score=0.9, issues=(), checked={}, citations={})


@pytest.mark.parametrize(
    ("final", "status"), [(0.75, "APPROVE"), (0.749, "REVISE"), (0.50, "REVISE"), (0.499, "REJECT"), (0.0, "REJECT")]
)
def test_the_final_score_has_three_bands(final, status):
    """At 0.75 approved, at 0.50 revised."""
    assert judge(AT_THE_BAR, final, ()) == status


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_a_thousandth_below_its_bar_is_sent_back(component):
    """A good average does not carry a bad part; a missing score is a failed one."""
    below = AT_THE_BAR | {component: AT_THE_BAR[component] - 0.001}
    assert judge(below, 0.99, ()) == "REVISE"
    assert send_back(below, ()) == (component,)
    without = {name: value for name, value in PERFECT.items() if name != component}
    assert send_back(without, ()) == (component,)


@pytest.mark.parametrize("component", COMPONENTS)
def test_any_critical_issue_bars_approval(component):
    """Whatever the scores; a minor one does not."""
    assert judge(PERFECT, 1.0, [issue(component)]) == "REVISE"
    assert judge(PERFECT, 1.0, [issue(component, "minor")]) == "APPROVE"


def test_a_fault_of_the_script_goes_to_the_script_alone():
    """Everything else is made from it; voice and visuals are mended side by side; else the weakest part."""
    assert send_back(PERFECT, [issue("video"), issue("script")]) == ("script",)
    assert send_back(PERFECT, [issue("visuals"), issue("voice")]) == ("voice", "visuals")
    assert send_back(PERFECT | {"video": 0.76}, ()) == ("video",)


def test_only_what_depends_on_the_fault_is_made_again():
    """Not to the start: a new voice keeps script and visuals."""
    assert redo(("script",)) == ("script", "voice", "visuals", "video")
    assert redo(("voice",)) == ("voice", "video")
    assert redo(("visuals", "voice")) == ("voice", "visuals", "video")
    assert redo(("video",)) == ("video",)


def test_the_third_revision_is_verified_and_there_is_no_fourth():
    """Three failures are revised, the fourth ends; a third revision that passes goes on."""
    count = 0
    for expected in (1, 2, 3):
        step = after_guard(report(False), count)
        assert (step.status, step.stage, step.revisions) == ("REVISE", "script", expected)
        count = step.revisions
    assert after_guard(report(True), count).status == "APPROVE"
    assert after_guard(report(False), count).status == "REVISION_LIMIT"


def test_script_and_video_revisions_share_one_count():
    """N's code resets it at a full iteration; here it survives."""
    count = after_guard(report(False), 0).revisions
    count = after_review(PERFECT, 0.6, (), count).revisions
    count = after_review(PERFECT | {"voice": 0.1}, 0.8, (), count).revisions
    assert count == REVISIONS_MAX
    assert after_review(PERFECT, 0.6, (), count).status == "REVISION_LIMIT"
    assert after_review(PERFECT, 0.75, (), count).status == "APPROVE"


@given(reviews=st.lists(st.tuples(st.booleans(), COMPONENT_SCORES, UNIT, ISSUES), min_size=5, max_size=30))
def test_every_production_ends(reviews):
    """Whatever is measured, in any order: at most three revisions, then an end."""
    revisions, steps = 0, 0
    for guard_turn, components, final, issues in reviews:
        steps += 1
        step = (
            after_guard(report(False), revisions) if guard_turn else after_review(components, final, issues, revisions)
        )
        revisions = step.revisions
        if step.status != "REVISE":
            break
    assert steps <= REVISIONS_MAX + 1
    assert step.status in ("APPROVE", "REJECT", "REVISION_LIMIT")


@given(COMPONENT_SCORES, UNIT, ISSUES, st.integers(0, 3))
def test_approval_means_every_gate_is_met(components, final, issues, revisions):
    """Never past a bar or a critical issue, and a revision always names what to redo."""
    step = after_review(components, final, issues, revisions)
    if step.status == "APPROVE":
        assert final >= 0.75
        assert all(components[name] >= AT_THE_BAR[name] for name in COMPONENTS)
        assert not [found for found in issues if found.severity == "critical"]
    if step.status == "REVISE":
        assert set(step.send_back_to) <= set(step.redo)
        assert step.redo[-1] == "video"


def test_an_archived_story_reopens_once_on_new_evidence():
    """Not twice, and not without."""
    assert may_reopen(0, True)
    assert not may_reopen(0, False)
    assert not may_reopen(1, True)
