"""A person tells a story apart: it ends on record, both halves begin anew, and the clustering follows."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.control.bench import Bench
from newsroom.control.decisions.intake import arrived
from newsroom.control.decisions.joining import joined
from newsroom.control.decisions.splitting import split
from newsroom.control.notebook import Notebook
from newsroom.control.records import Told
from newsroom.model.errors import Refused
from newsroom.model.lifecycle import UNPUBLISHED
from newsroom.model.story import Story
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit
from newsroom.world.store import SqlStore

from .conftest import NINE
from .small_newsroom import Newsroom, item

TITLES = {
    "quake1": "Quake shakes Orlin harbour district, roofs damaged",
    "quake2": "Roofs damaged as quake shakes Orlin harbour district",
    "other1": "Quake shakes Orlin harbour district again, second roofs damaged",
    "other2": "Second quake shakes Orlin harbour district again, roofs damaged",
    "quake3": "Quake shakes Orlin harbour district, roofs damaged, mayor counts",
}
ANGLES = {"quake1": 0.0, "quake2": 2.0, "other1": 14.0, "other2": 15.0, "quake3": 1.0}


def report(name: str, minutes: int):
    return item(name, TITLES[name], minutes)


def one_story(store) -> tuple[Newsroom, Story]:
    """A newsroom whose clustering took two quakes for one."""
    newsroom = Newsroom(store, ANGLES)
    (story,) = newsroom.hears(report("quake1", 1), report("quake2", 2), report("other1", 3)).values()
    return newsroom, story


def parts(newsroom: Newsroom, story: Story, *leaving: str) -> tuple[Story, Story]:
    """The two halves after a person's split; the rest first."""
    newsroom.store.commit(split(newsroom.bench, story.id, leaving, "E. Edit", "editor", "two quakes"))
    rest, left = newsroom.store.get_many("story", newsroom.store.get("story", story.id, Story).split_into, Story)
    return rest, left


def test_the_story_ends_and_both_halves_begin_anew(store) -> None:
    """All three name each other, in their rows and in the audit; each half says what its own reports say."""
    newsroom, story = one_story(store)
    rest, left = parts(newsroom, story, "other1")
    whole = store.get("story", story.id, Story)
    assert (whole.state, whole.item_ids) == ("ARCHIVED", story.item_ids)
    assert whole.reason == f"split into {rest.id} and {left.id} by E. Edit: two quakes"
    assert {(one.state, one.split_from) for one in (rest, left)} == {("START", story.id)}
    assert (rest.item_ids, left.item_ids) == (("quake1", "quake2"), ("other1",))
    assert left.headline == TITLES["other1"]
    rows = [store.audit_of(one)[-1] for one in (story.id, rest.id, left.id)]
    assert [row.action for row in rows] == ["story.killed", "story.split_off", "story.split_off"]
    assert {row.actor for row in rows} == {"E. Edit"}
    assert store.payload(rows[1].payload_hash)["other"] == left.id


def test_the_next_look_hands_both_halves_to_the_scouts_once(store) -> None:
    """And what comes later goes to the half that it tells, never to both."""
    newsroom, story = one_story(store)
    rest, left = parts(newsroom, story, "other1")
    _, result = newsroom.looks(report("other2", 70))
    assert {one["id"] for one in result.proposal["stories"]} == {rest.id, left.id}
    grown = newsroom.hears(report("other2", 70))
    assert set(grown) == {"quake1", "other1"}
    assert grown["other1"].item_ids == ("other1", "other2")
    _, later = newsroom.looks(report("quake3", 130))
    assert [one["id"] for one in later.proposal["stories"]] == [rest.id]


@pytest.mark.parametrize("restarted", [False, True])
def test_a_restart_changes_nothing(store, restarted) -> None:
    """The process that goes on and the one that starts again put the next reports in the same stories."""
    newsroom, story = one_story(store)
    rest, left = parts(newsroom, story, "other1")
    newsroom.hears(report("other2", 70))
    if restarted:
        newsroom.starts_again()
    grown = newsroom.hears(report("quake3", 130))
    assert {key: one.item_ids for key, one in grown.items()} == {
        "quake1": ("quake1", "quake2", "quake3"),
        "other1": ("other1", "other2"),
    }
    found = Notebook(store).stories_of(list(TITLES), NINE + timedelta(hours=3))
    assert found == {name: left.id if name.startswith("other") else rest.id for name in TITLES}


@pytest.mark.parametrize("restarted", [False, True])
def test_a_report_that_came_while_somebody_split_is_not_lost(store, restarted) -> None:
    """It was placed in the story that ended; the next look puts it where it belongs now."""
    newsroom, story = one_story(store)
    look = newsroom.looks(report("other2", 70))
    parts(newsroom, story, "other1")
    store.commit(arrived(newsroom.bench, *look))
    if restarted:
        newsroom.starts_again()
    grown = newsroom.hears(report("quake3", 130))
    assert {key: one.item_ids for key, one in grown.items()} == {
        "quake1": ("quake1", "quake2", "quake3"),
        "other1": ("other1", "other2"),
    }


