"""Geo_Scout's success metrics, counted from two bids and what became of them (N 1.4)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.control.notebook import Notebook
from newsroom.desk.agent_metrics import agent_metrics
from newsroom.model.base import Noun
from newsroom.model.bid import Bid, BidMetrics, BidStory, ConfidenceFactors
from newsroom.model.item import GeoPoint, Item, Place, Publisher, Source
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.world.store import SqlStore

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
VELLMAR = Place(name="Vellmar", country="VE", point=GeoPoint(lat=10.5, lon=-66.9), precision=1.0)
NOWHERE = Place(name="Old Quay", precision=0.7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """One story told from its own country and one told from abroad, each with a bid."""
    opened = SqlStore(tmp_path / "newsroom.db")
    told(opened, "near", "VE", "Storm kills nine in Vellmar", flags=("cultural_sensitivity_review",))
    told(opened, "far", "PE", "Rescued sailors celebrate in Vellmar")
    yield opened
    opened.close()


def put(store: SqlStore, table: str, key: str, noun: Noun, story_id: str = "", state: str = "") -> None:
    """One row."""
    store.commit(Commit(changes=(Change(table, key, 0, noun, story_id, state),)))


def told(store: SqlStore, key: str, country: str, headline: str, flags: tuple[str, ...] = ()) -> None:
    """A story of one report about Vellmar and the Old Quay, from a source of that country, and Geo_Scout's bid for it."""
    source = Source(id=f"s_{key}", name=key, owner=key, kind="newspaper", tier=1, country=country)
    item = Item(id=f"i_{key}", source_id=source.id, publisher=Publisher(name=key, owner=key, kind="newspaper", tier=1),
                url="", title=headline, text="", language="en", kind="article", published_at=NINE, seen_at=NINE,
                snapshot="0" * 64)  # fmt: skip
    story = Story(id=key, slug=key, headline=headline, language="en", category="disaster", places=(VELLMAR, NOWHERE),
                  item_ids=(item.id,), first_published_at=NINE, first_seen_at=NINE, last_seen_at=NINE, entered_at=NINE,
                  state="VALIDATING")  # fmt: skip
    metrics = BidMetrics(confidence_score=0.8, urgency_score=0.5, novelty_score=0.5, audience_appeal=0.5,
                         estimated_production_time="45_minutes")  # fmt: skip
    facts = ConfidenceFactors(source_tier=1, confirmation_count=1, freshness_hours=0.1)
    package = BidStory(story_id=key, headline=headline, summary="", source_uris=(), primary_category="disaster",
                       locations=("Vellmar", "Old Quay"), confidence_factors=facts)  # fmt: skip
    bid = Bid(bid_id=f"bid_{key}", timestamp=NINE, agent_id="Geo_Scout_01", agent_type="Geo_Scout", story=package,
              bid_metrics=metrics, justification="", suggested_priority="normal", flags=flags)  # fmt: skip
    put(store, "source", source.id, source)
    put(store, "item", item.id, item, state=NINE.date().isoformat())
    put(store, "story", key, story, key, story.state)
    put(store, "bid", bid.bid_id, bid, key)


def test_geo_scout_is_measured_by_its_places_and_their_voices(store):
    """Two of four places are on the map, none is named by two owners; one bid of two has a voice from there."""
    rows = {row["metric"]: row for row in agent_metrics(store) if row["agent"] == "Geo_Scout"}
    assert (rows["geographic accuracy"]["value"], rows["geographic accuracy"]["n"]) == (0.5, 4)
    assert rows["geographic accuracy"]["beside"] == {"named by two owners": 0.0}
    assert (rows["local source utilization"]["value"], rows["local source utilization"]["n"]) == (0.5, 2)
    assert rows["cultural sensitivity score"]["beside"]["flagged for cultural review"] == 0.5
    assert rows["regional context relevance"]["value"] is None
    assert rows["cultural sensitivity score"]["value"] is None


def test_the_notebook_knows_the_mood_and_who_watches(store):
    """The last day's headlines by country, and where the sources sit, stand in every scout's context."""
    notebook = Notebook(store)
    notebook.refresh(NINE)
    context = notebook.context(store.get("story", "near", Story), (), NINE)
    assert context.mood == {"VE": (0.0, 2)}
    assert context.watched == {"PE": 1, "VE": 1}
