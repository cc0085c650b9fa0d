"""How new a story is beside what the newsroom already knows (N 2.1 `novelty_score`)."""

from newsroom.model.base import Factor, score
from newsroom.model.nearness import closeness
from newsroom.model.story import Dossier, StoryNote

_NOT_YET_APPROVED = 0.7


def novelty(dossier: Dossier) -> Factor:
    """1 minus the closeness of the nearest *earlier* story, 0 to 1. Source: the nearby stories of the last 48 hours.

    A story that was only seen, not approved, counts 0.7 of its closeness. Nothing nearby: absent, 1.
    """
    earlier = [note for note in dossier.context.nearby if _before(note, dossier)]
    if not earlier:
        return Factor(name="novelty", value=None, used=1.0, how="nothing earlier lies near")
    nearest = max(earlier, key=lambda note: (_weight(note), note.id))
    value = score(1.0 - _weight(nearest))
    how = f"nearest earlier story {nearest.id} at similarity {nearest.similarity:.2f}"
    return Factor(name="novelty", value=value, used=value, how=how)


def _before(note: StoryNote, dossier: Dossier) -> bool:
    return note.id != dossier.story.id and note.first_published_at <= dossier.story.first_published_at


def _weight(note: StoryNote) -> float:
    return closeness(note) * (1.0 if note.approved else _NOT_YET_APPROVED)
