"""Whose words an item is: takes a draft and its source, and finds the outlet behind an index or a community.

Ways: `link` – the address behind "[link]", "Article URL" or the item itself; `title_suffix` – "Headline - Outlet";
`text_brackets` – "[Outlet] text"; `named_report` – "reports Outlet" in the text; `itself`. When a way finds nothing the
item stays with the index or community, which is never an independent origin.
"""

import re
from typing import NamedTuple

from newsroom.model.item import Publisher, Source
from newsroom.world.addresses import unwrapped
from newsroom.world.feeds.draft import Draft
from newsroom.world.sources import Outlets, Way, publisher_of, site_of

_SUFFIX = re.compile(r"^(?P<title>.{10,}\S)\s+[-–—|]\s+(?P<name>[^-–—|]{2,60}|\S+)$", re.S)
_BRACKETS = re.compile(r"^\s*\[(?P<name>[^\[\]]{2,60})\]\s*")
_REPORT = r"(?:report(?:s|ed)?(?: from| by)?|according to|writes|via|from|shared by)"
_LINK_LABELS = ("[link]", "link", "source", "article", "read more")
_SUBMISSION = re.compile(
    r"\s*(?:submitted by\s+\S+\s*)?(?:to r/\S+\s*)?\[link\](?:\s*\[com?m?e?n?t?s?\]?)?\s*$|\s*submitted by(?:\s+\S+)?\s*$"
    r"|^\s*Article URL:\s*\S+\s*|\s*Comments URL:\s*\S+\s*|\s*Points:\s*\d+\s*|\s*# Comments:\s*\d+\s*",
    re.I | re.M,
)


class Credited(NamedTuple):
    """An item's outlet, with title and text freed of what only named it or linked to it, and the outlet's own page.

    `page` is empty where the item is its own page.
    """

    publisher: Publisher
    title: str
    text: str
    page: str = ""


def credit(draft: Draft, source: Source, way: Way, outlets: Outlets) -> Credited:
    """`draft` with the outlet it counts for."""
    if way == "title_suffix":
        return _by_suffix(draft, source, outlets)
    if way == "text_brackets":
        return _by_brackets(draft, source, outlets)
    text = _SUBMISSION.sub("", draft.text).strip() if source.aggregator or source.kind == "social" else draft.text
    if way == "link":
        publisher, page = _by_link(draft, source, outlets)
        return Credited(publisher, draft.title, text, page)
    if way == "named_report":
        return Credited(_by_report(draft, source, outlets), draft.title, text)
    return Credited(publisher_of(source), draft.title, text)


def _by_suffix(draft: Draft, source: Source, outlets: Outlets) -> Credited:
    """The text of such an index lists what other outlets wrote: it is nobody's text here and is left out."""
    found = _SUFFIX.match(draft.title)
    name = draft.named or (found["name"] if found else "")
    if not name:
        return Credited(publisher_of(source), draft.title, "")
    own = found is not None and found["name"].casefold() == name.casefold()
    return Credited(outlets.resolve(name.strip()), found["title"] if found and own else draft.title, "")


def _by_brackets(draft: Draft, source: Source, outlets: Outlets) -> Credited:
    found = _BRACKETS.match(draft.text)
    if found is None:
        return Credited(publisher_of(source), draft.title, draft.text)
    name, rest = found["name"], draft.text[found.end() :]
    if site_of(source.url).partition(".")[0] == name.casefold().replace(" ", ""):
        return Credited(publisher_of(source), draft.title, rest)
    return Credited(outlets.resolve(name), draft.title, rest)


def _by_link(draft: Draft, source: Source, outlets: Outlets) -> tuple[Publisher, str]:
    home = site_of(source.url)
    labelled = [href for label, href in draft.links if label.casefold() in _LINK_LABELS]
    candidates = [draft.named, *labelled, draft.url, *(href for label, href in draft.links if label == href)]
    for address in map(unwrapped, candidates):
        site = site_of(address)
        if site and site != home and "redd.it" not in site:
            return outlets.resolve(address), address
    return publisher_of(source), ""


def _by_report(draft: Draft, source: Source, outlets: Outlets) -> Publisher:
    """The first known outlet that the text credits; a link to a known outlet serves as well."""
    first: tuple[int, Publisher] | None = None
    for name in outlets.names():
        if "." in name or len(name) < 3:
            continue
        found = re.search(rf"\b{_REPORT}\s+(?:the\s+)?{re.escape(name)}\b", draft.text, re.I)
        publisher = outlets.find(name) if found else None
        if found and publisher and (first is None or found.start() < first[0]):
            first = (found.start(), publisher)
    if first is not None:
        return first[1]
    linked = (outlets.find(href) for _, href in draft.links if site_of(href) != site_of(source.url))
    return next((publisher for publisher in linked if publisher is not None), publisher_of(source))
