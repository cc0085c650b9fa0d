"""When the parts of a pattern came: at once, at a steady pace, ever faster, ever slower (N 1.3, temporal pattern analyzer)."""

from collections.abc import Sequence
from datetime import datetime
from statistics import fmean, median, pstdev
from typing import NamedTuple

from newsroom.model.base import Factor, score
from newsroom.scouts.inputs_pattern import Link

AT_ONCE_H = 1.0
STEADY = 0.6
FASTER = 0.5
"""The later gaps are at most this share of the earlier ones (or the other way round) when a pace changes."""
_FEWEST_FOR_PACE = 4


class Timeline(NamedTuple):
    """Stories in order of time. `gap_h` is the median gap in hours; `regularity` 0 to 1, 1 where every gap is the same."""

    stories: int
    place: int
    span_h: float
    gap_h: float
    regularity: float
    pace: str


def timeline(own: datetime, others: Sequence[datetime]) -> Timeline:
    """The timeline of a story and its related ones; `place` is the story's own number in it, from 1."""
    times = sorted((own, *others))
    gaps = [(later - earlier).total_seconds() / 3600 for earlier, later in zip(times, times[1:], strict=False)]
    span = sum(gaps)
    typical = median(gaps) if gaps else 0.0
    regular = 1.0 / (1.0 + pstdev(gaps) / fmean(gaps)) if gaps and span else 0.0
    return Timeline(
        len(times), times.index(own) + 1, round(span, 2), round(typical, 2), score(regular), _pace(gaps, span, regular)
    )


def temporal_pattern(own: datetime, links: Sequence[Link]) -> Factor:
    """Regularity of the related stories' times, 0 to 1. No related story: absent, 0. Enters no formula."""
    if not links:
        return Factor(name="temporal_pattern", value=None, used=0.0, how="no related story")
    seen = timeline(own, [link.note.first_published_at for link in links])
    how = f"{seen.pace}: story {seen.place} of {seen.stories} in {seen.span_h:.1f} h, one each {seen.gap_h:.1f} h (median)"
    return Factor(name="temporal_pattern", value=seen.regularity, used=seen.regularity, how=how)


def _pace(gaps: Sequence[float], span: float, regular: float) -> str:
    if span <= AT_ONCE_H:
        return "at once"
    if len(gaps) + 1 < _FEWEST_FOR_PACE:
        return "in sequence"
    half = len(gaps) // 2
    early, late = fmean(gaps[:half]), fmean(gaps[-half:])
    if late <= FASTER * early:
        return "ever faster"
    if early <= FASTER * late:
        return "ever slower"
    return "at a steady pace" if regular >= STEADY else "in no rhythm"
