"""Scores of a grouping against a gold one: B-cubed F1 and the adjusted Rand index."""

from collections import Counter
from collections.abc import Mapping
from math import comb


def b_cubed_f1(found: Mapping[str, str], gold: Mapping[str, str]) -> float:
    """Harmonic mean of B-cubed precision and recall over the keys of `gold`, 0 to 1; each key is in `found` too.

    Precision of a key is the share of its found group with its gold group, recall the share of its gold group in its
    found group, both counted inside the keys of `gold` alone.
    """
    if not gold:
        return 0.0
    both = Counter((found[key], gold[key]) for key in gold)
    groups, stories = Counter(found[key] for key in gold), Counter(gold.values())
    precision = sum(count * count / groups[group] for (group, _), count in both.items()) / len(gold)
    recall = sum(count * count / stories[story] for (_, story), count in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def adjusted_rand(found: Mapping[str, str], gold: Mapping[str, str]) -> float:
    """Adjusted Rand index over the keys of `gold`: 1 for the same grouping, about 0 for chance (Hubert, Arabie 1985)."""
    both = Counter((found[key], gold[key]) for key in gold)
    together = sum(comb(count, 2) for count in both.values())
    in_found = sum(comb(count, 2) for count in Counter(found[key] for key in gold).values())
    in_gold = sum(comb(count, 2) for count in Counter(gold.values()).values())
    pairs = comb(len(gold), 2)
    expected = in_found * in_gold / pairs if pairs else 0.0
    most = (in_found + in_gold) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
