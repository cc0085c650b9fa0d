"""Wire_Scout's success metrics (N 1.1), counted from its bids and what became of them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from newsroom.desk.metric_facts import Counted, Facts, average, middle, share
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.model.verdict import Verdict

SCOUT = "Wire_Scout"
TARGET_MIN = 5.0
_VETO = "FACTUAL_CONCERNS"
_DUE = "approved"


def false_story(facts: Facts, story: Story) -> bool:
    """Whether a story was stopped for its facts, in any round, or an editor found a correction of it due."""
    vetoed = any(_is_veto(verdict) for verdict in facts.verdicts.get(story.id, ()))
    return vetoed or any(
        ask.story_id == story.id and ask.question == "correction" and ask.status == _DUE for ask in facts.asks
    )


def _is_veto(verdict: Verdict) -> bool:
    return verdict.reason == _VETO


def _acceptance(facts: Facts) -> Counted:
    return share([story.council_at is not None for _, story in facts.of(SCOUT)])


def _won(facts: Facts) -> dict[str, float | None]:
    winners = {record.winner for record in facts.auctions if record.winner}
    value, _ = share([bid.bid_id in winners for bid, _ in facts.of(SCOUT)])
    return {"auctions won": _rounded(value)}


def _discovery(facts: Facts) -> Counted:
    return middle(_minutes(facts, _wire_publish))


def _discovery_beside(facts: Facts) -> dict[str, float | None]:
    """Other readings: from anybody's first publication, from the second independent report, to first sight only."""
    own = _minutes(facts, _wire_publish)
    within, _ = share([minutes < TARGET_MIN for minutes in own])
    seen = [
        _between(published, story.first_seen_at)
        for story, items in _found(facts)
        if (published := min((item.published_at for item in items), default=None))
    ]
    return {
        "share under 5 min": _rounded(within),
        "from anybody's first report": _rounded(middle(_minutes(facts, _first_publish))[0]),
        "from the second independent report": _rounded(middle(_minutes(facts, _confirmed))[0]),
        "first report to first sight": _rounded(middle(seen)[0]),
        "from seeing tier 1 and a second voice": _rounded(middle(_minutes(facts, _able))[0]),
    }


def _minutes(facts: Facts, since: Callable[[Story, tuple[Item, ...]], datetime | None]) -> list[float]:
    found = []
    for story, items in _found(facts):
        start = since(story, items)
        if start is not None and story.discovered_at is not None:
            found.append(_between(start, story.discovered_at))
    return found


def _found(facts: Facts) -> list[tuple[Story, tuple[Item, ...]]]:
    """The stories that it bid on, each once, with the items that were published before the discovery."""
    stories = {story.id: story for _, story in facts.of(SCOUT) if story.discovered_at is not None}
    return [(story, _known(facts.items_of(story), story.discovered_at)) for story in stories.values()]


def _known(items: Iterable[Item], by: datetime | None) -> tuple[Item, ...]:
    return tuple(item for item in items if by is None or item.seen_at <= by)


def _wire_publish(story: Story, items: tuple[Item, ...]) -> datetime | None:
    """When the first outlet of tier 1 published."""
    del story
    return min((item.published_at for item in items if item.publisher.tier == 1), default=None)


def _first_publish(story: Story, items: tuple[Item, ...]) -> datetime | None:
    return min((item.published_at for item in items), default=story.first_published_at)


def _confirmed(story: Story, items: tuple[Item, ...]) -> datetime | None:
    """When the second independent voice published: no bid can come before."""
    at = {item.id: item.published_at for item in items}
    voices = sorted(
        min(at[key] for key in origin.item_ids if key in at)
        for origin in story.origins
        if any(key in at for key in origin.item_ids)
    )
    return voices[1] if len(voices) > 1 else None


def _able(story: Story, items: tuple[Item, ...]) -> datetime | None:
    """When both of N's conditions on voices could first be seen: a tier-1 report and a second independent one."""
    seen = {item.id: item.seen_at for item in items}
    voices = sorted(
        min(seen[k] for k in o.item_ids if k in seen) for o in story.origins if seen.keys() & set(o.item_ids)
    )
    best = [item.seen_at for item in items if item.publisher.tier == 1]
    return max(voices[1], min(best)) if len(voices) > 1 and best else None


def _diversity(facts: Facts) -> Counted:
    return average([min(len(set(bid.story.source_types)) / 4, 1.0) for bid, _ in facts.of(SCOUT)])


def _false_positives(facts: Facts) -> Counted:
    return share([false_story(facts, story) for _, story in facts.of(SCOUT) if story.council_at])


def _between(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds() / 60)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


COUNTS_WIRE: dict[tuple[str, str], Callable[[Facts], Counted]] = {
    (SCOUT, "bid acceptance rate"): _acceptance,
    (SCOUT, "time to discovery"): _discovery,
    (SCOUT, "source diversity score"): _diversity,
    (SCOUT, "false positive rate"): _false_positives,
}
DETAILS_WIRE: dict[tuple[str, str], Callable[[Facts], dict[str, float | None]]] = {
    (SCOUT, "bid acceptance rate"): _won,
    (SCOUT, "time to discovery"): _discovery_beside,
}
