"""Work that cannot be: a clear error, an audit row, nothing lost, and the newsroom goes on."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from newsroom.model.agent import ParkedTask
from newsroom.model.item import Item
from newsroom.model.task import Task
from newsroom.ports import Commit


def parked(newsroom) -> list[ParkedTask]:
    """What nobody could do."""
    return list(newsroom.store.find("cursor", ParkedTask, states=("parked",)))


def a_task(**fields) -> Task:
    """A task that nobody planned."""
    given = {
        "id": "task_odd",
        "kind": "vote",
        "agent": "Trend_Voter_A",
        "tier": "council",
        "subject": "story_none",
        "seen": 1,
        "due_at": datetime(2031, 5, 14, 9, tzinfo=UTC),
        "brief": {"attempt": "1.Trend_Voter_A", "seat": "Trend_Voter_A"},
    }
    return Task(**{**given, **fields})


def test_a_kind_of_task_from_a_newer_version_is_parked(tiny, roles):
    """Nobody here does it; the day's own story ends as ever."""
    newsroom = tiny()
    newsroom.store.commit(Commit(tasks=(a_task(kind="dream", agent="Dreamer"),)))
    newsroom.play(roles(stories=1))
    (kept,) = parked(newsroom)
    assert (kept.task_id, kept.kind, kept.code) == ("task_odd", "dream", "unknown_kind")
    assert [row.action for row in newsroom.store.audit_of("story_none")] == ["task.parked"]
    assert newsroom.story().state == "COMPLETE"


def test_a_task_that_cannot_even_be_read_is_parked(tiny, roles):
    """A newer version's field is unknown here: the row is kept, not guessed at, and the process lives."""
    newsroom = tiny()
    newsroom.store.commit(Commit(tasks=(a_task(),)))
    with sqlite3.connect(newsroom.home / "newsroom.db") as database:
        body = json.loads(database.execute("SELECT body FROM task WHERE id = 'task_odd'").fetchone()[0])
        newer = json.dumps({**body, "kind": "dream", "mood": "blue"})
        database.execute("UPDATE task SET body = ? WHERE id = 'task_odd'", (newer,))
    newsroom.play(roles(stories=1))
    (kept,) = parked(newsroom)
    assert (kept.task_id, kept.kind, kept.code) == ("task_odd", "unreadable dream", "unknown_kind")
    assert newsroom.story().state == "COMPLETE"


def test_a_result_for_a_story_that_does_not_exist_is_parked(tiny, roles):
    """With the story's id in the audit."""
    newsroom = tiny()
    newsroom.store.commit(Commit(tasks=(a_task(),)))
    newsroom.play(roles(stories=1))
    (kept,) = parked(newsroom)
    assert (kept.code, kept.error) == ("no_such_subject", "There is no story story_none.")
    assert [row.action for row in newsroom.store.audit_of("story_none")] == ["task.parked"]


@pytest.mark.parametrize("wrong", [{"state": "DREAMING"}, {"version": "one"}, {"item_ids": None}])
def test_a_story_that_cannot_be_is_refused_and_read_again(tiny, roles, wrong):
    """An unknown state once: the look is parked, the next one brings the story in."""
    playing = roles(stories=1)
    calls = []

    def intake(brief):
        calls.append(brief)
        proposal = playing["intake:"](brief)
        if len(calls) == 1:
            proposal["stories"] = [{**story, **wrong} for story in proposal["stories"]]
        return proposal

    newsroom = tiny()
    newsroom.play({**playing, "intake:": intake})
    assert [(one.kind, one.code) for one in parked(newsroom)] == [("intake", "bad_proposal")]
    assert newsroom.story().state == "COMPLETE"


def test_a_negative_duration_is_no_video(tiny, roles):
    """The cut is made again; a second one that can be is published."""
    playing = roles(stories=1)
    calls = []

    def edit(brief):
        calls.append(brief)
        cut = playing["edit:Video_Editor"](brief)["cut"]
        return {"cut": {**cut, "duration_s": -2.0}} if len(calls) == 1 else {"cut": cut}

    newsroom = tiny()
    newsroom.play({**playing, "edit:Video_Editor": edit})
    assert [(one.kind, one.code) for one in parked(newsroom)] == [("edit", "bad_proposal")]
    assert newsroom.actions()[5:7] == ["component_failed", "recovered"]
    assert newsroom.story().state == "COMPLETE"


def test_doubled_ids_count_once(tiny, roles):
    """The same item, story and bid twice in one proposal."""
    playing = roles(stories=1)

    def twice(role, *keys):
        return lambda brief: {key: value * 2 if key in keys else value for key, value in role(brief).items()}

    newsroom = tiny()
    doubled = {
        "intake:": twice(playing["intake:"], "items"),
        "scan:Wire_Scout": twice(playing["scan:Wire_Scout"], "bids"),
    }
    result = newsroom.play({**playing, **doubled})
    assert (result["items"], result["bids"], len(newsroom.store.find("item", Item))) == (1, 1, 1)
    assert newsroom.story().state == "COMPLETE"


def test_a_story_twice_in_one_look_is_one_story(tiny, roles):
    """And the newsroom lives."""
    playing = roles(stories=1)

    def intake(brief):
        proposal = playing["intake:"](brief)
        return {**proposal, "stories": proposal["stories"] * 2}

    newsroom = tiny()
    result = newsroom.play({**playing, "intake:": intake})
    assert result["stories"] == 1
    assert newsroom.story().state == "COMPLETE"
