"""Over real connections: one at a time a host, keys for their own host alone, robots.txt obeyed, waits kept."""

import asyncio
import gzip
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.errors import NewsroomError, Refused, Rejected, Unavailable
from newsroom.world.fetch import Fetcher, Later
from newsroom.world.fetch_body import LONGEST_WAIT_S, wait_asked
from newsroom.world.fetch_pretend import requests_transport

A, B = "a.example.com", "b.example.com"
KEY = {"Authorization": "Bearer secret"}


def says(status: int, body: bytes = b"", **headers: str) -> Any:
    return lambda _: (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


async def code_of(asking: Any) -> str:
    with pytest.raises(NewsroomError) as error:
        await asking
    return error.value.code


async def test_a_host_is_asked_one_thing_at_a_time_over_connections_of_their_own(local_web: Any) -> None:
    """Six documents at once, three of each host: never two at one host, a pause between, no connection shared."""
    for name in "123":
        local_web.page(f"{A}/{name}", b"a")
        local_web.page(f"{B}/{name}", b"b")
    async with local_web.fetcher() as fetcher:
        await asyncio.gather(*(fetcher.get(f"https://{host}/{name}") for host in (A, B) for name in "123"))
    assert local_web.most_at_once == {A: 1, B: 1}
    assert len({asked.connection for asked in local_web.asked}) == 6
    assert len(local_web.pauses) == 4


async def test_a_key_stays_with_the_host_it_was_given_for(local_web: Any) -> None:
    """On the same host it is sent again; another host gets the question without it; plain http never carries it."""
    local_web.pages[f"{A}/1"] = says(302, Location=f"https://{A}/2")
    local_web.pages[f"{A}/2"] = says(302, Location=f"https://{B}/3")
    local_web.page(f"{B}/3", b"there")
    async with local_web.fetcher() as fetcher:
        assert (await fetcher.get(f"https://{A}/1", headers=KEY)).body == b"there"
        assert await code_of(fetcher.get(f"http://{A}/1", headers=KEY)) == "url_forbidden"
        assert await code_of(fetcher.get(f"https://{A}/1", headers={"X-Api-Key": "a\r\nHost: x"})) == "bad_key"
    assert [(asked.host, asked.headers.get("authorization")) for asked in local_web.asked] == [
        (A, "Bearer secret"),
        (A, "Bearer secret"),
        (B, None),
    ]


async def test_a_form_is_posted_and_never_sent_on(local_web: Any) -> None:
    """A token request reaches its address as a form; one that is redirected is refused, and the key goes nowhere else."""
    local_web.page(f"{A}/token", b'{"access_token": "t"}')
    local_web.pages[f"{A}/moved"] = says(307, Location=f"https://{B}/token")
    async with local_web.fetcher() as fetcher:
        got = await fetcher.post_form(f"https://{A}/token", {"grant_type": "client_credentials"}, headers=KEY)
        assert await code_of(fetcher.post_form(f"https://{A}/moved", {"a": "1"}, headers=KEY)) == "url_forbidden"
    first = local_web.asked[0]
    assert got.body == b'{"access_token": "t"}'
    assert (first.method, first.body, first.headers["authorization"]) == (
        "POST",
        b"grant_type=client_credentials",
        "Bearer secret",
    )
    assert first.headers["content-type"] == "application/x-www-form-urlencoded"
    assert not local_web.paths(B)


async def test_a_key_that_is_not_taken_is_said_to_be(local_web: Any) -> None:
    """401 with a key means the key; without one, the document."""
    local_web.pages[f"{A}/x"] = says(401)
    async with local_web.fetcher() as fetcher:
        assert await code_of(fetcher.get(f"https://{A}/x", headers=KEY)) == "key_refused"
        assert await code_of(fetcher.get(f"https://{A}/x")) == "gone"


async def test_a_host_that_asks_for_silence_gets_it_from_every_source(local_web: Any) -> None:
    """Retry-After, as a date, read against the server's own clock; until it is over nothing of that host is asked."""
    wait = {"Retry_After": "Wed, 14 May 2031 12:10:00 GMT", "Date": "Wed, 14 May 2031 12:00:00 GMT"}
    local_web.pages[f"{A}/one"] = says(503, **wait)
    local_web.page(f"{A}/two", b"two")
    local_web.page(f"{B}/other", b"other")
    async with local_web.fetcher() as fetcher:
        with pytest.raises(Later) as later:
            await fetcher.get(f"https://{A}/one")
        assert later.value.after_s == 600.0
        with pytest.raises(Later) as later:
            await fetcher.get(f"https://{A}/two")
        assert 590 < later.value.after_s <= 600.0
        assert (await fetcher.get(f"https://{B}/other")).body == b"other"
    assert local_web.paths(A) == ["/one"]


@given(st.text(), st.text())
def test_no_header_makes_us_wait_less_than_nothing_or_more_than_a_day(retry_after: str, date: str) -> None:
    """Whatever a server writes there."""
    assert 0.0 <= wait_asked(retry_after, date) <= LONGEST_WAIT_S


def test_a_wait_is_a_number_or_a_date() -> None:
    """Both forms of RFC 9110; a date without the server's own clock asks for nothing."""
    assert wait_asked("120", "") == 120.0
    assert wait_asked("Wed, 14 May 2031 12:02:00 GMT", "Wed, 14 May 2031 12:00:00 GMT") == 120.0
    assert wait_asked("Wed, 14 May 2031 12:00:00 GMT", "Wed, 14 May 2031 12:02:00 GMT") == 0.0
    assert wait_asked("Wed, 14 May 2031 12:02:00 GMT", "") == 0.0


async def test_a_packed_body_that_breaks_off_is_refused(local_web: Any) -> None:
    """Half a document is none."""
    local_web.page(f"{A}/x", gzip.compress(b"word " * 9_000)[:60], Content_Encoding="gzip")
    async with local_web.fetcher() as fetcher:
        assert await code_of(fetcher.get(f"https://{A}/x")) == "truncated"


async def test_robots_txt_is_asked_once_and_obeyed(local_web: Any) -> None:
    """The rules for our own name go before those for all; what is allowed is fetched, the rest is not contacted."""
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: DigitalNewsroom\nDisallow: /private/\n"
    local_web.page(f"{A}/robots.txt", rules)
    local_web.page(f"{A}/feed", b"feed")
    local_web.page(f"{A}/private/feed", b"private")
    async with local_web.fetcher() as fetcher:
        assert (await fetcher.get(f"https://{A}/feed", robots=True)).body == b"feed"
        assert await code_of(fetcher.get(f"https://{A}/private/feed", robots=True)) == "robots_disallow"
        assert (await fetcher.get(f"https://{A}/private/feed")).body == b"private"
    assert local_web.paths(A) == ["/robots.txt", "/feed", "/private/feed"]


async def test_where_a_redirect_leads_the_rules_of_that_host_count(local_web: Any) -> None:
    """Each hop is asked for at its own host."""
    local_web.pages[f"{A}/feed"] = says(301, Location=f"https://{B}/feed")
    local_web.page(f"{B}/robots.txt", b"User-agent: *\nDisallow: /feed")
    local_web.page(f"{B}/feed", b"x")
    async with local_web.fetcher() as fetcher:
        assert await code_of(fetcher.get(f"https://{A}/feed", robots=True)) == "robots_disallow"
    assert local_web.paths(B) == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)]
)
async def test_no_rules_allow_and_a_server_in_trouble_does_not(local_web: Any, status: int, allowed: bool) -> None:
    """RFC 9309: a plain no leaves everything open, trouble closes it until there is an answer."""
    local_web.pages[f"{A}/robots.txt"] = says(status)
    local_web.page(f"{A}/feed", b"feed")
    async with local_web.fetcher() as fetcher:
        if allowed:
            assert (await fetcher.get(f"https://{A}/feed", robots=True)).body == b"feed"
        else:
            assert await code_of(fetcher.get(f"https://{A}/feed", robots=True)) == "robots_unreachable"
            assert await code_of(fetcher.get(f"https://{A}/feed", robots=True)) == "robots_unreachable"
    assert local_web.paths(A).count("/robots.txt") == 1


