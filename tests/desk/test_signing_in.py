"""Who is let in, how long, and what the browser is given to keep."""

import stat

import pytest

from newsroom.desk.people import People, hashed, matches
from newsroom.desk.web.sessions import IDLE_S, LONGEST_S, TRIES, Sessions
from newsroom.model.errors import Refused


def test_nothing_is_shown_to_a_stranger(desk):
    """Every page leads to the sign-in form, every API address wants a token."""
    client = desk.browser()
    for path in (
        "/",
        "/stories",
        "/stories/held",
        "/status",
        f"/asks/{desk.asks['held', 'legal_hold'].id}",
        "/stories/held/video",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path
    for path in ("/api/asks", "/api/status", "/api/stories/held"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert client.get("/api/asks", headers={"Authorization": "Bearer nr_wrong"}).status_code == 401


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(desk):
    """Nothing tells which of the two was wrong."""
    client = desk.browser()
    wrong, nobody = (
        desk.sign_in(client, "A. Okafor", "not this one at all"),
        desk.sign_in(client, "N. Body", "whatever it is"),
    )
    assert wrong.status_code == nobody.status_code == 403
    assert wrong.text.replace("A. Okafor", "") == nobody.text.replace("N. Body", "")


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk):
    """HttpOnly, SameSite=Strict, a new one at each sign-in, and useless after signing out."""
    client = desk.browser()
    first = desk.sign_in(client, "A. Okafor").headers["set-cookie"]
    assert "HttpOnly" in first
    assert "SameSite=strict" in first
    kept = dict(client.cookies)
    assert desk.sign_in(client, "A. Okafor").headers["set-cookie"] != first
    assert client.get("/").status_code == 200
    token = desk.form_token(client)
    assert client.post("/sign-out", data={"form_token": token}).status_code == 303
    for old in (kept, dict(client.cookies)):
        client.cookies.clear()
        assert client.get("/", cookies=old).status_code == 303


def test_five_wrong_tries_make_a_name_wait(desk):
    """Even the right password is not looked at then; other names are not held up."""
    client = desk.browser()
    for _ in range(TRIES):
        assert desk.sign_in(client, "I. Brandt", "a wrong password").status_code == 403
    assert desk.sign_in(client, "I. Brandt").status_code == 429
    assert desk.sign_in(client, "A. Okafor").status_code == 303


def test_a_removed_person_and_a_changed_password_end_the_session_at_once(desk):
    """The list is read afresh with each request."""
    okafor, brandt = desk.browser("A. Okafor"), desk.browser("I. Brandt")
    desk.people.remove("I. Brandt")
    desk.people.put("A. Okafor", ["editor"], "another long password")
    assert [one.get("/").status_code for one in (okafor, brandt)] == [303, 303]
    assert desk.program("A. Okafor").get("/api/asks").status_code == 401


def test_a_session_ends_by_idleness_and_by_age(tmp_path):
    """Half an hour without a request, or twelve hours in all."""
    people, now = People(tmp_path), [0.0]
    people.put("A. Okafor", ["editor"], "green lamps on the pier")
    sessions = Sessions(people, lambda: now[0])
    idle = sessions.sign_in("a. okafor", "green lamps on the pier")
    now[0] += IDLE_S + 1
    assert sessions.find(idle) is None
    busy, began = sessions.sign_in("A.  Okafor", "green lamps on the pier"), now[0]
    while now[0] <= began + LONGEST_S:
        assert sessions.find(busy) is not None
        now[0] += IDLE_S / 2
    assert sessions.find(busy) is None


def test_the_list_is_its_owners_alone(tmp_path):
    """Written with mode 0600; one that others can read is refused; no password or token stands in it."""
    people = People(tmp_path)
    people.put("A. Okafor", ["editor"], "green lamps on the pier")
    token = people.token_for("A. Okafor")
    file = tmp_path / "people.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "green lamps" not in file.read_text()
    assert token not in file.read_text()
    assert people.by_token(token).name == "A. Okafor"
    file.chmod(0o644)
    with pytest.raises(Refused, match="can be read by others"):
        people.all()


@pytest.mark.parametrize("password", ["short", "A. Okafor    ", "x" * 201])
def test_a_poor_password_is_refused(tmp_path, password):
    """Too short, too long, or the name."""
    with pytest.raises(Refused):
        People(tmp_path).put("A. Okafor", ["editor"], password)


def test_a_hash_is_salted_and_a_damaged_one_matches_nothing():
    """The same password gives two hashes; rubbish is no error."""
    one, two = hashed("green lamps on the pier"), hashed("green lamps on the pier")
    assert one != two
    assert matches("green lamps on the pier", one)
    assert not matches("green lamps on the pie", one)
    assert not any(matches("x", kept) for kept in ("", "scrypt$", "scrypt$a$b", "plain"))
