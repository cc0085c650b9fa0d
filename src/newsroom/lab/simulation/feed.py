"""The world that the newsroom watches: invented happenings, each with a fate, and reports about them that keep coming."""

from datetime import datetime, timedelta
from typing import NamedTuple

from newsroom.lab.simulation.dice import Dice
from newsroom.model.item import Item, Origin, Publisher, Source
from newsroom.model.story import Story
from newsroom.model.verdict import RiskClass

FATES: dict[str, float] = {
    "plain": 5.0,
    "doubted": 5.0,
    "vetoed": 1.5,
    "held_by_law": 2.0,
    "both": 0.6,
    "split": 1.5,
    "unliked": 0.8,
    "risky": 2.5,
    "colluding": 0.8,
    "tied": 1.6,
    "thin": 1.2,
    "never_enough": 0.25,
    "badly_made": 1.2,
    "doubtful": 1.2,
    "breaking": 1.0,
    "silent": 0.5,
}
"""What a happening is like, which is what the roles' shells go by, and how often it is drawn."""

RISKS: dict[str, tuple[RiskClass, ...]] = {"risky": ("high_risk", "sensitive"), "breaking": ("breaking",)}

SOURCE = Source(id="wire", name="The Wire", owner="Wire House", kind="wire", tier=1)


class Happening(NamedTuple):
    """One story of the simulated day."""

    number: int
    fate: str
    risk: RiskClass

    @property
    def story_id(self) -> str:
        return f"story_{self.number:02d}"


class Report(NamedTuple):
    """One independent report about a happening, as it arrived."""

    happening: Happening
    number: int
    at: datetime

    @property
    def item_id(self) -> str:
        return f"item_{self.happening.number:02d}_{self.number}"


class Feed:
    """What has been reported so far, in order of arrival."""

    def __init__(self, dice: Dice, stories: int) -> None:
        fates = ["held_by_law", "risky", *(dice.weighted(FATES) for _ in range(stories - 2))]
        self._dice = dice
        self.happenings: list[Happening] = []
        self.reports: list[Report] = []
        self._add(fates)

    def _add(self, fates: list[str]) -> list[Happening]:
        for fate in fates:
            risk = self._dice.pick(RISKS.get(fate, ("standard",)))
            self.happenings.append(Happening(len(self.happenings), fate, risk))
        return self.happenings[-len(fates) :]

    @property
    def read_for(self) -> timedelta:
        """How long the feeds are read: an hour, longer where something is told again and again and never enough."""
        return timedelta(hours=3 if any(one.fate == "never_enough" for one in self.happenings) else 1)

    def again(self, happening: Happening) -> int | None:
        """In how many minutes it is reported once more, or None: that was all."""
        if happening.fate == "never_enough":
            return self._dice.between(4, 9)
        return self._dice.between(8, 45) if self._dice.chance(0.6) else None

    def more(self, count: int) -> list[Happening]:
        """So many more happenings, plain ones and held ones among them."""
        return self._add([self._dice.pick(("plain", "held_by_law", "risky", "breaking")) for _ in range(count)])

    def report_all(self, at: datetime) -> None:
        """Whatever was not reported yet is reported now: the day ends."""
        told = {one.happening.number for one in self.reports}
        for happening in self.happenings:
            if happening.number not in told:
                self.report(happening, at)

    def fate_of(self, story_id: str) -> Happening:
        """The happening behind a story."""
        return self.happenings[int(story_id.removeprefix("story_"))]

    def report(self, happening: Happening, at: datetime) -> Report:
        """One more independent report about it."""
        count = sum(one.happening is happening for one in self.reports)
        self.reports.append(Report(happening, count, at))
        return self.reports[-1]

    def story(self, happening: Happening) -> Story:
        """The story as its reports tell it now."""
        told = [one for one in self.reports if one.happening is happening]
        return Story(
            id=happening.story_id,
            slug=f"happening-{happening.number}",
            headline=f"Something of kind {happening.number} happens",
            language="en",
            category="local",
            item_ids=tuple(one.item_id for one in told),
            origins=tuple(_origin(one) for one in told),
            first_published_at=told[0].at,
            first_seen_at=told[0].at,
            last_seen_at=told[-1].at,
            entered_at=told[0].at,
        )


def item_of(report: Report) -> Item:
    """The item that a report arrives as."""
    owner = f"House {report.number}"
    return Item(
        id=report.item_id,
        source_id=SOURCE.id,
        publisher=Publisher(name=owner, owner=owner, kind="newspaper", tier=1),
        url=f"https://house{report.number}.example/{report.happening.number}",
        title=f"Something of kind {report.happening.number} happens",
        text="It happened.",
        language="en",
        kind="article",
        published_at=report.at,
        seen_at=report.at,
        snapshot="0" * 64,
    )


def _origin(report: Report) -> Origin:
    return Origin(
        owner=f"House {report.number}", item_ids=(report.item_id,), types=("press",), tier=1, why="its own report"
    )
