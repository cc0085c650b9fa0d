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
from newsroom.lab.simulation import samples
from newsroom.model.assets import Review, Rights, Visual
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, Rationale, Vote
from newsroom.model.bid import Bid
from newsroom.model.channel import Channel
from newsroom.model.ids import derive
from newsroom.model.item import Item, Origin, Publisher, Source
from newsroom.model.publication import PlatformPlan, Window
from newsroom.model.script import GuardReport
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
    return samples.bid(derive("bid", story.id, story.version), story, now, "Wire_Scout_01", "Wire_Scout")


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
    version = brief.production.revisions + 1
    script = samples.script(brief.story.id, "main", version, brief.story.headline)
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
    return {"narration": samples.NARRATION.json_dict()}


def _visuals(brief: Brief) -> Proposal:
    rights = Rights(licence="own", holder="us", source="drawn")
    card = Visual(
        id="v1", kind="title", line_ids=("l1",), data={"title": "It opened"}, why="names it", rights=(rights,)
    )
    return {"visuals": [card.json_dict()]}


def _edit(brief: Brief) -> Proposal:
    assert brief.production is not None
    return {"cut": samples.cut(brief.production.story_id).json_dict()}


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
    return {"feedback": samples.feedback(brief.task.subject, brief.now).json_dict()}


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
