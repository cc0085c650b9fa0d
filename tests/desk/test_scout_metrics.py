"""The scouts' success metrics, counted from a handful of bids and what became of them (N 1.1, 1.3)."""

from datetime import UTC, datetime, timedelta

from newsroom.control.decisions.auction import DECIDED
from newsroom.desk.agent_metrics import agent_metrics
from newsroom.model.arc import Arc, ArcPart
from newsroom.model.base import Noun
from newsroom.model.bid import AuctionRecord, Bid, BidMetrics, BidStory, ConfidenceFactors
from newsroom.model.item import Item, Origin, Publisher
from newsroom.model.story import Story
from newsroom.model.verdict import Verdict
from newsroom.ports import Change, Commit
from newsroom.world.store import SqlStore

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    """That many minutes after nine."""
    return NINE + timedelta(minutes=minute)


def put(store: SqlStore, table: str, key: str, noun: Noun, story_id: str = "", state: str = "") -> None:
    """One row."""
    store.commit(Commit(changes=(Change(table, key, 0, noun, story_id, state),)))


def story(
    store: SqlStore, key: str, reports: list[tuple[str, int, float]], discovered: float, council: bool = True
) -> None:
    """A story of reports (owner, tier, minute of publication), each seen four minutes later."""
    items = [
        Item(id=f"{key}_{owner}", source_id=owner, publisher=Publisher(name=owner, owner=owner, kind="newspaper", tier=tier), url="",
             title="x", text="", language="en", kind="article", published_at=at(minute), seen_at=at(minute + 4), snapshot="0" * 64)
        for owner, tier, minute in reports
    ]  # fmt: skip
    origins = tuple(
        Origin(owner=o, item_ids=(f"{key}_{o}",), types=("press",), tier=t, why="own report") for o, t, _ in reports
    )
    first = min(minute for _, _, minute in reports)
    made = Story(id=key, slug=key, headline="x", language="en", category="local", item_ids=tuple(i.id for i in items), origins=origins,
                 first_published_at=at(first), first_seen_at=at(first + 4), last_seen_at=at(60), entered_at=NINE, state="VALIDATING",
                 discovered_at=at(discovered), council_at=at(discovered + 5) if council else None)  # fmt: skip
    put(store, "story", key, made, key, made.state)
    for item in items:
        put(store, "item", item.id, item)


def bid(
    store: SqlStore, scout: str, key: str, minute: float, voices: int = 2, chain: tuple[str, ...] = (), **more
) -> None:
    """A bid of that minute."""
    metrics = BidMetrics(confidence_score=0.8, urgency_score=0.5, novelty_score=0.5, audience_appeal=0.5,
                         estimated_production_time="45_minutes")  # fmt: skip
    told = BidStory(story_id=key, headline="x", summary="", source_uris=(), primary_category="local", source_types=("press",),
                    confidence_factors=ConfidenceFactors(source_tier=1, confirmation_count=voices, freshness_hours=0.1))  # fmt: skip
    made = Bid(bid_id=f"{scout}_{key}", timestamp=at(minute), agent_id=f"{scout}_01", agent_type=scout, story=told, bid_metrics=metrics,
               justification="", suggested_priority="normal", chain=chain, **more)  # fmt: skip
    put(store, "bid", made.bid_id, made, key)


def rows(store: SqlStore, agent: str) -> dict[str, dict]:
    """An agent's metrics by name."""
    return {row["metric"]: row for row in agent_metrics(store) if row["agent"] == agent}


def test_wire_scout_is_measured_from_the_wire(store):
    """Two stories: discovered four and thirteen minutes after a tier-1 outlet published; one vetoed, one not heard."""
    story(store, "one", [("Wire", 1, 9), ("Local", 3, 0)], discovered=13)
    story(store, "two", [("Wire", 1, 0), ("Paper", 2, 8)], discovered=13, council=False)
    bid(store, "Wire_Scout", "one", 13)
    bid(store, "Wire_Scout", "two", 13)
    veto = Verdict(story_id="one", round=1, risk="standard", outcome="RETURNED", score=0.0, reason="FACTUAL_CONCERNS", required_action="x",
                   vote_ids=(), decided_at=at(20))  # fmt: skip
    put(store, "verdict", "v1", veto, "one")
    won = AuctionRecord(
        id="a", story_id="one", opened_at=at(13), closed_at=at(18), winner="Wire_Scout_one", why="highest score"
    )
    put(store, "observation", "a", won, "one", DECIDED)
    found = rows(store, "Wire_Scout")
    assert (found["bid acceptance rate"]["value"], found["bid acceptance rate"]["n"]) == (0.5, 2)
    assert found["bid acceptance rate"]["beside"] == {"auctions won": 0.5}
    assert (found["time to discovery"]["value"], found["time to discovery"]["n"]) == (8.5, 2)
    assert found["time to discovery"]["beside"] == {
        "share under 5 min": 0.5,
        "from anybody's first report": 13.0,
        "from the second independent report": 4.5,
        "first report to first sight": 4.0,
        "from seeing tier 1 and a second voice": 0.5,
    }
    assert found["source diversity score"]["value"] == 0.25
    assert (found["false positive rate"]["value"], found["false positive rate"]["n"]) == (1.0, 1)


def test_semantic_scout_is_measured_by_what_came_after(store):
    """One pattern whose arc grew and names one of its two others; one that came to nothing."""
    story(store, "one", [("Wire", 1, 0), ("Paper", 1, 0)], discovered=5)
    story(store, "two", [("Wire", 1, 0)], discovered=5)
    story(store, "three", [("Radio", 1, 0)], discovered=5)
    story(store, "lone", [("Wire", 1, 0), ("Paper", 1, 0)], discovered=5)
    bid(store, "Semantic_Scout", "one", 6, chain=("two",), flags=("circumstantial_pattern",))
    bid(store, "Semantic_Scout", "lone", 6, chain=("three", "two"))
    parts = tuple(
        ArcPart(story_id=key, headline="x", at=NINE, joined_at=at(minute), names=("orlin dam",), why="x")
        for key, minute in (("two", 6), ("one", 6), ("three", 30))
    )
    put(store, "arc", "arc_1", Arc(id="arc_1", title="x", core=("orlin dam",), parts=parts), "", "open")
    found = rows(store, "Semantic_Scout")
    assert (found["pattern prediction accuracy"]["value"], found["pattern prediction accuracy"]["n"]) == (0.5, 2)
    assert found["false pattern rate"]["value"] == 0.5
    assert found["false pattern rate"]["beside"] == {"flagged circumstantial": 0.5, "mean apophenia risk": None}
    assert (found["narrative completeness score"]["value"], found["narrative completeness score"]["n"]) == (0.5, 1)
    assert (found["cross-source connection quality"]["value"], found["cross-source connection quality"]["n"]) == (
        0.333,
        3,
    )


def test_nothing_counted_is_unknown_and_not_zero(store):
    """An empty newsroom has a row for every metric and a value for none."""
    assert all(row["value"] is None and row["n"] == 0 for row in agent_metrics(store))
