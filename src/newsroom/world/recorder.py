"""What live sources sent, byte for byte, kept so that the day can be replayed (`newsroom record`).

A folder as world/corpus.py reads it: sources.yaml with every watched source, feeds/ with one file a document, and
arrivals.jsonl with one line a document: which source sent it, when, with which headers that matter. A document is there
before its line is, and a line that broke off is no line: whatever stops the recording, what it holds can be replayed.
Keys are never written: neither headers that were sent nor the parts of an address that look like one.
"""

import hashlib
import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import yaml

from newsroom.model.errors import Refused, Unavailable
from newsroom.world.fetch import Fetched
from newsroom.world.watch_list import Watched, WatchList

ARRIVALS = "arrivals.jsonl"
_SECRET = re.compile(r"key|token|secret|signature|password|auth", re.IGNORECASE)
_LINE = ("source", "file", "at", "content_type", "sha256")
_FLAGS = ("aggregator", "opinion", "satire", "not_news")


class Recorder:
    """Appends to one folder. Made again over the same folder it goes on where it stopped."""

    def __init__(self, folder: Path, watch: WatchList, at: datetime) -> None:
        """`at` names a new recording.

        Raises:
            Refused: not_a_recording (the folder holds something else).
            Unavailable: out_unwritable.
        """
        self._folder = folder
        self.documents = 0
        self._last: dict[str, str] = {}
        own = folder / "sources.yaml"
        if folder.exists() and any(folder.iterdir()) and not (folder / ARRIVALS).is_file():
            raise Refused("not_a_recording", f"{folder} holds something else.", "Give a new folder to --out.")
        try:
            (folder / "feeds").mkdir(parents=True, exist_ok=True)
            for line in read_arrivals(folder):
                self._last[line["source"]] = line["sha256"]
                self.documents += 1
            _end_line(folder / ARRIVALS)
            _write(own, _described(watch, _known(own), at).encode())
        except OSError as error:
            raise _unwritable(folder, error) from error

    def take(self, watched: Watched, answer: Fetched, at: datetime) -> None:
        """Keep one document of `watched` that arrived at `at`; the same bytes again bring nothing and are not kept.

        Raises:
            Unavailable: out_unwritable.
        """
        digest = hashlib.sha256(answer.body).hexdigest()
        if self._last.get(watched.source.id) == digest:
            return
        name = f"{self.documents + 1:06}-{re.sub('[^a-z0-9-]', '-', watched.source.id.lower())[:60]}"
        line = {
            "source": watched.source.id,
            "file": name,
            "at": at.isoformat(),
            "content_type": answer.content_type,
            "etag": answer.etag,
            "modified": answer.modified,
            "url": without_secrets(answer.url),
            "sha256": digest,
        }
        try:
            _write(self._folder / "feeds" / name, answer.body)
            with (self._folder / ARRIVALS).open("ab") as lines:
                lines.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        self._last[watched.source.id] = digest
        self.documents += 1


def read_arrivals(folder: Path) -> tuple[dict[str, Any], ...]:
    """The recorded documents of a folder in order; a last line that broke off is left out.

    Raises:
        Refused: bad_source, naming a line that is damaged.
    """
    file = folder / ARRIVALS
    lines = file.read_bytes().split(b"\n") if file.is_file() else []
    return tuple(_arrival(line, number) for number, line in enumerate(lines[:-1], 1))


def _arrival(line: bytes, number: int) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(read.get(key), str) for key in _LINE):
        raise Refused("bad_source", f"{ARRIVALS}, line {number} is damaged.", "Remove that line.")
    return read


def without_secrets(url: str) -> str:
    """`url` without the values of fields whose names speak of keys."""
    parts = urlsplit(url)
    if not _SECRET.search(parts.query):
        return url
    fields = [(name, "" if _SECRET.search(name) else value) for name, value in parse_qsl(parts.query, True)]
    return urlunsplit(parts._replace(query=urlencode(fields)))


def _described(watch: WatchList, known: dict[str, Any], at: datetime) -> str:
    entries = {entry["id"]: entry for entry in known.get("sources", ())}
    entries.update({watched.source.id: _entry(watched) for watched in watch.watched})
    described = {
        "edition": known.get("edition") or f"recorded-{at:%Y-%m-%d}",
        "title": known.get("title") or f"Recorded live from {at:%Y-%m-%d %H:%M} UTC",
        "sources": list(entries.values()),
        "publishers": list(watch.rated),
    }
    return yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=200)


def _entry(watched: Watched) -> dict[str, Any]:
    source = watched.source
    kept = {"id": source.id, "name": source.name, "owner": source.owner, "kind": source.kind, "tier": source.tier,
            "country": source.country, "language": source.language, "url": without_secrets(source.url),
            "terms": source.terms, "format": watched.format, "publisher_from": watched.way}  # fmt: skip
    return {**kept, **{flag: True for flag in _FLAGS if getattr(source, flag)}}


def _known(own: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(own.read_bytes()) or {}) if own.is_file() else {}


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all."""
    half = file.with_name(f".{file.name}.half")
    with half.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)


def _end_line(file: Path) -> None:
    """Make sure the next line begins on its own; what broke off before it is cut away."""
    data = file.read_bytes() if file.is_file() else b""
    _write(file, data[: data.rfind(b"\n") + 1])


def _unwritable(folder: Path, error: OSError) -> Unavailable:
    return Unavailable("out_unwritable", f"{folder} cannot be written: {error.strerror}.", "Choose another --out.")
