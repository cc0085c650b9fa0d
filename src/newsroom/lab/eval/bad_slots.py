"""A strange string in one slot of one report, and everything that scouts decide compared with its plain twin.

Four reports of one event come in; the last, by a site that nobody rated, carries the string in its title, text, author,
address or key. Which stories there are, how many voices confirm, who bids how surely and who wins must be as they are
with a plain word in its place: text of strangers is read, never obeyed.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from newsroom.lab.eval.bad_rows import percent
from newsroom.model.bid import Bid
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused
from newsroom.model.item import Item, Source, SourceKind
from newsroom.model.story import Context, Dossier, Story
from newsroom.scouts import auction, geo_scout, semantic_scout, social_scout, wire_scout
from newsroom.scouts.clustering import StoryIndex
from newsroom.scouts.independence import origins
from newsroom.scouts.story_facts import category_of, entities_of, headline_of, language_of, slug_of
from newsroom.scouts.strays import of_one_event
from newsroom.world.feeds.making import make_draft
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
SLOTS = ("title", "text", "author", "url", "key")
PLAIN_WORD = "lanterns"
_SCOUTS = (wire_scout, social_scout, semantic_scout, geo_scout)


class Report(NamedTuple):
    outlet: str
    kind: SourceKind
    tier: int
    minutes_ago: int
    title: str
    text: str


REPORTS = (
    Report(
        "Vellmar Herald", "newspaper", 1, 50, "Storm sinks eleven boats in the harbour of Vellmar",
        "A storm tore the roofs from the harbour sheds of Vellmar on Wednesday morning, the town council said. Forty fishing "
        "boats were driven against the northern pier and eleven of them sank before noon, while two schools were opened.",
    ),
    Report(
        "Coast Radio", "broadcaster", 1, 40, "Eleven boats sunk as storm hits Vellmar harbour",
        "Families whose houses stand under water along the river were brought into schools after the storm in Vellmar. Our "
        "reporter on the northern pier counted eleven sunken boats and watched divers search the outer basin for a cutter.",
    ),
    Report(
        "Northern Wire", "wire", 1, 30, "Storm in Vellmar: boats sunk, trains stopped",
        "Trains between Vellmar and the capital will not run before Friday because of the storm, the railway company "
        "announced. The harbour master confirmed the loss of eleven boats; the lighthouse recorded the strongest gusts in years.",
    ),
    Report(
        "Pier Notes", "blog", 5, 20, "Storm over Vellmar harbour, boats sunk at the pier",
        "I walked along the harbour of Vellmar after the storm. Eleven boats are sunk at the northern pier, and the sheds lost "
        "their roofs.",
    ),
)  # fmt: skip


def slot_faults(text: str, slots: Sequence[str] = SLOTS) -> Iterator[str]:
    """Every slot in which `text` changes what the scouts decide."""
    for slot in slots:
        decided, usual = _decided(slot, text), _usual(slot)
        if decided != usual:
            part = next(name for name in usual if decided.get(name) != usual[name])
            yield f"in {slot} it changes {part}: {decided.get(part)} instead of {usual[part]}"


@cache
def _usual(slot: str) -> dict[str, Any]:
    return _decided(slot, PLAIN_WORD)


def _decided(slot: str, text: str) -> dict[str, Any]:
    sources = [source_of(report) for report in REPORTS]
    outlets = Outlets(sources)
    own = [item_of(report, source, outlets) for report, source in zip(REPORTS[:-1], sources, strict=False)]
    try:
        items = [*own, _strange(slot, text, sources[-1], outlets)]
    except Refused as error:
        # Too large to be an item at all: refused with a code, and the rest goes on without it.
        return _usual(slot) if error.code == "item_too_large" else {"refused": error.code}
    return scouted(items, {source.id: source for source in sources})


def scouted(items: Sequence[Item], sources: dict[str, Source]) -> dict[str, Any]:
    index = StoryIndex()
    index.rebuild(items)
    placed = [index.story_of(item.id) for item in items]
    answers = [scout.bid(dossier_of(items, sources)) for scout in _SCOUTS]
    bids = [answer for answer in answers if isinstance(answer, Bid)]
    result = auction.resolve(bids, NOON)
    return {
        "stories": [placed.index(story) for story in placed],
        "voices": len(origins(of_one_event(items), sources)),
        "bidders": [bid.agent_id for bid in bids],
        "confidence": [bid.story.confidence_factors.model_dump() for bid in bids],
        "winner": result.winner.agent_id if result.winner else "",
        "ranking": [place.total for place in result.ranking],
        "bar": auction.BID_ABOVE,
    }


def dossier_of(items: Sequence[Item], sources: dict[str, Source]) -> Dossier:
    headline = headline_of(items)
    first = min(item.published_at for item in items)
    story = Story(
        id="story_vellmar", slug=slug_of(headline), headline=headline, language=language_of(items),
        category=category_of(items).primary, entities=entities_of(items), item_ids=tuple(item.id for item in items),
        origins=origins(of_one_event(items), sources), first_published_at=first, first_seen_at=first,
        last_seen_at=max(item.seen_at for item in items), entered_at=NOON,
    )  # fmt: skip
    context = Context(now=NOON, arrivals=tuple(item.seen_at for item in items))
    return Dossier(
        story=story, items=tuple(items), sources=sources, context=context, channel=Channel(name="desk", title="Desk")
    )


def source_of(report: Report) -> Source:
    return Source(
        id=slug_of(report.outlet), name=report.outlet, owner=report.outlet, kind=report.kind, tier=report.tier
    )


def item_of(report: Report, source: Source, outlets: Outlets, **changed: str) -> Item:
    at = NOON - timedelta(minutes=report.minutes_ago)
    given = {"title": report.title, "body": report.text, "url": f"https://{source.id}.example/storm", **changed}
    return make_item(make_draft(published=at, language="en", **given), source, "itself", outlets, at)  # type: ignore[arg-type]


def _strange(slot: str, text: str, source: Source, outlets: Outlets) -> Item:
    report = REPORTS[-1]
    changed = {
        "title": {"title": f"{report.title} {text}"},
        "text": {"body": f"{report.text} {text}"},
        "author": {"author": text},
        "url": {"url": f"https://{source.id}.example/{percent(text[:1_000])}"},
        "key": {"key": text},
    }
    return item_of(report, source, outlets, **changed[slot])
