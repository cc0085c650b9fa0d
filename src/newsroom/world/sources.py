"""Who sends, and who an item counts for: source records read from YAML, and outlets behind aggregators.

An index or community that only points elsewhere is never an outlet: its items count for the outlet they point to. An
outlet that nobody rated is *unknown*: tier 5, no source type, owned by the group whose site it is (data/owners.toml), else
by its own site. It never counts as good.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple, get_args
from urllib.parse import urlsplit

import yaml

from newsroom.model.cleaning import is_what_it_shows, on_one_line
from newsroom.model.errors import Refused
from newsroom.model.item import Publisher, Source, SourceKind
from newsroom.model.owners import owner_of_site

Way = Literal["link", "title_suffix", "text_brackets", "named_report", "itself"]
UNKNOWN_TIER = 5
_KINDS = frozenset(get_args(SourceKind))
_SECOND_LEVEL = frozenset(
    ("co", "com", "org", "net", "gov", "gob", "gouv", "ac", "edu", "or", "ne", "go", "mil", "nic")
)
_POINTS_ELSEWHERE = frozenset(
    ("newsapi", "gdelt", "google_trends", "reddit", "hackernews_api", "claim_review", "fact_check_tools")
)
"""Formats that list other people's reports by their nature, whatever an entry says."""
_FLAGS = ("aggregator", "opinion", "satire", "not_news")


class Facts(NamedTuple):
    """The package's facts about outlets (data/outlets.yaml)."""

    kinds: dict[str, SourceKind]
    wires: frozenset[str]
    ways: dict[str, Way]
    platforms: frozenset[str]


@cache
def facts() -> Facts:
    """Read once."""
    raw = yaml.safe_load(resources.files("newsroom").joinpath("data/outlets.yaml").read_text(encoding="utf-8"))
    wires = {_key(w["name"]) for w in raw["wires"]} | {w["domain"] for w in raw["wires"]}
    return Facts(raw["kinds"], frozenset(wires), raw["ways"], frozenset(raw["platforms"]))


def source_kind(words: str, aggregator: bool = False) -> SourceKind:
    """Any list's word for a kind as one of ours; a word that nobody knows is a blog, which counts as no type."""
    plain = " ".join(words.lower().replace("_", " ").split())
    exact = plain.replace(" ", "_")
    if exact in _KINDS:
        return next(kind for kind in get_args(SourceKind) if kind == exact)
    for known in sorted(facts().kinds, key=len, reverse=True):
        if plain.startswith(known):
            return facts().kinds[known]
    return "aggregator" if aggregator else "blog"


def read_source(entry: Mapping[str, Any], where: str) -> Source:
    """One entry of a sources.yaml (either recorded shape, the bundled one, a user's).

    Raises:
        Refused: bad_source, naming `where` and what is missing.
    """
    name = on_one_line(str(entry.get("name") or ""))
    own_id = str(entry.get("id") or entry.get("file") or "")
    tier = entry.get("tier")
    if not name or not own_id or not isinstance(tier, int) or not 1 <= tier <= 5:
        raise Refused("bad_source", f"{where}: a source needs id, name and a tier from 1 to 5.", "Complete the entry.")
    flags = {flag: bool(entry.get(flag)) for flag in _FLAGS}
    flags["aggregator"] = flags["aggregator"] or entry.get("format") in _POINTS_ELSEWHERE
    kind = source_kind(str(entry.get("kind") or ""), flags["aggregator"])
    # A shop sells and a question is no report: neither confirms anything.
    no_report = bool(entry.get("shop")) or "not news" in str(entry.get("kind") or "")
    language = str(entry.get("language") or "")
    return Source(
        id=own_id,
        name=name,
        owner=on_one_line(str(entry.get("owner") or "")) or name,
        kind=kind,
        tier=tier,
        country=str(entry.get("country") or ""),
        language="" if language == "multi" else language,
        url=str(entry.get("url") or ""),
        terms=str(entry.get("terms") or entry.get("licence") or entry.get("notes") or ""),
        aggregator=flags["aggregator"] or kind == "aggregator" or "link list" in str(entry.get("kind") or ""),
        opinion=flags["opinion"],
        satire=flags["satire"],
        not_news=flags["not_news"] or no_report,
    )


def way_of(source: Source, written: str = "") -> Way:
    """How this source names the outlet behind an item: as written in its entry, else by the host of its feed."""
    if written in get_args(Way):
        return next(way for way in get_args(Way) if way == written)
    if not source.aggregator:
        return "itself"
    host = host_of(source.url)
    return next((way for known, way in facts().ways.items() if _is_under(host, known)), "link")


