"""Words of a text as numbered marks, for the small trained models: hashed, so that no model ships a list of words."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from newsroom.model.text import folded_words


def marks(text: str, buckets: int) -> Counter[int]:
    """How often each mark stands in a text: every folded word, and every pair of neighbours. 0 to `buckets` - 1."""
    tokens = folded_words(text)
    pairs = (f"{left} {right}" for left, right in zip(tokens, tokens[1:], strict=False))
    return Counter(_place(one) % buckets for one in (*tokens, *pairs))


def weighed(counts: Mapping[int, int], rarity: Sequence[float]) -> dict[int, float]:
    """Marks at length 1 together: each 1 + ln(count), times its `rarity`. A mark without rarity (never met) is left out."""
    raw = {mark: (1.0 + math.log(count)) * rarity[mark] for mark, count in sorted(counts.items()) if rarity[mark] > 0.0}
    length = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {mark: value / length for mark, value in raw.items()}


@lru_cache(maxsize=65536)
def _place(word: str) -> int:
    return crc32(word.encode())
