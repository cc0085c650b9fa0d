"""The studio's work: the next stage of a production, voice and visuals side by side (N 3, 2.3)."""

from datetime import datetime

from newsroom.control.plans.renewal import outgrown
from newsroom.control.plans.task import task
from newsroom.control.snapshot import Case
from newsroom.model.assets import Production
from newsroom.model.task import Task

STAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "script": (("script", "Script_Writer"),),
    "hooks": (("hooks", "Hook_Doctor"),),
    "guard": (("guard", "Fact_Guard"),),
    "voice_visuals": (("voice", "Voice_Actor"), ("visuals", "Visual_Artist")),
    "edit": (("edit", "Video_Editor"),),
    "review": (("review", "Quality_Critic"),),
}
"""Each stage's tasks: kind and agent. The production waits for all of a stage's tasks."""


def plan(case: Case, now: datetime) -> tuple[Task, ...]:
    """The tasks of each production's present stage that have not brought their piece; one production a channel.

    No script is written from claims that have not read every item; see plans.renewal.
    """
    if case.story.state != "PRODUCING":
        return ()
    waits = outgrown(case.story)
    return tuple(
        task(kind, agent, "studio", production.id, production.version, now, attempt(production, kind))
        for production in case.productions
        if not (waits and production.stage == "script")
        for kind, agent in STAGES.get(production.stage, ())
        if not _there(production, kind)
    )


def attempt(production: Production, kind: str) -> str:
    """Which try of a piece this is: revisions so far, and technical failures of that piece."""
    return f"{production.revisions}.{production.failures.get(kind, 0)}"


def _there(production: Production, kind: str) -> bool:
    return (kind == "voice" and production.narration is not None) or (kind == "visuals" and bool(production.visuals))
