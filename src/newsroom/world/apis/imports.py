"""Lists that a person or a licensed provider puts into the home folder: trends of services that offer no open way.

`url: file:imports/tiktok.csv` names the file, inside the home folder; the format is import_csv or import_json
(world/feeds/imported.py describes both). A file that did not change is not read again: its time stands for an ETag.
"""

from pathlib import Path

from newsroom.model.errors import Refused, Unavailable
from newsroom.world.apis.request import Ask, Request
from newsroom.world.feeds.limits import DOCUMENT_BYTES
from newsroom.world.fetch import Fetched

_SCHEME = "file:"


def first(ask: Ask) -> Request:
    """The file that the entry's `url` names.

    Raises:
        Refused: bad_source when the address is of the network.
    """
    url = str(ask.query.get("url") or "")
    if not is_file(url):
        raise Refused("bad_source", "An import is a file of the home folder.", "Write `url: file:imports/NAME.csv`.")
    return Request(url, "")


def is_file(url: str) -> bool:
    """Whether an address is a file of the home folder."""
    return url.startswith(_SCHEME)


def read_import(home: Path, url: str, etag: str = "") -> Fetched:
    """The file's bytes, or `unchanged` where its size and time are those of `etag`.

    Raises:
        Refused: bad_source (outside the home folder), too_large.
        Unavailable: no_file when it is not there (yet).
    """
    folder = home.resolve()
    path = (folder / url.removeprefix(_SCHEME).lstrip("/")).resolve()
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
