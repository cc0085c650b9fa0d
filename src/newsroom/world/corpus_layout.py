"""What lies in a recorded day's folder: which files, in which format, from whom, and how their arrival is known.

Three shapes are read: the bundled one (documented in corpus.py), a day of JSON feeds with `index.json`, and an edition
whose folders are listed, with their sources, in the sources.yaml one level up.
"""

import csv
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from newsroom.model.errors import Refused
from newsroom.model.item import Source
from newsroom.world.feeds.dates import read_date
from newsroom.world.recorder import ARRIVALS, read_arrivals
from newsroom.world.sources import Way, read_source, way_of

_SNAPSHOT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})")
_DAY_PREFIX = re.compile(r"^\d{4}-\d{2}-\d{2}_")

# Folder of an edition -> (format, seconds from publication to arrival where nothing was noted).
_EDITION_FOLDERS: Mapping[str, tuple[str, int]] = {
    "gdelt": ("gdelt", 0),
    "wikipedia-current-events": ("current_events", 0),
    "whitehouse": ("rss", 0),
    # The survey posts an automatic solution some minutes after the shock.
    "usgs": ("usgs", 600),
    "nws-alerts": ("nws", 0),
    "gdacs": ("gdacs", 0),
    "wikinews": ("atom", 0),
    "hackernews": ("hackernews", 0),
    "stackoverflow": ("stackoverflow", 0),
    "wikipedia-most-viewed": ("most_viewed", 0),
    "wikipedia-most-viewed-it": ("most_viewed", 0),
}


class Arrival(NamedTuple):
    """When a recorded document came, and what its server called it."""

    at: datetime
    content_type: str = ""


class Feed(NamedTuple):
    """One source's files, and the ways to know when their items arrived (corpus.py gives the order of precedence).

    An empty `format` is guessed from each file. `arrivals` are those of a recording, by file name.
    """

    source: Source
    files: tuple[Path, ...]
    format: str
    way: Way
    delay_s: float = 0.0
    recorded_at: datetime | None = None
    seen_at: Mapping[str, datetime] = {}
    arrivals: Mapping[str, Arrival] = {}


class Layout(NamedTuple):
    """A whole day before it is read. `rated` are outlets behind aggregators, as written; `span` bounds arrivals."""

    edition: str
    feeds: tuple[Feed, ...]
    rated: tuple[Mapping[str, Any], ...]
    span: tuple[datetime, datetime] | None = None
    title: str = ""


def read_layout(folder: Path) -> Layout:
    """The layout of `folder`.

    Raises:
        Refused: no_corpus (nothing there that we know), bad_source (an entry is incomplete).
    """
    own = folder / "sources.yaml"
    if own.is_file():
        described = _read_yaml(own)
        return _bundled(folder, described) if _is_bundled(described) else _json_day(folder, described)
    above = folder.parent / "sources.yaml"
    if folder.is_dir() and above.is_file():
        return _edition(folder, above)
    raise Refused("no_corpus", f"{folder} is no recorded day.", "Give a folder that holds a sources.yaml.")


def find_corpus(name: str) -> Path:
    """The folder of a corpus: a path, or the name of a day that comes with the package ("rehearsal").

    Raises:
        Refused: no_corpus.
    """
    if Path(name).is_dir():
        return Path(name)
    bundled = Path(str(resources.files("newsroom"))) / "data" / name
    if re.fullmatch(r"[a-z0-9-]{1,40}", name) and (bundled / "sources.yaml").is_file():
        return bundled
    raise Refused("no_corpus", f"There is no recorded day called {name}.", "Give a folder, or `rehearsal`.")


def stated_in_name(path: Path) -> datetime | None:
    """The moment in a snapshot's file name (2026-08-20T0608), UTC."""
    found = _SNAPSHOT.search(path.name)
    return read_date(f"{found[1]}T{found[2]}:{found[3]}:00Z") if found else None


def _is_bundled(described: Any) -> bool:
    entries = described.get("sources") if isinstance(described, dict) else None
    return isinstance(entries, list) and all(isinstance(e, dict) and "id" in e for e in entries)


def _bundled(folder: Path, described: dict[str, Any]) -> Layout:
    read = _recorded_feeds if (folder / ARRIVALS).is_file() else _written_feeds
    feeds = read(folder, described["sources"])
    ids = [feed.source.id for feed in feeds]
    twice = next((own_id for own_id in ids if ids.count(own_id) > 1), None)
    if twice is not None:
        raise Refused("bad_source", f"sources.yaml lists {twice} twice.", "Give each source an id of its own.")
    span = described.get("span")
    bounds = (_moment(span.get("first")), _moment(span.get("last"))) if isinstance(span, dict) else (None, None)
    return Layout(
        edition=str(described.get("edition") or folder.name),
        feeds=feeds,
        rated=tuple(e for e in described.get("publishers") or () if isinstance(e, dict)),
        span=(bounds[0], bounds[1]) if bounds[0] and bounds[1] else None,
        title=str(described.get("title") or ""),
    )


def _written_feeds(folder: Path, entries: list[dict[str, Any]]) -> tuple[Feed, ...]:
    return tuple(_bundled_feed(folder / "feeds", entry) for entry in entries)


