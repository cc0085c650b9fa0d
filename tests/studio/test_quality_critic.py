"""The critic's table: every criterion applied, criticals bar approval, scores from passed checks alone."""

import pytest
import yaml

from newsroom.model.assets import Cut, Narration, Production, Rights, Visual
from newsroom.model.errors import Refused, Unavailable
from newsroom.model.script import GuardReport, Issue, Line, Script
from newsroom.ports import FileFacts
from newsroom.studio import quality_critic, voice_actor
from newsroom.studio.critic_checks import MEASURES
from newsroom.studio.voice_actor import tone_of

OWN = (Rights(licence="own work", holder="c", source="card"),)
BEATS = ("hook", "what", "evidence", "sources")


def script(template: str = "explainer", text: str = "The channel opens again at noon") -> Script:
    lines = tuple(
        Line(id=f"l{n}", beat=beat, text=f"{text}, {n}.", spoken="x", claim_ids=("c1",), way="clause")  # type: ignore[arg-type]
        for n, beat in enumerate(BEATS)
    )
    return Script(
        story_id="s", channel="c", version=1, template=template, title="t", lines=lines, hooks=(), words=30, seconds=20
    )


def finished(**changes: object) -> Production:
    told = script()
    visuals = tuple(
        Visual(id=f"v{n}", kind="text", line_ids=(line.id,), data={"statement": line.text}, why="", rights=OWN)
        for n, line in enumerate(told.lines)
    )
    narration = Narration(
        path="n.wav", sha256="0", duration_s=30.0, words=(), line_spans={}, voice="v", voice_licence="",
        loudness_lufs=-14, true_peak_dbtp=-1.5, words_per_minute=165, tone="open",
    )  # fmt: skip
    cut = Cut(
        path="v.mp4", sha256="0", aspect="9:16", width=1080, height=1920, fps=30, duration_s=30.0, captions_srt="c.srt",
        captions_vtt="c.vtt", thumbnail="t.png", card_starts=(0.0,),
    )  # fmt: skip
    made = Production(
        id="p", story_id="s", channel="c", script=told, narration=narration, visuals=visuals, cut=cut, stage="review"
    )
    return made.model_copy(update=changes)


def facts(**changes: object) -> FileFacts:
    good = FileFacts(
        video_codec="h264", pixel_format="yuv420p", width=1080, height=1920, fps=30.0, audio_codec="aac",
        sample_rate=48_000, channels=2, duration_s=30.0, video_s=30.0, audio_s=30.0, loudness_lufs=-14.1,
        true_peak_dbtp=-1.4, silences=(), black=(), frozen=(), faststart=True, words_placed=1.0, caption_p95_s=0.05,
        badge_found=True, colour="bt709", comment="Script, voice and graphics are AI-generated.", caption_lines=2,
        caption_chars=24,
    )  # fmt: skip
    return good.model_copy(update=changes)


def guard(**changes: object) -> GuardReport:
    good = GuardReport(story_id="s", script_version=1, passed=True, score=0.9, issues=(), checked={}, citations={})
    return good.model_copy(update=changes)


def test_a_flawless_video_scores_one() -> None:
    """All checks passed: every score is 1, nothing to say."""
    review = quality_critic.evaluate(finished(), facts(), guard())
    assert (review.status, review.score, review.feedback) == ("APPROVE", 1.0, ())
    assert set(review.components) == {"script", "voice", "visuals", "video"}
    assert {check.name for check in review.checks} == set(MEASURES)


@pytest.mark.parametrize(
    ("changes", "name", "component"),
    [
        ({"black": ((3.0, 4.0),)}, "black", "video"),
        ({"silences": ((3.0, 4.1),)}, "silence", "voice"),
        ({"loudness_lufs": -14.6}, "loudness", "voice"),
        ({"true_peak_dbtp": -0.9}, "true_peak", "voice"),
        ({"words_placed": None}, "words_heard", "voice"),
        ({"caption_p95_s": None}, "caption_sync", "video"),
        ({"caption_p95_s": 0.11}, "caption_sync", "video"),
        ({"badge_found": None}, "badge", "visuals"),
        ({"video_s": 30.4}, "drift", "video"),
        ({"comment": ""}, "disclosure", "video"),
        ({"fps": 29.9}, "picture_format", "video"),
        ({"sample_rate": 44_100}, "sound_format", "video"),
    ],
)
def test_one_critical_fault_bars_approval(changes: dict[str, object], name: str, component: str) -> None:
    """Whatever the score: back to the component at fault, with what was measured and how to mend it."""
    review = quality_critic.evaluate(finished(), facts(**changes), guard())
    assert [check.name for check in review.checks if not check.passed] == [name]
    assert (review.status, review.send_back_to) == ("REVISE", component)
    assert review.score >= 0.75
    assert review.feedback[0].startswith(f"{component}: ")
    assert review.issues[0].severity == "critical"


