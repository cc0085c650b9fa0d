"""The guarded client: pinned to checked addresses, bounded, polite, honest about what failed."""

import gzip

import pytest

from newsroom.model.errors import Refused, Rejected, Unavailable
from newsroom.world.fetch import MAX_BYTES, Fetcher, Later
from newsroom.world.fetch_pretend import pretend_transport

Answer = tuple[int, dict[str, str], bytes]


class Web:
    """Answers in turn; remembers every address contacted and every pause taken."""

    def __init__(self, *answers: Answer, dns: dict[str, tuple[str, ...]] | None = None) -> None:
        self.answers = list(answers)
        self.dns = dns or {"news.example.com": ("93.184.215.14",), "cdn.example.com": ("93.184.215.15",)}
        self.contacted: list[str] = []
        self.pauses: list[float] = []

    def fetcher(self) -> Fetcher:
        return Fetcher(
            "desk@newsroom.example",
            resolve=lambda host: self.dns.get(host, ()),
            transport=pretend_transport(self._answer),
            sleep=self._sleep,
            elapsed=lambda: 100.0,
        )

    def _answer(self, address: str) -> Answer:
        self.contacted.append(address)
        return self.answers.pop(0)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def test_a_document_comes_with_what_a_later_question_needs() -> None:
    """The connection goes to the checked address; ETag and date come back for the next poll."""
    web = Web((200, {"Content-Type": "text/xml", "ETag": '"v1"', "Last-Modified": "Wed"}, b"<rss/>"))
    async with web.fetcher() as fetcher:
        got = await fetcher.get("https://news.example.com/feed")
    assert (got.body, got.etag, got.modified, got.unchanged) == (b"<rss/>", '"v1"', "Wed", False)
    assert web.contacted == ["93.184.215.14"]


async def test_nothing_new_is_an_answer() -> None:
    """304 means unchanged."""
    async with Web((304, {}, b"")).fetcher() as fetcher:
        assert (await fetcher.get("https://news.example.com/feed", etag='"v1"')).unchanged


async def test_a_redirect_is_checked_like_any_address() -> None:
    """Public to public is followed; public to private is refused before contact."""
    web = Web((301, {"Location": "https://cdn.example.com/f"}, b""), (200, {}, b"x"))
    async with web.fetcher() as fetcher:
        assert (await fetcher.get("https://news.example.com/f")).url == "https://cdn.example.com/f"
    web = Web((302, {"Location": "//169.254.169.254/latest"}, b""))
    async with web.fetcher() as fetcher:
        with pytest.raises(Refused, match="public internet"):
            await fetcher.get("https://news.example.com/f")
    assert web.contacted == ["93.184.215.14"]


async def test_the_fourth_redirect_and_a_circle_are_refused() -> None:
    """Three hops are enough for any feed."""
    hops = [(302, {"Location": f"https://cdn.example.com/{n}"}, b"") for n in range(5)]
    for answers in (hops, [(302, {"Location": "/f"}, b"")]):
        async with Web(*answers).fetcher() as fetcher:
            with pytest.raises(Refused) as refused:
                await fetcher.get("https://news.example.com/f")
        assert refused.value.code == "too_many_redirects"


async def test_size_is_bounded_packed_and_unpacked() -> None:
    """A small bomb and a long body are cut off at the cap."""
    bomb = gzip.compress(b" " * (MAX_BYTES + 1))
    for headers, body in (({}, b" " * (MAX_BYTES + 1)), ({"Content-Encoding": "gzip"}, bomb)):
        async with Web((200, headers, body)).fetcher() as fetcher:
            with pytest.raises(Refused) as refused:
                await fetcher.get("https://news.example.com/f")
        assert refused.value.code == "too_large"


async def test_a_packing_nobody_asked_for_is_refused() -> None:
    """Only gzip is unpacked, because only gzip is bounded here."""
    async with Web((200, {"Content-Encoding": "br"}, b"x")).fetcher() as fetcher:
        with pytest.raises(Refused) as refused:
            await fetcher.get("https://news.example.com/f")
    assert refused.value.code == "encoding"


async def test_no_means_no_and_later_says_when() -> None:
    """404 is final; 429 and 503 carry Retry-After; a name that does not resolve is tried again."""
    async with Web((404, {}, b"")).fetcher() as fetcher:
        with pytest.raises(Rejected):
            await fetcher.get("https://news.example.com/f")
    async with Web((429, {"Retry-After": "120"}, b"")).fetcher() as fetcher:
        with pytest.raises(Later) as later:
            await fetcher.get("https://news.example.com/f")
    assert later.value.after_s == 120.0
    async with Web().fetcher() as fetcher:
        with pytest.raises(Unavailable):
            await fetcher.get("https://gone.example.com/f")


async def test_one_host_is_given_a_pause_between_two_requests() -> None:
    """Two documents of one host: the second waits its second."""
    web = Web((200, {}, b"a"), (200, {}, b"b"))
    async with web.fetcher() as fetcher:
        await fetcher.get("https://news.example.com/a")
        await fetcher.get("https://news.example.com/b")
    assert web.pauses == [1.0]