def _recorded_feeds(folder: Path, entries: list[dict[str, Any]]) -> tuple[Feed, ...]:
    """What `newsroom record` wrote: each document with the moment it came, each source in the list whether it sent or not."""
    came: dict[str, dict[str, Arrival]] = {}
    for line in read_arrivals(folder):
        at = read_date(line["at"])
        if at is None or not re.fullmatch(r"[a-z0-9-]{1,80}", line["file"]):
            raise Refused("bad_source", f"{ARRIVALS}: a line for {line['source']} is damaged.", "Remove that line.")
        came.setdefault(line["source"], {})[line["file"]] = Arrival(at, line["content_type"])
    feeds = []
    for entry in entries:
        source = read_source(entry, f"sources.yaml, {entry['id']}")
        arrivals = came.get(source.id, {})
        files = tuple(folder / "feeds" / name for name in arrivals)
        way = way_of(source, str(entry.get("publisher_from") or ""))
        feeds.append(Feed(source, files, str(entry.get("format") or ""), way, arrivals=arrivals))
    return tuple(feeds)


def _bundled_feed(folder: Path, entry: dict[str, Any]) -> Feed:
    where = f"sources.yaml, {entry.get('id')}"
    source = read_source(entry, where)
    names = entry.get("files") or [entry.get("file")]
    if not all(isinstance(name, str) for name in names) or not entry.get("format"):
        raise Refused("bad_source", f"{where}: file and format are missing.", "Name the file under feeds/.")
    files = tuple(folder / name for name in names)
    if not all(path.resolve().is_relative_to(folder.resolve()) for path in files):
        raise Refused("bad_source", f"{where}: a file lies outside feeds/.", "Keep files inside the corpus.")
    seen = entry.get("seen_at")
    moments = {str(k): m for k, v in seen.items() if (m := _moment(v))} if isinstance(seen, dict) else {}
    return Feed(
        source=source,
        files=files,
        format=str(entry["format"]),
        way=way_of(source, str(entry.get("publisher_from") or "")),
        delay_s=float(entry.get("delay_s") or 0),
        recorded_at=_moment(entry.get("recorded_at")),
        seen_at=moments,
    )


def _json_day(folder: Path, described: dict[str, Any]) -> Layout:
    """A day of JSON feeds (`feeds/NAME.json`); beside them trend lists. A page about the day written later is no feed."""
    index = folder / "index.json"
    urls = {e["file"]: e["feed_url"] for e in json.loads(index.read_bytes())} if index.is_file() else {}
    feeds: list[Feed] = []
    for entry in described["sources"]:
        source = read_source({"url": urls.get(entry.get("file"), ""), **entry}, f"sources.yaml, {entry.get('file')}")
        path = folder / "feeds" / f"{source.id}.json"
        feeds.append(Feed(source, (path,), "json_feed", way_of(source)))
    for path in sorted(folder.glob("*_*.json")):
        name = _DAY_PREFIX.sub("", path.stem)
        trend = Source(id=name, name=name.replace("-", " ").title(), owner=name, kind="trend", tier=5)
        feeds.append(Feed(trend, (path,), "trends", "itself", recorded_at=_day_end(path)))
    return Layout(str(described.get("edition") or folder.name), tuple(feeds), tuple(described.get("publishers") or ()))


def _edition(folder: Path, above: Path) -> Layout:
    entries = _read_yaml(above)
    feeds: list[Feed] = []
    for sub in sorted(path for path in folder.iterdir() if path.is_dir()):
        entry = next((e for e in entries if f"/{sub.name}/" in str(e.get("path", ""))), None)
        if entry is None or sub.name not in _EDITION_FOLDERS:
            continue
        feed_format, delay = _EDITION_FOLDERS[sub.name]
        source = read_source(entry, f"{above.name}, {entry.get('id')}")
        way: Way = "link" if source.aggregator else "itself"
        feeds.append(Feed(source, tuple(sorted(sub.iterdir())), feed_format, way, delay_s=delay))
    if not feeds:
        raise Refused("no_corpus", f"{folder} holds no folder that {above} describes.", "Give one edition's folder.")
    return Layout(folder.name, tuple(feeds), _rated_domains(folder))


def _rated_domains(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """publishers.csv: a rating belongs to the rated domain, in every edition. An empty tier means nobody rated it."""
    table = folder.parent / "publishers.csv"
    if not table.is_file():
        return ()
    rated: dict[str, Mapping[str, Any]] = {}
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for domain in (row["domain"], row["matched_rating_domain"]) if row["tier"] else ():
                rated.setdefault(
                    domain,
                    {
                        "name": domain.removeprefix("www."),
                        "owner": row["matched_rating_domain"],
                        "tier": int(row["tier"]),
                    },
                )
    return tuple(rated.values())


def _read_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise Refused("bad_source", f"{path.name} is no readable YAML: {error}.", "Mend the file.") from error


def _moment(value: object) -> datetime | None:
    return read_date(value.isoformat() if hasattr(value, "isoformat") else value)


def _day_end(path: Path) -> datetime | None:
    """Of a list that states no time: the last minute of the day in its file name."""
    day = read_date(path.name[:10])
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC) if day else None
