"""Topics among the stories around one: groups whose members share names with each other, not only with it (N 1.3)."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from newsroom.model.base import Factor, score
from newsroom.model.story import Dossier, StoryNote
from newsroom.model.text import containment
from newsroom.scouts.inputs_pattern import STORIES_FULL, names_of

ALIKE = 0.34
"""Share of the shorter name list that two stories hold in common, from which they are of one topic: one name of three."""
_LABEL_NAMES = 3


class Topic(NamedTuple):
    """Stories of one topic, in order of id, and the names that most of them hold."""

    story_ids: tuple[str, ...]
    label: tuple[str, ...]


def topics(dossier: Dossier) -> tuple[Topic, ...]:
    """The story and its nearby ones as topics: the story's own first, then the largest. Any order of notes, same answer.

    A story goes where it shares names with half of the members on average, so that a chain of chances joins nothing.
    """
    story = dossier.story
    own = names_of(story.entities, story.places)
    groups: list[list[tuple[str, frozenset[str]]]] = [[(story.id, own)]]
    for note in sorted(dossier.context.nearby, key=_nearest_first):
        names = names_of(note.entities, note.places)
        fits = [(_fit(names, group), -at) for at, group in enumerate(groups)]
        best, at = max(fits)
        if best >= ALIKE:
            groups[-at].append((note.id, names))
        else:
            groups.append([(note.id, names)])
    found = [_topic(group) for group in groups]
    return (found[0], *sorted(found[1:], key=lambda one: (-len(one.story_ids), one.story_ids)))


def topic_size(dossier: Dossier) -> Factor:
    """Other stories of the story's own topic over five, at most 1. Source: shared names. Enters no formula."""
    own, *others = topics(dossier)
    size = len(own.story_ids)
    how = f"topic {', '.join(own.label) or 'without a name'}: {size} stories; {len(others)} other topics nearby"
    value = score(min(1.0, (size - 1) / STORIES_FULL))
    return Factor(name="topic_cluster", value=value, used=value, how=how)


def _nearest_first(note: StoryNote) -> tuple[float, str]:
    return (-note.similarity, note.id)


def _fit(names: frozenset[str], group: Sequence[tuple[str, frozenset[str]]]) -> float:
    return round(sum(containment(names, held) for _, held in group) / len(group), 6)


def _topic(group: Sequence[tuple[str, frozenset[str]]]) -> Topic:
    counts = Counter(name for _, names in group for name in names)
    label = sorted(counts, key=lambda name: (-counts[name], name))[:_LABEL_NAMES]
    return Topic(tuple(sorted(key for key, _ in group)), tuple(label))
