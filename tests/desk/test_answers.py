"""A person's answer counts once, for the version they read, in a role that may give it; every other attempt is recorded."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest

from newsroom.control.decisions import asks as asks_rule
from newsroom.desk import hands
from newsroom.model.errors import NewsroomError, Refused
from newsroom.ports import Change, Commit


def test_an_answer_from_the_page_closes_the_question(desk):
    """With name, role, note and time in the row, and the same in the audit."""
    okafor = desk.browser("A. Okafor")
    page = okafor.get(f"/asks/{desk.asks['held', 'legal_hold'].id}").text
    assert "Charity treasurer accused" in page
    assert "The House" in page
    assert "a private person is accused" in page
    assert desk.answer(okafor, desk.asks["held", "legal_hold"]).status_code == 303
    closed = desk.ask("held", "legal_hold")
    assert (closed.status, closed.version, closed.answered_by, closed.answered_as) == (
        "rejected",
        2,
        "A. Okafor",
        "legal",
    )
    (row,) = desk.last_rows()
    assert (row["action"], row["actor"], row["subject"]) == ("ask.answered", "A. Okafor", closed.id)
    assert (row["payload"]["role"], row["payload"]["note"]) == ("legal", "no record")


def test_the_same_question_by_the_api(desk):
    """Listed with its evidence, answered with a token, listed no more."""
    okafor = desk.program("A. Okafor")
    waiting = okafor.get("/api/asks").json()
    assert {one["question"] for one in waiting} == {"legal_hold", "legal_review", "editor_approval", "senior_editor"}
    ask = desk.asks["held", "legal_hold"]
    shown = okafor.get(f"/api/asks/{ask.id}").json()
    assert shown["may_answer"] == ["legal"]
    assert shown["story"]["claims"][0]["evidence"][0]["outlet"] == "The House"
    body = {"decision": "changes", "version": 1, "note": "one more source"}
    done = okafor.post(f"/api/asks/{ask.id}/answer", json=body)
    assert (done.status_code, done.json()["status"], done.json()["answered_as"]) == (200, "changes", "legal")
    assert len(okafor.get("/api/asks").json()) == 3


def test_a_stale_answer_is_refused_with_both_versions(desk):
    """On the page beside the note as it was typed, by the API as numbers; the first answer stands."""
    okafor = desk.browser("A. Okafor")
    ask = desk.asks["held", "legal_hold"]
    desk.answer(okafor, ask)
    late = desk.answer(okafor, ask, decision="approve", note="I changed my mind")
    assert late.status_code == 409
    assert f"You read version 1 of {ask.id}; it is now version 2, rejected by A. Okafor." in late.text
    body = {"decision": "approve", "version": 1, "note": "seen"}
    refused = desk.program("A. Okafor").post(f"/api/asks/{ask.id}/answer", json=body)
    assert refused.status_code == 409
    told = refused.json()
    assert (told["code"], told["read_version"], told["current_version"]) == ("stale_version", 1, 2)
    assert desk.ask("held", "legal_hold").status == "rejected"
    assert [row["payload"]["code"] for row in desk.last_rows(2)] == ["stale_version"] * 2


def test_a_refused_answer_keeps_the_note_that_was_typed(desk):
    """So that nobody writes it twice."""
    okafor = desk.browser("A. Okafor")
    ask = desk.asks["held", "legal_hold"]
    refused = desk.answer(okafor, ask, version="7", note="a long and careful note")
    assert refused.status_code == 409
    assert "a long and careful note" in refused.text


ATTEMPTS = {
    "a role that may not": ("I. Brandt", {"decision": "approve", "version": 1, "note": "seen"}, 403, "wrong_role"),
    "a role not held": (
        "I. Brandt",
        {"decision": "approve", "version": 1, "note": "x", "role": "legal"},
        403,
        "wrong_role",
    ),
    "no such role": ("A. Okafor", {"decision": "approve", "version": 1, "note": "x", "role": "pope"}, 403, "bad_role"),
    "a reader": ("R. Reader", {"decision": "reject", "version": 1, "note": "x"}, 403, "wrong_role"),
    "a version of the future": ("A. Okafor", {"decision": "reject", "version": 9, "note": "x"}, 409, "stale_version"),
    "a version beyond all": ("A. Okafor", {"decision": "reject", "version": 10**40, "note": "x"}, 409, "stale_version"),
    "no version": ("A. Okafor", {"decision": "reject", "note": "x"}, 422, "bad_request"),
    "a word that is none": ("A. Okafor", {"decision": "maybe", "version": 1, "note": "x"}, 422, "bad_decision"),
    "no note for a no": ("A. Okafor", {"decision": "reject", "version": 1, "note": "  "}, 422, "note_needed"),
    "no note to release a hold": ("A. Okafor", {"decision": "approve", "version": 1}, 422, "note_needed"),
    "a note too long": ("A. Okafor", {"decision": "reject", "version": 1, "note": "x" * 2001}, 422, "note_too_long"),
    "a field too many": (
        "A. Okafor",
        {"decision": "reject", "version": 1, "note": "x", "as": "God"},
        422,
        "bad_request",
    ),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_that_does_not_count_is_refused_and_recorded(desk, name):
    """A clear sentence and a code for the person, a row with name and reason for the record, and nothing decided."""
    who, body, status, code = ATTEMPTS[name]
    ask = desk.asks["held", "legal_hold"]
    done = desk.program(who).post(f"/api/asks/{ask.id}/answer", json=body)
    assert (done.status_code, done.json()["code"]) == (status, code)
    assert done.json()["message"].endswith(".")
    assert desk.ask("held", "legal_hold") == ask
    (row,) = desk.last_rows()
    assert (row["action"], row["actor"], row["payload"]["code"]) == ("ask.refused", who, code)
    assert desk.store.verify_audit().ok


def test_an_unknown_question_is_not_there(desk):
    """By the page and by the API, and the attempt is recorded under the id that was given."""
    form = {
        "form_token": desk.form_token(okafor := desk.browser("A. Okafor")),
        "version": "1",
        "decision": "reject",
        "note": "x",
    }
    assert okafor.get("/asks/ask_none").status_code == 404
    assert okafor.post("/asks/ask_none", data=form).status_code == 404
    assert desk.last_rows()[0]["subject"] == "ask_none"
    body = {"decision": "reject", "version": 1, "note": "x"}
    assert desk.program("A. Okafor").post(f"/api/asks/{'x' * 500}/answer", json=body).status_code == 404
    assert desk.last_rows()[0]["subject"] == "x" * 64


HALF_A_PAIR = b'{"decision": "\\ud800", "version": 1, "note": "x"}'


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"decision": "reject"', b"\xff\xfe", b"null", HALF_A_PAIR])
def test_a_body_that_is_no_answer(desk, raw):
    """Refused with what is wrong with it."""
    ask = desk.asks["held", "legal_hold"]
    headers = {"Content-Type": "application/json"}
    done = desk.program("A. Okafor").post(f"/api/asks/{ask.id}/answer", content=raw, headers=headers)
    assert (done.status_code, done.json()["code"]) == (422, "bad_request")
    assert desk.ask("held", "legal_hold") == ask


def test_the_api_takes_json_alone(desk):
    """And no more of it than an answer needs."""
    ask = desk.asks["held", "legal_hold"]
    okafor = desk.program("A. Okafor")
    assert okafor.post(f"/api/asks/{ask.id}/answer", data={"decision": "approve"}).status_code == 415
    assert okafor.post(f"/api/asks/{ask.id}/answer", json={"note": "x" * 70_000}).status_code == 413


def test_two_yeses_need_two_people(desk):
    """One person with both roles gives one of them; a colleague gives the other."""
    okafor = desk.program("A. Okafor")
    review, approval = desk.asks["risky", "legal_review"], desk.asks["risky", "editor_approval"]
    yes = {"decision": "approve", "version": 1, "note": "seen"}
    assert okafor.post(f"/api/asks/{review.id}/answer", json=yes).status_code == 200
    again = okafor.post(f"/api/asks/{approval.id}/answer", json=yes)
    assert (again.status_code, again.json()["code"]) == (403, "four_eyes")
    assert desk.program("I. Brandt").post(f"/api/asks/{approval.id}/answer", json=yes).status_code == 200
    assert desk.ask("risky", "editor_approval").answered_as == "senior_editor"


def test_after_the_deadline_nobody_answers(desk, monkeypatch):
    """Also when the newsroom itself has not looked yet."""
    later = desk.asks["held", "legal_hold"].due_at + timedelta(seconds=1)
    monkeypatch.setattr(hands.SystemClock, "now", lambda self: later)
    with pytest.raises(Refused, match="The time to answer ended"):
        hands.answer(desk.store, desk.people, desk.asks["held", "legal_hold"].id, 1, "approve", "A. Okafor", "", "seen")
    assert desk.ask("held", "legal_hold").status == "open"


def test_of_two_answers_in_one_moment_one_counts(desk):
    """Whichever was first; the other is told that it came too late."""
    ask, outcomes = desk.asks["risky", "editor_approval"], []
    start = threading.Barrier(2)

    def answer(who: str) -> None:
        start.wait()
        try:
            hands.answer(desk.store, desk.people, ask.id, 1, "reject", who, "", "no")
            outcomes.append("counted")
        except Refused as error:
            outcomes.append(error.code)

    both = [threading.Thread(target=answer, args=(who,)) for who in ("A. Okafor", "I. Brandt")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["counted", "stale_version"]
    assert desk.ask("risky", "editor_approval").version == 2


def test_a_question_whose_story_grew_shows_the_new_reports(desk):
    """In the inbox as a number, on its page with title and outlet; the answer to the page before is refused."""
    okafor = desk.browser("A. Okafor")
    ask = desk.asks["risky", "editor_approval"]
    renewed = ask.model_copy(update={"reports": ("item_risky",), "version": 2})
    row = Change("ask", ask.id, 1, renewed, ask.story_id, "open", ask.due_at)
    desk.store.commit(Commit(changes=(row,)))
    assert "1 new report<" in okafor.get("/").text
    assert "Came since this was asked" in okafor.get(f"/asks/{ask.id}").text
    late = desk.answer(okafor, ask, decision="approve")
    assert (late.status_code, "now version 2, open, with 1 report that came since" in late.text) == (409, True)
    assert desk.answer(okafor, renewed, decision="approve").status_code == 303


def test_two_yeses_of_one_person_at_one_moment_are_one(desk, monkeypatch):
    """Both are read before either is written, and still only one of them counts: four eyes are two people's."""
    meet, looked = threading.Barrier(2), asks_rule._second_look_of_one

    def slowly(bench, ask, by):
        found = looked(bench, ask, by)
        with suppress(threading.BrokenBarrierError):
            meet.wait(timeout=0.5)
        return found

    monkeypatch.setattr(asks_rule, "_second_look_of_one", slowly)

    def says_yes(question):
        with suppress(NewsroomError):
            ask = desk.asks["risky", question].id
            hands.answer(desk.store, desk.people, ask, 1, "approve", "A. Okafor", "", "seen")

    threads = [threading.Thread(target=says_yes, args=(one,)) for one in ("legal_review", "editor_approval")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    given = [desk.ask("risky", question).status for question in ("legal_review", "editor_approval")]
    assert sorted(given) == ["approved", "open"]