def test_minor_faults_alone_do_not_bar() -> None:
    """A long still and captions a letter too wide are noted, and the video goes out."""
    review = quality_critic.evaluate(finished(), facts(frozen=((1.0, 5.2),), caption_chars=31), guard())
    assert review.status == "APPROVE"
    assert len(review.feedback) == 2
    assert 0.75 <= review.components["video"] < 1.0


def test_the_guard_of_another_version_does_not_count() -> None:
    """Fact_Guard must have passed this very script; its own issues travel with the review."""
    review = quality_critic.evaluate(finished(), facts(), guard(script_version=2))
    assert review.send_back_to == "script"
    named = Issue(component="script", severity="minor", code="style", detail="long")
    assert named in quality_critic.evaluate(finished(), facts(), guard(issues=(named,))).issues


def test_rehearsal_is_said_exactly_where_it_is_one() -> None:
    """An invented story that does not say so fails, and so does a real one that does."""
    told = facts(comment="REHEARSAL: an invented story. Script, voice and graphics are AI-generated.")
    assert quality_critic.evaluate(finished(), told, guard(), rehearsal=True).status == "APPROVE"
    assert quality_critic.evaluate(finished(), told, guard()).status == "REVISE"
    assert quality_critic.evaluate(finished(), facts(), guard(), rehearsal=True).status == "REVISE"


def test_a_video_with_nothing_right_is_rejected() -> None:
    """Below half is not revised."""
    bad = facts(
        video_codec="vp9", audio_codec="mp3", video_s=25.0, audio_s=15.0, black=((0.0, 9.0),), caption_p95_s=None,
        frozen=((0.0, 9.0),), faststart=False, comment="", caption_lines=3, words_placed=0.2, silences=((0.0, 5.0),),
        loudness_lufs=-30.0, true_peak_dbtp=0.5, badge_found=False,
    )  # fmt: skip
    empty = finished(visuals=(), script=script().model_copy(update={"lines": script().lines[:1]}))
    review = quality_critic.evaluate(empty, bad, guard(passed=False))
    assert review.status == "REJECT"
    assert review.score < 0.5


def test_an_unfinished_production_is_refused() -> None:
    """There is nothing to measure without a file."""
    with pytest.raises(Refused):
        quality_critic.evaluate(finished(cut=None), facts(), guard())


def test_the_table_is_whole() -> None:
    """Every row has its measure and every measure its row; each component has a critical check; shares sum to one."""
    from importlib.resources import files

    table = yaml.safe_load(files("newsroom.studio").joinpath("checks.yaml").read_text("utf-8"))
    assert {row["name"] for row in table["checks"]} == set(MEASURES)
    assert {row["component"] for row in table["checks"] if row["critical"]} == set(table["shares"])
    assert round(sum(table["shares"].values()), 9) == 1.0


@pytest.mark.parametrize(
    ("told", "tone"),
    [
        (script("breaking"), "urgent"),
        (script("alert"), "clear"),
        (script("explainer"), "open"),
        (script("dispute"), "level"),
        (script("something_new"), "neutral"),
        (script("breaking", "Four people died in the fog"), "grave"),
    ],
)
def test_the_tone_follows_the_story(told: Script, tone: str) -> None:
    """Grief first, then the story's class."""
    assert tone_of(told).name == tone


def test_a_voice_that_is_away_is_tried_again_and_a_refusal_is_not() -> None:
    """Both come back as failures of the voice; the pace never leaves what the voice can do."""
    from newsroom.model.channel import Channel

    class Voice:
        def __init__(self, fault: Exception) -> None:
            self.fault = fault
            self.pace = 0.0

        def licence(self, voice: str) -> str:
            return voice

        def narrate(self, script: Script, channel: Channel) -> Narration:
            self.pace = channel.pace
            raise self.fault

    away, no = Voice(Unavailable("slow", "Too slow.")), Voice(Refused("pace", "No."))
    fast = Channel(name="c", title="C", pace=1.2)
    first = voice_actor.narrate(script("breaking"), fast, away)
    second = voice_actor.narrate(script(), fast, no)
    assert (first.component, first.code, first.again) == ("voice", "slow", True)  # type: ignore[union-attr]
    assert second.again is False  # type: ignore[union-attr]
    assert away.pace == 1.2
