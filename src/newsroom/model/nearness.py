"""How alike two stories are, read off their similarity: shared by novelty, patterns and coverage overlap.

The similarity of `StoryNote` is the likeness of two stories' cores. On a real day of news unrelated stories lie around
0.05 (median of all that share a rare word 0.08), parts of one large event around 0.12 with one in ten above 0.27; above
0.35 two stories tell the same thing.
"""

from newsroom.model.story import StoryNote

UNRELATED = 0.05
SAME_EVENT = 0.35


def closeness(note: StoryNote) -> float:
    """0 for an unrelated story, 1 for another telling of the same event, straight between."""
    return closeness_of(note.similarity)


def closeness_of(similarity: float) -> float:
    """`closeness` of a similarity."""
    return min(1.0, max(0.0, (similarity - UNRELATED) / (SAME_EVENT - UNRELATED)))
