"""Entrances: everything is in place by 1.6 s; a line rises in 0.45 s, the next 0.08 s later."""

RISE_S = 0.45
STAGGER_S = 0.08
GROW_S = 0.5
COUNT_S = 0.9
SETTLED_S = 1.6


def rise(t: float, order: int = 0, start: float = 0.0) -> float:
    """How far an element has come, 0 to 1, easing out."""
    return ease((t - start - order * STAGGER_S) / RISE_S)


def grow(t: float, order: int = 0, start: float = 0.25) -> float:
    """How far a bar has grown, 0 to 1."""
    return ease((t - start - order * 0.09) / GROW_S)


def count(t: float, start: float = 0.2) -> float:
    """How far a number has counted, 0 to 1."""
    return ease((t - start) / COUNT_S)


def ease(share: float) -> float:
    """Cubic ease-out of a share of time, held to 0..1."""
    share = max(0.0, min(1.0, share))
    return 1 - (1 - share) ** 3