class Outlets:
    """Every outlet we know by name or domain: rated lists first, then the sources themselves."""

    def __init__(self, sources: Iterable[Source] = (), rated: Iterable[Mapping[str, Any]] = ()) -> None:
        self._known: dict[str, Publisher] = {}
        known_sources = tuple(sources)
        by_owner: dict[str, set[SourceKind]] = {}
        for source in known_sources:
            by_owner.setdefault(source.owner, set()).add(source.kind)
        for entry in rated:
            self._rate(entry, by_owner)
        for source in known_sources:
            if not source.aggregator:
                self._known.setdefault(_key(source.name), publisher_of(source))
        self._sites(known_sources)

    def _rate(self, entry: Mapping[str, Any], by_owner: Mapping[str, set[SourceKind]]) -> None:
        name, tier = str(entry.get("name") or ""), entry.get("tier")
        if not name:
            return
        owner = str(entry.get("owner") or "")
        kinds = by_owner.get(owner, set())
        guessed: SourceKind = next(iter(kinds)) if len(kinds) == 1 else "newspaper"
        kind = source_kind(str(entry["kind"])) if entry.get("kind") else self._kind(name, guessed)
        rated = isinstance(tier, int) and 1 <= tier <= 5 and "owner unknown" not in owner
        self._known[_key(name)] = Publisher(
            name=name,
            owner=owner if rated and owner else owner_of_site(host_of(name)) or site_of(name) or name,
            kind=kind if rated else "blog",
            tier=int(tier) if rated and isinstance(tier, int) else UNKNOWN_TIER,
        )

    @staticmethod
    def _kind(name: str, guessed: SourceKind) -> SourceKind:
        if _key(name) in facts().wires:
            return "wire"
        if guessed in ("aggregator", "trend"):
            return guessed
        # Social and video channels of a company are not its newspaper.
        return "newspaper" if guessed in ("social", "video_channel", "blog") else guessed

    def _sites(self, sources: tuple[Source, ...]) -> None:
        """A site belongs to a source when no source of another owner is served from it."""
        owners: dict[str, set[str]] = {}
        for source in sources:
            owners.setdefault(site_of(source.url), set()).add(source.owner)
        for source in sources:
            site = site_of(source.url)
            usable = site and len(owners[site]) == 1 and not source.aggregator and not _is_platform(site)
            if usable and site not in self._known:
                self._known[site] = publisher_of(source)

    def find(self, name_or_url: str) -> Publisher | None:
        """The outlet of this name, domain or address, or None when nobody rated it or the name hides something."""
        if not is_what_it_shows(name_or_url):
            return None
        known = self._known.get(_key(name_or_url))
        if known is not None or not _looks_like_host(name_or_url):
            return known
        labels = host_of(name_or_url).split(".")
        candidates = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self._known[site] for site in candidates if site in self._known), None)

    def resolve(self, name_or_url: str) -> Publisher:
        """The outlet, or an unknown one that stands for its own site."""
        return self.find(name_or_url) or unknown(name_or_url)

    def names(self) -> tuple[str, ...]:
        """Every known name and domain, in a fixed order (longest first)."""
        return tuple(sorted(self._known, key=lambda name: (-len(name), name)))


def publisher_of(source: Source) -> Publisher:
    """The source as the outlet of its own items."""
    return Publisher(name=source.name, owner=source.owner, kind=source.kind, tier=source.tier)


def unknown(name_or_url: str) -> Publisher:
    """An outlet that nobody rated: tier 5, no type; on a platform anybody posts, so the platform's site is the owner."""
    site = site_of(name_or_url)
    name = site or on_one_line(name_or_url)[:120] or "unknown"
    on_platform = _is_platform(host_of(name_or_url)) if site else False
    wire = _key(name) in facts().wires
    kind: SourceKind = "wire" if wire else "social" if on_platform else "blog"
    owner = owner_of_site(host_of(name_or_url)) or name
    return Publisher(name=name, owner=owner, kind=kind, tier=UNKNOWN_TIER)


def host_of(name_or_url: str) -> str:
    """The host of an address, or a bare domain itself, without www.; empty for other text."""
    if not _looks_like_host(name_or_url):
        return ""
    try:
        host = urlsplit(name_or_url if "://" in name_or_url else f"//{name_or_url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def site_of(name_or_url: str) -> str:
    """The site an address belongs to: its last two labels, three under suffixes such as co.uk. "" for a plain name."""
    labels = host_of(name_or_url).split(".")
    if len(labels) < 2:
        return ""
    short = len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL and len(labels) > 2
    return ".".join(labels[-3:] if short else labels[-2:])


def _looks_like_host(text: str) -> bool:
    return "://" in text or re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+/?", text.strip().lower()) is not None


def _is_platform(host: str) -> bool:
    return any(_is_under(host, platform) for platform in facts().platforms)


def _is_under(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


def _key(name: str) -> str:
    """Names compare without case, leading article and spacing; domains without www."""
    plain = " ".join(name.casefold().split()).removesuffix("/")
    return plain.removeprefix("www.").removeprefix("the ")
