"""Publishing and what comes back: plans, publications, and the feedback message of N 2.4."""

from typing import Literal

from newsroom.model.base import Noun, Score, UtcTime
from newsroom.model.channel import Platform


class PlatformPlan(Noun):
    """Platform_Strategist's plan for one platform."""

    platform: Platform
    title: str
    description: str
    tags: tuple[str, ...]
    aspect: str
    fit: Score
    reasons: tuple[str, ...]
    enabled: bool


class Window(Noun):
    """Timing_Oracle's answer for one platform. `lift` is the expected gain over posting now, None when unknown."""

    platform: Platform
    publish_at: UtcTime
    reason: str
    lift: float | None = None
    n: int = 0
    breaking_override: bool = False


class Publication(Noun):
    """One video on one platform: an intent, then its outcome. The id is unique per video and platform."""

    id: str
    story_id: str
    channel: str
    video: str
    platform: Platform
    plan: PlatformPlan
    publish_at: UtcTime
    version: int = 1
    status: Literal["scheduled", "sending", "published", "failed", "unknown", "cancelled"] = "scheduled"
    url: str = ""
    published_at: UtcTime | None = None
    detail: str = ""


class PlatformPerformance(Noun):
    """N's `platform_breakdown` row. `performance_vs_baseline` is a ratio; None without a baseline."""

    views: int
    engagement: float
    performance_vs_baseline: float | None = None


class PerformanceMetrics(Noun):
    """N's `performance_metrics`; None where the platform reports nothing."""

    views: int | None = None
    watch_time_minutes: float | None = None
    engagement_rate: float | None = None
    shares: int | None = None
    comments: int | None = None
    click_through_rate: float | None = None
    average_watch_percentage: float | None = None


class Insights(Noun):
    """N's `insights`."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    learnings: tuple[str, ...] = ()


class Recommendations(Noun):
    """N's `recommendations`, one list a swarm."""

    scout_swarm: tuple[str, ...] = ()
    council_swarm: tuple[str, ...] = ()
    studio_swarm: tuple[str, ...] = ()
    strategic_swarm: tuple[str, ...] = ()


class Feedback(Noun):
    """The performance feedback message of N 2.4, field for field."""

    feedback_id: str
    video_id: str
    analysis_timestamp: UtcTime
    performance_metrics: PerformanceMetrics
    platform_breakdown: dict[str, PlatformPerformance] = {}
    insights: Insights
    recommendations: Recommendations
    status: Literal["open", "signal", "noise", "no_data"] = "open"


__all__ = [
    "Feedback",
    "Insights",
    "PerformanceMetrics",
    "PlatformPerformance",
    "PlatformPlan",
    "Publication",
    "Recommendations",
    "Window",
]
