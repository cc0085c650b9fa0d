"""What the agents' metrics are counted from: the store's rows, each kind read when the first metric asks for it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from statistics import mean, median

from newsroom.control.decisions.auction import DECIDED
from newsroom.model.arc import Arc
from newsroom.model.assets import Production
from newsroom.model.ballot import Ballot
from newsroom.model.bid import AuctionRecord, Bid, Monitored
from newsroom.model.item import Item, Source
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Verdict
from newsroom.ports import Store

Counted = tuple[float | None, int]
"""A metric's value and how many cases it was counted from; None where there was no case."""
NOTHING: Counted = (None, 0)


class Facts:
    """One store's rows, read once each. Nothing here is written."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def stories(self) -> dict[str, Story]:
        """Every story by id."""
        return {story.id: story for story in self.store.find("story", Story)}

    @cached_property
    def every_bid(self) -> tuple[Bid, ...]:
        """Every revision of every bid."""
        return self.store.find("bid", Bid)

    @cached_property
    def bids(self) -> tuple[Bid, ...]:
        """Each scout's last revision for each story."""
        ordered = sorted(self.every_bid, key=lambda bid: bid.revision)
        last = {(bid.agent_id, bid.story.story_id): bid for bid in ordered}
        return tuple(last[key] for key in sorted(last))

    @cached_property
    def monitored(self) -> tuple[Monitored, ...]:
        """What scouts looked at without a bid, in order of time."""
        found = self.store.find("monitored", Monitored)
        return tuple(sorted(found, key=lambda one: (one.timestamp, one.story_id, one.agent_id)))

    @cached_property
    def auctions(self) -> tuple[AuctionRecord, ...]:
        """Every decided auction."""
        return self.store.find("observation", AuctionRecord, states=(DECIDED,))

    @cached_property
    def productions(self) -> tuple[Production, ...]:
        return self.store.find("production", Production)

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        return self.store.find("publication", Publication)

    @cached_property
    def ballots(self) -> dict[str, tuple[Ballot, ...]]:
        """Every ballot, by story."""
        found: dict[str, list[Ballot]] = defaultdict(list)
        for ballot in self.store.find("ballot", Ballot):
            found[ballot.story_id].append(ballot)
        return {key: tuple(ballots) for key, ballots in found.items()}

    @cached_property
    def verdicts(self) -> dict[str, tuple[Verdict, ...]]:
        """Every verdict, by story, in order of time."""
        found: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in sorted(self.store.find("verdict", Verdict), key=lambda one: (one.decided_at, one.round)):
            found[verdict.story_id].append(verdict)
        return {key: tuple(verdicts) for key, verdicts in found.items()}

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """Everything that was put to people."""
        return self.store.find("ask", Ask)

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """Every narrative arc."""
        return self.store.find("arc", Arc)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by id."""
        return {source.id: source for source in self.store.find("source", Source)}

    def items_of(self, story: Story) -> tuple[Item, ...]:
        """The items of one story, as they came."""
        return self.store.get_many("item", story.item_ids, Item)

    def of(self, scout: str) -> list[tuple[Bid, Story]]:
        """A scout's bids, each with its story as it is now."""
        return [
            (bid, self.stories[bid.story.story_id])
            for bid in self.bids
            if bid.agent_type == scout and bid.story.story_id in self.stories
        ]


def share(hits: Sequence[bool]) -> Counted:
    """How many of them hold, 0 to 1."""
    return (sum(hits) / len(hits), len(hits)) if hits else NOTHING


def average(values: Sequence[float]) -> Counted:
    """Their mean."""
    return (mean(values), len(values)) if values else NOTHING


def middle(values: Sequence[float]) -> Counted:
    """Their median."""
    return (median(values), len(values)) if values else NOTHING
