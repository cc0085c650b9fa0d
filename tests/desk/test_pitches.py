"""A pitch reaches the scouts, marked as a person's, and nothing beyond them by itself."""

import asyncio

import pytest

from newsroom.control.records import Cursor, Pitch
from newsroom.desk.pitches import pitch
from newsroom.model.errors import Refused
from newsroom.ports import Arrivals
from newsroom.scouts.independence import origins
from newsroom.scouts.story_features import features
from newsroom.wiring.scouting import Intake
from newsroom.world.sources import Outlets

ARTICLE = b"""<html lang="en"><head><title>Ferry runs aground off Saltholm</title></head><body><article>
<p>The ferry Tern ran aground off Saltholm on Tuesday with 40 passengers aboard, the coast guard said.</p></article></body></html>"""
TIP = "A ferry has run aground off Saltholm harbour. My neighbour saw it from the pier."
URL = "https://press.example/ferry"


async def read(url: str) -> bytes:
    return ARTICLE


def hand_in(desk, given: str, by: str = "A. Okafor", **more) -> Pitch:
    return asyncio.run(pitch(desk.store, desk.people, given, by, read, Outlets(()), **more))


def test_a_report_counts_for_its_outlet_and_carries_the_name(desk):
    """It is filed as an observation with who, role and note, and audited."""
    filed = hand_in(desk, URL, note="seen on the radio")
    assert (filed.item.url, filed.item.pitched_by, filed.item.publisher.name) == (URL, "A. Okafor", "press.example")
    assert filed.item.publisher.tier == 5
    (row,) = desk.last_rows()
    assert (row["action"], row["actor"], row["payload"]["role"]) == ("pitch.filed", "A. Okafor", "editor")


def test_a_tip_is_nobodys_report(desk):
    """It may open a story, but it is no voice and no news of its own."""
    item = hand_in(desk, TIP).item
    assert (item.title, item.url, item.not_news) == ("A ferry has run aground off Saltholm harbour", "", True)
    assert features(item).founds
    assert origins((item,)) == ()


@pytest.mark.parametrize(
    ("given", "by", "code"),
    [
        ("too short", "A. Okafor", "bad_tip"),
        ("x " * 4000, "A. Okafor", "bad_tip"),
        (TIP, "R. Reader", "wrong_role"),
        (TIP, "N. Body", "wrong_role"),
    ],
)
def test_a_pitch_that_cannot_be_taken_is_refused_and_recorded(desk, given, by, code):
    """Too short, too long, by a reader, by a stranger."""
    with pytest.raises(Refused) as refused:
        hand_in(desk, given, by)
    assert refused.value.code == code
    assert desk.last_rows()[0]["action"] == "pitch.refused"
    assert desk.store.count("observation") == 0


def test_the_same_report_is_taken_once(desk):
    """Whoever hands it in again."""
    hand_in(desk, URL)
    with pytest.raises(Refused, match="before"):
        hand_in(desk, URL)


def test_a_newsroom_that_looks_at_nothing_more_takes_no_pitch(desk):
    """A replay that has read its day says so."""
    cursor = desk.store.get("cursor", "intake", Cursor)
    over = cursor.model_copy(update={"end": cursor.at, "version": 2})
    desk.store.commit(desk.commit_of("cursor", "intake", 1, over))
    with pytest.raises(Refused, match="no more sources"):
        hand_in(desk, TIP)


class NoFeeds:
    """Sources that sent nothing."""

    async def arrivals(self, since, until):
        return Arrivals((), (), (), 0, {})


class OneStory:
    """Everything belongs to one story."""

    def place(self, items, now):
        return {item.id: "story_ferry" for item in items}

    def stories_of(self, item_ids, now):
        return dict.fromkeys(item_ids, "story_ferry")

    def joined(self, since):
        return ()


class Nowhere:
    """No place is known."""

    def places(self, text, names=(), **_):
        return ()


def test_the_next_look_at_the_sources_takes_it_along_once(desk):
    """It arrives at the end of that look, in a story of its own that every scout will see; the look after brings nothing."""
    filed = hand_in(desk, URL)
    tip = hand_in(desk, TIP)
    intake = Intake(desk.store, NoFeeds(), OneStory(), Nowhere())
    before, until = filed.at.replace(year=filed.at.year - 1), filed.at.replace(year=filed.at.year + 1)

    def look(since, to):
        brief = type("Brief", (), {"extra": {"since": since.isoformat(), "until": to.isoformat()}, "now": to})
        return asyncio.run(intake.read(brief))

    assert look(before, before)["items"] == []
    arrived = look(before, until)
    assert {item["id"] for item in arrived["items"]} == {filed.item.id, tip.item.id}
    assert {item["seen_at"] for item in arrived["items"]} == {arrived["items"][0]["seen_at"]}
    (story,) = arrived["stories"]
    assert [origin["owner"] for origin in story["origins"]] == ["press.example"]
    taken = filed.item.model_copy(update={"seen_at": until})
    desk.store.commit(desk.commit_of("item", taken.id, 0, taken))
    assert [item["id"] for item in look(before, until)["items"]] == [tip.item.id]


def test_a_tip_from_the_page_reaches_the_scouts_under_the_name_that_signed_in(desk):
    """Filed, shown back, listed; the same words again are refused and kept in the form."""
    okafor = desk.browser("A. Okafor")
    form = {"form_token": desk.form_token(okafor, "/pitch"), "given": TIP, "note": "by telephone"}
    done = okafor.post("/pitch", data=form, follow_redirects=True)
    assert "<b>Filed:</b> A ferry has run aground off Saltholm harbour" in done.text
    (filed,) = desk.store.find("observation", Pitch)
    assert (filed.by, filed.role, filed.note, filed.item.pitched_by) == (
        "A. Okafor",
        "editor",
        "by telephone",
        "A. Okafor",
    )
    assert "waits for the next look" in okafor.get("/pitch").text
    again = okafor.post("/pitch", data=form)
    assert (again.status_code, TIP in again.text, "before" in again.text) == (422, True, True)
    assert desk.store.count("observation") == 1


def test_the_page_pitches_for_nobody_else(desk):
    """Not without a session, without the form's token, as a reader, or with an address of this machine."""
    assert desk.browser().post("/pitch", data={"given": TIP}).headers["location"] == "/sign-in"
    okafor, reader = desk.browser("A. Okafor"), desk.browser("R. Reader")
    assert okafor.post("/pitch", data={"given": TIP}).status_code == 403
    assert "This is not yours to do" in reader.get("/pitch").text
    theirs = {"form_token": desk.form_token(reader), "given": TIP}
    assert reader.post("/pitch", data=theirs).status_code == 403
    inside = {"form_token": desk.form_token(okafor), "given": "http://127.0.0.1/secret"}
    assert okafor.post("/pitch", data=inside).status_code == 422
    assert desk.store.count("observation") == 0


def test_a_program_pitches_with_a_token(desk):
    """The same hand, answered as JSON."""
    okafor = desk.program("A. Okafor")
    filed = okafor.post("/api/pitches", json={"given": TIP, "role": "legal"}).json()
    assert (filed["by"], filed["role"]) == ("A. Okafor", "legal")
    assert okafor.post("/api/pitches", json={"given": "short"}).json()["code"] == "bad_tip"
    assert okafor.post("/api/pitches", json={"tip": TIP}).json()["code"] == "bad_request"
    assert desk.program("R. Reader").post("/api/pitches", json={"given": TIP}).status_code == 403
