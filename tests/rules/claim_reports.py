"""Invented reports for the claim tests, and the real parser that reads them."""

from datetime import UTC, datetime, timedelta

from newsroom.council.claims import Draft, drafts, names_of
from newsroom.council.evidence import build
from newsroom.council.headline_verbs import whole_headline
from newsroom.council.sentences import pieces
from newsroom.council.speakers import Names
from newsroom.council.truecase import Truecaser
from newsroom.model.claim import Claim
from newsroom.model.item import Item, Origin, Publisher, SourceKind
from newsroom.world.language import SpacyLanguage

LANGUAGE = SpacyLanguage()
NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
"""A Wednesday."""


def report(
    n: int,
    text: str,
    title: str = "",
    *,
    tier: int = 2,
    kind: SourceKind = "newspaper",
    minutes: int = 0,
    language: str = "en",
    **more: object,
) -> Item:
    """Report number `n` of its own owner, `minutes` after noon."""
    at = NOON + timedelta(minutes=minutes)
    return Item.model_validate(
        {
            "id": f"item_{n}",
            "source_id": f"source_{n}",
            "publisher": Publisher(name=f"Paper {n}", owner=f"owner {n}", kind=kind, tier=tier),
            "url": f"https://paper{n}.example/a",
            "title": title,
            "text": text,
            "language": language,
            "kind": "article",
            "published_at": at,
            "seen_at": at,
            "snapshot": f"snapshot {n}",
            **more,
        }
    )


def origins(*items: Item) -> tuple[Origin, ...]:
    """Each item its own independent origin."""
    return tuple(
        Origin(owner=i.publisher.owner, item_ids=(i.id,), types=("press",), tier=i.publisher.tier, why="own report")
        for i in items
    )


def claims_of(*items: Item) -> tuple[Claim, ...]:
    """The claims of a story of these items, each an origin of its own."""
    return build(items, origins(*items), LANGUAGE)


def drafts_of(text: str, title: str = "") -> list[Draft]:
    """What one report states, draft by draft."""
    found: list[Draft] = []
    before = Names()
    for piece in pieces([report(1, text, title)], Truecaser([text])):
        parsed = LANGUAGE.parse(piece.clean)
        if piece.kind != "body":
            piece, parsed = whole_headline(piece, parsed, LANGUAGE.parse)
        for sentence in parsed:
            found.extend(drafts(sentence, piece, NOON.date(), before))
            before = names_of(sentence, piece) if piece.field == "text" else Names()
    return found


def frames_of(text: str, title: str = "") -> set[str]:
    """The frames that one report gives."""
    return {draft.frame for draft in drafts_of(text, title)}
