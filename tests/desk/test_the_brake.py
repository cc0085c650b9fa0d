"""Pause, resume and spike: easy to pull, harder to release, always by a named person in a named role."""

import pytest

from newsroom.control.records import Switch
from newsroom.desk import hands
from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.publication import PlatformPlan, Publication
from newsroom.model.story import Story
from newsroom.model.task import Effect
from newsroom.ports import Change, Commit


def turn(desk, client, scope, way, note="wrong map"):
    form = {"form_token": desk.form_token(client), "turn": way, "note": note}
    return client.post(f"/switches/{scope}", data=form)


def test_an_editor_pauses_and_a_senior_editor_resumes(desk):
    """Every page says that it is paused, by whom and why; the editor alone cannot undo it."""
    okafor, brandt = desk.browser("A. Okafor"), desk.browser("I. Brandt")
    assert turn(desk, okafor, "publishing", "pause").status_code == 303
    held = desk.store.get("switch", "publishing", Switch)
    assert (held.paused, held.by, held.role, held.note) == (True, "A. Okafor", "editor", "wrong map")
    assert "Paused by a person: publishing" in okafor.get("/").text
    assert "wrong map" in okafor.get("/status").text
    refused = turn(desk, okafor, "publishing", "resume")
    assert refused.status_code == 403
    assert "senior_editor" in refused.text
    assert desk.last_rows()[0]["action"] == "switch.refused"
    assert turn(desk, brandt, "publishing", "resume", "map corrected").status_code == 303
    assert desk.store.get("switch", "publishing", Switch).paused is False
    assert [row["payload"]["role"] for row in desk.last_rows()] == ["senior_editor"]


def test_the_api_turns_the_switch_too(desk):
    """A reader cannot; what is no switch is none."""
    body = {"paused": True, "note": "wrong map"}
    assert desk.program("R. Reader").post("/api/switches/all", json=body).status_code == 403
    assert desk.program("I. Brandt").post("/api/switches/all", json=body).json()["role"] == "senior_editor"
    assert desk.program("I. Brandt").post("/api/switches/coffee", json=body).json()["code"] == "no_such_switch"
    assert desk.last_rows()[0]["payload"]["code"] == "no_such_switch"


def test_a_spiked_story_is_over_and_what_waited_for_it_is_withdrawn(desk):
    """By the page, with the reason; its questions can no longer be answered."""
    okafor = desk.browser("A. Okafor")
    form = {"form_token": desk.form_token(okafor), "note": "names a minor"}
    assert okafor.post("/stories/risky/spike", data=form).status_code == 303
    story = desk.store.get("story", "risky", Story)
    assert (story.state, story.reason) == ("ARCHIVED", "spiked by A. Okafor: names a minor")
    assert {desk.ask("risky", question).status for question in ("legal_review", "editor_approval")} == {"withdrawn"}
    (row,) = desk.last_rows()
    assert (row["action"], row["actor"], row["payload"]["role"]) == ("story.killed", "A. Okafor", "editor")
    assert desk.answer(okafor, desk.asks["risky", "legal_review"]).status_code == 409
    again = okafor.post("/stories/risky/spike", data=form)
    assert again.status_code == 409
    assert "nothing is left to stop" in again.text


def test_a_spike_needs_a_reason_and_a_role(desk):
    """And a story that is there."""
    okafor, brandt = desk.program("A. Okafor"), desk.program("I. Brandt")
    assert okafor.post("/api/stories/risky/spike", json={"note": " "}).json()["code"] == "note_needed"
    assert brandt.post("/api/stories/none/spike", json={"note": "x"}).status_code == 404
    assert desk.program("R. Reader").post("/api/stories/risky/spike", json={"note": "x"}).status_code == 403
    assert desk.store.get("story", "risky", Story).state == "ESCALATED"


@pytest.mark.parametrize("status", ["scheduled", "sending"])
def test_a_post_that_waits_is_cancelled_and_one_on_its_way_is_not_pretended_away(desk, status):
    """A spike never leaves a post whose outcome nobody looks up."""
    story = desk.store.get("story", "risky", Story)
    queued = story.model_copy(update={"state": "PUBLISHING", "version": 2})
    plan = PlatformPlan(
        platform="site", title="x", description="", tags=(), aspect="9:16", fit=1.0, reasons=(), enabled=True
    )
    post = Publication(id="post", story_id="risky", channel="main", video="v", platform="site", plan=plan,
                       publish_at=story.entered_at, status=status)  # fmt: skip
    desk.store.commit(Commit(changes=(
        Change("story", "risky", 1, queued, "risky", queued.state, queued.due_at),
        Change("publication", "post", 0, post, "risky", post.status),
    ), effects=(Effect(id=derive("effect", "publish", "post"), kind="publish", subject="post", not_before=post.publish_at,
                       body={}),)))  # fmt: skip
    if status == "sending":
        with pytest.raises(Refused, match="on its way"):
            hands.spike(desk.store, desk.people, "risky", "A. Okafor", "names a minor")
    else:
        hands.spike(desk.store, desk.people, "risky", "A. Okafor", "names a minor")
    held = desk.store.get("publication", "post", Publication)
    assert held.status == ("cancelled" if status == "scheduled" else "sending")
    assert len(desk.store.open_effects(post.publish_at)) == (status == "sending")
