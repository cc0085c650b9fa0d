"""The strategic tier: what each role's real inputs change, and what they never may."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.assets import Cut
from newsroom.model.channel import Channel
from newsroom.model.publication import PerformanceMetrics, PlatformPlan, Publication
from newsroom.model.script import Hook, Line, Script
from newsroom.model.story import Story
from newsroom.publishing import feedback_analyst, learning, platform_strategist, timing_oracle
from newsroom.publishing.schedule import PastPost, hour_gains

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
CHANNEL = Channel(
    name="main", title="Main", platforms=("site", "youtube", "x"), audience={"science": 0.9, "sport": 0.2}
)


def story(category: str = "science", risk: str = "standard") -> Story:
    return Story(
        id="story_1", slug="a", headline="A comet passes", language="en", category=category, item_ids=("i",), risk=risk,
        first_published_at=NOON, first_seen_at=NOON, last_seen_at=NOON, entered_at=NOON,
    )  # fmt: skip


def cut(seconds: float = 40.0, aspect: str = "9:16") -> Cut:
    return Cut(
        path="v.mp4", sha256="0", aspect=aspect, width=1080, height=1920, fps=30, duration_s=seconds, captions_srt="c.srt",
        captions_vtt="c.vtt", thumbnail="t.png", card_starts=(0.0,),
    )  # fmt: skip


SCRIPT = Script(
    story_id="story_1", channel="main", version=1, template="breaking", title="Comet passes Earth tonight", words=80, seconds=35,
    lines=(Line(id="l1", beat="hook", text="A comet passes.", spoken="A comet passes.", claim_ids=("c1",), way="frame"),),
    hooks=(Hook(technique="result", text="A comet passes tonight.", spoken="", claim_ids=("c1",)),),
)  # fmt: skip


def plans(seconds: float = 40.0, category: str = "science", channel: Channel = CHANNEL) -> dict[str, PlatformPlan]:
    found = platform_strategist.plan(story(category), SCRIPT, cut(seconds), channel, ("Harbour Post",))
    return {p.platform: p for p in found}


def test_a_longer_file_fits_a_platform_less_and_is_not_sent_beyond_its_limit():
    """Length is a real input of Platform_Strategist: past X's 140 seconds the plan is off, and its fit falls."""
    assert plans(40)["x"].enabled
    assert not plans(150)["x"].enabled
    assert plans(150)["x"].fit < plans(40)["x"].fit
    assert plans(150)["youtube"].enabled


def test_the_audience_moves_the_fit():
    """What the channel's audience follows raises the fit; nothing else changes."""
    assert plans(category="science")["site"].fit > plans(category="sport")["site"].fit


def test_every_description_discloses_ai_and_a_rehearsal_says_so():
    """Disclosure stands in every description; a rehearsal channel's title says REHEARSAL."""
    assert all(platform_strategist.DISCLOSURE in p.description for p in plans().values())
    rehearsal = plans(channel=CHANNEL.model_copy(update={"rehearsal": True}))
    assert all(p.title.startswith("REHEARSAL: ") for p in rehearsal.values())


def posts(hour: int, gain: float, n: int) -> list[PastPost]:
    day = NOON.replace(hour=hour) - timedelta(days=100)
    return [PastPost(day + timedelta(days=i), gain + (0.1 if i % 2 else -0.1)) for i in range(n)]


def test_timing_waits_for_a_proven_hour_and_not_for_breaking_news():
    """A clearly better hour moves the window; the same history never delays breaking news."""
    history = {"youtube": posts(18, 1.5, 40) + posts(9, -1.5, 40)}
    enabled = tuple(plans().values())
    calm = {w.platform: w for w in timing_oracle.windows(story(), enabled, CHANNEL, history, NOON)}
    assert calm["youtube"].publish_at.hour == 18
    assert calm["site"].publish_at == NOON
    urgent = {w.platform: w for w in timing_oracle.windows(story(risk="breaking"), enabled, CHANNEL, history, NOON)}
    assert urgent["youtube"].publish_at == NOON
    assert urgent["youtube"].breaking_override


def test_nineteen_posts_prove_no_hour():
    """Fewer than 20 posts in a window claim nothing."""
    assert hour_gains(posts(18, 3.0, 19), "UTC") == ()


def test_an_embargo_is_never_broken():
    """Neither timing nor breaking news goes out before the embargo ends."""
    embargo = NOON + timedelta(hours=3)
    for risk in ("standard", "breaking"):
        found = timing_oracle.windows(story(risk=risk), tuple(plans().values()), CHANNEL, {}, NOON, embargo)
        assert all(w.publish_at >= embargo for w in found)


def published() -> Publication:
    plan = plans()["youtube"]
    return Publication(
        id="p1", story_id="story_1", channel="main", video="v.mp4", platform="youtube", plan=plan, publish_at=NOON
    )


def feedback(views: int | None, baseline: list[int]):
    metrics = PerformanceMetrics(views=views) if views is not None else None
    return feedback_analyst.analyse([published()], {"p1": metrics}, {"youtube": baseline}, "science", NOON)


def test_more_views_turn_noise_into_a_signal():
    """Views within the account's scatter are noise; far above it they are a signal, and the ratio is stated."""
    usual = [100, 120, 90, 110, 130, 95, 105, 115] * 4
    assert feedback(118, usual).status == "noise"
    strong = feedback(5000, usual)
    assert strong.status == "signal"
    assert strong.insights.strengths
    assert strong.platform_breakdown["youtube"].performance_vs_baseline > 10


def test_one_video_teaches_nothing_and_silence_is_not_zero():
    """With 19 earlier videos nothing is claimed; a platform that reports nothing gives no_data, not zero views."""
    assert feedback(5000, [100] * 19).status == "open"
    silent = feedback(None, [100] * 40)
    assert silent.status == "no_data"
    assert silent.performance_metrics.views is None


@given(st.floats(0.05, 0.4), st.floats(0.0, 1.0), st.integers(0, 60))
def test_learning_is_slow_bounded_and_needs_twenty_videos(current: float, wanted: float, videos: int):
    """A weight moves at most 10 % a day, not at all below 20 videos, and stays within half and double of N's number."""
    moved = learning.step(current, wanted, 0.2, videos)
    if videos < learning.MIN_VIDEOS:
        assert moved == current
    elif 0.1 <= current <= 0.4:
        assert abs(moved - current) <= current * 0.10 + 1e-6
        assert 0.1 <= moved <= 0.4


def test_thresholds_are_lowered_by_people_only():
    """Raising scrutiny applies by itself; lowering is proposed, and forbidden where the risk is high."""
    assert learning.threshold_change("standard", 0.70, 0.72) == "apply"
    assert learning.threshold_change("standard", 0.70, 0.68) == "propose"
    assert learning.threshold_change("sensitive", 0.85, 0.80) == "forbidden"
