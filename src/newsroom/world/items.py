"""A draft becomes an item: whose it is, when it was published and seen, in which language, of which kind."""

import re
from datetime import datetime

from newsroom.model.ids import derive
from newsroom.model.item import Item, ItemKind, Source
from newsroom.world.addresses import canonical_url
from newsroom.world.attribution import credit
from newsroom.world.feeds.draft import Draft
from newsroom.world.sources import Outlets, Way, host_of
from newsroom.world.tongue import language_of

_VIDEO_HOSTS = ("youtube.com", "youtu.be", "odysee.com", "rumble.com", "vimeo.com", "twitch.tv")
_OPINION = re.compile(r"/(?:opinions?|commentisfree|op-ed|columnists?|editorials?|comment)/", re.IGNORECASE)
_SHOPPING = re.compile(r"/(?:shopping|deals|coupons?|buying-guides?)/", re.IGNORECASE)
"""Sections by which publishers themselves set comment and shopping apart from their reports."""


def make_item(draft: Draft, source: Source, way: Way, outlets: Outlets, seen_at: datetime) -> Item:
    """`draft` as an item of `source`, first seen at `seen_at`. A date later than the arrival gives way to it."""
    credited = credit(draft, source, way, outlets)
    own = canonical_url(draft.url)
    return Item(
        id=derive("item", source.id, draft.edition),
        source_id=source.id,
        publisher=credited.publisher,
        url=draft.url,
        title=credited.title,
        text=credited.text,
        language=language_of(draft.language, source.language, draft.title, draft.text),
        kind=_kind(draft, source),
        published_at=seen_at if draft.published is None else min(draft.published, seen_at),
        seen_at=seen_at,
        snapshot=draft.snapshot,
        author=draft.author,
        place=draft.place,
        engagement=draft.engagement,
        alert=draft.alert,
        image_url=draft.image_url,
        opinion=source.opinion or bool(_OPINION.search(draft.url)) or draft.title.casefold().startswith("opinion:"),
        satire=source.satire,
        not_news=source.not_news or draft.not_news or bool(_SHOPPING.search(draft.url)),
        guid=draft.key,
        canonical_url=canonical_url(credited.page) or own,
        fact_checks=draft.fact_checks,
    )


def _kind(draft: Draft, source: Source) -> ItemKind:
    if draft.kind != "article":
        return draft.kind
    host = host_of(draft.url)
    if source.kind == "video_channel" or any(host == h or host.endswith(f".{h}") for h in _VIDEO_HOSTS):
        return "video"
    return "post" if source.kind == "social" else "article"
