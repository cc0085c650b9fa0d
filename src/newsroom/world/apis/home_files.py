"""The one place where a source is a file of the home folder. Unchanged size and time stand for an ETag."""

from pathlib import Path

from newsroom.model.errors import Refused, Unavailable
from newsroom.world.apis.imports import SCHEME
from newsroom.world.feeds.limits import DOCUMENT_BYTES
from newsroom.world.fetch import Fetched


def read_import(home: Path, url: str, etag: str = "") -> Fetched:
    """The file's bytes, or `unchanged` where its size and time are those of `etag`.

    Raises:
        Refused: bad_source (outside the home folder), too_large.
        Unavailable: no_file when it is not there (yet).
    """
    folder = home.resolve()
    path = (folder / url.removeprefix(SCHEME).lstrip("/")).resolve()
    if not path.is_relative_to(folder) or path == folder:
        raise Refused("bad_source", "The file lies outside the home folder.", "Put it under imports/ of the home.")
    try:
        facts = path.stat()
        now_there = f"{facts.st_mtime_ns}-{facts.st_size}"
        if facts.st_size > DOCUMENT_BYTES:
            raise Refused("too_large", f"The file has more than {DOCUMENT_BYTES:,} bytes.", "Split it.")
        if now_there == etag:
            return Fetched(url, b"", etag=etag, unchanged=True)
        return Fetched(url, path.read_bytes(), etag=now_there)
    except OSError as error:
        raise Unavailable("no_file", f"{path.name} is not there or cannot be read.", "Put the file there.") from error
