"""Geo_Scout's success metrics (N 1.4), counted from its bids, their stories' places and what became of them."""

from collections.abc import Callable, Iterable
from itertools import chain

from newsroom.desk.metric_facts import Counted, Facts, share
from newsroom.model.bid import Bid
from newsroom.model.item import Place
from newsroom.model.story import Story
from newsroom.model.text import fold
from newsroom.scouts.country_facts import facts_of
from newsroom.scouts.inputs_place import most_precise

SCOUT = "Geo_Scout"
REVIEW = "cultural_sensitivity_review"
_REVIEWER = "Compliance_Guard"
_PASSED = ("YES", "YES_STRONG")


def _accuracy(facts: Facts) -> Counted:
    """A place of a bid is right when the gazetteer has it on the map, or when two owners name it."""
    return share([on_map or by_two for on_map, by_two in _confirmed(facts)])


def _accuracy_beside(facts: Facts) -> dict[str, float | None]:
    """The stricter reading: only what two owners name."""
    return {"named by two owners": _rounded(share([by_two for _, by_two in _confirmed(facts)])[0])}


def _confirmed(facts: Facts) -> list[tuple[bool, bool]]:
    """Each place of each bid: whether it is on the map, and whether the reports of two owners write its name."""
    found = []
    for bid, story in facts.of(SCOUT):
        on_map = {place.name for place in story.places if place.point is not None}
        told = [(item.publisher.owner, fold(f"{item.title} {item.text}")) for item in facts.items_of(story)]
        for name in bid.story.locations:
            found.append((name in on_map, len({owner for owner, text in told if fold(name) in text}) > 1))
    return found


def _context_used(facts: Facts) -> Counted:
    """Whether a produced bid's place, its country or its capital is said in the script."""
    scripts = {one.story_id: one.script for one in facts.productions if one.script}
    used = []
    for _, story in facts.of(SCOUT):
        script = scripts.get(story.id)
        if script is not None:
            said = fold(" ".join(chain([script.title], (line.text for line in script.lines))))
            used.append(any(fold(name) in said for name in _background(story.places)))
    return share(used)


def _background(places: Iterable[Place]) -> list[str]:
    place = most_precise(places)
    country = facts_of(place.country) if place else None
    names = [place.name] if place else []
    return names + ([country.name, country.capital] if country else [])


def _local(facts: Facts) -> Counted:
    return share([_has_local(facts, story) for _, story in facts.of(SCOUT)])


def _has_local(facts: Facts, story: Story) -> bool:
    place = most_precise(story.places)
    sources = (facts.sources.get(item.source_id) for item in facts.items_of(story))
    return place is not None and any(one and not one.aggregator and one.country == place.country for one in sources)


def _sensitivity(facts: Facts) -> Counted:
    return share([_passed(facts, story) for bid, story in _flagged(facts) if story.id in facts.ballots])


def _sensitivity_beside(facts: Facts) -> dict[str, float | None]:
    """How many of its bids are flagged for a review, and for local expertise."""
    own = [bid for bid, _ in facts.of(SCOUT)]
    return {
        "flagged for cultural review": _rounded(share([REVIEW in bid.flags for bid in own])[0]),
        "flagged for local expertise": _rounded(share(["needs_local_expertise" in bid.flags for bid in own])[0]),
    }


def _flagged(facts: Facts) -> list[tuple[Bid, Story]]:
    return [(bid, story) for bid, story in facts.of(SCOUT) if REVIEW in bid.flags]


def _passed(facts: Facts, story: Story) -> bool:
    """Whether the guard of the rules said yes each time it voted."""
    votes = [ballot.vote for ballot in facts.ballots[story.id] if ballot.voter_id == _REVIEWER]
    return bool(votes) and all(vote in _PASSED for vote in votes)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


COUNTS_GEO: dict[tuple[str, str], Callable[[Facts], Counted]] = {
    (SCOUT, "geographic accuracy"): _accuracy,
    (SCOUT, "regional context relevance"): _context_used,
    (SCOUT, "local source utilization"): _local,
    (SCOUT, "cultural sensitivity score"): _sensitivity,
}
DETAILS_GEO: dict[tuple[str, str], Callable[[Facts], dict[str, float | None]]] = {
    (SCOUT, "geographic accuracy"): _accuracy_beside,
    (SCOUT, "cultural sensitivity score"): _sensitivity_beside,
}
