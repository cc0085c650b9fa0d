"""A recorded day with everything wrong in it: what is broken is refused by name, the rest goes on."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

DAWN = datetime(2031, 5, 14, 6, 0, tzinfo=UTC)
SOURCES = """\
edition: hostile
span: {first: 2031-05-14T05:00:00Z, last: 2031-05-14T20:00:00Z}
sources:
- {id: good-post, name: Good Post, owner: Good Media, kind: newspaper, tier: 1, format: rss, file: good.rss}
- {id: cut-radio, name: Cut Radio, owner: Cut, kind: broadcaster, tier: 2, format: rss, file: cut.rss}
- {id: gone-press, name: Gone Press, owner: Gone, kind: wire, tier: 1, format: atom, file: gone.atom}
- {id: big-echo, name: Big Echo, owner: Echo, kind: local, tier: 3, format: rss, file: big.rss}
"""


def item(guid: str, title: str, body: str | None = "A short report of the day.", date: str | None = "") -> str:
    when = format_datetime(DAWN + timedelta(minutes=len(guid))) if date == "" else date
    described = "" if body is None else f"<description>{body}</description>"
    dated = "" if when is None else f"<pubDate>{when}</pubDate>"
    return f'<item><guid isPermaLink="false">{guid}</guid><title>{title}</title>{dated}{described}</item>'


def feed(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus: a broken feed, a missing one, no body, a wrong date, one guid twice, 5 MB, a script in a title."""
    folder = tmp_path_factory.mktemp("hostile")
    feeds = folder / "feeds"
    feeds.mkdir()
    (folder / "sources.yaml").write_text(SOURCES)
    (feeds / "good.rss").write_text(feed(
        item("g-1", "Harbour wall of Ostrel is finished"),
        item("g-no-body", "Ferry line to Ostrel gets a new boat", body=None),
        item("g-bad-date", "Library opens at night", date="the day after tomorrow"),
        item("g-1", "Harbour wall of Ostrel is finished"),
        item("g-script", "Market &lt;script&gt;alert(1)&lt;/script&gt; moves to the square"),
        item("g-last", "Bakers of Ostrel agree on a price"),
    ))  # fmt: skip
    (feeds / "cut.rss").write_text(feed(item("c-1", "Morning"))[:60])
    (feeds / "big.rss").write_text(feed(item("b-1", "Echo of the day", body="e" * 5_200_000)))
    return folder


@pytest.fixture(scope="module")
def played(newsroom: Callable[..., Any], day: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    home = tmp_path_factory.mktemp("hostile-home")
    return newsroom("replay", day, "--limit-videos", 0, "--out", home, "--json"), home


def test_the_day_goes_on_and_what_was_wrong_is_named(played: tuple[Any, Path]) -> None:
    done, home = played
    assert done.code == 0
    result = json.loads(done.out)
    assert result["audit"]["verified"]
    assert result["duplicates"] == 1
    assert {"missing_file", "bad_date"} <= set(result["refused"])
    assert sum(result["refused"].values()) >= 4, result["refused"]
    assert result["items"] == 4
    assert home.exists()


def test_the_refusals_are_shown_by_code(newsroom: Callable[..., Any], played: tuple[Any, Path]) -> None:
    done, home = played
    refused = json.loads(done.out)["refused"]
    assert json.loads(newsroom("status", "--json", "--home", home).out)["refused"] == refused


def test_no_script_is_kept_of_a_title(newsroom: Callable[..., Any], played: tuple[Any, Path]) -> None:
    _, home = played
    titles = [s["headline"] for s in json.loads(
        newsroom("story", "list", "--state", "START", "--json", "--home", home).out)]  # fmt: skip
    assert any("moves to the square" in title for title in titles)
    assert not any("<script" in title for title in titles)


def test_a_day_that_is_none_is_refused(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    for words in ((tmp_path,), ("rehearsal", "--from", "noon"), ("rehearsal", "--speed", "fast")):
        done = newsroom("replay", *words, "--limit-videos", 0, "--json", "--out", tmp_path / "home")
        assert (done.code, done.out) == (1, ""), words
        assert done.err.strip()
    assert not (tmp_path / "home" / "newsroom.db").exists()


def test_an_answer_that_cannot_be_read_is_named(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    for text in ("not json", '["a"]'):
        answers.write_text(text)
        done = newsroom("replay", "rehearsal", "--answers", answers, "--limit-videos", 0, "--out", tmp_path / "home")
        assert done.code == 1, text
        assert done.err.strip()
