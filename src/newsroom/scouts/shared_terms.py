"""Which stories share telling terms with an item: an inverted index whose answers cost the same in any week."""

from collections.abc import Iterable, Mapping
from operator import itemgetter

TERMS_INDEXED = 15
IDEAS_INDEXED = 10
READ_AT_MOST = 250
"""Entries read for one item, rarest terms first: what is on everyone's lips comes last and may go unread."""
LISTED_AT_MOST = 200
"""Stories kept under one term, the latest: an older one is still found by its rarer terms."""


class SharedTerms:
    """Terms to the stories that hold them, in the order in which they took them up."""

    def __init__(self) -> None:
        self._stories: dict[str, dict[str, None]] = {}

    def add(self, term: str, story_id: str) -> None:
        """File a story under a term."""
        listed = self._stories.setdefault(term, {})
        listed[story_id] = None
        if len(listed) > LISTED_AT_MOST:
            del listed[next(iter(listed))]

    def remove(self, terms: Iterable[str], story_id: str) -> None:
        """Forget a story filed under these terms."""
        for term in terms:
            listed = self._stories.get(term)
            if listed is not None:
                listed.pop(story_id, None)
                if not listed:
                    del self._stories[term]

    def best(self, weights: Mapping[str, float], limit: int) -> list[str]:
        """The stories that share the most weight, highest first; ids break ties."""
        shared: dict[str, float] = {}
        known = shared.get
        read = 0
        stories = self._stories
        for length, term in sorted([(len(stories[term]), term) for term in weights if term in stories]):
            if read + length > READ_AT_MOST and read:
                break
            read += length
            weight = weights[term]
            for story_id in stories[term]:
                shared[story_id] = known(story_id, 0.0) + weight
        return _highest(shared, limit)


def _highest(shared: Mapping[str, float], limit: int) -> list[str]:
    """The `limit` stories of the highest sums, rounded to six places; ids break ties."""
    entries: Iterable[tuple[str, float]] = shared.items()
    if len(shared) > limit:
        # Only what reaches the last place before rounding can reach it after.
        least = sorted(shared.values(), reverse=True)[limit - 1] - _ROUNDING
        entries = [entry for entry in shared.items() if entry[1] >= least]
    return [story_id for _, story_id in sorted((-round(weight, 6), story_id) for story_id, weight in entries)[:limit]]


def telling(terms: Mapping[str, float], ideas: Mapping[str, float]) -> dict[str, float]:
    """The heaviest terms and ideas of an item, with their weights; an idea that is no such term weighs a hundredth."""
    heavy = dict(_heaviest(terms, TERMS_INDEXED))
    for idea, weight in _heaviest(ideas, IDEAS_INDEXED):
        heavy.setdefault(idea, weight / 100)
    return heavy


def _heaviest(weights: Mapping[str, float], limit: int) -> list[tuple[str, float]]:
    """The `limit` heaviest entries, heaviest first; terms break ties."""
    entries: Iterable[tuple[str, float]] = weights.items()
    if len(weights) > limit:
        least = sorted(weights.values(), reverse=True)[limit - 1]
        entries = [entry for entry in weights.items() if entry[1] >= least]
    return sorted(sorted(entries), key=_WEIGHT, reverse=True)[:limit]


_WEIGHT = itemgetter(1)
_ROUNDING = 2e-6
