"""The plainest valid answer of each role: what simulated newsrooms and small tests build on."""

from datetime import datetime

from newsroom.model.assets import Cut, Narration
from newsroom.model.bid import Bid, BidMetrics, BidStory, ConfidenceFactors, ScoutName
from newsroom.model.ids import derive
from newsroom.model.publication import Feedback, Insights, PerformanceMetrics, Recommendations
from newsroom.model.script import Hook, Line, Script
from newsroom.model.story import Story

NARRATION = Narration(
    path="media/n.wav",
    sha256="1" * 64,
    duration_s=2.0,
    words=(),
    line_spans={},
    voice="joe",
    voice_licence="CC0",
    loudness_lufs=-14.0,
    true_peak_dbtp=-2.0,
    words_per_minute=150.0,
)


def bid(bid_id: str, story: Story, at: datetime, agent: str, scout: ScoutName, confidence: float = 0.8) -> Bid:
    """A bid of `agent`, an instance of `scout`, with `confidence` (0 to 1)."""
    return Bid(
        bid_id=bid_id,
        timestamp=at,
        agent_id=agent,
        agent_type=scout,
        story=BidStory(
            story_id=story.id,
            headline=story.headline,
            summary="It happened.",
            source_uris=(),
            primary_category=story.category,
            confidence_factors=ConfidenceFactors(source_tier=1, confirmation_count=1, freshness_hours=0.1),
        ),
        bid_metrics=BidMetrics(
            confidence_score=confidence,
            urgency_score=0.5,
            novelty_score=0.5,
            audience_appeal=0.5,
            estimated_production_time="45_minutes",
        ),
        justification="near",
        suggested_priority="normal",
    )


def script(story_id: str, channel: str, version: int, title: str, bound: tuple[str, ...] = ()) -> Script:
    """One line and one hook; `bound` are the conditions that it binds."""
    text = "It happened."
    return Script(
        story_id=story_id,
        channel=channel,
        version=version,
        template="short",
        title=title,
        lines=(Line(id="l1", beat="what", text=text, spoken=text, claim_ids=(), way="fixed"),),
        hooks=(Hook(technique="plain", text=text, spoken=text, claim_ids=()),),
        words=2,
        seconds=2.0,
        bound_conditions=bound,
    )


def cut(folder: str) -> Cut:
    """Two seconds of finished video in `folder` of the home."""
    return Cut(
        path=f"videos/{folder}/video.mp4",
        sha256="2" * 64,
        aspect="9:16",
        width=1080,
        height=1920,
        fps=30,
        duration_s=2.0,
        captions_srt="c.srt",
        captions_vtt="c.vtt",
        thumbnail="t.png",
        card_starts=(0.0,),
    )


def feedback(subject: str, at: datetime) -> Feedback:
    """What follows from no data at all."""
    return Feedback(
        feedback_id=derive("feedback", subject),
        video_id="v",
        analysis_timestamp=at,
        performance_metrics=PerformanceMetrics(),
        insights=Insights(),
        recommendations=Recommendations(),
        status="no_data",
    )
