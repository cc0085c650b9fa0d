"""One source is asked: its request, its access token where it needs one, a file of the home folder where it is one."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from newsroom.model.errors import NewsroomError, Rejected
from newsroom.world.apis import request_of, with_token
from newsroom.world.apis.home_files import read_import
from newsroom.world.apis.imports import is_file
from newsroom.world.apis.request import Keys, Request, TokenRequest
from newsroom.world.fetch import Fetched
from newsroom.world.pace import Pace
from newsroom.world.watch_list import Watched

TOKEN_BYTES = 100_000


class Get(Protocol):
    """The part of the fetcher that is used here."""

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        etag: str = "",
        modified: str = "",
        robots: bool = False,
    ) -> Fetched: ...

    async def post_form(
        self, url: str, fields: Mapping[str, str], *, headers: Mapping[str, str] | None = None, max_bytes: int = ...
    ) -> Fetched: ...


class Answer(NamedTuple):
    """What one request of a source came to. `first` is its regular document, not a further page of it."""

    request: Request
    result: Fetched | NewsroomError
    first: bool = True


class Asker:
    """Asks through the guarded way out; access tokens are kept until one is refused."""

    def __init__(self, fetcher: Get, keys: Keys, home: Path) -> None:
        self._fetcher = fetcher
        self._keys = keys
        self._home = home
        self._tokens: dict[str, bytes] = {}

    async def regular(self, watched: Watched, pace: Pace, now: datetime) -> tuple[Answer, ...]:
        """The source's own document, if it changed since the last one."""
        plain = Request(watched.source.url, watched.format)
        try:
            request = request_of(
                {**watched.entry, "url": watched.source.url, "format": watched.format}, self._keys, now
            )
        except NewsroomError as error:
            return (Answer(plain, error),)
        return (Answer(request, await self._result(watched, request, pace.etag, pace.modified)),)

    async def further(self, watched: Watched, requests: tuple[Request, ...]) -> tuple[Answer, ...]:
        """Documents that an answer pointed to, one after another; the first that fails ends it."""
        answers: list[Answer] = []
        for request in requests:
            answers.append(Answer(request, await self._result(watched, request), first=False))
            if isinstance(answers[-1].result, NewsroomError):
                break
        return tuple(answers)

    async def _result(
        self, watched: Watched, request: Request, etag: str = "", modified: str = ""
    ) -> Fetched | NewsroomError:
        try:
            if is_file(request.url):
                return read_import(self._home, request.url, etag)
            try:
                ready = await self._with_token(request)
                return await self._get(watched, ready, etag, modified)
            except Rejected as rejected:
                if request.token is None or rejected.code != "key_refused":
                    raise
                # The token has run out: another one, once.
                self._tokens.pop(request.token.url, None)
                return await self._get(watched, await self._with_token(request), etag, modified)
        except NewsroomError as error:
            return error

    async def _get(self, watched: Watched, request: Request, etag: str, modified: str) -> Fetched:
        return await self._fetcher.get(
            request.url, headers=request.headers, etag=etag, modified=modified, robots=watched.asks_robots
        )

    async def _with_token(self, request: Request) -> Request:
        if request.token is None:
            return request
        return with_token(request, await self._token(request.token))

    async def _token(self, wanted: TokenRequest) -> bytes:
        if wanted.url not in self._tokens:
            got = await self._fetcher.post_form(wanted.url, wanted.form, headers=wanted.headers, max_bytes=TOKEN_BYTES)
            self._tokens[wanted.url] = got.body
        return self._tokens[wanted.url]
