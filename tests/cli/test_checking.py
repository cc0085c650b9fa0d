"""Checking what is there: settings with file and line, the installation, hostile sets against their doors."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FORBIDDEN = {"id": "r1", "url": "http://10.0.0.7/feed", "dns": {}, "redirects": [], "expect": "deny"}
ALLOWED = {"id": "r2", "url": "https://news.example.com/rss", "dns": {"news.example.com": [["93.184.216.34"]]},
           "redirects": [], "expect": "allow"}  # fmt: skip


def data(folder: str) -> Path:
    place = Path(os.environ.get("NEWSROOM_DATA", "../shared/data")) / folder
    if not place.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{place} is missing")
        pytest.skip(f"{place} is not on this machine (NEWSROOM_DATA)")
    return place.absolute()


def test_a_wrong_setting_is_named_with_its_line(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "newsroom.toml").write_text('contact = ""\n\npol_minutes = 5\npoll_minutes = 0\nlog_level = "loud"\n')
    done = newsroom("config", "check", "--home", tmp_path)
    assert done.code == 1
    for line, word in ((3, "pol_minutes"), (4, "poll_minutes"), (5, "loud")):
        assert any(f"line {line}:" in said and word in said for said in done.out.splitlines()), done.out
    problems = json.loads(newsroom("config", "check", "--json", "--home", tmp_path).out)
    assert [problem["line"] for problem in problems] == [3, 4, 5]
    assert all(problem["next_step"] for problem in problems)


def test_a_channel_that_cannot_be_read_is_named_with_its_line(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    soul = tmp_path / "channels" / "north" / "SOUL.md"
    soul.parent.mkdir(parents=True)
    soul.write_text("---\nname: north\ncolour: red\n---\nA channel.\n")
    done = newsroom("config", "check", "--home", tmp_path)
    assert done.code == 1
    assert "SOUL.md, line 3" in done.out


def test_a_wrong_source_is_named_with_its_line(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text('sources:\n- {id: a, name: A, tier: 2, url: "gopher://a.example.com/"}\n')
    done = newsroom("config", "check", "--home", tmp_path)
    assert done.code == 1
    assert "sources.yaml, line 2" in done.out
    assert "only http and https" in done.out


def test_the_doctor_names_sources_that_want_a_key_and_servers_that_are_off(
    newsroom: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "newsroom.toml").write_text('servers_off = ["twitter"]\n')
    (tmp_path / "sources.yaml").write_text(
        "sources:\n- {id: seek, name: Search, kind: aggregator, tier: 4, format: newsapi, query: {words: ferry}}\n"
    )
    parts = {row["part"]: row for row in json.loads(newsroom("doctor", "--json", "--home", tmp_path).out)}
    assert "NEWSAPI_KEY" in parts["source seek"]["detail"]
    assert parts["mcp-server-twitter"]["light"] == "off"
    set_up = newsroom("doctor", "--json", "--home", tmp_path, env={"NEWSAPI_KEY": "k"})
    assert "source seek" not in {row["part"] for row in json.loads(set_up.out)}
    assert '"k"' not in set_up.out


def test_right_settings_are_said_to_be_right(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "newsroom.toml").write_text("poll_minutes = 10\n")
    assert newsroom("config", "check", "--home", tmp_path).code == 0
    assert json.loads(newsroom("config", "check", "--json", "--home", tmp_path).out) == []


def test_the_doctor_names_every_part(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    done = newsroom("doctor", "--json", "--home", tmp_path)
    parts = {row["part"]: row for row in json.loads(done.out)}
    assert {"ffmpeg", "fonts", "voice licence", "database", "queue", "home folder"} <= set(parts)
    assert "commercial" in parts["voice licence"]["detail"]
    assert done.code == int(any(row["light"] == "missing" for row in parts.values()))
    assert any(row["light"] == "off" for row in parts.values())


def test_addresses_are_checked_at_the_door(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    rows = tmp_path / "ssrf.jsonl"
    rows.write_text("\n".join(json.dumps(row) for row in (FORBIDDEN, ALLOWED)))
    report = json.loads(newsroom("eval", "ssrf", "--data", rows, "--json").out)
    assert report == {"name": "ssrf", "n": 2, "passed": 2, "failed": []}


@pytest.mark.parametrize("name", ["feeds", "ssrf"])
def test_the_hostile_sets_are_stopped(newsroom: Callable[..., Any], name: str) -> None:
    report = json.loads(newsroom("eval", name, "--data", data(f"adversarial/{name}"), "--json").out)
    assert report["n"] > 10
    assert report["failed"] == []


def test_an_unknown_evaluation_names_the_known_ones(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    done = newsroom("eval", "horoscopes", "--data", tmp_path)
    assert (done.code, done.out) == (1, "")
    assert "feeds" in done.err
    assert newsroom("eval", "feeds", "--data", tmp_path / "none").code == 1
