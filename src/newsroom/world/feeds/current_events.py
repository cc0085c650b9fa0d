"""Wikipedia's current events page as RSS, one item a day: each bullet that cites a report is an item of its own.

The key is `wpce:DATE#n`, n counting the innermost list entries that have an outside link, from 1. A day's page is a
digest, finished when the day is over: nothing of it counts as known before.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import html

from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.plain import links, to_text
from newsroom.world.feeds.unpack import decoded, unpacked
from newsroom.world.feeds.xml_feed import ITEM_TAGS, _read
from newsroom.world.feeds.xml_guard import scan

_DAY_IN_TITLE = re.compile(r"([A-Z][a-z]+ \d{1,2}, \d{4})")
_CITED = re.compile(r"\s*\(([^()]{2,80})\)\s*$")


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The bullets of each day on the page.

    Raises:
        Refused: the codes of an XML feed.
    """
    scanned = scan(decoded(unpacked(data), content_type), ITEM_TAGS)
    tray = Tray(scanned.faults)
    for entry in _read(scanned.text).entries:
        day = _day(str(entry.get("title", "")))
        if day is None:
            tray.fault("bad_date", f"no day in the title: {entry.get('title', '')!s:.60}")
        else:
            _bullets(tray, str(entry.get("summary", "")), day)
    return tray.parsed()


def _day(title: str) -> datetime | None:
    found = _DAY_IN_TITLE.search(title)
    if found is None:
        return None
    try:
        return datetime.strptime(found.group(1), "%B %d, %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def _bullets(tray: Tray, page: str, day: datetime) -> None:
    over = day + timedelta(days=1, seconds=-1)
    count = 0
    for entry in html.fromstring(f"<div>{page}</div>").iter("li"):
        if entry.find(".//li") is not None or _is_menu(entry) or not any(_is_outside(a) for a in entry.iter("a")):
            continue
        if tray.full():
            return
        count += 1
        markup = html.tostring(entry, encoding="unicode", with_tail=False)
        cited = [pair for pair in links(markup) if "wikipedia.org" not in pair[1]]
        text = _uncited(to_text(markup))
        tray.add(
            key=f"wpce:{day:%Y-%m-%d}#{count}",
            url=cited[0][1] if cited else "",
            title=text,
            body=text,
            published=over,
            recorded=over,
            language="en",
            named=cited[0][1] if cited else "",
        )


def _is_outside(anchor: Any) -> bool:
    return "external" in (anchor.get("class") or "")


def _is_menu(entry: Any) -> bool:
    return any("navbar" in (above.get("class") or "") for above in entry.iterancestors())


def _uncited(text: str) -> str:
    """The sentence without the outlets in brackets behind it."""
    shorter = _CITED.sub("", text)
    while shorter != text:
        text, shorter = shorter, _CITED.sub("", shorter)
    return " ".join(text.split())
