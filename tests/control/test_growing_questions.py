"""A story that waits for people goes on growing: nobody's yes counts for a report that they have not seen."""

from datetime import timedelta

import pytest

from newsroom.control.bench import Bench
from newsroom.control.decisions.asks import StaleAnswer, answered, asks_for
from newsroom.control.decisions.intake import arrived
from newsroom.control.policy import Policy
from newsroom.control.records import Cursor
from newsroom.model.channel import Channel
from newsroom.model.item import Item, Publisher
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit

from .conftest import NINE

POLICY = Policy(channel=Channel(name="main", title="Main"))
TEN = NINE + timedelta(hours=1)
ASKED = (("legal_review", "legal"), ("editor_approval", "editor"))


@pytest.fixture
def bench(store) -> Bench:
    """A high-risk story that waits for two people."""
    story = Story(
        id="story_1", slug="s", headline="Dam may fail", language="en", category="disaster", item_ids=("item_1",),
        first_published_at=NINE, first_seen_at=NINE, last_seen_at=NINE, state="ESCALATED", entered_at=NINE,
        due_at=NINE + timedelta(hours=4),
    )  # fmt: skip
    cursor = Cursor(at=NINE, next_at=TEN)
    opened = [Change("ask", one.id, 0, one, "story_1", "open", one.due_at) for one in asks_for(story, ASKED, "y", NINE)]
    rows = (
        Change("story", story.id, 0, story, story.id, story.state, story.due_at),
        Change("cursor", "intake", 0, cursor),
    )
    store.commit(Commit(changes=(*rows, *opened)))
    return Bench(store, TEN, POLICY)


def comes(bench: Bench, *items: str) -> None:
    """The next look at the sources brings these reports of the story."""
    cursor = bench.store.get("cursor", "intake", Cursor)
    story = bench.store.get("story", "story_1", Story)
    house = Publisher(name="House", owner="House", kind="newspaper", tier=2)
    found = [
        Item(id=key, source_id="house", publisher=house, url="", title=key, text="", language="en", kind="article",
             published_at=TEN, seen_at=TEN, snapshot="") for key in items
    ]  # fmt: skip
    seen = story.model_copy(update={"item_ids": tuple(dict.fromkeys((*story.item_ids, *items)))})
    brief = {"attempt": "1", "since": cursor.at.isoformat(), "until": cursor.next_at.isoformat()}
    task = Task(id="t", kind="intake", agent="", tier="scout", subject="intake", seen=1, due_at=TEN, brief=brief)
    proposal = {"items": [item.json_dict() for item in found], "stories": [seen.json_dict()]}
    bench.store.commit(
        arrived(bench._replace(now=cursor.next_at), task, Result(task_id="t", agent="", seen=1, proposal=proposal))
    )


def asks(bench: Bench) -> dict[str, Ask]:
    """By question."""
    return {ask.question: ask for ask in bench.store.find("ask", Ask)}


def test_an_open_question_names_the_new_report_in_a_new_version(bench):
    """It is audited, it keeps its deadline, and who read the version before reads again."""
    comes(bench, "item_2")
    for question, role in ASKED:
        ask = asks(bench)[question]
        assert (ask.version, ask.status, ask.reports, ask.due_at) == (2, "open", ("item_2",), NINE + timedelta(hours=4))
        assert [row.action for row in bench.store.audit_of(ask.id)] == ["ask.renewed"]
        both = r"You read version 1 of .* now version 2, open, with 1 report that came since"
        with pytest.raises(StaleAnswer, match=both):
            answered(bench, ask.id, 1, "approve", "S. One", role, "seen")
        bench.store.commit(answered(bench, ask.id, 2, "approve", f"S. {role}", role, "seen"))
        assert asks(bench)[question].status == "approved"


def test_every_look_that_brings_something_is_a_version_and_one_that_brings_nothing_is_none(bench):
    """Nobody is asked to read again what they have read."""
    comes(bench, "item_2", "item_3")
    comes(bench)
    comes(bench, "item_3", "item_4")
    assert {(ask.version, ask.reports) for ask in asks(bench).values()} == {(3, ("item_2", "item_3", "item_4"))}
    assert {change.version for change in bench.store.find("ask", Ask, due_by=NINE + timedelta(hours=4))} == {3}


def test_an_answer_that_was_given_stands(bench):
    """The legal desk's yes is kept with its time; the editor, who is still asked, sees what came after it."""
    legal = asks(bench)["legal_review"]
    bench.store.commit(answered(bench, legal.id, 1, "approve", "L. Law", "legal"))
    comes(bench, "item_2")
    assert {(ask.status, ask.version, ask.reports) for ask in asks(bench).values()} == {
        ("approved", 2, ()),
        ("open", 2, ("item_2",)),
    }


def test_a_story_that_waits_for_nobody_asks_nobody(bench):
    """A question about a finished video is not about what came in since."""
    story = bench.store.get("story", "story_1", Story)
    out = story.model_copy(update={"state": "PUBLISHED", "version": 2})
    bench.store.commit(Commit(changes=(Change("story", out.id, 1, out, out.id, out.state),)))
    comes(bench, "item_2")
    assert {ask.version for ask in asks(bench).values()} == {1}
