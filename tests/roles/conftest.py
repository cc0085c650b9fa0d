"""An invented story to vary: three newsrooms report a storm in a town that does not exist."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.model.channel import Channel
from newsroom.model.claim import Claim, ClaimStatus, Evidence, Slot
from newsroom.model.item import SOURCE_TYPES, Item, Origin, Place, Publisher, Source, SourceKind
from newsroom.model.story import Context, Dossier, Story, StoryNote

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
BODY = (
    "A storm tore the roofs from the harbour sheds of Vellmar on Wednesday morning, the town council said. "
    "Forty fishing boats were driven against the northern pier and eleven of them sank before noon. "
    "The council opened two schools for families whose houses stand under water along the river. "
    "Trains between Vellmar and the capital will not run before Friday, the railway company announced. "
    "Divers began to search the outer basin for a missing cutter, whose two sailors had called for help at dawn. "
    "The lighthouse recorded gusts of one hundred and thirty kilometres an hour, the strongest in nine years."
)

MakeDossier = Callable[..., Dossier]


def an_item(
    n: int,
    *,
    owner: str = "",
    tier: int = 1,
    kind: SourceKind = "newspaper",
    minutes_ago: float = 30,
    title: str = "Storm sinks boats in the harbour of Vellmar",
    text: str = BODY,
    language: str = "en",
    **more: object,
) -> Item:
    """One report. Owner, source and id follow from `n`."""
    owner = owner or f"owner{n}"
    at = NOON - timedelta(minutes=minutes_ago)
    return Item.model_validate(
        {
            "id": f"item_{n}",
            "source_id": f"source{n}",
            "publisher": Publisher(name=f"Paper {n}", owner=owner, kind=kind, tier=tier),
            "url": f"https://paper{n}.example/storm",
            "title": title,
            "text": text,
            "language": language,
            "kind": "article",
            "published_at": at,
            "seen_at": at,
            "snapshot": f"{n:064d}",
            **more,
        }
    )


def a_claim(n: int, *, owners: Sequence[str] = ("owner1", "owner2"), frame: str = "damage", **more: object) -> Claim:
    """One claim with a sentence of evidence per owner; supported when two or more owners state it."""
    status: ClaimStatus = "supported" if len(owners) > 1 else "single_source"
    evidence = tuple(
        Evidence(
            item_id=f"item_{owner.removeprefix('owner')}",
            owner=owner,
            outlet=owner,
            field="text",
            start=0,
            end=10,
            text="A storm tore the roofs from the harbour sheds.",
            url="https://paper.example",
            snapshot="0" * 64,
            seen_at="2031-05-14T11:30:00Z",
        )
        for owner in owners
    )
    given = {
        "id": f"claim_{n:012x}",
        "kind": "event",
        "frame": frame,
        "slots": {"what": Slot(text="harbour sheds", kind="thing", head="shed")},
        "statement": f"statement {n}",
        "evidence": evidence,
        "status": status,
        "salience": 0.8,
        **more,
    }
    return Claim.model_validate(given)


def a_note(n: int, similarity: float, *, approved: bool = False, minutes_ago: float = 60, **more: object) -> StoryNote:
    """Another story of the newsroom."""
    given = {
        "id": f"story_other{n}",
        "headline": f"Flood along the river {n}",
        "category": "disaster",
        "entities": ("Vellmar",),
        "places": (),
        "first_published_at": NOON - timedelta(minutes=minutes_ago),
        "state": "APPROVED" if approved else "VALIDATING",
        "approved": approved,
        "origins": 2,
        "similarity": similarity,
        **more,
    }
    return StoryNote.model_validate(given)


def a_dossier(
    items: Sequence[Item] | None = None,
    *,
    claims: Sequence[Claim] | None = None,
    now: datetime = NOON,
    country: str = "VE",
    story: dict[str, object] | None = None,
    context: dict[str, object] | None = None,
    audience: dict[str, float] | None = None,
) -> Dossier:
    """A dossier with one origin an owner. By default three tier-1 newspapers half an hour ago and four shared claims."""
    known = tuple(items if items is not None else (an_item(1), an_item(2), an_item(3)))
    owners = sorted({item.publisher.owner for item in known})
    origins = tuple(_origin(owner, known) for owner in owners)
    told = tuple(claims if claims is not None else (a_claim(n, owners=owners[:2] or ("x",)) for n in range(4)))
    first = min((item.published_at for item in known), default=now)
    base = Story.model_validate(
        {
            "id": "story_vellmar",
            "slug": "storm-vellmar",
            "headline": "Storm sinks boats in the harbour of Vellmar",
            "language": "en",
            "category": "disaster",
            "entities": ("Vellmar", "Northern Pier"),
            "places": (Place(name="Vellmar", country=country, precision=1.0, population=80_000),),
            "item_ids": tuple(item.id for item in known),
            "origins": origins,
            "first_published_at": first,
            "first_seen_at": first,
            "last_seen_at": max((item.seen_at for item in known), default=now),
            "entered_at": now,
            **(story or {}),
        }
    )
    around = Context.model_validate({"now": now, **(context or {})})
    sources = {
        i.source_id: Source(
            id=i.source_id,
            name=i.publisher.name,
            owner=i.publisher.owner,
            kind=i.publisher.kind,
            tier=i.publisher.tier,
            country=country if n == 0 else "XX",
        )
        for n, i in enumerate(known)
    }
    channel = Channel(name="main", title="Main", audience={"disaster": 0.8} if audience is None else audience)
    return Dossier(story=base, items=known, sources=sources, claims=told, context=around, channel=channel)


def _origin(owner: str, items: Sequence[Item]) -> Origin:
    own = [item for item in items if item.publisher.owner == owner]
    types = sorted({kind for item in own if (kind := SOURCE_TYPES[item.publisher.kind])})
    return Origin(
        owner=owner,
        item_ids=tuple(item.id for item in own),
        types=tuple(types),
        tier=min(item.publisher.tier for item in own),
        why="own report",
    )


@pytest.fixture
def dossier() -> MakeDossier:
    """Makes a dossier; see `a_dossier`."""
    return a_dossier


@pytest.fixture
def item() -> Callable[..., Item]:
    """Makes an item; see `an_item`."""
    return an_item


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Makes a claim; see `a_claim`."""
    return a_claim


@pytest.fixture
def note() -> Callable[..., StoryNote]:
    """Makes a note on another story; see `a_note`."""
    return a_note
