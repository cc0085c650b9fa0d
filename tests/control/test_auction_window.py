"""What the Judge does with bids in time and late ones, and what scouts see of each other meanwhile (N 2.1)."""

from datetime import timedelta
from itertools import permutations

import pytest

from newsroom.control.bench import Bench
from newsroom.control.briefs import BriefBuilder
from newsroom.control.decisions import auction
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.control.records import Tick
from newsroom.model.arc import Arc, Pattern, Related
from newsroom.model.bid import AuctionRecord, Bid, BidMetrics, BidStory, ConfidenceFactors
from newsroom.model.channel import Channel
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit
from newsroom.scouts.auction import resolve
from newsroom.world.clock import ReplayClock

from .conftest import NINE

POLICY = Policy(channel=Channel(name="main", title="Main"))


def story(key: str = "story_1", **more) -> Story:
    """A story that nobody has bid on."""
    return Story(id=key, slug=key, headline="Boats sink", language="en", category="disaster", item_ids=(), first_published_at=NINE,
                 first_seen_at=NINE, last_seen_at=NINE, entered_at=NINE, state="START", **more)  # fmt: skip


def bid(scout: str, minute: float = 0.0, confidence: float = 0.7, key: str = "story_1") -> Bid:
    """A scout's bid, some minutes after nine."""
    metrics = BidMetrics(confidence_score=confidence, urgency_score=0.5, novelty_score=0.5, audience_appeal=0.5,
                         estimated_production_time="45_minutes")  # fmt: skip
    factors = ConfidenceFactors(source_tier=1, confirmation_count=2, freshness_hours=0.1)
    told = BidStory(story_id=key, headline="Boats sink", summary="", source_uris=(), primary_category="disaster",
                    confidence_factors=factors)  # fmt: skip
    return Bid(bid_id=f"bid_{scout}_{minute}", timestamp=NINE + timedelta(minutes=minute), agent_id=f"{scout}_01", agent_type=scout,
               story=told, bid_metrics=metrics, justification="", suggested_priority="normal")  # fmt: skip


def scanned(store, number: int, scout: str, minute: float, *bids: Bid, patterns: tuple[Pattern, ...] = ()) -> None:
    """One scout's answers to a tick of its own, heard at that minute."""
    tick = Tick(id=f"tick_{number}", at=NINE, story_ids=("story_1",))
    store.commit(Commit(changes=(Change("tick", tick.id, 0, tick, "", tick.status),)))
    task = Task(
        id=f"t{number}",
        kind="scan",
        agent=scout,
        tier="scout",
        subject=tick.id,
        seen=1,
        due_at=NINE,
        brief={"attempt": "1"},
    )
    proposal = {"bids": [one.json_dict() for one in bids], "patterns": [one.json_dict() for one in patterns]}
    bench = Bench(store, NINE + timedelta(minutes=minute), POLICY)
    store.commit(auction.scanned(bench, task, Result(task_id=task.id, agent=scout, seen=1, proposal=proposal)))


@pytest.fixture
def opened(store):
    """A store with one story, on which Wire_Scout bid at nine."""
    one = story()
    store.commit(Commit(changes=(Change("story", one.id, 0, one, one.id, one.state),)))
    scanned(store, 1, "Wire_Scout", 0, bid("Wire_Scout"))
    return store


def test_revisions_within_five_minutes_are_kept_and_later_bids_are_not(opened):
    """Four minutes fifty is in time; five minutes is not, though nobody has closed the window yet."""
    scanned(opened, 2, "Wire_Scout", 4.9, bid("Wire_Scout", 4.84, 0.8))
    scanned(opened, 3, "Geo_Scout", 5.5, bid("Geo_Scout", 5.0, 0.99))
    kept = sorted((one.agent_type, one.revision) for one in opened.find("bid", Bid))
    assert kept == [("Wire_Scout", 1), ("Wire_Scout", 2)]


@pytest.mark.parametrize("order", permutations(range(4)))
def test_no_order_of_delivery_changes_the_winner(opened, order):
    """Two scouts, each with an earlier and a later bid, heard in every order: the later ones count, numbered as they came."""
    made = [
        bid("Geo_Scout", 1, 0.99),
        bid("Geo_Scout", 3, 0.65),
        bid("Social_Scout", 1, 0.61),
        bid("Social_Scout", 3, 0.8),
    ]
    for number, which in enumerate(order):
        scanned(opened, 10 + number, made[which].agent_type, 4, made[which])
    outcome = resolve(opened.find("bid", Bid), NINE)
    assert outcome.winner is not None
    assert outcome.winner.bid_id == "bid_Social_Scout_3"
    assert [place.bid_id for place in outcome.ranking] == [
        "bid_Social_Scout_3",
        "bid_Wire_Scout_0.0",
        "bid_Geo_Scout_3",
    ]


