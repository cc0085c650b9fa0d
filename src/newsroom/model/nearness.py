"""How alike two stories are, read off their similarity: shared by novelty, patterns and coverage overlap.

The similarity of `StoryNote` is a cosine of weighted words. Unrelated stories of one day score up to about 0.1, two
reports of one event seldom below 0.5; between the two lies kinship.
"""

from newsroom.model.story import StoryNote

UNRELATED = 0.10
SAME_EVENT = 0.55


def closeness(note: StoryNote) -> float:
    """0 for an unrelated story, 1 for another telling of the same event, straight between."""
    return min(1.0, max(0.0, (note.similarity - UNRELATED) / (SAME_EVENT - UNRELATED)))
