"""Platform_Strategist (N 4.1): for each platform whether this video fits it, and the words it is posted with.

Constraints kept: platform limits come from `platforms.yaml`; no word of title or description that is not the script's
own, so nothing is over-optimised against the content; time is left to Timing_Oracle.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from newsroom.model.assets import Cut
from newsroom.model.base import score
from newsroom.model.channel import Channel, Platform
from newsroom.model.publication import PlatformPlan
from newsroom.model.script import Script
from newsroom.model.story import Story
from newsroom.publishing.fitting import fitted

DISCLOSURE = "Script, voice and graphics are AI-generated."
WEIGHTS = {"length": 0.4, "shape": 0.3, "topic": 0.3}


@cache
def platform_limits() -> Mapping[str, Mapping[str, Any]]:
    """The table of platforms: ranges in seconds, limits in the unit that each counts."""
    text = resources.files("newsroom.publishing").joinpath("platforms.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return loaded


def plan(
    story: Story, script: Script, cut: Cut, channel: Channel, outlets: tuple[str, ...]
) -> tuple[PlatformPlan, ...]:
    """One plan a platform, in the table's order. `outlets` are the names of the reports the script rests on.

    A platform is enabled when the channel has it and the file is within its hard limits.
    """
    return tuple(
        _plan(name, limits, story, script, cut, channel, outlets) for name, limits in platform_limits().items()
    )


def length_fit(seconds: float, best: tuple[float, float]) -> float:
    """1.0 inside the best range, falling to 0 at half its start or at twice its end. Range 0 to 1."""
    low, high = best
    if seconds < low:
        return max(0.0, (seconds - low / 2) / (low / 2))
    if seconds > high:
        return max(0.0, (2 * high - seconds) / high)
    return 1.0


def shape_fit(aspect: str, aspects: list[str]) -> float:
    """1.0 for the platform's first aspect, 0.7 and 0.5 for the next, 0 when it takes none such."""
    return (1.0, 0.7, 0.5)[aspects.index(aspect)] if aspect in aspects else 0.0


def topic_fit(category: str, channel: Channel) -> float:
    """The channel audience's interest in the topic; 0.5 where the channel does not say. Range 0 to 1."""
    return channel.audience.get(category, 0.5)


def _plan(
    name: str,
    limits: Mapping[str, Any],
    story: Story,
    script: Script,
    cut: Cut,
    channel: Channel,
    outlets: tuple[str, ...],
) -> PlatformPlan:
    best = (float(limits["seconds"][0]), float(limits["seconds"][1]))
    parts = {
        "length": length_fit(cut.duration_s, best),
        "shape": shape_fit(cut.aspect, limits["aspects"]),
        "topic": topic_fit(story.category, channel),
    }
    within = cut.duration_s <= limits["seconds_max"] and parts["shape"] > 0
    reasons = [f"{key} {value:.2f}" for key, value in parts.items()]
    if name not in channel.platforms:
        reasons.append("the channel is not connected to it")
    if not within:
        reasons.append(f"outside its limits: {cut.duration_s:.0f} s, {cut.aspect}")
    platform: Platform = name  # type: ignore[assignment]
    return PlatformPlan(
        platform=platform,
        title=fitted(_rehearsal(script.title, channel), int(limits["title_max"]), limits["title_unit"]),
        description=fitted(_description(script, channel, outlets), int(limits["text_max"]), limits["text_unit"]),
        tags=_tags(story)[: int(limits["tags_max"])],
        aspect=cut.aspect,
        fit=score(sum(WEIGHTS[key] * value for key, value in parts.items())),
        reasons=tuple(reasons),
        enabled=name in channel.platforms and within,
    )


def _description(script: Script, channel: Channel, outlets: tuple[str, ...]) -> str:
    hook = script.hooks[script.chosen_hook].text if script.hooks else script.title
    sources = f"Sources: {', '.join(outlets)}." if outlets else ""
    return " ".join(part for part in (_rehearsal(hook, channel), sources, DISCLOSURE) if part)


def _rehearsal(text: str, channel: Channel) -> str:
    return f"REHEARSAL: {text}" if channel.rehearsal else text


def _tags(story: Story) -> tuple[str, ...]:
    words = [story.category, *(place.name for place in story.places[:2]), *story.entities[:6]]
    plain = ("".join(c for c in word if c.isalnum() or c == " ").strip() for word in words)
    return tuple(dict.fromkeys(tag for tag in plain if tag))
