"""What people read: help, stories, reasons, the state, the audit. One document on stdout, the rest on stderr."""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from newsroom.personas import everyone

COMMANDS = (
    "replay", "produce", "run", "story", "story list", "story show", "why", "status", "audit", "audit verify",
    "audit export", "hitl", "hitl list", "hitl show", "hitl answer", "pause", "resume", "config", "config check",
    "doctor", "eval", "mcp",
)  # fmt: skip


def test_every_command_explains_itself(newsroom: Callable[..., Any]) -> None:
    with ThreadPoolExecutor(2) as two:
        answers = list(two.map(lambda name: (name, newsroom(*name.split(), "--help")), COMMANDS))
    for name, done in answers:
        assert done.code == 0, name
        assert "Usage: newsroom" in done.out, name
        groups = {"story", "audit", "hitl", "config"}
        assert name in groups or "Example" in done.out, name


@pytest.mark.parametrize("words", [("nonsense",), ("replay",), ("hitl", "answer", "x"), ("status", "--no-such-option")])
def test_wrong_usage_is_exit_2(newsroom: Callable[..., Any], words: tuple[str, ...]) -> None:
    done = newsroom(*words)
    assert done.code == 2
    assert done.out == ""
    assert done.err.strip()


def test_a_home_without_a_newsroom_says_how_to_start_one(newsroom: Callable[..., Any], tmp_path: Path) -> None:
    done = newsroom("status", "--home", tmp_path / "none")
    assert done.code == 1
    assert "newsroom replay rehearsal" in done.err
    assert not (tmp_path / "none").exists()


def test_stories_are_listed_and_filtered(newsroom: Callable[..., Any], rehearsal: Any) -> None:
    done = newsroom("story", "list", "--json", "--home", rehearsal.home)
    stories = json.loads(done.out)
    assert done.code == 0
    assert len(stories) == rehearsal.result["states_reached"]["DISCOVERED"]
    assert {"story_id", "state", "headline", "sources", "risk", "reason"} <= set(stories[0])
    table = newsroom("story", "list", "--home", rehearsal.home)
    assert all(story["story_id"] in table.out for story in stories)
    waiting = json.loads(newsroom("story", "list", "--state", "start", "--json", "--home", rehearsal.home).out)
    assert {story["state"] for story in waiting} == {"START"}


def test_a_story_is_shown_with_its_whole_history(newsroom: Callable[..., Any], rehearsal: Any) -> None:
    ask = {"env": {"NEWSROOM_HOME": str(rehearsal.home)}}
    page = json.loads(newsroom("story", "show", "Kestrel", "--json", **ask).out)
    assert {"story", "items", "bids", "ballots", "claims", "verdicts", "audit"} <= set(page)
    assert len(page["ballots"]) == 5
    words = newsroom("story", "show", page["story"]["id"], **ask)
    assert all(claim["id"] in words.out for claim in page["claims"])
    assert all(e["text"] in words.out for claim in page["claims"] for e in claim["evidence"])


def test_why_answers_by_words_by_address_and_by_id(newsroom: Callable[..., Any], rehearsal: Any) -> None:
    home = ("--home", rehearsal.home)
    told = newsroom("why", "sailing charity", *home)
    assert told.code == 0
    assert "LEGAL_HOLD" in told.out
    assert "What would have changed it" in told.out
    assert "more in the council's score" not in told.out
    by_words = json.loads(newsroom("why", "sailing charity", "--json", *home).out)
    address = "https://harbour-post.example/2026/05/13/sailing-charity-in-saltholm-claims-about"
    for name in (by_words["story_id"], address):
        assert json.loads(newsroom("why", name, "--json", *home).out)["story_id"] == by_words["story_id"]


def test_why_does_not_guess(newsroom: Callable[..., Any], rehearsal: Any) -> None:
    none = newsroom("why", "volcano", "--home", rehearsal.home)
    assert (none.code, none.out) == (1, "")
    assert "volcano" in none.err
    many = newsroom("why", "saltholm", "--home", rehearsal.home)
    assert many.code == 1
    assert "story_" in many.err


def test_status_has_the_keys_of_the_contract(newsroom: Callable[..., Any], rehearsal: Any) -> None:
    value = json.loads(newsroom("status", "--json", "--home", rehearsal.home).out)
    assert {"targets", "agents", "queues", "tiers", "surge", "budgets", "refused", "health"} <= set(value)
    assert len(value["targets"]) == 6
    assert all({"name", "target", "value", "n", "met"} <= set(row) for row in value["targets"])
    assert all({"agent", "metric", "target", "value", "n", "definition"} <= set(row) for row in value["agents"])
    assert value["refused"] == {"truncated": 1}
    measured = [who.agent for who in everyone() if who.metrics]
    listed = [row["agent"] for row in value["agents"] if row.get("listed_by") != "house"]
    assert list(dict.fromkeys(listed)) == measured
    words = newsroom("status", "--home", rehearsal.home)
    assert "refused truncated: 1" in words.out


def test_the_audit_verifies_until_a_row_is_touched(newsroom: Callable[..., Any], rehearsal: Any, home: Path) -> None:
    whole = json.loads(newsroom("audit", "verify", "--json", "--home", home).out)
    assert {key: whole[key] for key in ("ok", "rows", "root", "first_bad")} == {
        "ok": True,
        "rows": rehearsal.result["audit"]["rows"],
        "root": rehearsal.result["audit"]["root"],
        "first_bad": None,
    }
    with sqlite3.connect(home / "newsroom.db") as database:
        database.execute("update audit set body = replace(body, 'story.legal_hold', 'story.approved')")
        (touched,) = database.execute("select seq from audit where action = 'story.legal_hold'").fetchone()
    done = newsroom("audit", "verify", "--json", "--home", home)
    report = json.loads(done.out)
    assert done.code == 1
    assert not report["ok"]
    assert report["first_bad"] == touched
    assert str(touched) in done.err
    assert newsroom("audit", "verify", "--home", home).out.startswith("BROKEN")


def test_the_audit_is_exported_row_by_row(newsroom: Callable[..., Any], rehearsal: Any) -> None:
    rows = [json.loads(line) for line in newsroom("audit", "export", "--home", rehearsal.home).out.splitlines()]
    assert len(rows) == rehearsal.result["audit"]["rows"]
    assert rows[-1]["hash"] == rehearsal.result["audit"]["root"]
    assert all(row["payload"] is not None for row in rows)
