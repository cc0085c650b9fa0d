"""The simulation's only source of chance: one generator made from the seed and handed to whoever needs to draw."""

from collections.abc import Mapping, Sequence
from random import Random  # noqa: TID251 - this module is where the simulation's randomness is passed in from
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws that depend on the seed and on the order of draws alone."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def chance(self, probability: float) -> bool:
        """True with `probability` (0 to 1)."""
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def pick(self, options: Sequence[T]) -> T:
        """One of `options`, all alike."""
        return options[self._random.randrange(len(options))]

    def weighted(self, options: Mapping[T, float]) -> T:
        """One of the keys of `options`, by their weights (above 0)."""
        return self._random.choices(list(options), list(options.values()))[0]

    def share(self) -> float:
        """A number from 0 to below 1."""
        return self._random.random()
