"""The revision loop and the approval matrix (N 2.3; decisions.md section 3).

A finished video:
1. final below 0.50: rejected;
2. a critical issue, a component below its own threshold, or final below 0.75: revised, back to the component at fault;
3. else approved.

At most three revisions in all, script and full iterations together. N's code forgets the count at each full iteration
and would loop for ever; here the count is the production's and survives. The third revision is still verified; there
is no fourth.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from newsroom.model.base import score
from newsroom.model.script import GuardReport, Issue

Component = Literal["script", "voice", "visuals", "video"]
COMPONENTS: tuple[Component, ...] = ("script", "voice", "visuals", "video")
COMPONENT_BARS: dict[Component, float] = {"script": 0.80, "voice": 0.75, "visuals": 0.70, "video": 0.75}
FINAL_APPROVE = 0.75
FINAL_REVISE = 0.50
REVISIONS_MAX = 3

Status = Literal["APPROVE", "REVISE", "REJECT", "REVISION_LIMIT"]
Stage = Literal["script", "hooks", "guard", "voice_visuals", "edit", "review", "done", "stopped"]

_DEPENDENTS: dict[Component, tuple[Component, ...]] = {
    "script": ("script", "voice", "visuals", "video"),
    "voice": ("voice", "video"),
    "visuals": ("visuals", "video"),
    "video": ("video",),
}
_STAGES: dict[Component, Stage] = {
    "script": "script",
    "voice": "voice_visuals",
    "visuals": "voice_visuals",
    "video": "edit",
}


class Revision(NamedTuple):
    """What happens next. `send_back_to` lists the components at fault (none unless REVISE), `redo` all that must then
    be made again, in order; `revisions` is the count to keep with the production.
    """

    status: Status
    stage: Stage
    revisions: int
    send_back_to: tuple[Component, ...] = ()
    redo: tuple[Component, ...] = ()
    reason: str = ""


def judge(
    components: Mapping[str, float], final: float, issues: Iterable[Issue]
) -> Literal["APPROVE", "REVISE", "REJECT"]:
    """The approval matrix over scores of 0 to 1. A component without a score counts as 0: unmeasured is not passed."""
    if score(final) < FINAL_REVISE:
        return "REJECT"
    faults = at_fault(components, issues)
    return "APPROVE" if not faults and score(final) >= FINAL_APPROVE else "REVISE"


def at_fault(components: Mapping[str, float], issues: Iterable[Issue]) -> tuple[Component, ...]:
    """Components below their own threshold or with a critical issue, in the order they are made."""
    critical = {issue.component for issue in issues if issue.severity == "critical"}
    return tuple(c for c in COMPONENTS if c in critical or _margin(components, c) < 0)


def send_back(components: Mapping[str, float], issues: Iterable[Issue]) -> tuple[Component, ...]:
    """Where a video to be revised goes.

    The script alone when it is at fault (all else is made from it); else every fault; with none, the component that
    clears its threshold by least.
    """
    faults = at_fault(components, issues)
    if "script" in faults:
        return ("script",)
    return faults or (min(COMPONENTS, key=lambda c: (_margin(components, c), COMPONENTS.index(c))),)


def redo(send_back_to: Iterable[Component]) -> tuple[Component, ...]:
    """All that must be made again when `send_back_to` changes: it and what is made from it."""
    stale = {dependent for component in send_back_to for dependent in _DEPENDENTS[component]}
    return tuple(component for component in COMPONENTS if component in stale)


def after_guard(report: GuardReport, revisions: int) -> Revision:
    """The step after Fact_Guard read a script version. `revisions` counts those already made, 0 to 3."""
    if report.passed:
        return Revision("APPROVE", "voice_visuals", revisions, reason="every line stands on its evidence")
    return _revise(("script",), revisions, f"Fact_Guard found {len(report.issues)} issues")


def after_review(components: Mapping[str, float], final: float, issues: Iterable[Issue], revisions: int) -> Revision:
    """The step after Quality_Critic measured the finished file."""
    found = tuple(issues)
    status = judge(components, final, found)
    if status == "APPROVE":
        return Revision("APPROVE", "done", revisions, reason=f"final {score(final):g}")
    if status == "REJECT":
        return Revision("REJECT", "stopped", revisions, reason=f"final {score(final):g} is below {FINAL_REVISE:g}")
    return _revise(send_back(components, found), revisions, f"final {score(final):g}")


def sent_back(to: tuple[Component, ...], revisions: int) -> Revision | None:
    """A finished video that the Judge doubts goes back to the components at fault; None when there is none, or no
    revision is left.
    """
    if not to or revisions >= REVISIONS_MAX:
        return None
    return _revise(to, revisions, "the Judge is not sure of it")


def may_reopen(reopened: int, new_evidence: bool) -> bool:
    """Whether a story archived at the revision limit may come back: once, on new evidence (decisions.md section 6)."""
    return new_evidence and reopened == 0


def _revise(to: tuple[Component, ...], revisions: int, why: str) -> Revision:
    if revisions >= REVISIONS_MAX:
        return Revision("REVISION_LIMIT", "stopped", revisions, reason=f"{why}; three revisions are spent")
    return Revision("REVISE", _STAGES[to[0]], revisions + 1, to, redo(to), f"{why}; back to {', '.join(to)}")


def _margin(components: Mapping[str, float], component: Component) -> float:
    return score(components.get(component, 0.0)) - COMPONENT_BARS[component]
