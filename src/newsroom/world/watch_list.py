"""The user's sources.yaml: which sources are watched, in which format, how often; what is wrong in it and where.

Keys of an entry: id, name, owner, kind, tier, country, language, terms and the flags of a recorded day's sources.yaml
(world/corpus.py), and ::

    url: https://...          # the feed, or file:imports/NAME.csv for a list kept in the home folder
    format: rss               # a name of world/feeds/formats.py; left out: XML or JSON feed, by its look
    query: {words: flood}     # what an API is asked for (world/apis/), instead of a url
    enabled: false            # kept in the list, not asked
    why_off: "..."            # the reason, for people
    robots: false             # an interface published for programs, under its own terms of polling: robots.txt is not asked
    poll_minutes: 60          # how often at the earliest, where the service's terms say so; default the newsroom's
    expect_hours: 24          # how often it usually has news; default: learnt from what it sends
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from newsroom.model.errors import Refused
from newsroom.model.item import Source
from newsroom.world.apis import ADAPTERS, keys_needed, request_of
from newsroom.world.apis.imports import is_file
from newsroom.world.apis.request import Keys
from newsroom.world.feeds.formats import FORMATS
from newsroom.world.guard import check_form, is_public_form
from newsroom.world.sources import Way, read_source, way_of

_WHOLE_NUMBERS = ("poll_minutes", "expect_hours")
_YES_OR_NO = ("enabled", "robots")
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class Watched(NamedTuple):
    """One source to poll: where, in which format ("" = guess), how it names outlets behind it, its entry as written."""

    source: Source
    format: str
    way: Way
    entry: Mapping[str, Any] = {}

    @property
    def asks_robots(self) -> bool:
        """Whether the host's robots.txt decides: yes for everything but services that publish an interface to ask."""
        return bool(self.entry.get("robots", self.format not in ADAPTERS))


class Off(NamedTuple):
    """A listed source that is not asked, and why."""

    source: Source
    format: str
    why: str


class WatchList(NamedTuple):
    """The user's sources.yaml, read: what to poll, the outlets rated in it, what is listed and off."""

    watched: tuple[Watched, ...]
    rated: tuple[dict[str, Any], ...] = ()
    off: tuple[Off, ...] = ()

    def with_keys(self, there: Sequence[str]) -> "WatchList":
        """Without the sources that need a key which is not `there` (names of variables)."""
        return self._less({w.source.id: _missing(w.format, there) for w in self.watched})

    def without(self, formats: str, why: str) -> "WatchList":
        """Without the sources whose format's name begins so."""
        return self._less({w.source.id: why if w.format.startswith(formats) else "" for w in self.watched})

    def _less(self, reasons: Mapping[str, str]) -> "WatchList":
        off = tuple(Off(w.source, w.format, reasons[w.source.id]) for w in self.watched if reasons[w.source.id])
        on = tuple(w for w in self.watched if not reasons[w.source.id])
        return WatchList(on, self.rated, (*self.off, *off))


class Fault(NamedTuple):
    """What is wrong with an entry, and the line of the file where it begins."""

    line: int
    message: str
    next_step: str


def bundled() -> Path:
    """The catalogue that comes with the package."""
    return Path(str(resources.files("newsroom").joinpath("data/sources.yaml")))


def watch_list(file: str) -> WatchList:
    """The home's sources.yaml, or the bundled catalogue where there is none."""
    return read_watch_list(Path(file) if Path(file).exists() else bundled())


def read_watch_list(path: Path) -> WatchList:
    """The sources that `path` lists.

    Raises:
        Refused: bad_source with the entry's line.
    """
    described, _ = _read(path)
    fault = next(iter(faults_of(path)), None)
    if fault is not None:
        raise Refused("bad_source", f"{path.name}, line {fault.line}: {fault.message}", fault.next_step)
    watched, off = [], []
    for entry in _entries(described):
        source = read_source(entry, f"{path.name}, {entry.get('id')}")
        feed_format = str(entry.get("format") or "")
        if entry.get("enabled", True):
            way = way_of(source, str(entry.get("publisher_from") or ""))
            watched.append(Watched(source, feed_format, way, entry))
        else:
            off.append(Off(source, feed_format, str(entry.get("why_off") or "switched off")))
    rated = described.get("publishers") if isinstance(described, dict) else None
    return WatchList(tuple(watched), tuple(e for e in rated or () if isinstance(e, dict)), tuple(off))


