"""A recorded day: items arrive when they were first seen, what is broken is refused in sight, and the rest goes on."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsroom.model.errors import Refused
from newsroom.ports import Arrivals
from newsroom.world.corpus import Corpus
from newsroom.world.corpus_layout import find_corpus

DAY = datetime(2031, 5, 14, tzinfo=UTC)


def rss(*items: str) -> str:
    return "<rss version='2.0'><channel><title>t</title>" + "".join(items) + "</channel></rss>"


def item(
    guid: str, title: str = "Ferry stops", date: str = "Wed, 14 May 2031 09:00:00 GMT", body: str = "Words."
) -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    text = f"<description>{body}</description>" if body else ""
    return f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title>{dated}{text}</item>"


def entry(own_id: str, file: str, **more: Any) -> dict[str, Any]:
    base = {
        "id": own_id,
        "name": own_id.title(),
        "kind": "newspaper",
        "tier": 2,
        "language": "en",
        "file": file,
        "format": "rss",
    }
    return base | more


def day(folder: Path, files: dict[str, str | bytes], *entries: dict[str, Any], **more: Any) -> Path:
    (folder / "feeds").mkdir(parents=True)
    for name, content in files.items():
        (folder / "feeds" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "sources.yaml").write_text(yaml.safe_dump({"edition": "a-day", "sources": list(entries), **more}))
    return folder


async def whole(corpus: Corpus) -> Arrivals:
    return await corpus.arrivals(*corpus.span())


@pytest.fixture
def troubled(tmp_path: Path) -> Corpus:
    """Everything that can go wrong in one day, beside one feed where nothing does."""
    odd = rss(
        item("bare", body=""),
        item("undated", date="sometime on Wednesday"),
        item("twice"),
        item("twice", title="A later copy"),
        item("tagged", title="&lt;script&gt;steal()&lt;/script&gt;Mayor resigns"),
        item("huge", body="w " * 600_000),
        item("far", date="Thu, 14 May 2093 09:00:00 GMT"),
    )
    files: dict[str, str | bytes] = {
        "good.rss": rss(item("g")),
        "odd.rss": odd,
        "broken.rss": "<html>Sorry, we are moving house</html>",
        "vast.rss": b"<rss>" + b" " * 5_000_000 + b"</rss>",
    }
    entries = [entry(name.partition(".")[0], name, delay_s=60) for name in files] + [entry("lost", "nowhere.rss")]
    span = {"first": DAY, "last": DAY + timedelta(days=1)}
    return Corpus(day(tmp_path / "d", files, *entries, span=span))


async def test_what_is_broken_is_refused_in_sight_and_the_rest_goes_on(troubled: Corpus) -> None:
    """Each refusal names its source and a stable code; good items are all there."""
    arrived = await whole(troubled)
    assert sorted(i.guid for i in arrived.items) == ["bare", "g", "tagged", "twice"]
    assert sorted((r.source_id, r.code) for r in arrived.refused) == [
        ("broken", "not_a_feed"),
        ("lost", "missing_file"),
        ("odd", "bad_date"),
        ("odd", "bad_date"),
        ("odd", "item_too_large"),
        ("vast", "too_large"),
    ]
    assert arrived.duplicates == 1


async def test_a_script_in_a_title_and_a_missing_body_cost_only_themselves(troubled: Corpus) -> None:
    """The title keeps its words; an item without a body has an empty text."""
    items = {i.guid: i for i in (await whole(troubled)).items}
    assert items["tagged"].title == "Mayor resigns"
    assert items["bare"].text == ""
    assert items["twice"].title == "Ferry stops"


async def test_items_arrive_after_since_and_up_to_until_in_order(tmp_path: Path) -> None:
    """Any cut of the day gives every item exactly once, in order of (seen_at, id)."""
    hours = [item(f"i{n}", date=f"Wed, 14 May 2031 {n:02}:00:00 GMT") for n in range(24)]
    corpus = Corpus(day(tmp_path / "d", {"a.rss": rss(*reversed(hours))}, entry("a", "a.rss", delay_s=90)))
    first, last = corpus.span()
    whole_day = (await whole(corpus)).items
    pieces = []
    now = first
    while now < last:
        pieces += (await corpus.arrivals(now, now + timedelta(minutes=37))).items
        now += timedelta(minutes=37)
    assert tuple(pieces) == whole_day
    assert [i.seen_at for i in whole_day] == sorted(i.seen_at for i in whole_day)
    assert whole_day[0].seen_at - whole_day[0].published_at == timedelta(seconds=90)


async def test_arrival_comes_from_the_first_note_there_is(tmp_path: Path) -> None:
    """seen_at of the entry, then the item's own note, then the whole file's, then publication and delay."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": "noted", "title": "A", "date_published": "2031-05-14T08:00:00Z", "_recorded_at": "2031-05-14T08:30:00Z"},
        {"id": "listed", "title": "B", "date_published": "2031-05-14T08:00:00Z", "_recorded_at": "2031-05-14T08:30:00Z"},
        {"id": "plain", "title": "C", "date_published": "2031-05-14T08:00:00Z"},
        {"id": "undated", "title": "D", "_recorded_at": "2031-05-14T08:40:00Z"},
        {"id": "early", "title": "E", "date_published": "2031-05-14T20:00:00Z", "_recorded_at": "2031-05-14T08:50:00Z"},
    ]}  # fmt: skip
    snapshot = {"updated": "2031-05-14T11:00:00Z", "posts": [{"id": "s", "text": "Smoke"}]}
    corpus = Corpus(
        day(
            tmp_path / "d",
            {"f.json": json.dumps(feed), "p.json": json.dumps(snapshot)},
            entry("f", "f.json", format="json_feed", delay_s=300, seen_at={"listed": DAY + timedelta(hours=9)}),
            entry("p", "p.json", format="posts", kind="social"),
        )
    )
    items = {i.guid: i for i in corpus.items}
    seen = {guid: f"{i.seen_at:%H:%M}" for guid, i in items.items()}
    assert seen == {
        "noted": "08:30",
        "listed": "09:00",
        "plain": "08:05",
        "undated": "08:40",
        "early": "08:50",
        "s": "11:00",
    }
    assert items["undated"].published_at == items["undated"].seen_at
    assert items["early"].published_at == items["early"].seen_at


