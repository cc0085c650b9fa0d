"""What Semantic_Scout measures: which stories belong together, and the evidence for each link (N 1.3).

A link counts only with a factual anchor - a named person, body or place that both stories hold - so that mere
likeness of words makes no pattern (N's apophenia risk).
"""

from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean
from typing import NamedTuple

from newsroom.model.base import Factor, score
from newsroom.model.item import Place
from newsroom.model.nearness import SAME_TELLING, UNRELATED, closeness
from newsroom.model.story import Dossier, StoryNote
from newsroom.model.text import fold
from newsroom.scouts.strays import CALENDAR

STORIES_FULL = 5
TIMELINE_H = 24.0
WIDE = 0.4
"""Precision of a country; a continent's is lower."""
COMMON_SHARE, COMMON_FEWEST = 0.05, 4


class Link(NamedTuple):
    """One step of the evidence chain: the other story and the names that both hold."""

    note: StoryNote
    shared: tuple[str, ...]


def chain(dossier: Dossier) -> tuple[Link, ...]:
    """Related stories with their anchors, most alike first.

    Related means: more alike than unrelated stories are, less than another telling of the same event would be, and at
    least one entity or named place in common.
    """
    own = names_of(dossier.story.entities, dossier.story.places)
    found = []
    for note in dossier.context.nearby:
        shared = tuple(sorted(own & names_of(note.entities, note.places)))
        if note.id != dossier.story.id and shared and UNRELATED < note.similarity < SAME_TELLING:
            found.append(Link(note, shared))
    return tuple(sorted(found, key=lambda link: (-link.note.similarity, link.note.id)))


def story_count(links: Sequence[Link]) -> Factor:
    """Related stories over 5, at most 1. Source: the chain. Never absent."""
    value = score(min(len(links) / STORIES_FULL, 1.0))
    return Factor(name="story_count", value=value, used=value, how=f"{len(links)} related stories with an anchor")


def semantic_similarity(links: Sequence[Link]) -> Factor:
    """Mean closeness of the related stories, 0 to 1: similarity on the scale from unrelated to same event.

    No related story: absent, 0.
    """
    if not links:
        return Factor(name="semantic_similarity", value=None, used=0.0, how="no related story")
    value = score(fmean(closeness(link.note) for link in links))
    raw = fmean(link.note.similarity for link in links)
    return Factor(name="semantic_similarity", value=value, used=value, how=f"mean similarity {raw:.2f}")


def temporal_coherence(dossier: Dossier, links: Sequence[Link]) -> Factor:
    """Timeline consistency, 0 to 1: mean over related stories of 1 - distance in time / 24 h. None: absent, 0."""
    if not links:
        return Factor(name="temporal_coherence", value=None, used=0.0, how="no related story")
    own = dossier.story.first_published_at
    apart = [abs((link.note.first_published_at - own).total_seconds()) / 3600 for link in links]
    value = score(fmean(1.0 - min(gap, TIMELINE_H) / TIMELINE_H for gap in apart))
    how = f"related stories lie {fmean(apart):.1f} h apart on average"
    return Factor(name="temporal_coherence", value=value, used=value, how=how)


def entity_overlap(dossier: Dossier, links: Sequence[Link]) -> Factor:
    """Shared names over the names of the shorter list, mean over related stories, 0 to 1. None: absent, 0."""
    if not links:
        return Factor(name="entity_overlap", value=None, used=0.0, how="no related story")
    own = names_of(dossier.story.entities, dossier.story.places)
    shares = [len(k.shared) / min(len(own), len(names_of(k.note.entities, k.note.places))) for k in links]
    value = score(fmean(shares))
    names = sorted({name for link in links for name in link.shared})
    return Factor(name="entity_overlap", value=value, used=value, how=f"shared: {', '.join(names[:5])}")


def apophenia_risk(dossier: Dossier, links: Sequence[Link]) -> Factor:
    """Share of links that chance could have made, 0 to 1: one name alone in common, and one that the day is full of.

    A name is common when more than a twentieth of the last day's stories hold it, and at least five. Source: the day's
    names. No related story, or an unknown day: absent, 0. It enters no formula; from a half on the pattern is
    circumstantial.
    """
    if not links or not dossier.context.stories:
        return Factor(
            name="apophenia_risk", value=None, used=0.0, how="no related story" if not links else "no day known"
        )
    weak = sum(is_weak(link, dossier) for link in links)
    value = score(weak / len(links))
    how = f"{weak} of {len(links)} links rest on one name that the day is full of"
    return Factor(name="apophenia_risk", value=value, used=value, how=how)


def is_weak(link: Link, dossier: Dossier) -> bool:
    """Whether a link rests on a single name, and one that many of the day's stories hold."""
    return len(link.shared) == 1 and is_common(link.shared[0], dossier)


def is_common(name: str, dossier: Dossier) -> bool:
    """Whether the day is full of one of the story's own names."""
    return dossier.context.names.get(name, 0) > max(COMMON_FEWEST, COMMON_SHARE * dossier.context.stories)


def solid_names(names: Sequence[str], dossier: Dossier) -> tuple[str, ...]:
    """Those of the story's own names that tie it to few others: no country or continent, nothing the day is full of."""
    wide = {fold(place.name) for place in dossier.story.places if place.precision <= WIDE}
    return tuple(name for name in names if name not in wide and not is_common(name, dossier))


def names_of(entities: Sequence[str], places: Sequence[Place]) -> frozenset[str]:
    """The names that a story holds, folded: people, bodies, places."""
    return _folded((*entities, *(place.name for place in places)))


@lru_cache(maxsize=16_384)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(name) for name in names if name) - CALENDAR