def faults_of(path: Path) -> Iterator[Fault]:
    """Every wrong entry of a sources.yaml, in order.

    Raises:
        Refused: bad_source when the file cannot be read at all.
    """
    described, lines = _read(path)
    if not isinstance(described, dict) or not isinstance(described.get("sources"), list):
        yield Fault(1, "a list called `sources` is missing.", "Write `sources:` and one entry a line below it.")
        return
    known: dict[str, int] = {}
    for entry, line in zip(described["sources"], lines, strict=True):
        message, next_step = _wrong(entry)
        if not message and entry["id"] in known:
            message = f"{entry['id']} is listed twice, first on line {known[entry['id']]}."
            next_step = "Give each source an id of its own."
        if message:
            yield Fault(line, message, next_step)
        else:
            known[str(entry["id"])] = line


def _wrong(entry: object) -> tuple[str, str]:
    """What is wrong with an entry and what to do, both empty for a right one."""
    if not isinstance(entry, dict):
        return "a source is a list of keys and values.", "Write `- {id: ..., name: ..., tier: 3, url: ...}`."
    named = f"source {entry.get('id')!s:.60}"
    if isinstance(entry.get("id"), bool):
        return f"{named}: YAML reads this id as yes or no.", "Put the id in quotes."
    try:
        read_source(entry, named)
        _check_address(entry, named)
        _check_query(entry, named)
    except Refused as refused:
        return refused.message, refused.next_step
    feed_format = str(entry.get("format") or "")
    if feed_format and feed_format not in FORMATS and feed_format not in ADAPTERS:
        return f"{named}: no format is called {feed_format}.", f"Use one of {', '.join(sorted(FORMATS))}."
    for key in _WHOLE_NUMBERS:
        value = entry.get(key, 1)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            return f"{named}: {key} must be a whole number above 0.", "Correct the value."
    for key in _YES_OR_NO:
        if not isinstance(entry.get(key, True), bool):
            return f"{named}: {key} is either true or false.", "Correct the value."
    return "", ""


def _check_address(entry: Mapping[str, Any], named: str) -> None:
    url = str(entry.get("url") or "")
    if not url and (entry.get("format") in ADAPTERS or not entry.get("enabled", True)):
        return
    if not url:
        raise Refused("bad_source", f"{named}: the url is missing.", "Write the feed's address.")
    if is_file(url) or not entry.get("enabled", True):
        return
    try:
        check_form(url)
    except Refused as refused:
        raise Refused("bad_source", f"{named}: {refused.message}", refused.next_step) from refused
    if not is_public_form(url):
        raise Refused("bad_source", f"{named}: the address is not on the public internet.", "Write the feed's address.")


def _check_query(entry: Mapping[str, Any], named: str) -> None:
    """As it would be asked if every key were there."""
    if entry.get("format") not in ADAPTERS:
        return
    try:
        request_of(entry, Keys({name: "-" for name in keys_needed(str(entry["format"]))}), _ANY_DAY)
    except Refused as refused:
        raise Refused("bad_source", f"{named}: {refused.message}", refused.next_step) from refused


def _read(path: Path) -> tuple[Any, list[int]]:
    """The file's content and the line of each entry under `sources`, from 1."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        root = yaml.compose(text, Loader=loader)
        described = yaml.load(text, Loader=loader)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("bad_source", f"{path} cannot be read.", "Run `newsroom init` to write one.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}, line {mark.line + 1}" if mark else path.name
        raise Refused("bad_source", f"{place}: this is no readable YAML.", "Check quotes and indentation.") from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    listed = next((value for key, value in pairs if key.value == "sources"), None)
    nodes = listed.value if isinstance(listed, yaml.SequenceNode) else []
    return described or {}, [node.start_mark.line + 1 for node in nodes]


def _entries(described: Any) -> list[dict[str, Any]]:
    return list(described["sources"])


def _missing(feed_format: str, there: Sequence[str]) -> str:
    names = [name for name in keys_needed(feed_format) if name not in there]
    return f"{' and '.join(names)} not set" if names else ""
