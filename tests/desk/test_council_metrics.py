"""The council's rows of `status --json`: the house's own metrics, marked so, and the calibration of its votes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.desk.agent_metrics import agent_metrics
from newsroom.desk.metric_facts import Facts
from newsroom.desk.metrics_council import calibration_report
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, Rationale
from newsroom.model.base import Noun
from newsroom.model.publication import (
    Feedback,
    Insights,
    PerformanceMetrics,
    PlatformPerformance,
    PlatformPlan,
    Publication,
    Recommendations,
)
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Verdict
from newsroom.ports import Change, Commit
from newsroom.world.store import SqlStore

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
PLAN = PlatformPlan(platform="site", title="x", description="", tags=(), aspect="9:16", fit=1.0, reasons=(), enabled=True)  # fmt: skip


def a_life(n: int, vote: str, views: float | None, *, corrected: bool = False) -> list[tuple[str, str, Noun, str]]:
    """The rows of one published story: who voted, what was decided, how it did, whether it was corrected."""
    key = f"story{n}"
    verdict = Verdict(story_id=key, round=1, risk="standard", outcome="APPROVED", score=0.8, reason="", required_action="",
                      vote_ids=(), decided_at=NOON)  # fmt: skip
    story = Story(id=key, slug=key, headline="x", language="en", category="local", item_ids=(), first_published_at=NOON,
                  first_seen_at=NOON, last_seen_at=NOON, entered_at=NOON, state="PUBLISHED", risk="standard", verdict=verdict)  # fmt: skip
    out = Publication(id=f"p{n}", story_id=key, channel="main", video=f"v{n}", platform="site", plan=PLAN, publish_at=NOON,
                      status="published", published_at=NOON)  # fmt: skip
    rows = [
        ("story", key, story, "PUBLISHED"),
        ("verdict", f"d{n}", verdict, ""),
        ("publication", f"p{n}", out, "published"),
    ]
    for voter in VOTERS:
        ballot = Ballot(vote_id=f"{voter}{n}", story_id=key, timestamp=NOON, voter_id=voter, vote=vote, vote_value=VOTE_VALUES[vote],
                        rationale=Rationale(key_factors=()), confidence=0.8, processing_time_ms=20)  # fmt: skip
        rows.append(("ballot", ballot.vote_id, ballot, ""))
    if views is not None:
        told = PlatformPerformance(views=1, engagement=0.0, performance_vs_baseline=views)
        heard = Feedback(feedback_id=f"f{n}", video_id=f"v{n}", analysis_timestamp=NOON, performance_metrics=PerformanceMetrics(),
                         platform_breakdown={"site": told}, insights=Insights(), recommendations=Recommendations())  # fmt: skip
        rows.append(("feedback", f"f{n}", heard, "open"))
    if corrected:
        ask = Ask(
            id=f"a{n}",
            story_id=key,
            question="correction",
            role="editor",
            why="x",
            opened_at=NOON,
            due_at=NOON,
            status="approved",
        )
        rows.append(("ask", ask.id, ask, "approved"))
    return rows


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Twenty-two published stories: voted YES, did well but for two, three corrected."""
    path: Path = tmp_path_factory.mktemp("council") / "newsroom.db"
    kept = SqlStore(path)
    rows = [row for n in range(22) for row in a_life(n, "YES", 0.5 if n < 2 else 1.4, corrected=n < 3)]
    kept.commit(Commit(changes=tuple(Change(t, k, 0, noun, getattr(noun, "story_id", k), s) for t, k, noun, s in rows)))
    return kept


def test_every_voter_has_rows_and_they_say_whose_they_are(store):
    """N lists no metric for a voter, so none of these passes for N's."""
    rows = [row for row in agent_metrics(store) if row["agent"] in VOTERS]
    assert {row["agent"] for row in rows} == set(VOTERS)
    assert {row["listed_by"] for row in rows} == {"house"}
    own = {row["metric"]: (row["value"], row["n"]) for row in rows if row["agent"] == "Trend_Voter_A"}
    assert own == {
        "participation": (1.0, 22),
        "agreement with the verdict": (1.0, 22),
        "corrected after its yes": (0.136, 22),
        "did well after its yes": (0.909, 22),
    }


def test_the_calibration_stands_by_voter_and_class(store):
    """Five voters, one class and all: counted shares with their n, and what may be concluded."""
    report = calibration_report(Facts(store))
    assert [(row["voter"], row["risk"]) for row in report] == [(v, r) for v in VOTERS for r in ("standard", "all")]
    assert report[1]["did_well_after_yes"] == {"share": 0.909, "n": 22}
    assert report[1]["corrected_after_other"] == {"share": None, "n": 0}
    assert "YES alone: 0.91 of 22" in report[1]["says"]
