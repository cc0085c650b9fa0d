"""People's hands: the hold that waits, who may answer it, and the kill switch."""

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx


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
    assert newsroom("pause", "publishing", "--by", "A. Okafor", "--note", "wrong map", "--home", home).code == 0
    assert newsroom("resume", "publishing", "--by", "A. Okafor", "--role", "editor", "--home", home).code == 1
    assert newsroom("resume", "publishing", "--by", "I. Brandt", "--role", "senior_editor", "--home", home).code == 0
    last = [json.loads(row) for row in newsroom("audit", "export", "--home", home).out.splitlines()][-4:]
    assert [row["action"] for row in last] == ["switch.refused", "switch.turned", "switch.refused", "switch.turned"]
    assert [row["payload"].get("role") for row in last[1::2]] == ["editor", "senior_editor"]
    assert [row["payload"]["paused"] for row in last[1::2]] == [True, False]
    assert newsroom("audit", "verify", "--home", home).code == 0


def test_once_people_are_registered_a_name_has_to_be_one_of_them(newsroom: Callable[..., Any], waiting: Path) -> None:
    ask = only_ask(newsroom, waiting)
    add = ("people", "add", "A. Okafor", "--role", "editor", "--password-stdin", "--home", waiting)
    assert newsroom(*add, stdin="green lamps on the pier\n").code == 0
    assert newsroom(*add, stdin="short\n").code == 1
    assert json.loads(newsroom("people", "list", "--json", "--home", waiting).out)[0]["roles"] == ["editor"]
    assert "not registered as legal" in newsroom(*answer(ask), "--home", waiting).err
    assert newsroom("pause", "all", "--by", "N. Body", "--home", waiting).code == 1
    assert newsroom("pause", "all", "--by", "A. Okafor", "--home", waiting).code == 0
    assert newsroom("people", "remove", "A. Okafor", "--home", waiting).code == 0


def test_a_story_is_spiked_by_words_of_its_headline(newsroom: Callable[..., Any], waiting: Path) -> None:
    assert newsroom("spike", "sailing charity", "--by", "A. Okafor", "--home", waiting).code == 2
    words = (
        "spike",
        "sailing charity",
        "--by",
        "A. Okafor",
        "--note",
        "names a private person",
        "--json",
        "--home",
        waiting,
    )
    done = json.loads(newsroom(*words).out)
    assert (done["state"], done["reason"]) == ("ARCHIVED", "spiked by A. Okafor: names a private person")
    assert newsroom("hitl", "list", "--home", waiting).err.strip() == "Nothing waits for a person."
    assert newsroom(*words).code == 1


def test_a_tip_reaches_the_scouts_and_no_further(newsroom: Callable[..., Any], waiting: Path) -> None:
    tip = "A ferry has run aground off Saltholm harbour. My neighbour saw it from the pier."
    done = newsroom("pitch", tip, "--by", "A. Okafor", "--json", "--home", waiting)
    filed = json.loads(done.out)
    assert (filed["by"], filed["item"]["pitched_by"], filed["item"]["not_news"]) == ("A. Okafor", "A. Okafor", True)
    assert newsroom("pitch", tip, "--by", "A. Okafor", "--home", waiting).code == 1
    assert newsroom("pitch", "http://127.0.0.1/secret", "--by", "A. Okafor", "--home", waiting).code == 1
    span = ("--from", "2026-05-13T13:30Z", "--to", "2026-05-13T15:10Z", "--limit-videos", 0)
    assert newsroom("replay", "rehearsal", *span, "--out", waiting).code == 0
    told = json.loads(newsroom("why", "aground off Saltholm", "--json", "--home", waiting).out)
    assert told["state"] == "START"
    assert sum("did not bid" in line for line in told["lines"]) >= 1


def test_a_finished_day_takes_no_pitch(newsroom: Callable[..., Any], home: Path) -> None:
    done = newsroom("pitch", "A ferry has run aground off Saltholm.", "--by", "A. Okafor", "--home", home)
    assert (done.code, done.out) == (1, "")
    assert "no more sources" in done.err


def test_the_desk_starts_only_for_people_it_knows(newsroom: Callable[..., Any], start: Any, waiting: Path) -> None:
    assert "Nobody could sign in" in newsroom("desk", "--port", 0, "--home", waiting).err
    add = ("people", "add", "A. Okafor", "--role", "editor", "--password-stdin", "--home", waiting)
    newsroom(*add, stdin="green lamps on the pier\n")
    desk = start("desk", "--port", 0, "--home", waiting)
    address = desk.stderr.readline()
    base = address.partition("http://")[2].partition("/ ")[0]
    token = newsroom("people", "token", "A. Okafor", "--home", waiting).out.strip()
    waits = httpx.get(f"http://{base}/api/asks", headers={"Authorization": f"Bearer {token}"}, timeout=30).json()
    assert [one["question"] for one in waits] == ["legal_hold"]
    taken = newsroom("desk", "--port", base.rpartition(":")[2], "--home", waiting)
    assert (taken.code, "cannot be used" in taken.err) == (1, True)
    desk.send_signal(signal.SIGINT)
    assert desk.wait(timeout=20) in (0, 130)
