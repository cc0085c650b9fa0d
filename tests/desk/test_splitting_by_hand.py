"""A story is told apart on its page, by a program or at the terminal: by a person who may, with a reason, on record."""

import json

import pytest
from typer.testing import CliRunner

from newsroom.cli.main import command_line
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.ports import Change, Commit


@pytest.fixture
def two_dams(desk):
    """A desk whose risky story holds a second report, of another dam."""
    first = desk.store.get("item", "item_risky", Item)
    other = first.model_copy(
        update={"id": "item_other", "title": "A second dam leaks", "url": "https://house.example/2"}
    )
    story = desk.store.get("story", "risky", Story)
    grown = story.model_copy(update={"item_ids": (first.id, other.id), "version": 2})
    desk.store.commit(
        Commit(changes=(Change("item", other.id, 0, other),
                        Change("story", "risky", 1, grown, "risky", grown.state, grown.due_at)))
    )  # fmt: skip
    return desk


def halves(desk) -> list[tuple[str, ...]]:
    """The reports of what the risky story became; the rest first."""
    whole = desk.store.get("story", "risky", Story)
    return [one.item_ids for one in desk.store.get_many("story", whole.split_into, Story)]


def test_an_editor_ticks_the_reports_that_leave(two_dams):
    """The page offers every report, and afterwards leads to both halves; their pages lead back."""
    okafor = two_dams.browser("A. Okafor")
    assert "Split this story" in okafor.get("/stories/risky").text
    form = {"form_token": two_dams.form_token(okafor), "note": "two dams", "leaves1": "item_other"}
    assert okafor.post("/stories/risky/split", data=form).status_code == 303
    assert halves(two_dams) == [("item_risky",), ("item_other",)]
    rest, left = two_dams.store.get("story", "risky", Story).split_into
    page = okafor.get("/stories/risky").text
    assert f'href="/stories/{rest}"' in page
    assert f'href="/stories/{left}"' in page
    assert "Split this story" not in page
    assert 'href="/stories/risky"' in okafor.get(f"/stories/{left}").text
    assert {two_dams.ask("risky", question).status for question in ("legal_review", "editor_approval")} == {"withdrawn"}


def test_who_may_not_and_what_cannot_be_is_refused_and_recorded(two_dams):
    """A reader, a report of another story, a story that legal holds."""
    body = {"reports": ["item_other"], "note": "two dams"}
    assert two_dams.program("R. Reader").post("/api/stories/risky/split", json=body).status_code == 403
    assert two_dams.last_rows()[0]["action"] == "story.refused"
    okafor = two_dams.program("A. Okafor")
    strange = okafor.post("/api/stories/risky/split", json={**body, "reports": ["item_held"]})
    assert (strange.status_code, strange.json()["code"]) == (404, "no_such_report")
    held = okafor.post("/api/stories/held/split", json={**body, "reports": ["item_held"]})
    assert (held.status_code, held.json()["code"]) == (409, "held_by_law")
    assert okafor.post("/api/stories/risky/split", json=body).json()["left"]["item_ids"] == ["item_other"]


def test_at_the_terminal_words_of_a_title_name_a_report(two_dams):
    """And `why` says where the reports of each of the three went or came from."""
    home = ("--home", str(two_dams.home))
    words = ("story", "split", "risky", "second dam", "--by", "A. Okafor", "--note", "two dams", *home)
    assert CliRunner().invoke(command_line(), words).exit_code == 0
    rest, left = two_dams.store.get("story", "risky", Story).split_into
    assert halves(two_dams)[1] == ("item_other",)
    told = json.loads(CliRunner().invoke(command_line(), ("why", "risky", "--json", *home)).stdout)
    assert f"  split into {rest} and {left}" in told["lines"]
    assert (
        "  split from risky"
        in json.loads(CliRunner().invoke(command_line(), ("why", left, "--json", *home)).stdout)["lines"]
    )
