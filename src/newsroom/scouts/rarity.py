"""How rare a term is among the items seen lately: a word on everyone's lips says little about which story it is."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

FORGET_AT = 12_000
"""Items after which all counts are halved, so that yesterday's great word becomes rare again."""


class Rarity:
    """Counts of terms over items, forgetting slowly. Same items in the same order give the same weights.

    `prior` is how many items are assumed before the first: until that many came, words are told apart only gently.
    `sharpness` is the power on the rarity: above 1, shared rare words outweigh many shared common ones.
    """

    def __init__(self, prior: int, sharpness: float) -> None:
        self._prior = prior
        self._sharpness = sharpness
        self._items = 0
        self._counts: Counter[str] = Counter()

    def learn(self, terms: Iterable[str]) -> None:
        """Count the distinct terms of one more item."""
        if self._items >= FORGET_AT:
            self._items //= 2
            self._counts = Counter({term: count // 2 for term, count in self._counts.items() if count > 1})
        self._items += 1
        self._counts.update(iter(terms))

    def of(self, term: str) -> float:
        """Logarithm of items per item with the term: about 0 for a term in all of them, about 8 for a new one."""
        return max(0.01, math.log((self._items + self._prior) / (self._counts.get(term, 0) + 0.75)))

    def units(self, weights: Mapping[str, float], part: Iterable[str]) -> tuple[dict[str, float], dict[str, float]]:
        """`weights` times rarity, scaled to length 1, and the same of a `part` of them. No terms give no vector."""
        known, items, sharpness = self._counts.get, self._items + self._prior, self._sharpness
        counts = [known(term, 0) for term in weights]
        # The rarity of `of`, written out: this runs for every item. Many of its terms were met as often as each other.
        rarity = {count: max(0.01, log(items / (count + 0.75))) ** sharpness for count in set(counts)}
        whole = {term: weight * rarity[count] for (term, weight), count in zip(weights.items(), counts, strict=True)}
        return _scaled(whole), _scaled({term: whole[term] for term in part})


def _scaled(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum([weight * weight for weight in vector.values()]))
    return {term: weight / length for term, weight in vector.items()} if length else {}
