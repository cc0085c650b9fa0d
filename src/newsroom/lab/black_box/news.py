"""Invented news that arrives by the clock, and agents that answer from a story's fate: the simulation's, in real time."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.lab.black_box.plan import Plan
from newsroom.lab.simulation.dice import Dice
from newsroom.lab.simulation.faults import Faults
from newsroom.lab.simulation.feed import SOURCE, Feed, Happening, Report, item_of
from newsroom.lab.simulation.ledger import Ledger
from newsroom.lab.simulation.shells import AGENTS, SHELLS, Stage
from newsroom.lab.simulation.timeline import Timeline
from newsroom.lab.simulation.trace import Trace

MOST_STORIES = 5_000
_FURTHER_REPORTS = (timedelta(), timedelta(minutes=6), timedelta(minutes=25))


class TimedFeed(Feed):
    """The same reports at the same times in every process, whoever asks."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(Dice(plan.seed), MOST_STORIES)
        self._plan = plan

    def until(self, moment: datetime) -> tuple[Report, ...]:
        """Every report up to `moment`, in order of arrival."""
        told = []
        for happening in self.happenings:
            first = self._plan.start + timedelta(seconds=happening.number * self._plan.story_every_s)
            if first > min(moment, self._plan.last_report):
                break
            told += [
                Report(happening, number, first + later)
                for number, later in enumerate(_FURTHER_REPORTS)
                if first + later <= min(moment, self._plan.last_report)
            ]
        return tuple(sorted(told, key=lambda one: (one.at, one.item_id)))


def roles(plan: Plan, personal: int) -> dict[str, RoleCall]:
    """Every role, by the worker's keys; `personal` makes this process's luck its own."""
    feed = TimedFeed(plan)
    dice = Dice(plan.seed * 1_000_003 + personal)
    stage = Stage(dice, _no_faults(dice), feed, Ledger())
    played = {
        f"{kind}:{agent}": _played(stage, shell, dice, plan.work_ms)
        for kind, shell in SHELLS.items()
        for agent in AGENTS[kind]
    }
    return {**played, "intake:": _intake(feed)}


def _no_faults(dice: Dice) -> Faults:
    faults = Faults(dice, Timeline(), Trace())
    faults.calm = True
    return faults


def _intake(feed: TimedFeed) -> RoleCall:
    def intake(brief: Brief) -> Proposal:
        since, until = (datetime.fromisoformat(brief.extra[key]) for key in ("since", "until"))
        feed.reports = list(feed.until(until))
        fresh = [one for one in feed.reports if since < one.at]
        grown: dict[int, Happening] = {one.happening.number: one.happening for one in fresh}
        return {
            "items": [item_of(one).json_dict() for one in fresh],
            "sources": [SOURCE.json_dict()] if fresh else [],
            "stories": [feed.story(grown[number]).json_dict() for number in sorted(grown)],
        }

    return intake


def _played(stage: Stage, shell: Callable[[Stage, Brief], Proposal], dice: Dice, work_ms: tuple[int, int]) -> RoleCall:
    async def play(brief: Brief) -> Proposal:
        await asyncio.sleep(dice.between(*work_ms) / 1000)
        return shell(stage, brief)

    return play
