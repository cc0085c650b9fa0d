"""A web that exists only in memory: its name answers, its redirects, and a list of every address it was contacted at."""

from collections.abc import Mapping, Sequence

from newsroom.world.fetch import Fetcher
from newsroom.world.fetch_pretend import pretend_transport


class PretendWeb:
    """The n-th question for a name gets the n-th answer, the last one repeats; an absent name does not resolve."""

    def __init__(self, dns: Mapping[str, Sequence[Sequence[str]]], redirects: Sequence[str] = ()) -> None:
        self._dns = dns
        self._asked: dict[str, int] = {}
        self._redirects = list(redirects)
        self.contacted: list[str] = []
        self.first_answers: tuple[str, ...] = ()

    def resolve(self, host: str) -> Sequence[str]:
        answers = self._dns.get(host, ())
        count = self._asked.get(host, 0)
        self._asked[host] = count + 1
        answer = tuple(answers[min(count, len(answers) - 1)]) if answers else ()
        self.first_answers = self.first_answers or answer
        return answer

    def fetcher(self) -> Fetcher:
        """The product's own fetcher on this web."""
        return Fetcher(resolve=self.resolve, transport=pretend_transport(self._answer), sleep=_at_once)

    def _answer(self, address: str) -> tuple[int, dict[str, str], bytes]:
        self.contacted.append(address)
        if self._redirects:
            return 302, {"Location": self._redirects.pop(0)}, b""
        return 200, {"Content-Type": "application/rss+xml"}, b"<rss/>"


async def _at_once(_seconds: float) -> None:
    return None