def test_the_minute_of_a_tie_takes_bids_too(opened):
    """TIEBREAK lengthens the window, so what comes in it counts."""
    held = opened.get("story", "story_1", Story)
    tied = held.model_copy(update={"state": "TIEBREAK", "version": held.version + 1})
    opened.commit(Commit(changes=(Change("story", tied.id, held.version, tied, tied.id, tied.state),)))
    scanned(opened, 2, "Geo_Scout", 5.6, bid("Geo_Scout", 5.5, 0.9))
    scanned(opened, 3, "Social_Scout", 6.5, bid("Social_Scout", 6.0, 0.9))
    assert {one.agent_type for one in opened.find("bid", Bid)} == {"Wire_Scout", "Geo_Scout"}


def test_a_decided_auction_is_kept_with_its_losers(opened):
    """Every place with the parts of its score, for learning."""
    scanned(opened, 2, "Geo_Scout", 2, bid("Geo_Scout", 2, 0.9))
    bench = Bench(opened, NINE + timedelta(minutes=5), POLICY)
    opened.commit(auction.window_closed(bench, opened.get("story", "story_1", Story)))
    (record,) = opened.find("observation", AuctionRecord, states=(auction.DECIDED,))
    assert (record.winner, [place.agent_id for place in record.places]) == (
        "bid_Geo_Scout_2",
        ["Geo_Scout_01", "Wire_Scout_01"],
    )
    assert set(record.places[1].parts) == {
        "confidence",
        "urgency",
        "novelty",
        "diversity",
        "confirmations",
        "earliness",
    }


def test_scouts_see_open_bids_of_earlier_moments_without_their_figures(opened):
    """At nine nothing yet, a minute later that Wire_Scout bid; its confidence is nowhere in what they are given."""
    scanned(opened, 2, "Wire_Scout", 0.5, bid("Wire_Scout", 0.5, 0.713))
    tick = Tick(id="tick_9", at=NINE, story_ids=("story_1",))
    opened.commit(Commit(changes=(Change("tick", tick.id, 0, tick, "", tick.status),)))
    task = Task(
        id="t9",
        kind="scan",
        agent="Geo_Scout",
        tier="scout",
        subject=tick.id,
        seen=1,
        due_at=NINE,
        brief={"attempt": "1"},
    )

    def seen_at(minute: float):
        clock = ReplayClock(NINE + timedelta(minutes=minute))
        return BriefBuilder(opened, clock, POLICY, Notebook(opened)).build(task).dossiers[0]

    assert seen_at(0).context.bids == ()
    dossier = seen_at(1)
    assert [(one.agent_id, one.timestamp) for one in dossier.context.bids] == [
        ("Wire_Scout_01", NINE + timedelta(minutes=0.5))
    ]
    assert "0.713" not in dossier.model_dump_json()


def test_patterns_become_arcs_with_their_history(opened):
    """Begun once, grown by a later look, each step in the audit; the same pattern again changes nothing."""

    def about(key: str) -> Pattern:
        links = tuple(
            Related(
                story_id=f"story_{n}",
                headline="",
                at=NINE,
                similarity=0.2,
                names=("orlin dam",),
                shared=("orlin dam",),
                solid=("orlin dam",),
            )
            for n in (2, 3, 4)
        )
        return Pattern(story_id=key, headline="Dam", at=NINE, names=("orlin dam",), related=links)

    scanned(opened, 2, "Semantic_Scout", 1, patterns=(about("story_1"), about("story_1")))
    scanned(opened, 3, "Semantic_Scout", 2, patterns=(about("story_5"),))
    scanned(opened, 4, "Semantic_Scout", 3, patterns=(about("story_5"),))
    (arc,) = opened.find("arc", Arc)
    assert (arc.version, arc.story_ids) == (2, {"story_1", "story_2", "story_3", "story_4", "story_5"})
    assert [row.action for row in opened.audit_of(arc.id)] == ["arc.begun", "arc.grown"]