def test_a_story_joined_and_split_in_one_moment_is_split(store) -> None:
    """The look that gave its reports to another story was not decided yet: they stay with the halves."""
    newsroom, story = one_story(store)
    task, result = newsroom.looks(report("other2", 70))
    kept = story.model_copy(update={"id": "kept", "item_ids": (*story.item_ids, "other2")})
    told = Told(gone=story.id, kept="kept", at=newsroom.bench.now, why="surely one")
    proposal = {**result.proposal, "stories": [kept.json_dict()], "joined": [told.json_dict()]}
    rest, left = parts(newsroom, story, "other1")
    store.commit(arrived(newsroom.bench, task, result.model_copy(update={"proposal": proposal})))
    held = {one.id: one.item_ids for one in newsroom.stories() if not one.went_over}
    assert held == {"kept": ("other2",), rest.id: ("quake1", "quake2"), left.id: ("other1",)}


def test_a_running_process_that_only_looks_around_follows(store) -> None:
    """What is near a half is asked of the half."""
    newsroom, story = one_story(store)
    notebook = Notebook(store)
    now = NINE + timedelta(hours=2)
    assert notebook.stories_of(["quake1", "other1"], now) == {"quake1": story.id, "other1": story.id}
    rest, left = parts(newsroom, story, "other1")
    assert notebook.stories_of(["quake1", "other1"], now) == {"quake1": rest.id, "other1": left.id}


@pytest.mark.parametrize("state", [one for one in UNPUBLISHED if one != "PAUSED"])
def test_what_was_decided_on_the_mixture_counts_for_neither_half(store, state) -> None:
    """From every state: both halves begin at the start, and what waited for people is withdrawn."""
    newsroom, story = one_story(store)
    later = story.model_copy(update={"state": state, "version": 2, "round": 2, "retries": {"fact_veto": 1}})
    ask = Ask(id="ask", story_id=story.id, question="editor_approval", role="editor", why="?", opened_at=NINE,
              due_at=NINE + timedelta(hours=4))  # fmt: skip
    store.commit(Commit(changes=(Change("story", story.id, 1, later, story.id, state),
                                 Change("ask", "ask", 0, ask, story.id, "open"))))  # fmt: skip
    halves = parts(newsroom, story, "other1")
    assert store.get("ask", "ask", Ask).status == "withdrawn"
    assert {(one.state, one.round, one.risk, one.winning_bid) for one in halves} == {("START", 1, None, "")}


@pytest.mark.parametrize(
    ("state", "leaving", "note", "code"),
    [
        ("START", ("quake1", "quake2", "other1"), "x", "no_two_halves"),
        ("START", (), "x", "no_two_halves"),
        ("START", ("strange",), "x", "no_such_report"),
        ("START", ("other1",), " ", "note_needed"),
        ("PAUSED", ("other1",), "x", "held_by_law"),
        ("PUBLISHED", ("other1",), "x", "not_splittable"),
        ("ARCHIVED", ("other1",), "x", "not_splittable"),
    ],
)
def test_what_cannot_be_split_is_refused(store, state, leaving, note, code) -> None:
    """Two halves, a reason, nothing public, nothing that legal holds."""
    newsroom, story = one_story(store)
    later = story.model_copy(update={"state": state, "version": 2})
    store.commit(Commit(changes=(Change("story", story.id, 1, later, story.id, state),)))
    with pytest.raises(Refused) as refused:
        split(newsroom.bench, story.id, leaving, "E. Edit", "editor", note)
    assert refused.value.code == code
    assert len(newsroom.stories()) == 1


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_split_and_joined_again_is_the_same_story(tmp_path_factory, empty_database, data) -> None:
    """Whatever leaves, the halves share the reports out, and joined they hold every report once."""
    file = shutil.copy(empty_database, tmp_path_factory.mktemp("split") / "newsroom.db")
    store = SqlStore(Path(file))
    newsroom, story = one_story(store)
    leaving = data.draw(st.sets(st.sampled_from(story.item_ids), min_size=1, max_size=len(story.item_ids) - 1))
    rest, left = parts(newsroom, story, *sorted(leaving))
    assert set(left.item_ids) == leaving
    assert sorted((*rest.item_ids, *left.item_ids)) == sorted(story.item_ids)
    bench: Bench = newsroom.bench
    store.commit(joined(bench, Told(gone=left.id, kept=rest.id, at=bench.now, why="one after all")))
    grown = rest.model_copy(update={"item_ids": (*rest.item_ids, *left.item_ids), "version": 2})
    store.commit(Commit(changes=(Change("story", rest.id, 1, grown, rest.id, "START"),)))
    alive = [one for one in newsroom.stories() if not one.went_over]
    assert [sorted(one.item_ids) for one in alive] == [sorted(story.item_ids)]
    store.close()
