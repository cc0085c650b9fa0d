"""Quality_Critic (N 3.7): measures the finished file and decides by the approval matrix.

Constraints kept: every criterion of the table is applied, an unmeasured one counts as failed; nothing below its line or
with a critical issue is approved; each refusal says what was measured, what the gate is and how to mend it; another
cycle may be asked for, and the revision rule, not the critic, says when cycles are spent. Scores come from passed and
failed checks alone, so the same file gets the same scores on every machine.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from newsroom.model.assets import Check, Production, Review
from newsroom.model.base import score
from newsroom.model.errors import Refused
from newsroom.model.script import GuardReport, Issue
from newsroom.ports import FileFacts
from newsroom.studio.critic_checks import MEASURES, Exam
from newsroom.studio.revisions import COMPONENTS, judge, send_back


def evaluate(production: Production, facts: FileFacts, guard: GuardReport, *, rehearsal: bool = False) -> Review:
    """The review of a finished production. `facts` were measured on its file, `guard` read its script.

    Raises:
        Refused: the production has no script, narration or cut yet.
    """
    exam = _exam(production, facts, guard, rehearsal)
    checks = [_checked(row, exam) for row in _table()["checks"]]
    components = component_scores(checks)
    final = score(sum(_table()["shares"][name] * value for name, value in components.items()))
    issues = [*(issue for issue in guard.issues), *(_issue(check) for check in checks if not check.passed)]
    status = judge(components, final, issues)
    return Review(
        status=status,
        score=final,
        components=components,
        issues=tuple(issues),
        checks=tuple(checks),
        feedback=tuple(_feedback(check) for check in checks if not check.passed),
        send_back_to=send_back(components, issues)[0] if status == "REVISE" else "",
    )


def component_scores(checks: Sequence[Check]) -> dict[str, float]:
    """Each component's share of passed weight, 0 to 1; a component without checks counts 0."""
    weights: Mapping[str, float] = {row["name"]: row["weight"] for row in _table()["checks"]}
    scores: dict[str, float] = {}
    for component in COMPONENTS:
        own = [check for check in checks if check.component == component]
        whole = sum(weights[check.name] for check in own)
        passed = sum(weights[check.name] for check in own if check.passed)
        scores[component] = score(passed / whole) if whole else 0.0
    return scores


def _exam(production: Production, facts: FileFacts, guard: GuardReport, rehearsal: bool) -> Exam:
    script, narration, cut = production.script, production.narration, production.cut
    if script is None or narration is None or cut is None:
        raise Refused("unfinished", "There is no finished video to review.", "Cut it first.")
    return Exam(script, guard, narration, production.visuals, cut, facts, rehearsal)


def _checked(row: Mapping[str, Any], exam: Exam) -> Check:
    passed, measured = MEASURES[row["name"]](exam)
    return Check(
        name=row["name"],
        component=row["component"],
        critical=row["critical"],
        passed=passed,
        measured=measured,
        gate=row["gate"],
    )


def _issue(check: Check) -> Issue:
    return Issue(
        component=check.component,
        severity="critical" if check.critical else "minor",
        code=check.name,
        detail=f"{check.measured}; the gate is: {check.gate}",
    )


def _feedback(check: Check) -> str:
    mend = next(row["mend"] for row in _table()["checks"] if row["name"] == check.name)
    return f"{check.component}: {check.measured}; the gate is: {check.gate}. {mend}"


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(files("newsroom.studio").joinpath("checks.yaml").read_text("utf-8"))
    return table
