"""For each text that several owners carry, the one it counts for: together as few owners as could have written them all.

1. An owner who is counted anyway, for a text of its own or because others credit it, takes every text that it carries.
2. What is left is shared out so that the fewest owners speak; among equals those who published first.

So one more carrier of a known text can never raise the count, whenever it says that it published.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

EXACT_TEXTS = 6
"""Texts tied together by common carriers for which every choice is weighed; more are taken one by one, widest first."""

Carriers = Sequence[str]
"""Owners of one text's items, first published first."""


def spokesmen(texts: Sequence[Carriers], counted: Collection[str]) -> tuple[str, ...]:
    """The owner that each text counts for, in the order of `texts`. `counted` are owners who speak in any case."""
    known = {*counted, *(carriers[0] for carriers in texts if len(set(carriers)) == 1)}
    chosen = {at: owner for at, carriers in enumerate(texts) if (owner := _first_of(carriers, known))}
    left = {at: tuple(dict.fromkeys(carriers)) for at, carriers in enumerate(texts) if at not in chosen}
    for tied in _tied(left):
        few = _fewest({at: left[at] for at in tied})
        chosen.update({at: _first_of(left[at], few) for at in tied})
    return tuple(chosen[at] for at in range(len(texts)))


def _first_of(carriers: Carriers, wanted: Collection[str]) -> str:
    return next((owner for owner in carriers if owner in wanted), "")


def _tied(texts: Mapping[int, Carriers]) -> list[list[int]]:
    """The texts in heaps that share carriers, directly or by others."""
    heaps: list[tuple[set[str], list[int]]] = []
    for at, carriers in texts.items():
        owners, members = set(carriers), [at]
        apart = []
        for other_owners, other_members in heaps:
            if owners & other_owners:
                owners |= other_owners
                members = other_members + members
            else:
                apart.append((other_owners, other_members))
        heaps = [*apart, (owners, members)]
    return [sorted(members) for _, members in heaps]


def _fewest(texts: Mapping[int, Carriers]) -> set[str]:
    # The first carrier of the earliest text is tried first: who published first speaks where nothing tells otherwise.
    owners = list(dict.fromkeys(owner for at in sorted(texts) for owner in texts[at]))
    if len(texts) <= EXACT_TEXTS:
        for size in range(1, len(texts) + 1):
            for few in combinations(owners, size):
                if all(set(few) & set(carriers) for carriers in texts.values()):
                    return set(few)
    return _one_by_one(texts, owners)


def _one_by_one(texts: Mapping[int, Carriers], owners: Sequence[str]) -> set[str]:
    few: set[str] = set()
    open_texts = list(texts.values())
    while open_texts:
        widest = max(
            owners, key=lambda owner: (sum(owner in carriers for carriers in open_texts), -owners.index(owner))
        )
        few.add(widest)
        open_texts = [carriers for carriers in open_texts if widest not in carriers]
    return few
