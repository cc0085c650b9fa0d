"""Who appears with whom: an entity relation map whose every edge names the reports that show it (N 1.3)."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from newsroom.model.base import Factor, score
from newsroom.model.item import Item
from newsroom.model.story import Dossier
from newsroom.model.text import fold, sentences
from newsroom.scouts.inputs_pattern import names_of

NAMES_MAPPED = 12
RELATIONS_KEPT = 20
SENTENCES_READ = 40
_SAID = 3


class Relation(NamedTuple):
    """Two names in one sentence. `item_ids` are the reports that hold such a sentence; `story_ids` other stories with both."""

    one: str
    other: str
    item_ids: tuple[str, ...]
    story_ids: tuple[str, ...]


def relations(dossier: Dossier) -> tuple[Relation, ...]:
    """The story's relations, those with the most reports first, then by name; at most twenty."""
    names = tuple(dict.fromkeys((*dossier.story.entities, *(place.name for place in dossier.story.places))))[
        :NAMES_MAPPED
    ]
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in dossier.items:
        for pair in sorted(_pairs(item, names)):
            found[pair].append(item.id)
    held = [(note.id, names_of(note.entities, note.places)) for note in dossier.context.nearby]
    map_of = [
        Relation(one, other, tuple(ids), tuple(key for key, known in held if {fold(one), fold(other)} <= known))
        for (one, other), ids in found.items()
    ]
    return tuple(sorted(map_of, key=lambda r: (-len(r.item_ids), -len(r.story_ids), r.one, r.other))[:RELATIONS_KEPT])


def entity_relations(dossier: Dossier) -> Factor:
    """Relations the story's reports show, over twenty. Source: names that share a sentence. None: 0. Enters no formula."""
    seen = relations(dossier)
    notes = {note.id: note for note in dossier.context.nearby}
    said = "; ".join(
        f"{r.one} with {r.other} in {', '.join(r.item_ids[:2])}"
        + "".join(f", also in {key} ({', '.join(notes[key].item_ids[:1])})" for key in r.story_ids[:1])
        for r in seen[:_SAID]
    )
    value = score(len(seen) / RELATIONS_KEPT)
    return Factor(name="entity_relations", value=value, used=value, how=said or "no two names share a sentence")


def _pairs(item: Item, names: Sequence[str]) -> set[tuple[str, str]]:
    text = fold(f"{item.title}. {item.text}")
    present = {name: fold(name) for name in names if fold(name) in text}
    if len(present) < 2:
        return set()
    pairs: set[tuple[str, str]] = set()
    for sentence in (item.title, *sentences(item.text)[:SENTENCES_READ]):
        plain = f" {fold(sentence)} "
        here = sorted(name for name, folded in present.items() if folded in plain)
        # A name inside another ("Orlin", "Orlin Bay") is one name there, not two.
        whole = [n for n in here if not any(n != m and present[n] in present[m] for m in here)]
        pairs |= set(combinations(whole, 2))
    return pairs
