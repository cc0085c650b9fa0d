"""Requests that no page of the desk sends: each gets a clear refusal, and nothing is decided by it."""

import re

import pytest

OVERSIZED = {"note": "x" * 70_000}


@pytest.fixture
def okafor(desk):
    """An editor and lawyer, signed in."""
    return desk.browser("A. Okafor")


def test_another_host_name_is_no_way_in(desk, okafor):
    """A name that was rebound to this machine is not this desk."""
    for host in ("evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80"):
        assert okafor.get("/", headers={"Host": host}).status_code == 421, host
    port = desk.base.rpartition(":")[2]
    assert desk.browser().get("/sign-in", headers={"Host": f"localhost:{port}"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "fields", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, {}, 403),
        ({"Sec-Fetch-Site": "same-site"}, {}, 403),
        ({"Origin": "https://evil.example"}, {}, 403),
        ({"Origin": "null"}, {}, 403),
        ({"Content-Type": "text/plain"}, {}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, {}, 415),
        ({"Content-Type": "application/json"}, {}, 415),
        ({}, OVERSIZED, 413),
        ({}, {"form_token": "stolen"}, 403),
        ({}, {"form_token": ""}, 403),
    ],
)
def test_a_post_that_is_not_the_desks_own_decides_nothing(desk, okafor, headers, fields, status):
    """From another site, of another kind, too large, or without the session's own form token."""
    ask = desk.asks["held", "legal_hold"]
    token = desk.form_token(okafor)
    before = len(desk.store.audit_rows())
    form = {"form_token": token, "version": "1", "decision": "approve", "note": "seen"} | fields
    done = okafor.post(f"/asks/{ask.id}", data=form, headers=headers)
    assert done.status_code == status
    assert done.text.strip()
    assert desk.ask("held", "legal_hold") == ask
    assert len(desk.store.audit_rows()) == before


def test_a_body_without_a_length_is_cut_off_too(desk, okafor):
    """Sent in pieces, it is counted as it comes."""
    pieces = (b"note=" + b"x" * 40_000 for _ in range(3))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert okafor.post("/sign-out", content=pieces, headers=headers).status_code == 413


def test_no_state_changes_by_looking(desk, okafor):
    """The addresses that decide know no GET, and other methods are not known at all."""
    ask = desk.asks["held", "legal_hold"]
    for path in ("/sign-out", "/switches/all", "/stories/held/spike", f"/api/asks/{ask.id}/answer"):
        assert okafor.get(path).status_code in (404, 405), path
    for method in ("PUT", "DELETE", "PATCH"):
        assert okafor.request(method, f"/asks/{ask.id}").status_code == 405
    assert okafor.get("/no/such/page").status_code == 404
    assert okafor.get("/stories/none").status_code == 404


def test_a_cookie_opens_no_api_and_a_token_opens_no_page(desk, okafor):
    """So that no browser can be made to call the API."""
    assert okafor.get("/api/asks").status_code == 401
    assert desk.program("A. Okafor").get("/").status_code == 303


PAGES = (
    "/",
    "/stories",
    "/stories?q=%3Cscript%3E&tab=active",
    "/stories/hostile",
    "/stories/held",
    "/status",
    "/nothing",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_scripts_and_carries_none(desk, okafor, path):
    """Hostile words of the world are shown as words; no inline script, style or event handler stands in any page."""
    answer = okafor.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script|<img|<[^>]*\s(?:on\w+|style)=|<[^>]*javascript:", answer.text, re.IGNORECASE)
    if path == "/stories/hostile":
        assert "&lt;script&gt;alert" in answer.text


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_colours_can_be_read(desk):
    """WCAG 2.2 AA: 4.5 to 1 for every text colour on every ground it stands on."""
    sheet = desk.browser().get("/desk.css").text
    colour = dict(re.findall(r"--(\w+):(#[0-9A-F]{6})", sheet)) | {
        "white": "#FFFFFF",
        "gold": "#FFC24B",
        "pale": "#C9D2E3",
    }
    pairs = [(text, ground) for text in ("ink", "grey", "red", "teal") for ground in ("paper", "card")]
    pairs += [("white", "ink"), ("white", "red"), ("white", "teal"), ("ink", "gold"), ("pale", "ink"), ("ink", "sand")]
    for text, ground in pairs:
        light, dark = sorted((luminance(colour[text]), luminance(colour[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
