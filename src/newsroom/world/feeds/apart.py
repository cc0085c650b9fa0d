"""Parsing strangers' feeds and pages in a process of its own: bounded memory, no network, no files, killed after 5 s.

One child reads many documents, one after another, so that its start is paid once. Both ways a message is four bytes of
length and that many bytes. A document that kills the child is refused (too_slow, crashed); the next gets a new child.
"""

import asyncio
import json
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pydantic import TypeAdapter, ValidationError

from newsroom.model.errors import Refused
from newsroom.world import image_facts
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.formats import guess_format, parse_document
from newsroom.world.feeds.limits import PARSE_BYTES, PARSE_SECONDS
from newsroom.world.pages import page

PAGE = "page"
"""The format of an article's HTML page, beside those of the feeds."""
PICTURE = "picture"
"""The format of a picture, whose facts are read."""
_PARSED = TypeAdapter(Parsed)
_START_SECONDS = 30.0
_OUTSIDE = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ftplib.", "urllib.Request")
_BATCH_CPU_SECONDS = 300


class Document(NamedTuple):
    """One received document. An empty format is guessed."""

    data: bytes
    format: str = ""
    content_type: str = ""


async def parse_apart(
    documents: Sequence[Document], measure: Callable[[int], None] | None = None
) -> tuple[Parsed | Refused, ...]:
    """Every document parsed or refused, in order; a refusal carries the parser's code, or too_slow or crashed.

    `measure` is called with each child's process id before it ends.
    """
    answers: list[Parsed | Refused] = []
    while len(answers) < len(documents):
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "newsroom.world.feeds.apart"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
        )
        try:
            await _hear(child, _START_SECONDS)
            while len(answers) < len(documents):
                answer = await _ask(child, documents[len(answers)])
                answers.append(answer)
                if isinstance(answer, Refused) and answer.code in ("too_slow", "crashed"):
                    break
        finally:
            if child.returncode is None:
                if measure is not None:
                    measure(child.pid)
                child.kill()
            await child.wait()
    return tuple(answers)


async def _ask(child: asyncio.subprocess.Process, document: Document) -> Parsed | Refused:
    head = json.dumps([document.format or guess_format(document.data), document.content_type]).encode()
    try:
        await asyncio.wait_for(_say(child, head, document.data), PARSE_SECONDS)
        raw = await _hear(child, PARSE_SECONDS)
    except TimeoutError:
        return Refused("too_slow", f"The document took more than {PARSE_SECONDS:g} s to read.")
    except (asyncio.IncompleteReadError, ConnectionError):
        return Refused("crashed", "The document brought its parser down.")
    return _answer(raw)


def _answer(raw: bytes) -> Parsed | Refused:
    """The child read hostile bytes, so its answer is checked like any stranger's."""
    try:
        if raw[:1] == b"E":
            code, message = json.loads(raw[1:])
            return Refused(str(code), str(message))
        return _PARSED.validate_json(raw[1:])
    except (ValidationError, ValueError):
        return Refused("crashed", "The parser gave no usable answer.")


async def _say(child: asyncio.subprocess.Process, *parts: bytes) -> None:
    if child.stdin is not None:
        for part in parts:
            child.stdin.write(len(part).to_bytes(4, "big") + part)
        await child.stdin.drain()


async def _hear(child: asyncio.subprocess.Process, seconds: float) -> bytes:
    if child.stdout is None:
        raise ConnectionError
    async with asyncio.timeout(seconds):
        size = int.from_bytes(await child.stdout.readexactly(4), "big")
        return await child.stdout.readexactly(size)


def _serve() -> None:
    """The child's life: shut the doors, say ready, answer until the parent goes away."""
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    parse_document(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "<p>a</p>"}]}', "json_feed")
    parse_document(b"<rss version='2.0'><channel><item><title>a</title></item></channel></rss>", "rss")
    page.parse(
        f"<html><body><h1>a b</h1><p style='color:red'>{'word ' * page.SHORTEST_WORDS}</p></body></html>".encode()
    )
    _limit()
    sys.addaudithook(_Doors().watch)
    _write(answers, b"ready")
    while (head := _read(given)) is not None and (data := _read(given)) is not None:
        feed_format, content_type = json.loads(head)
        try:
            parsed = _parse(data, feed_format, content_type)
            _write(answers, b"P" + _PARSED.dump_json(parsed))
        except Refused as refused:
            _write(answers, b"E" + json.dumps([refused.code, refused.message]).encode())
        except (MemoryError, RecursionError):
            _write(answers, b"E" + json.dumps(["too_large", "The document needs too much memory to read."]).encode())


def _parse(data: bytes, feed_format: str, content_type: str) -> Parsed:
    if feed_format == PICTURE:
        return image_facts.parse(data)
    return page.parse(data, content_type) if feed_format == PAGE else parse_document(data, feed_format, content_type)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (PARSE_BYTES, PARSE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_BATCH_CPU_SECONDS, _BATCH_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Doors:
    """An audit hook that stops the child when its parser reaches for the network, a program or a stranger's file."""

    def __init__(self) -> None:
        import newsroom

        own = Path(newsroom.__file__).parent.parent
        self._allowed = (sys.prefix, sys.base_prefix, str(own), *(p for p in sys.path if p))

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_OUTSIDE):
            raise PermissionError(event)
        if event == "open" and isinstance(arguments[0], str) and not arguments[0].startswith(self._allowed):
            raise PermissionError(event)


def _read(stream: BinaryIO) -> bytes | None:
    size = stream.read(4)
    if len(size) < 4:
        return None
    data = stream.read(int.from_bytes(size, "big"))
    return data if len(data) == int.from_bytes(size, "big") else None


def _write(stream: BinaryIO, data: bytes) -> None:
    stream.write(len(data).to_bytes(4, "big") + data)
    stream.flush()


if __name__ == "__main__":
    _serve()