async def test_a_robots_txt_that_leads_inside_is_not_followed(local_web: Any) -> None:
    """It is fetched by the same guard as everything else."""
    local_web.pages[f"{A}/robots.txt"] = says(302, Location="http://127.0.0.1/robots.txt")
    async with local_web.fetcher() as fetcher:
        with pytest.raises(Unavailable):
            await fetcher.get(f"https://{A}/feed", robots=True)
    assert local_web.paths(A) == ["/robots.txt"]


async def test_a_delay_that_robots_txt_asks_for_is_kept_within_reason(local_web: Any) -> None:
    """Five seconds are five; an hour is half a minute."""
    for host, delay in ((A, b"5"), (B, b"3600")):
        local_web.page(f"{host}/robots.txt", b"User-agent: *\nCrawl-delay: " + delay)
        local_web.page(f"{host}/feed", b"x")
    async with local_web.fetcher() as fetcher:
        for host in (A, B):
            await fetcher.get(f"https://{host}/feed", robots=True)
            await fetcher.get(f"https://{host}/feed", robots=True)
    assert [round(pause) for pause in local_web.pauses] == [1, 5, 1, 30]


async def test_rules_are_asked_for_again_after_a_day_and_kept_through_trouble() -> None:
    """A day later the file is read again; when it cannot be had, the rules known before go on holding."""
    now, robots = [0.0], [(200, {}, b"User-agent: *\nDisallow: /no"), (500, {}, b"")]
    paths: list[str] = []

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        paths.append(request.url.path)
        return robots.pop(0) if request.url.path == "/robots.txt" else (200, {}, b"x")

    async def at_once(seconds: float) -> None:
        now[0] += seconds

    web = requests_transport(answer)
    async with Fetcher(
        resolve=lambda _: ("93.184.215.14",), transport=web, sleep=at_once, elapsed=lambda: now[0]
    ) as fetcher:
        await fetcher.get(f"https://{A}/yes", robots=True)
        now[0] = 80_000.0
        await fetcher.get(f"https://{A}/yes", robots=True)
        now[0] = 90_000.0
        with pytest.raises(Refused):
            await fetcher.get(f"https://{A}/no", robots=True)
        await fetcher.get(f"https://{A}/yes", robots=True)
    assert paths == ["/robots.txt", "/yes", "/yes", "/robots.txt", "/yes"]


async def test_a_final_no_is_final(local_web: Any) -> None:
    """Every plain 4xx is; those that pass are not."""
    local_web.pages[f"{A}/teapot"] = says(418)
    local_web.pages[f"{A}/slow"] = says(408)
    async with local_web.fetcher() as fetcher:
        with pytest.raises(Rejected):
            await fetcher.get(f"https://{A}/teapot")
        with pytest.raises(Later):
            await fetcher.get(f"https://{A}/slow")
