"""A post that is listed again: its interactions are samples, and once they are enough the scouts look again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from newsroom.control.pace import read_posts
from newsroom.desk.agent_metrics import agent_metrics
from newsroom.lab.play import ReplayPlan, play
from newsroom.model.bid import CHECK_FOR_MISINFORMATION, Monitored
from newsroom.model.item import Item
from newsroom.model.sample import term_key
from newsroom.model.story import Story
from newsroom.world.store import SqlStore

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
POST = "Water is coming over the quay at Vellmar, the fish market stands a metre deep"
LISTED = {0: (400, 300), 20: (900, 310), 40: (14_000, 320), 60: (31_000, 320)}
"""Minutes after nine, and what the two posts had been counted at by then."""


def _list_of_posts(minutes: int) -> str:
    at = NINE + timedelta(minutes=minutes)
    rows = [
        {"id": f"p{n}", "url": f"https://square.example/p{n}", "text": text, "author": f"Reader {n}", "language": "en",
         "created_at": NINE.isoformat(), "interactions": LISTED[minutes][n]}
        for n, text in enumerate((POST, "My bakery in Orlin sells its last bread today, thank you all for coming"))
    ]  # fmt: skip
    return json.dumps({"updated": at.isoformat(), "platform": "square", "posts": rows})


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """The hour, played."""
    folder = tmp_path_factory.mktemp("counted")
    (folder / "corpus" / "feeds").mkdir(parents=True)
    for minutes in LISTED:
        (folder / "corpus" / "feeds" / f"square-{minutes}.json").write_text(_list_of_posts(minutes))
    trends = json.dumps({"updated": NINE.isoformat(), "data": [{"googleTrend": "Vellmar quay", "rank": 1}]})
    (folder / "corpus" / "feeds" / "trends.json").write_text(trends)
    source = {"id": "square", "name": "Square", "owner": "Square", "kind": "social", "tier": 5, "format": "posts",
              "files": [f"square-{minutes}.json" for minutes in LISTED]}  # fmt: skip
    searched = {"id": "searched", "name": "Searched", "owner": "Square", "kind": "trend", "tier": 5, "format": "trends",
                "file": "trends.json", "recorded_at": NINE.isoformat()}  # fmt: skip
    (folder / "corpus" / "sources.yaml").write_text(
        yaml.safe_dump({"edition": "counted", "sources": [source, searched]})
    )
    play(folder / "home", ReplayPlan(corpus=str(folder / "corpus"), video_limit=0))
    store = SqlStore(folder / "home" / "newsroom.db")
    yield store
    store.close()


def _post(store: SqlStore) -> Item:
    return next(item for item in store.find("item", Item) if "Vellmar" in item.text)


def test_every_look_is_a_sample(day: SqlStore) -> None:
    """First sight and three later looks, each at its own moment; the report itself is one arrival of its story."""
    post = _post(day)
    looks = read_posts(day, [post.id], NINE + timedelta(hours=2))[post.id]
    assert [(int((look.at - NINE).total_seconds() // 60), look.so_far) for look in looks] == [
        (minutes, counted[0]) for minutes, counted in LISTED.items()
    ]
    stories = [story for story in day.find("story", Story) if post.id in story.item_ids]
    arrived = day.rolled([stories[0].id], "arrivals", "hour", NINE, NINE + timedelta(hours=2))
    assert [bucket.total for bucket in arrived[stories[0].id]] == [1]


def test_the_scouts_look_again_when_people_are_enough(day: SqlStore) -> None:
    """At 14,000 and at 31,000 interactions Social_Scout looks again; the quiet post was looked at once."""
    looks: dict[str, list[Monitored]] = {}
    for one in sorted(day.find("monitored", Monitored), key=lambda one: one.timestamp):
        if one.agent_type == "Social_Scout":
            looks.setdefault(one.story_id, []).append(one)
    assert sorted(len(found) for found in looks.values()) == [1, 3]
    loud = max(looks.values(), key=len)
    counted = [factor.how for one in loud for factor in one.factors if factor.name == "interactions"]
    assert counted == ["400 of 10,000 interactions", "14,000 of 10,000 interactions", "31,000 of 10,000 interactions"]
    assert all(CHECK_FOR_MISINFORMATION in one.flags for one in loud)


def test_the_audit_holds_the_hash_of_every_batch(day: SqlStore) -> None:
    """Samples are observations: one audit row a batch, with how many and their hash."""
    batches = [row for row in day.audit_rows() if row.action == "items.arrived"]
    told = [day.payload(row.payload_hash) or {} for row in batches]
    assert sum(one["samples"] for one in told) >= 2 * len(LISTED)
    assert all(len(one["samples_hash"]) == 32 for one in told)
    assert day.verify_audit().ok


def test_a_trend_is_a_sample_an_hour(day: SqlStore) -> None:
    """The same list all hour long is told once for each hour."""
    found = day.rolled(
        [term_key("vellmar quay")], "trend", "hour", NINE - timedelta(hours=1), NINE + timedelta(hours=3)
    )
    assert all(bucket.n == 1 for bucket in found[term_key("vellmar quay")])


def test_what_the_scout_foretold_is_held_against_what_came(day: SqlStore) -> None:
    """Its first look at a growing wave is a prediction; the later looks say whether it came true."""
    rows = {row["metric"]: row for row in agent_metrics(day) if row["agent"] == "Social_Scout"}
    assert rows["viral prediction accuracy"]["n"] == 1
    assert rows["viral prediction accuracy"]["value"] in (0.0, 1.0)
    assert rows["misinformation flag accuracy"]["n"] == 0
