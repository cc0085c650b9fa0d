"""Feedback_Analyst (N 4.3): what a published video did, against the account's own baseline, signal apart from noise.

One video never teaches: a difference counts as signal when it exceeds what single videos of this account scatter by,
with at least 20 videos behind the baseline (audience.md: most weekly lessons of a young account are noise).
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from newsroom.model.ids import derive
from newsroom.model.publication import (
    Feedback,
    Insights,
    PerformanceMetrics,
    PlatformPerformance,
    Publication,
    Recommendations,
)
from newsroom.publishing.learning import MIN_VIDEOS

SIGNAL_SD = 2.0


def analyse(
    publications: Sequence[Publication],
    metrics: Mapping[str, PerformanceMetrics | None],
    baseline: Mapping[str, Sequence[int]],
    category: str,
    now: datetime,
) -> Feedback:
    """The feedback message for one video. `metrics` by publication id, `baseline` earlier views by platform.

    Without any reported number the status is `no_data` and nothing is concluded: a platform that reports nothing is
    not a platform where nobody watched.
    """
    video = publications[0].video
    known: dict[str, PerformanceMetrics] = {
        p.platform: m for p in publications if (m := metrics.get(p.id)) is not None and m.views is not None
    }
    views = {platform: m.views or 0 for platform, m in known.items()}
    ratios: dict[str, float | None] = {
        platform: _ratio(views[platform], baseline.get(platform, ())) for platform in known
    }
    verdicts: dict[str, str] = {platform: _verdict(views[platform], baseline.get(platform, ())) for platform in known}
    status: Literal["open", "signal", "noise", "no_data"] = "no_data"
    if known:
        status = (
            "signal"
            if any(v in ("above", "below") for v in verdicts.values())
            else ("open" if "too_few" in verdicts.values() else "noise")
        )
    return Feedback(
        feedback_id=derive("fb", video, now.isoformat()),
        video_id=video,
        analysis_timestamp=now,
        performance_metrics=_total(list(known.values())),
        platform_breakdown={
            platform: PlatformPerformance(
                views=views[platform], engagement=m.engagement_rate or 0.0, performance_vs_baseline=ratios[platform]
            )
            for platform, m in known.items()
        },
        insights=_insights(verdicts, ratios, category),
        recommendations=_recommendations(verdicts, category),
        status=status,
    )


def _ratio(views: int, earlier: Sequence[int]) -> float | None:
    middle = sorted(earlier)[len(earlier) // 2] if earlier else 0
    return round(views / middle, 3) if middle else None


def _verdict(views: int, earlier: Sequence[int]) -> Literal["above", "below", "usual", "too_few"]:
    if len(earlier) < MIN_VIDEOS:
        return "too_few"
    logs = [math.log2(v + 1) for v in earlier]
    mean = sum(logs) / len(logs)
    spread = math.sqrt(sum((x - mean) ** 2 for x in logs) / (len(logs) - 1)) or 0.01
    distance = (math.log2(views + 1) - mean) / spread
    return "above" if distance > SIGNAL_SD else "below" if distance < -SIGNAL_SD else "usual"


def _total(metrics: Sequence[PerformanceMetrics]) -> PerformanceMetrics:
    def added(values: Sequence[int | None]) -> int | None:
        present = [v for v in values if v is not None]
        return sum(present) if present else None

    return PerformanceMetrics(
        views=added([m.views for m in metrics]),
        shares=added([m.shares for m in metrics]),
        comments=added([m.comments for m in metrics]),
    )


def _insights(verdicts: Mapping[str, str], ratios: Mapping[str, float | None], category: str) -> Insights:
    def said(wanted: str, words: str) -> tuple[str, ...]:
        return tuple(
            f"{platform}: {ratios[platform]} times the median, {words}"
            for platform, v in verdicts.items()
            if v == wanted
        )

    few = tuple(
        f"{platform}: fewer than {MIN_VIDEOS} videos to compare with"
        for platform, v in verdicts.items()
        if v == "too_few"
    )
    return Insights(
        strengths=said("above", f"well above this account's scatter ({category})"),
        weaknesses=said("below", f"well below this account's scatter ({category})"),
        learnings=few,
    )


def _recommendations(verdicts: Mapping[str, str], category: str) -> Recommendations:
    above = [platform for platform, v in verdicts.items() if v == "above"]
    below = [platform for platform, v in verdicts.items() if v == "below"]
    return Recommendations(
        scout_swarm=(f"watch_{category}",) if above else (),
        council_swarm=(f"raise_scrutiny_{category}",) if below and not above else (),
        studio_swarm=(f"review_format_{category}",) if below else (),
        strategic_swarm=tuple(f"prefer_{p}_for_{category}" for p in above),
    )
