"""Whether two English sentences say the same: a logistic rule over what they share and where they part.

The rule weighs every figure of `SIGNS` and every product of two; `lab/training/same_sentence.py` fitted it on labelled
pairs of news sentences. It knows nothing of the world: who says so, and when, others must ask.
"""

import json
import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsroom.scouts.sentence_signs import SIGNS, Nearness, signs

SAME_FROM = 0.40
"""From this chance on two sentences count as one: where the F1 of sentence pairs left out of the fit was highest."""


class _Rule(NamedTuple):
    centre: tuple[float, ...]
    spread: tuple[float, ...]
    constant: float
    single: tuple[float, ...]
    products: tuple[float, ...]


def same_sentence(a: str, b: str, near: Nearness) -> float:
    """The chance that two sentences say the same, 0 to 1; `near` is how near their meanings are.

    The same whichever comes first. Two empty sentences, or the same one twice, are the same.
    """
    if a.strip() == b.strip():
        return 1.0
    rule = _rule()
    raw = zip(signs(a, b, near), rule.centre, rule.spread, strict=True)
    found = [max(-_FAR, min(_FAR, (value - centre) / spread)) for value, centre, spread in raw]
    total = [rule.constant, *(weight * value for weight, value in zip(rule.single, found, strict=True))]
    products = (left * right for at, left in enumerate(found) for right in found[at:])
    total += [weight * product for weight, product in zip(rule.products, products, strict=True)]
    return round(1.0 / (1.0 + math.exp(-max(-_STEEP, min(_STEEP, math.fsum(total))))), 3)


def says_the_same(a: str, b: str, near: Nearness) -> bool:
    """Whether two sentences count as one."""
    return same_sentence(a, b, near) >= SAME_FROM


@cache
def _rule() -> _Rule:
    raw = json.loads(files("newsroom.data").joinpath("models/same_sentence.json").read_text(encoding="utf-8"))
    if tuple(raw["signs"]) != SIGNS:
        raise ValueError("same_sentence.json was fitted on other figures; fit it again")
    centre, spread, single, products = (tuple(raw[name]) for name in ("centre", "spread", "single", "products"))
    return _Rule(centre, spread, raw["constant"], single, products)


_FAR = 4.0
_STEEP = 30.0
