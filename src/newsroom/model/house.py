"""What the house keeps of itself in the Global State: its channels, its policy, its budgets, each a versioned row (C 1.3)."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from newsroom.model.base import Noun, Score, UtcTime
from newsroom.model.channel import Channel

Share = Annotated[Score, Field(ge=0.0, le=1.0)]
"""A threshold: 0 to 1, both ends included."""


class ChannelRow(Noun):
    """One channel as the newsroom runs it. `id` is its name; a change of its SOUL.md is a new version."""

    id: str
    version: int = 1
    channel: Channel
    status: Literal["on_air", "off_air"] = "on_air"
    at: UtcTime


class Budget(Noun):
    """What a channel or campaign may spend. `id` is `channel:NAME` or `campaign:ID`; dollars.

    A channel's cap is a day's, a campaign's the whole campaign's. Nothing is spent yet without a wallet: `spent_usd` is 0.
    """

    id: str
    version: int = 1
    cap_usd: Annotated[float, Field(ge=0.0)] = 0.0
    spent_usd: Annotated[float, Field(ge=0.0)] = 0.0
    per: Literal["day", "campaign"] = "day"


class HousePolicy(Noun):
    """The thresholds that a person may set. The two of the Judge's confidence can only be made stricter than N and C say.

    `person_for_outside` are the topics that always wait for a person before an outside platform (decisions.md section 2:
    politics, health, finance, law).
    """

    id: str = "house"
    version: int = 1
    relevance_above: Share = 0.75
    confidence_on_above: Annotated[Score, Field(ge=0.90, le=1.0)] = 0.90
    confidence_person_from: Annotated[Score, Field(ge=0.70, le=1.0)] = 0.70
    person_for_outside: tuple[str, ...] = ("politics", "health", "business", "crime")
    by: str = ""
    at: UtcTime | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "HousePolicy":
        if self.confidence_person_from > self.confidence_on_above:
            raise ValueError("confidence_person_from is above confidence_on_above")
        return self
