"""From raw fields to a draft: the same cleaning, cutting and refusing for every format."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from newsroom.model.cleaning import is_what_it_shows
from newsroom.model.errors import Refused
from newsroom.model.fact_check import FactCheck
from newsroom.model.item import Alert, Engagement, ItemKind, Place
from newsroom.world.feeds.draft import Draft, Fault, Parsed
from newsroom.world.feeds.limits import ITEM_CHARS, ITEMS, KEY_CHARS
from newsroom.world.feeds.plain import clean, cut, links, to_text, to_title
from newsroom.world.guard import is_public_form

_TITLE_FROM_TEXT = 120


def make_draft(
    *,
    key: str = "",
    url: str = "",
    title: str = "",
    body: str = "",
    base: str = "",
    published: datetime | None = None,
    recorded: datetime | None = None,
    language: str = "",
    author: str = "",
    image_url: str = "",
    kind: ItemKind = "article",
    named: str = "",
    place: Place | None = None,
    engagement: Engagement | None = None,
    alert: Alert | None = None,
    not_news: bool = False,
    revision: str = "",
    fact_checks: tuple[FactCheck, ...] = (),
) -> Draft:
    """A clean draft from raw strings (HTML allowed in title and body).

    A link to a place that is not public is dropped, the item stays. Without a title the first words of the body serve.

    Raises:
        Refused: item_too_large, missing_title (neither title nor body).
    """
    if len(title) + len(body) + len(key) > ITEM_CHARS:
        raise Refused("item_too_large", f"The item has more than {ITEM_CHARS:,} characters.")
    text = to_text(body)
    headline = to_title(title) or cut(" ".join(text.split()), _TITLE_FROM_TEXT)
    if not headline:
        raise Refused("missing_title", "The item has neither title nor text.")
    address = clean(url).strip()
    address = address if is_public_form(address) else ""
    return Draft(
        key=make_key(key, address, headline, text),
        url=address,
        title=headline,
        text=text,
        snapshot=snapshot_of(key, url, title, body, str(published or "")),
        published=published,
        recorded=recorded,
        language=clean(language).strip()[:20],
        author=cut(" ".join(clean(author).split()), 120),
        image_url=image_url if is_public_form(image_url) else "",
        kind=kind,
        links=tuple(pair for pair in links(body, base or address) if is_public_form(pair[1])),
        named=cut(named, 120) if is_what_it_shows(named) else "",
        place=place,
        engagement=engagement,
        alert=alert,
        not_news=not_news,
        revision=cut(clean(revision), 60),
        fact_checks=fact_checks,
    )


def make_key(key: str, url: str, title: str, text: str) -> str:
    """The feed's own id; else the link; else a hash of what it says. Ids that are too long become their hash."""
    own = clean(key).strip() or url
    if own and len(own) <= KEY_CHARS:
        return own
    return "sha256:" + hashlib.sha256((own or f"{title}\n{text}").encode()).hexdigest()[:32]


def snapshot_of(*raw: str) -> str:
    """SHA-256 over the fields as they were received."""
    return hashlib.sha256("\x1f".join(raw).encode("utf-8", "surrogatepass")).hexdigest()


class Tray:
    """Collects drafts: the first of two with one key and revision is kept, faults are noted, the count is bounded."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._drafts: dict[str, Draft] = {}
        self._faults = list(faults)
        self._duplicates = 0

    def full(self) -> bool:
        """Whether no more items are taken; notes it as a fault the first time."""
        if len(self._drafts) < ITEMS:
            return False
        if not any(fault.code == "too_many_items" for fault in self._faults):
            self._faults.append(Fault(code="too_many_items", detail=f"only the first {ITEMS:,} items were read"))
        return True

    def add(self, **fields: Any) -> None:
        """Make and keep one draft (fields of `make_draft`); a refused one becomes a fault."""
        try:
            draft = make_draft(**fields)
        except Refused as refused:
            self.fault(refused.code, f"{refused.message} ({cut(clean(str(fields.get('key', ''))), 80)})")
            return
        if draft.edition in self._drafts:
            self._duplicates += 1
        else:
            self._drafts[draft.edition] = draft

    def fault(self, code: str, detail: str) -> None:
        self._faults.append(Fault(code=code, detail=detail))

    def parsed(
        self, trends: Mapping[str, float] | None = None, stated_at: datetime | None = None, more: Iterable[str] = ()
    ) -> Parsed:
        drafts, faults = tuple(self._drafts.values()), tuple(self._faults)
        return Parsed(drafts, faults, self._duplicates, dict(trends or {}), stated_at, tuple(more))


def canonical(value: object) -> str:
    """A JSON value as one stable line, for snapshots of structured rows."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
