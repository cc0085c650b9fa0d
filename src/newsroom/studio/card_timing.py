"""When each card is on screen: every cut follows from the sound, none from a fixed length (N 3.6; av.md section 1).

1. A card is up while its own lines are spoken; it comes a moment before its first word.
2. Cards of one line share that line's time equally.
3. Two neighbours that would show the same picture are one card.
4. The last card stays to the end. Cuts lie on whole frames, in order, covering the sound without a gap.
"""

from collections.abc import Sequence
from typing import NamedTuple

from newsroom.model.assets import Narration, Visual

FPS = 30
LEAD_S = 0.10
STILL_S_MAX = 4.0


class CardSpan(NamedTuple):
    """One card on screen: its place in the visual plan, its first frame, and the frame after its last."""

    visual: int
    first: int
    end: int

    @property
    def start_s(self) -> float:
        """First moment on screen, in seconds."""
        return round(self.first / FPS, 3)


def frames_of(duration_s: float) -> int:
    """Whole frames that cover a sound of `duration_s`."""
    return max(1, int(-(-round(duration_s * FPS, 6) // 1)))


def card_plan(visuals: Sequence[Visual], narration: Narration) -> tuple[CardSpan, ...]:
    """The cards in the order of the sound. `visuals` must not be empty; cards of unknown lines follow their neighbour.

    Raises:
        ValueError: there is no card at all.
    """
    if not visuals:
        raise ValueError("a video needs at least one card")
    total = frames_of(narration.duration_s)
    starts = _starts(visuals, narration)
    order = sorted(range(len(visuals)), key=lambda at: (starts[at], at))
    order = [at for n, at in enumerate(order) if n == 0 or not _same(visuals[at], visuals[order[n - 1]])]
    firsts = [0, *(min(total - 1, max(1, round((starts[at] - LEAD_S) * FPS))) for at in order[1:])]
    ends = [*firsts[1:], total]
    return tuple(CardSpan(at, first, end) for at, first, end in zip(order, firsts, ends, strict=True) if end > first)


def longest_still_s(spans: Sequence[CardSpan], moves: Sequence[float]) -> float:
    """The longest time, in seconds, in which neither a cut nor a caption word (`moves`, seconds) changes the picture."""
    if not spans:
        return 0.0
    moments = sorted({*(span.start_s for span in spans), *moves, spans[-1].end / FPS})
    return round(max((b - a for a, b in zip(moments, moments[1:], strict=False)), default=0.0), 3)


def _starts(visuals: Sequence[Visual], narration: Narration) -> list[float]:
    """The first second of each card; cards that begin on the same line divide it."""
    firsts: list[str] = []
    for visual in visuals:
        known = [line for line in visual.line_ids if line in narration.line_spans]
        firsts.append(min(known, key=lambda line: narration.line_spans[line]) if known else (firsts or [""])[-1])
    starts: list[float] = []
    for at, line in enumerate(firsts):
        start, end = narration.line_spans.get(line, (0.0, narration.duration_s))
        sharing = [n for n, other in enumerate(firsts) if other == line]
        starts.append(start + (end - start) * sharing.index(at) / len(sharing))
    return starts


def _same(one: Visual, other: Visual) -> bool:
    return one.kind == other.kind and one.data == other.data
