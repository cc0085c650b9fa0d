"""A channel: C's influencer. A persona with a voice, an audience, platforms, policies and a budget."""

from typing import Literal

from newsroom.model.base import Noun

Platform = Literal["site", "youtube", "tiktok", "instagram", "x"]
Aspect = Literal["9:16", "16:9", "1:1"]


class Channel(Noun):
    """SOUL.md as a noun. `audience` maps a topic to its share of interest, 0 to 1; unknown topics count `0.5`.

    `pace` multiplies the voice's own words per minute, 0.8 to 1.2. `topics` are the categories it makes videos of; none
    means all.
    """

    name: str
    title: str
    language: str = "en"
    timezone: str = "UTC"
    voice: str = "joe"
    voice_traits: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    backstory: str = ""
    platforms: tuple[Platform, ...] = ("site",)
    aspect: Aspect = "9:16"
    audience: dict[str, float] = {}
    person_for: tuple[str, ...] = ()
    videos_per_day: int = 24
    budget_usd_per_day: float = 0.0
    accent: str = "#FF4A36"
    rehearsal: bool = False
    pace: float = 1.0
    topics: tuple[str, ...] = ()


class SuccessMetric(Noun):
    """One measure of an agent's success (N Part 1). `target` is N's own figure, empty where N names none."""

    name: str
    target: str = ""
    definition: str


class Persona(Noun):
    """Who an agent is (N Part 1, in our own words): a data file of `newsroom/personas`.

    `weight` is the seat's share of the consensus and `power` its special vote, for council members only.
    """

    agent: str
    role: str
    goal: str
    backstory: str
    traits: tuple[str, ...]
    tier: str = ""
    weight: float = 0.0
    power: str = ""
    tools: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    metrics: tuple[SuccessMetric, ...] = ()
