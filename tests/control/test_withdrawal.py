"""A warning is cancelled: its story ends before it is public, its claims go, and what is public is put to an editor."""

import asyncio
from datetime import timedelta

import pytest

from newsroom.control.bench import Bench
from newsroom.control.brief import Brief
from newsroom.control.decisions.intake import arrived
from newsroom.control.decisions.renewal import renewed
from newsroom.control.notebook import Notebook
from newsroom.control.plans import renewal
from newsroom.control.policy import Policy
from newsroom.control.records import ClaimSet, Cursor
from newsroom.control.snapshot import case_of
from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.claim import Claim, Evidence
from newsroom.model.ids import derive
from newsroom.model.item import Alert, Item, Publisher, Source
from newsroom.model.publication import PlatformPlan, Publication
from newsroom.model.script import Line, Script
from newsroom.model.story import Context, Dossier, Story
from newsroom.model.task import Effect, Result, Task
from newsroom.model.verdict import Ask
from newsroom.ports import Arrivals, Change, Commit
from newsroom.scouts.inputs_urgency import official_alert
from newsroom.wiring.council_tier import renewal as read_claims
from newsroom.wiring.scouting import Intake
from newsroom.world.gazetteer import FakeGazetteer
from newsroom.world.language import FakeLanguage

from .conftest import NINE

CHANNEL = Channel(name="main", title="Main")
OFFICE = Source(id="met", name="Weather Office", owner="Weather Office", kind="official", tier=1)
PAPER = Source(id="paper", name="Paper", owner="Paper House", kind="newspaper", tier=2)


def notice(
    name: str, says: str = "Alert", of: tuple[str, ...] = (), minutes: int = 0, title: str = "Storm warning for Halden"
) -> Item:
    """One message of the weather office."""
    at = NINE + timedelta(minutes=minutes)
    return Item(
        id=name, source_id="met", publisher=Publisher(name="Weather Office", owner="Weather Office", kind="official", tier=1),
        url="", title=title, text="Gusts to 110 km/h are expected.", language="en", kind="alert", published_at=at, seen_at=at,
        snapshot="", guid=name, alert=Alert(status="Actual", msg_type=says, event="Storm", severity="Severe", references=of),
    )  # fmt: skip


def report(name: str, minutes: int) -> Item:
    """A newspaper's own report of the storm."""
    at = NINE + timedelta(minutes=minutes)
    return Item(
        id=name, source_id="paper", publisher=Publisher(name="Paper", owner="Paper House", kind="newspaper", tier=2),
        url="", title="Storm warning for Halden: roofs gone in Halden", text="Roofs are gone.", language="en", kind="article",
        published_at=at, seen_at=at, snapshot="",
    )  # fmt: skip


class Given:
    """Feeds that bring what a test says."""

    def __init__(self) -> None:
        self.items: tuple[Item, ...] = ()

    async def arrivals(self, since, until) -> Arrivals:
        return Arrivals(self.items, (OFFICE, PAPER), (), 0, {})


class Newsroom:
    """Intake and its decision over one store."""

    def __init__(self, store) -> None:
        self.store = store
        self.feeds = Given()
        self._intake = Intake(store, self.feeds, Notebook(store), FakeGazetteer({}))
        self._looks = 0
        store.commit(
            Commit(changes=(Change("cursor", "intake", 0, Cursor(at=NINE, next_at=NINE + timedelta(hours=1))),))
        )

    def bench(self) -> Bench:
        cursor = self.store.get("cursor", "intake", Cursor)
        return Bench(self.store, cursor.next_at, Policy(channel=CHANNEL))

    def hears(self, *items: Item) -> Story:
        """The next look at the sources brings these; the only story afterwards."""
        bench, self.feeds.items = self.bench(), items
        cursor = self.store.get("cursor", "intake", Cursor)
        span = {"since": cursor.at.isoformat(), "until": cursor.next_at.isoformat()}
        brief = {"attempt": "1", **span}
        task = Task(
            id=f"t{self._looks}",
            kind="intake",
            agent="",
            tier="scout",
            subject="intake",
            seen=1,
            due_at=NINE,
            brief=brief,
        )
        self._looks += 1
        proposal = asyncio.run(self._intake.read(Brief(task, bench.now, 1, extra=span)))
        self.store.commit(arrived(bench, task, Result(task_id=task.id, agent="", seen=1, proposal=proposal)))
        (story,) = self.store.find("story", Story)
        return story

    def stands(self, story: Story, state: str) -> Story:
        """The story, brought to a later state."""
        later = story.model_copy(update={"state": state, "version": story.version + 1})
        self.store.commit(Commit(changes=(Change("story", later.id, story.version, later, later.id, state),)))
        return later

    def dossier(self, story: Story) -> Dossier:
        items = self.store.get_many("item", story.item_ids, Item)
        return Dossier(story=story, items=items, sources={"met": OFFICE}, context=Context(now=NINE), channel=CHANNEL)


@pytest.fixture
def newsroom(store) -> Newsroom:
    """Empty, at nine."""
    return Newsroom(store)


