"""A campaign: a person's goal in plain words, read into a plan and a tree of tasks that a person may change (C 1.1)."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from newsroom.model.base import Noun, Score, UtcTime
from newsroom.model.item import Place

StepKind = Literal["watch", "prefer", "produce", "spend", "close"]


class CampaignPlan(Noun):
    """What a goal asks for. An empty field asks for nothing of its kind.

    A story is the campaign's subject when it has any of `terms` (folded word stems) and all of `needs`. `at_least` bounds a number that
    stands beside one of `measure`'s words; with `strictly` the bound itself is too little. `countries` are ISO codes.
    `per_day` caps videos a day on `channel`, `usd` the money of the whole campaign.
    """

    terms: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    at_least: float | None = None
    strictly: bool = False
    region: str = ""
    countries: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    starts_at: UtcTime
    ends_at: UtcTime | None = None
    per_day: Annotated[int, Field(ge=1)] | None = None
    usd: Annotated[float, Field(ge=0.0)] | None = None
    channel: str = ""

    @model_validator(mode="after")
    def _forwards(self) -> "CampaignPlan":
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise ValueError("it ends before it starts")
        return self


class CampaignStep(Noun):
    """One node of the tree: what is done, for which step before it, in words. A step that is off is not done."""

    kind: StepKind
    after: StepKind | None
    words: str
    on: bool = True


class Campaign(Noun):
    """One campaign. `unclear` says what of the goal was not understood; `missing` what must be said before it starts."""

    id: str
    version: int = 1
    goal: str
    plan: CampaignPlan
    steps: tuple[CampaignStep, ...]
    unclear: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    status: Literal["draft", "active", "paused", "finished"] = "draft"
    by: str
    at: UtcTime


class Relevance(Noun):
    """How much a story is what a campaign asks for, 0 to 1, and what made it: subject, number and place."""

    campaign: str
    value: Score
    subject: Score
    number: Score | None = None
    place: Score | None = None
