"""The strategic tier as shells: plans for our own site and up to two platforms, times now and later, a lesson."""

from datetime import timedelta
from typing import TYPE_CHECKING

from newsroom.control.brief import Brief, Proposal
from newsroom.lab.simulation import samples
from newsroom.model.channel import Platform
from newsroom.model.publication import PlatformPlan, Window

if TYPE_CHECKING:
    from newsroom.lab.simulation.shells import Stage

OUTSIDE: tuple[Platform, ...] = ("youtube", "tiktok")


def strategy(stage: "Stage", brief: Brief) -> Proposal:
    """Plans for some platforms; the site is nearly always among them."""
    del brief
    chosen: list[Platform] = ["site"] if stage.dice.chance(0.9) else []
    chosen += [one for one in OUTSIDE if stage.dice.chance(0.7)]
    plans = [
        PlatformPlan(
            platform=one, title="It", description="", tags=(), aspect="9:16", fit=1.0, reasons=(), enabled=True
        )
        for one in chosen or ["site"]
    ]
    return {"plans": [plan.json_dict() for plan in plans]}


def timing(stage: "Stage", brief: Brief) -> Proposal:
    """A time for every plan: at once, or within three hours."""
    windows = [
        Window(
            platform=plan["platform"],
            publish_at=brief.now + timedelta(minutes=stage.dice.pick((0, 0, 10, 60, 180))),
            reason="then",
        )
        for plan in brief.extra["strategy"]["plans"]
    ]
    return {"windows": [window.json_dict() for window in windows]}


def feedback(stage: "Stage", brief: Brief) -> Proposal:
    """A lesson without data."""
    del stage
    return {"feedback": samples.feedback(brief.task.subject, brief.now).json_dict()}
