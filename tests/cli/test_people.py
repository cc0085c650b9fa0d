"""People's hands: the hold that waits, who may answer it, and the kill switch."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def only_ask(newsroom: Callable[..., Any], home: Path) -> dict[str, Any]:
    (ask,) = json.loads(newsroom("hitl", "list", "--json", "--home", home).out)
    return ask


def answer(ask: dict[str, Any], role: str = "legal", version: int | None = None, decision: str = "reject") -> list[str]:
    return ["hitl", "answer", ask["id"], "--decision", decision, "--by", "A. Okafor", "--role", role, "--note",
            "no record", "--version", str(ask["version"] if version is None else version)]  # fmt: skip


def test_what_waits_is_listed_with_its_evidence(newsroom: Callable[..., Any], waiting: Path) -> None:
    ask = only_ask(newsroom, waiting)
    assert (ask["question"], ask["role"], ask["status"]) == ("legal_hold", "legal", "open")
    table = newsroom("hitl", "list", "--home", waiting)
    assert ask["id"] in table.out
    shown = newsroom("hitl", "show", ask["id"], "--home", waiting)
    assert "accused" in shown.out
    assert "City Ledger" in shown.out
    assert newsroom("hitl", "show", "ask_none", "--home", waiting).code == 1


def test_a_stale_version_a_wrong_role_and_a_wrong_word_are_refused(newsroom: Callable[..., Any], waiting: Path) -> None:
    ask = only_ask(newsroom, waiting)
    for words in (
        answer(ask, version=ask["version"] + 1),
        answer(ask, role="editor"),
        answer(ask, role="reader"),
        answer(ask, decision="maybe"),
    ):
        done = newsroom(*words, "--home", waiting)
        assert (done.code, done.out) == (1, ""), words
        assert done.err.strip()
    assert only_ask(newsroom, waiting) == ask


def test_an_answer_counts_once_and_the_story_goes_on_with_it(newsroom: Callable[..., Any], waiting: Path) -> None:
    ask = only_ask(newsroom, waiting)
    closed = newsroom(*answer(ask), "--json", "--home", waiting)
    assert closed.code == 0
    assert json.loads(closed.out)["status"] == "rejected"
    assert newsroom(*answer(ask), "--home", waiting).code == 1
    assert newsroom("hitl", "list", "--home", waiting).err.strip() == "Nothing waits for a person."
    span = ("--from", "2026-05-13T13:30Z", "--to", "2026-05-13T15:10Z", "--limit-videos", 0)
    done = newsroom("replay", "rehearsal", *span, "--json", "--out", waiting)
    assert json.loads(done.out)["waiting_for_people"] == []
    told = json.loads(newsroom("why", "sailing charity", "--json", "--home", waiting).out)
    assert told["state"] == "ARCHIVED"
    assert "legal" in told["reason"]


def test_the_kill_switch_is_a_named_person_s_and_audited(newsroom: Callable[..., Any], home: Path) -> None:
    assert newsroom("pause", "publishing", "--home", home).code == 2
    assert newsroom("pause", "everything", "--by", "A. Okafor", "--home", home).code == 1
    assert newsroom("pause", "publishing", "--by", "A. Okafor", "--home", home).code == 0
    assert newsroom("resume", "publishing", "--by", "A. Okafor", "--home", home).code == 0
    last = [json.loads(row) for row in newsroom("audit", "export", "--home", home).out.splitlines()][-2:]
    assert [row["actor"] for row in last] == ["A. Okafor", "A. Okafor"]
    assert [row["payload"]["paused"] for row in last] == [True, False]
