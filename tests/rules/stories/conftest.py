"""Invented reports from an invented country, for the rules that group them and count who confirms."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.model.item import Item, ItemKind, Publisher, SourceKind

DAWN = datetime(2031, 5, 14, 5, 0, tzinfo=UTC)

Report = Callable[..., Item]


def a_report(
    name: str,
    title: str,
    text: str = "",
    *,
    outlet: str = "",
    owner: str = "",
    kind: SourceKind = "newspaper",
    tier: int = 2,
    language: str = "en",
    minutes: float = 0,
    item_kind: ItemKind = "article",
    author: str = "",
    opinion: bool = False,
    satire: bool = False,
    not_news: bool = False,
) -> Item:
    """One report `minutes` after dawn. Outlet and owner follow from `name` unless given."""
    outlet = outlet or f"{name.title()} Courier"
    at = DAWN + timedelta(minutes=minutes)
    return Item(
        id=name,
        source_id=outlet.casefold().replace(" ", "-"),
        publisher=Publisher(name=outlet, owner=owner or outlet, kind=kind, tier=tier),
        url=f"https://{name}.example/report",
        title=title,
        text=text,
        language=language,
        kind=item_kind,
        published_at=at,
        seen_at=at,
        snapshot="0" * 64,
        author=author,
        opinion=opinion,
        satire=satire,
        not_news=not_news,
    )


@pytest.fixture(scope="session")
def report() -> Report:
    return a_report
