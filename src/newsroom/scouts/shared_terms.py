"""Which stories share telling terms with an item: an inverted index whose answers cost the same in any week."""

from collections.abc import Iterable, Mapping
from heapq import nsmallest

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
        read = 0
        lists = ((term, self._stories[term]) for term in weights if term in self._stories)
        for term, listed in sorted(lists, key=lambda entry: (len(entry[1]), entry[0])):
            if read + len(listed) > READ_AT_MOST and read:
                break
            read += len(listed)
            weight = weights[term]
            for story_id in listed:
                shared[story_id] = shared.get(story_id, 0.0) + weight
        return nsmallest(limit, shared, key=lambda story_id: (-round(shared[story_id], 6), story_id))


def telling(terms: Mapping[str, float], ideas: Mapping[str, float]) -> dict[str, float]:
    """The heaviest terms and ideas of an item, with their weights; an idea that is no such term weighs a hundredth."""
    heavy = dict(sorted(terms.items(), key=_heaviest)[:TERMS_INDEXED])
    for idea, weight in sorted(ideas.items(), key=_heaviest)[:IDEAS_INDEXED]:
        heavy.setdefault(idea, weight / 100)
    return heavy


def _heaviest(entry: tuple[str, float]) -> tuple[float, str]:
    return -entry[1], entry[0]
