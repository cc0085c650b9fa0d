"""The roles as shells: each answers in a valid shape of its kind, drawn from the seed and the happening's fate.

A shell may also be away, be mistaken, take long, answer nonsense, or kill its process every time it is asked.
"""

from collections.abc import Callable

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.control.plans.intake import SCOUTS
from newsroom.lab.simulation import council_shells, news_shells, publishing_shells, studio_shells
from newsroom.lab.simulation.crash import Crash, Pause
from newsroom.lab.simulation.dice import Dice
from newsroom.lab.simulation.faults import Faults
from newsroom.lab.simulation.feed import Feed
from newsroom.lab.simulation.ledger import Ledger
from newsroom.model.ballot import VOTERS
from newsroom.model.errors import Unavailable

Shell = Callable[["Stage", Brief], Proposal]

_WORK_MS = (50, 4_000)
_LONG_MS = (25_000, 120_000)


class Stage:
    """What every shell plays from: the dice, the faults, the world's reports, and which tasks are poison."""

    def __init__(self, dice: Dice, faults: Faults, feed: Feed, ledger: Ledger) -> None:
        self.dice = dice
        self.faults = faults
        self.feed = feed
        self.ledger = ledger
        self.poison: set[str] = set()

    @property
    def calm(self) -> bool:
        """Whether everybody answers by now."""
        return self.faults.calm


SHELLS: dict[str, Shell] = {
    "intake": news_shells.intake,
    "scan": news_shells.scan,
    "evidence": council_shells.evidence,
    "renewal": council_shells.evidence,
    "vote": council_shells.vote,
    "second_fact_check": council_shells.second_check,
    "conditions": council_shells.conditions,
    "second_look": council_shells.second_look,
    "script": studio_shells.script,
    "hooks": studio_shells.hooks,
    "guard": studio_shells.guard,
    "voice": studio_shells.voice,
    "visuals": studio_shells.visuals,
    "edit": studio_shells.edit,
    "review": studio_shells.review,
    "strategy": publishing_shells.strategy,
    "timing": publishing_shells.timing,
    "feedback": publishing_shells.feedback,
}

AGENTS: dict[str, tuple[str, ...]] = {
    "intake": ("",),
    "scan": SCOUTS,
    "evidence": ("Fact_Checker",),
    "renewal": ("Fact_Checker",),
    "vote": (*VOTERS, *(f"{voter}_02" for voter in VOTERS)),
    "second_fact_check": ("Fact_Checker",),
    "conditions": ("Fact_Checker",),
    "second_look": ("Compliance_Guard",),
    "script": ("Script_Writer",),
    "hooks": ("Hook_Doctor",),
    "guard": ("Fact_Guard",),
    "voice": ("Voice_Actor",),
    "visuals": ("Visual_Artist",),
    "edit": ("Video_Editor",),
    "review": ("Quality_Critic",),
    "strategy": ("Platform_Strategist",),
    "timing": ("Timing_Oracle",),
    "feedback": ("Feedback_Analyst",),
}


def cast(stage: Stage) -> dict[str, RoleCall]:
    """Every role of the newsroom, by the worker's keys."""
    return {f"{kind}:{agent}": _played(stage, shell) for kind, shell in SHELLS.items() for agent in AGENTS[kind]}


def _played(stage: Stage, shell: Shell) -> RoleCall:
    async def play(brief: Brief) -> Proposal:
        task = brief.task
        if stage.faults.fires("poison_task", task.agent):
            stage.poison.add(task.id)
        if task.id in stage.poison:
            raise Crash
        _stumble(stage, brief)
        long = stage.faults.fires("role_slow", task.agent)
        await Pause(stage.dice.between(*(_LONG_MS if long else _WORK_MS)))
        if stage.faults.fires("bad_proposal", task.agent):
            return council_shells.forged(stage, brief) if task.kind == "vote" else {"nonsense": task.kind}
        return shell(stage, brief)

    return play


def _stumble(stage: Stage, brief: Brief) -> None:
    agent = brief.task.agent
    if stage.faults.fires("role_away", agent):
        raise Unavailable("away", f"{agent} is away.", "Try later.")
    if stage.faults.fires("role_defect", agent):
        raise ValueError(f"{agent} is broken")
    if brief.task.kind == "vote" and stage.faults.fires("voter_fails", agent):
        raise LookupError(f"{agent} cannot vote")
