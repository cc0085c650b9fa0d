"""A story that grew after its vote: its script waits for a new reading; a finished video is held against it (N 3.1)."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.control.bench import Bench
from newsroom.control.decisions.renewal import not_renewed, renewed
from newsroom.control.plans import renewal, studio
from newsroom.control.policy import Policy
from newsroom.control.records import ClaimSet
from newsroom.control.snapshot import case_of
from newsroom.council.corrections import corrects
from newsroom.model.assets import Production
from newsroom.model.claim import Claim
from newsroom.model.errors import StaleVersion
from newsroom.model.item import Item, Publisher
from newsroom.model.script import Line, Script
from newsroom.model.story import Story
from newsroom.model.task import Result
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit
from newsroom.settings import channels

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
OLD_TOLL, NEW_TOLL = "claim_three_missing", "claim_four_dead"


def report(number: int, title: str = "Rescuers search the slope") -> Item:
    outlet = Publisher(name=f"Paper {number}", owner=f"Owner {number}", kind="newspaper", tier=2)
    return Item(
        id=f"item_{number}",
        source_id=f"paper-{number}",
        publisher=outlet,
        url="",
        title=title,
        text="The search goes on.",
        language="en",
        kind="article",
        published_at=NINE,
        seen_at=NINE,
        snapshot="",
    )


def claim(key: str, **updates: object) -> Claim:
    plain = Claim(id=key, kind="number", frame="toll", slots={}, statement=key, evidence=(), status="supported")
    return plain.model_copy(update=updates)


def put(store, table, noun, story_id="story_1", state="", expected=0):
    store.commit(Commit(changes=(Change(table, noun.id, expected, noun, story_id, state),)))


@pytest.fixture
def grown(store, tmp_path):
    """A story of three items whose vote read two; its script is to be written."""
    for number in range(3):
        put(store, "item", report(number))
    story = Story(
        id="story_1", slug="s", headline="Landslide", language="en", category="disaster",
        item_ids=("item_0", "item_1", "item_2"), items_read=2, first_published_at=NINE, first_seen_at=NINE,
        last_seen_at=NINE, state="PRODUCING", entered_at=NINE,
    )  # fmt: skip
    put(store, "story", story, state="PRODUCING")
    put(store, "claimset", ClaimSet(id="c1", story_id="story_1", round=1, claims=(claim(OLD_TOLL),), read=2))
    put(store, "production", Production(id="p1", story_id="story_1", channel="main"), state="script")
    return Bench(store, NINE + timedelta(hours=1), Policy(channel=channels(tmp_path)[0]))


def reading(bench, claims):
    """The renewal that is planned now, with its answer."""
    (task,) = renewal.plan(case_of(bench.store, bench.story("story_1")), bench.now)
    proposal = {"claims": [one.json_dict() for one in claims], "read": 3}
    return task, Result(task_id=task.id, agent=task.agent, seen=task.seen, proposal=proposal)


def test_the_script_waits_until_the_new_item_is_read(grown):
    """First the evidence, then the writer; the newer claims are what the studio gets."""
    assert not studio.plan(case_of(grown.store, grown.story("story_1")), grown.now)
    task, result = reading(grown, [claim(OLD_TOLL, superseded_by=NEW_TOLL), claim(NEW_TOLL)])
    grown.store.commit(renewed(grown, task, result))
    case = case_of(grown.store, grown.story("story_1"))
    assert not renewal.plan(case, grown.now)
    assert [one.kind for one in studio.plan(case, grown.now)] == ["script"]
    assert not grown.store.find("ask", Ask)


def test_a_reading_that_fails_lets_no_script_pass(grown):
    """It is recorded, and the production is left to its deadline."""
    task, result = reading(grown, [])
    grown.store.commit(not_renewed(grown, task, result.model_copy(update={"error_code": "broken"})))
    assert not studio.plan(case_of(grown.store, grown.story("story_1")), grown.now)


def test_a_reading_counts_once(grown):
    """The same answer again, or one of fewer items, is set aside."""
    task, result = reading(grown, [claim(NEW_TOLL)])
    grown.store.commit(renewed(grown, task, result))
    with pytest.raises(StaleVersion):
        renewed(grown, task, result)


def told(grown, *claim_ids):
    """The production is finished, and its video told these claims."""
    line = Line(id="l1", beat="what", text="t", spoken="t", claim_ids=claim_ids, way="frame")
    script = Script(
        story_id="story_1", channel="main", version=1, template="plain", title="t", lines=(line,), hooks=(), words=1,
        seconds=1.0,
    )  # fmt: skip
    done = Production(id="p1", story_id="story_1", channel="main", version=2, stage="done", script=script)
    put(grown.store, "production", done, state="done", expected=1)
    story = grown.story("story_1")
    out = story.model_copy(update={"state": "PUBLISHED", "version": 2})
    put(grown.store, "story", out, state="PUBLISHED", expected=1)


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        ({"superseded_by": NEW_TOLL}, True),
        ({"status": "contradicted"}, True),
        ({"status": "single_source"}, False),
        ({}, False),
    ],
)
def test_a_told_claim_that_no_longer_stands_is_put_to_an_editor(grown, now, asked):
    """Replaced or contradicted since: asked, with the old and the new statement. Still standing: nothing."""
    told(grown, OLD_TOLL)
    task, result = reading(grown, [claim(OLD_TOLL, **now), claim(NEW_TOLL)])
    grown.store.commit(renewed(grown, task, result))
    found = grown.store.find("ask", Ask)
    assert [(ask.question, ask.role) for ask in found] == ([("correction", "editor")] if asked else [])
    assert all(OLD_TOLL in ask.why for ask in found)


def test_a_claim_that_the_video_did_not_tell_is_nobody_s_concern(grown):
    """Only what was said can need a correction."""
    told(grown, "claim_other")
    task, result = reading(grown, [claim(OLD_TOLL, superseded_by=NEW_TOLL), claim(NEW_TOLL)])
    grown.store.commit(renewed(grown, task, result))
    assert not grown.store.find("ask", Ask)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Correction: height of the tower", "It is 40 metres high.", True),
        ("Tower opens", "An earlier version of this report gave a wrong height.", True),
        ("Tower opens", "We wrongly reported that it is closed.", True),
        ("Market correction wipes out gains", "Shares fell.", False),
        ("Tower opens", "An earlier version of the law was struck down by a court.", False),
    ],
)
def test_what_is_a_correction(title, text, expected):
    """An outlet's own label or sentence, not the word somewhere."""
    assert corrects(report(1, title).model_copy(update={"text": text})) is expected
