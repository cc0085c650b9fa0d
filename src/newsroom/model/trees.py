"""A sum of small decision trees as plain arrays: what a fitted model ships, and how it is read. Pure and exact."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Trees(NamedTuple):
    """Nodes of all trees one after another; `roots` are where each begins. A leaf's `figure` is -1.

    At a node a figure of at most `cut` goes to `left`, a greater one to `right`, a missing one (NaN) where `missing`
    says (1 left). `value` counts at leaves alone.
    """

    base: float
    roots: tuple[int, ...]
    figure: tuple[int, ...]
    cut: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    missing: tuple[int, ...]
    leaf: tuple[float, ...]

    def value(self, figures: Sequence[float]) -> float:
        """The sum over all trees, rounded to 0.0001 so that no machine's last bits matter."""
        total = self.base
        for root in self.roots:
            total += self.leaf[self._leaf(root, figures)]
        return round(total, 4)

    def _leaf(self, at: int, figures: Sequence[float]) -> int:
        while self.figure[at] >= 0:
            seen = figures[self.figure[at]]
            left = bool(self.missing[at]) if seen != seen else seen <= self.cut[at]
            at = self.left[at] if left else self.right[at]
        return at


def unpacked(held: Any, prefix: str = "") -> Trees:
    """Trees from the arrays of a file: base, roots, figure, cut, left, right, missing, leaf, each after `prefix`."""
    whole = ("roots", "figure", "left", "right", "missing")
    ints = {name: tuple(int(one) for one in held[prefix + name]) for name in whole}
    cut, leaf = (tuple(float(one) for one in held[prefix + name]) for name in ("cut", "leaf"))
    return Trees(
        float(held[prefix + "base"]),
        ints["roots"],
        ints["figure"],
        cut,
        ints["left"],
        ints["right"],
        ints["missing"],
        leaf,
    )
