"""A tiny newsroom: invented items, roles of a line each, and the real store, planner, judge, queue and clock."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.control.loop import Loop
from newsroom.control.notebook import Notebook
from newsroom.control.plans.intake import SCOUTS
from newsroom.control.policy import Policy
from newsroom.lab import edition as editions
from newsroom.lab import replay
from newsroom.model.assets import Cut, Narration, Review, Rights, Visual
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, Rationale, Vote
from newsroom.model.bid import Bid, BidMetrics, BidStory, ConfidenceFactors
from newsroom.model.channel import Channel
from newsroom.model.ids import derive
from newsroom.model.item import Item, Origin, Publisher, Source
from newsroom.model.publication import Feedback, Insights, PerformanceMetrics, PlatformPlan, Recommendations, Window
from newsroom.model.script import GuardReport, Hook, Line, Script
from newsroom.model.story import Story
from newsroom.ports import Queue
from newsroom.world.clock import ReplayClock
from newsroom.world.queue import PlainQueue
from newsroom.world.store import SqlStore

START = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
CHANNEL = Channel(name="main", title="Main")
Votes = Mapping[str, Vote]


class SiteDouble:
    """An outlet that remembers what was posted, across crashes, as a disk does."""

    platform = "site"

    def __init__(self) -> None:
        self.posts: list[str] = []

    def publish(self, publication: Any) -> str:
        self.posts.append(publication.id)
        return f"site/{publication.story_id}"

    def look_up(self, publication: Any) -> str | None:
        return f"site/{publication.story_id}" if publication.id in self.posts else None

    def metrics(self, publication: Any) -> None:
        return None


def tiny_story(number: int) -> Story:
    at = START + timedelta(minutes=number)
    return Story(
        id=f"story_{number}",
        slug=f"bridge-{number}",
        headline=f"Bridge number {number} opens",
        language="en",
        category="local",
        item_ids=(f"item_{number}",),
        origins=(Origin(owner="House", item_ids=(f"item_{number}",), types=("press",), tier=1, why="own report"),),
        first_published_at=at,
        first_seen_at=at,
        last_seen_at=at,
        entered_at=at,
    )


def tiny_item(number: int) -> Item:
    at = START + timedelta(minutes=number)
    publisher = Publisher(name="The House", owner="House", kind="newspaper", tier=1)
    return Item(
        id=f"item_{number}",
        source_id="house",
        publisher=publisher,
        url=f"https://house.example/{number}",
        title=f"Bridge number {number} opens",
        text="The bridge opened.",
        language="en",
        kind="article",
        published_at=at,
        seen_at=at,
        snapshot="0" * 64,
    )


SOURCE = Source(id="house", name="The House", owner="House", kind="newspaper", tier=1)


def _intake(stories: int) -> RoleCall:
    def intake(brief: Brief) -> Proposal:
        since, until = (datetime.fromisoformat(brief.extra[key]) for key in ("since", "until"))
        numbers = [n for n in range(stories) if since <= START + timedelta(minutes=n) < until]
        return {
            "items": [tiny_item(n).json_dict() for n in numbers],
            "sources": [SOURCE.json_dict()],
            "stories": [tiny_story(n).json_dict() for n in numbers],
        }

    return intake


def _scan(brief: Brief) -> Proposal:
    if brief.task.agent != "Wire_Scout":
        return {}
    return {"bids": [_bid(dossier.story, brief.now).json_dict() for dossier in brief.dossiers]}


def _bid(story: Story, now: datetime) -> Bid:
    return Bid(
        bid_id=derive("bid", story.id, story.version),
        timestamp=now,
        agent_id="Wire_Scout_01",
        agent_type="Wire_Scout",
        story=BidStory(
            story_id=story.id,
            headline=story.headline,
            summary="It opened.",
            source_uris=(),
            primary_category=story.category,
            confidence_factors=ConfidenceFactors(source_tier=1, confirmation_count=1, freshness_hours=0.1),
        ),
        bid_metrics=BidMetrics(
            confidence_score=0.8,
            urgency_score=0.4,
            novelty_score=0.9,
            audience_appeal=0.7,
            estimated_production_time="45_minutes",
        ),
        justification="near",
        suggested_priority="normal",
    )


def _vote(votes: Votes) -> RoleCall:
    def vote(brief: Brief) -> Proposal:
        story, seat = brief.dossiers[0].story, brief.extra["seat"]
        cast: Vote = votes.get(f"{story.id}:{seat}", votes.get(seat, "YES_STRONG"))
        ballot = Ballot(
            vote_id=derive("vote", story.id, story.round, seat, brief.task.agent),
            story_id=story.id,
            timestamp=brief.now,
            voter_id=seat,
            vote=cast,
            vote_value=VOTE_VALUES[cast],
            rationale=Rationale(key_factors=(f"{seat} on {story.id}",)),
            confidence=0.9,
            processing_time_ms=5,
            round=story.round,
            cast_by="" if brief.task.agent == seat else brief.task.agent,
        )
        return {"ballot": ballot.json_dict()}

    return vote


def _script(brief: Brief) -> Proposal:
    assert brief.story is not None
    assert brief.production is not None
    line = Line(id="l1", beat="what", text="It opened.", spoken="It opened.", claim_ids=(), way="fixed")
    hook = Hook(technique="plain", text="It opened.", spoken="It opened.", claim_ids=())
    script = Script(
        story_id=brief.story.id,
        channel="main",
        version=brief.production.revisions + 1,
        template="short",
        title=brief.story.headline,
        lines=(line,),
        hooks=(hook,),
        words=2,
        seconds=2.0,
    )
    return {"script": script.json_dict()}


def _hooks(brief: Brief) -> Proposal:
    assert brief.production is not None
    assert brief.production.script is not None
    return {"script": brief.production.script.json_dict()}


def _guard(brief: Brief) -> Proposal:
    assert brief.production is not None
    assert brief.production.script is not None
    report = GuardReport(
        story_id=brief.production.story_id,
        script_version=brief.production.script.version,
        passed=True,
        score=1.0,
        issues=(),
        checked={},
        citations={},
    )
    return {"guard": report.json_dict()}


def _voice(brief: Brief) -> Proposal:
    narration = Narration(
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
    return {"narration": narration.json_dict()}


def _visuals(brief: Brief) -> Proposal:
    rights = Rights(licence="own", holder="us", source="drawn")
    card = Visual(
        id="v1", kind="title", line_ids=("l1",), data={"title": "It opened"}, why="names it", rights=(rights,)
    )
    return {"visuals": [card.json_dict()]}


def _edit(brief: Brief) -> Proposal:
    assert brief.production is not None
    cut = Cut(
        path=f"videos/{brief.production.story_id}/video.mp4",
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
    return {"cut": cut.json_dict()}


def _review(brief: Brief) -> Proposal:
    scores = {"script": 1.0, "voice": 1.0, "visuals": 1.0, "video": 1.0}
    review = Review(status="APPROVE", score=1.0, components=scores, issues=(), checks=(), feedback=())
    return {"review": review.json_dict()}


def _strategy(brief: Brief) -> Proposal:
    plan = PlatformPlan(
        platform="site", title="It opened", description="", tags=(), aspect="9:16", fit=1.0, reasons=(), enabled=True
    )
    return {"plans": [plan.json_dict()]}


def _timing(brief: Brief) -> Proposal:
    return {"windows": [Window(platform="site", publish_at=brief.now, reason="at once").json_dict()]}


def _feedback(brief: Brief) -> Proposal:
    feedback = Feedback(
        feedback_id=derive("feedback", brief.task.subject),
        video_id="v",
        analysis_timestamp=brief.now,
        performance_metrics=PerformanceMetrics(),
        insights=Insights(),
        recommendations=Recommendations(),
        status="no_data",
    )
    return {"feedback": feedback.json_dict()}


def _evidence(risk: str) -> RoleCall:
    return lambda brief: {"claims": [], "risk": risk, "risk_types": []}


def tiny_roles(stories: int = 3, votes: Votes | None = None, risk: str = "standard") -> dict[str, RoleCall]:
    """Every role of the tiny newsroom, by the worker's keys."""
    passed: RoleCall = lambda brief: {"passed": True}  # noqa: E731
    roles: dict[str, RoleCall] = {"intake:": _intake(stories), "evidence:Fact_Checker": _evidence(risk)}
    roles["renewal:Fact_Checker"] = lambda brief: {"claims": []}
    roles |= {f"scan:{scout}": _scan for scout in SCOUTS}
    roles |= {f"vote:{voter}": _vote(votes or {}) for voter in (*VOTERS, *(f"{v}_02" for v in VOTERS))}
    roles |= {
        "script:Script_Writer": _script,
        "hooks:Hook_Doctor": _hooks,
        "guard:Fact_Guard": _guard,
        "voice:Voice_Actor": _voice,
        "visuals:Visual_Artist": _visuals,
        "edit:Video_Editor": _edit,
        "review:Quality_Critic": _review,
        "strategy:Platform_Strategist": _strategy,
        "timing:Timing_Oracle": _timing,
        "feedback:Feedback_Analyst": _feedback,
        "second_fact_check:Fact_Checker": passed,
        "conditions:Fact_Checker": passed,
        "second_look:Compliance_Guard": passed,
    }
    return roles


