"""How alike two stories are, read off their similarity: shared by novelty, patterns and coverage overlap.

The similarity of `StoryNote` is the likeness of two stories' cores (their words, weighed as the clustering weighs them;
measured again whenever those weights change). Among stories put together by hand on a real day, 95 of 100 unrelated
pairs lie below 0.04; parts of one large event have a median of 0.05, one in ten lies above 0.14; of the two halves of
one story nine in ten are above 0.25, every second above 0.5. Among the stories that the clustering itself keeps apart,
what lies between 0.25 and 0.5 is far more often another part than the same thing told again.
"""

from newsroom.model.story import StoryNote

UNRELATED = 0.04
SAME_EVENT = 0.25
"""From here on closeness is full."""
SAME_TELLING = 0.5
"""From here on the other story is no part of something larger, but this one again."""


def closeness(note: StoryNote) -> float:
    """0 for an unrelated story, 1 for another telling of the same event, straight between."""
    return closeness_of(note.similarity)


def closeness_of(similarity: float) -> float:
    """`closeness` of a similarity."""
    return min(1.0, max(0.0, (similarity - UNRELATED) / (SAME_EVENT - UNRELATED)))
