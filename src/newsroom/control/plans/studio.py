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
    """The tasks of the production's present stage that have not brought their piece.

    No script is written from claims that have not read every item; see plans.renewal.
    """
    production = case.production
    if case.story.state != "PRODUCING" or production is None:
        return ()
    if production.stage == "script" and outgrown(case.story):
        return ()
    missing = [(kind, agent) for kind, agent in STAGES.get(production.stage, ()) if not _there(production, kind)]
    return tuple(
        task(kind, agent, "studio", production.id, production.version, now, attempt(production, kind))
        for kind, agent in missing
    )


def attempt(production: Production, kind: str) -> str:
    """Which try of a piece this is: revisions so far, and technical failures of that piece."""
    return f"{production.revisions}.{production.failures.get(kind, 0)}"


def _there(production: Production, kind: str) -> bool:
    return (kind == "voice" and production.narration is not None) or (kind == "visuals" and bool(production.visuals))