async def test_trends_are_those_known_by_then(tmp_path: Path) -> None:
    """A list seen at noon is unknown before and stays known after."""
    listed = json.dumps({"trends": [{"title": "Ferry"}]})
    trend = entry("t", "t.json", format="trends", kind="trend", recorded_at=DAY + timedelta(hours=12))
    corpus = Corpus(day(tmp_path / "d", {"a.rss": rss(item("a")), "t.json": listed}, entry("a", "a.rss"), trend))
    assert (await corpus.arrivals(DAY, DAY + timedelta(hours=11))).trends == {}
    assert (await corpus.arrivals(DAY + timedelta(hours=20), DAY + timedelta(hours=21))).trends == {"ferry": 1.0}


async def test_the_same_item_in_later_snapshots_is_one_item_seen_first(tmp_path: Path) -> None:
    """Files in any order: the earliest sighting counts."""
    pages = {
        f"p{hour}.json": json.dumps({"updated": f"2031-05-14T{hour}:00:00Z", "posts": [{"id": "s", "text": "Smoke"}]})
        for hour in (11, 10, 12)
    }
    corpus = Corpus(day(tmp_path / "d", dict(pages), entry("p", "", files=list(pages), format="posts", kind="social")))
    assert [f"{i.seen_at:%H}" for i in corpus.items] == ["10"]


def test_the_fingerprint_follows_bytes_and_source_records(tmp_path: Path) -> None:
    """The same folder elsewhere has the same fingerprint; one changed byte or tier another."""
    files: dict[str, str | bytes] = {"a.rss": rss(item("a"))}
    one = Corpus(day(tmp_path / "1", files, entry("a", "a.rss"))).fingerprint()
    assert Corpus(day(tmp_path / "2", files, entry("a", "a.rss"))).fingerprint() == one
    assert Corpus(day(tmp_path / "3", {"a.rss": rss(item("b"))}, entry("a", "a.rss"))).fingerprint() != one
    assert Corpus(day(tmp_path / "4", files, entry("a", "a.rss", tier=3))).fingerprint() != one


@pytest.mark.parametrize(
    "entries",
    [
        [{"id": "x", "name": "X"}],
        [entry("x", "../../secret.rss")],
        [entry("x", "a.rss"), entry("x", "a.rss")],
        [{k: v for k, v in entry("x", "a.rss").items() if k != "format"}],
    ],
)
def test_a_wrong_sources_file_stops_the_opening_with_its_place(tmp_path: Path, entries: list[dict[str, Any]]) -> None:
    """A missing tier, a file outside, an id twice, no format."""
    with pytest.raises(Refused) as refused:
        Corpus(day(tmp_path / "d", {"a.rss": rss(item("a"))}, *entries))
    assert refused.value.code == "bad_source"


def test_a_folder_without_a_day_is_refused(tmp_path: Path) -> None:
    """Nothing to play is an answer, with what to give instead."""
    with pytest.raises(Refused) as refused:
        Corpus(tmp_path)
    assert refused.value.code == "no_corpus"


async def test_the_bundled_day_opens_by_its_name() -> None:
    """Its one broken feed is refused, the rest of the day is there, and all of it says rehearsal."""
    corpus = Corpus(find_corpus("rehearsal"))
    arrived = await whole(corpus)
    assert corpus.name == "rehearsal"
    assert len(arrived.items) >= 80
    assert len({refusal.source_id for refusal in arrived.refused}) == 1
    with pytest.raises(Refused):
        find_corpus("../rehearsal")