@pytest.mark.parametrize("state", ["START", "DISCOVERED", "VALIDATING", "ESCALATED", "PRODUCING", "PUBLISHING"])
def test_a_cancelled_warning_ends_its_story_wherever_it_stands(newsroom, state) -> None:
    """With its open productions and posts; the audit says why; it never goes public."""
    story = newsroom.stands(newsroom.hears(notice("a")), state)
    production = Production(id="p", story_id=story.id, channel="main")
    plan = PlatformPlan(
        platform="site", title="t", description="", tags=(), aspect="9:16", fit=1.0, reasons=(), enabled=True
    )
    post = Publication(
        id="post", story_id=story.id, channel="main", video="v", platform="site", plan=plan, publish_at=NINE
    )
    newsroom.store.commit(
        Commit(
            changes=(
                Change("production", "p", 0, production, story.id, production.stage),
                Change("publication", "post", 0, post, story.id, post.status),
            ),
            effects=(
                Effect(
                    id=derive("effect", "publish", "post"), kind="publish", subject="post", not_before=NINE, body={}
                ),
            ),
        )
    )
    ended = newsroom.hears(notice("c", "Cancel", ("a",), 70, "Nothing in the sky"))
    assert (ended.state, ended.withdrawn, ended.item_ids) == ("ARCHIVED", True, ("a", "c"))
    assert newsroom.store.get("production", "p", Production).stage == "stopped"
    assert newsroom.store.get("publication", "post", Publication).status == "cancelled"
    assert not newsroom.store.open_effects(NINE)
    (killed,) = [row for row in newsroom.store.audit_of(story.id) if row.action == "story.killed"]
    assert killed.actor == "Judge"


def test_a_warning_and_its_cancel_in_one_look_are_a_story_that_never_begins(newsroom) -> None:
    """It is kept, archived, with its reason."""
    story = newsroom.hears(notice("a"), notice("c", "Cancel", ("a",), 5))
    assert (story.state, story.version) == ("ARCHIVED", 1)
    assert "taken back" in story.reason


def test_an_update_replaces_what_the_story_says(newsroom) -> None:
    """Headline and urgency are the newer notice's; the older one stays in the story's items."""
    newsroom.hears(notice("a"))
    story = newsroom.hears(notice("b", "Update", ("a",), 70, "Gale warning for Halden until noon"))
    assert (story.headline, story.item_ids, story.state) == ("Gale warning for Halden until noon", ("a", "b"), "START")
    assert official_alert(newsroom.dossier(story)).used > 0


def test_a_cancelled_warning_makes_nothing_urgent_and_no_claim(newsroom) -> None:
    """Its sentences are read for no claim any more."""
    story = newsroom.hears(notice("a"), notice("c", "Cancel", ("a",), 5))
    dossier = newsroom.dossier(story)
    assert official_alert(dossier).value is None
    task = Task(
        id="t", kind="renewal", agent="Fact_Checker", tier="council", subject=story.id, seen=1, due_at=NINE, brief={}
    )
    answer = read_claims(FakeLanguage())(Brief(task, NINE, 1, dossiers=(dossier,)))
    assert answer == {"claims": [], "read": 2}


def test_a_report_since_the_cancel_opens_the_story_again(newsroom) -> None:
    """Then it rests on reports of its own; once."""
    newsroom.hears(notice("a"))
    assert newsroom.hears(notice("c", "Cancel", ("a",), 70)).state == "ARCHIVED"
    story = newsroom.hears(report("r1", 130))
    assert (story.state, story.withdrawn) == ("VALIDATING", False)


def test_a_public_story_is_put_to_an_editor_instead(newsroom) -> None:
    """Nothing public is ended silently: the notice and every told claim that lost its source are named."""
    story = newsroom.stands(newsroom.hears(notice("a")), "PUBLISHED")
    shown = Evidence(
        item_id="a", owner="Weather Office", outlet="Weather Office", field="text", start=0, end=31,
        text="Gusts to 110 km/h are expected.", url="", snapshot="", seen_at=NINE.isoformat(),
    )  # fmt: skip
    told = Claim(
        id="gusts", kind="event", frame="forecast", slots={}, statement="Gusts to 110 km/h are expected.", evidence=(shown,),
        status="single_source",
    )  # fmt: skip
    line = Line(id="l1", beat="what", text="t", spoken="t", claim_ids=("gusts",), way="frame")
    script = Script(
        story_id=story.id,
        channel="main",
        version=1,
        template="plain",
        title="t",
        lines=(line,),
        hooks=(),
        words=1,
        seconds=1.0,
    )
    done = Production(id="p", story_id=story.id, channel="main", stage="done", script=script)
    kept = ClaimSet(id="c1", story_id=story.id, round=1, claims=(told,), read=1)
    read = story.model_copy(update={"items_read": 1, "version": story.version + 1})
    newsroom.store.commit(
        Commit(
            changes=(
                Change("production", "p", 0, done, story.id, "done"),
                Change("claimset", "c1", 0, kept, story.id),
                Change("story", story.id, story.version, read, story.id, "PUBLISHED"),
            )
        )
    )
    story = newsroom.hears(notice("c", "Cancel", ("a",), 70, "The storm warning is cancelled"))
    assert story.state == "PUBLISHED"
    (task,) = renewal.plan(case_of(newsroom.store, story), newsroom.bench().now)
    answer = read_claims(FakeLanguage())(Brief(task, NINE, 1, dossiers=(newsroom.dossier(story),)))
    newsroom.store.commit(
        renewed(newsroom.bench(), task, Result(task_id=task.id, agent=task.agent, seen=task.seen, proposal=answer))
    )
    (ask,) = newsroom.store.find("ask", Ask)
    assert (ask.question, ask.role) == ("correction", "editor")
    assert "takes back a notice: The storm warning is cancelled" in ask.why
    assert "Gusts to 110 km/h are expected.; its source has revised it" in ask.why