class Tiny(NamedTuple):
    """One run of the tiny newsroom over the five minutes in which its items arrive, in `home`."""

    home: Path
    store: SqlStore
    site: SiteDouble
    policy: Policy

    def play(self, roles: Mapping[str, RoleCall], queue: Queue | None = None, store: Any = None) -> dict[str, Any]:
        """Play the day to its end, or on from where it was left."""
        return asyncio.run(self._play(roles, queue or PlainQueue(), store or self.store))

    async def _play(self, roles: Mapping[str, RoleCall], queue: Any, store: Any) -> dict[str, Any]:
        end = START + timedelta(minutes=5)
        edition = editions.begin(store, "key", "tiny", 1, START, end)
        clock = ReplayClock(START)
        loop = Loop(store, queue, clock, self.policy, roles, {"site": self.site}, Notebook(store))
        async with queue:
            return await replay.run(replay.Replay(store, clock, loop, queue), edition)

    def story(self, number: int = 0) -> Story:
        """Story `number` as it is now."""
        found = self.store.get("story", f"story_{number}", Story)
        assert found is not None
        return found

    def actions(self, number: int = 0) -> list[str]:
        """The story's audited events, in order."""
        rows = self.store.audit_of(f"story_{number}")
        return [row.action.removeprefix("story.") for row in rows if row.action.startswith("story.")]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "newsroom.db"
    SqlStore(file).close()
    return file


@pytest.fixture
def tiny(tmp_path: Path, empty_database: Path) -> Iterator[Callable[..., Tiny]]:
    """Makes tiny newsrooms, each in a folder of its own."""
    made: list[Tiny] = []

    def make(**policy: Any) -> Tiny:
        home = tmp_path / f"home{len(made)}"
        home.mkdir()
        shutil.copyfile(empty_database, home / "newsroom.db")
        store = SqlStore(home / "newsroom.db")
        made.append(Tiny(home, store, SiteDouble(), Policy(**{"channel": CHANNEL, **policy})))
        return made[-1]

    yield make
    for one in made:
        one.store.close()


@pytest.fixture
def roles() -> Callable[..., dict[str, RoleCall]]:
    """The tiny roles, with votes and risk class as a test wants them."""
    return tiny_roles
