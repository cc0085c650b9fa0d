"""Who cites whom: the reports of a story that lean on another newsroom's, and whether that one was read (N 1.3)."""

from collections import defaultdict
from typing import NamedTuple

from newsroom.model.base import Factor, score
from newsroom.model.story import Dossier
from newsroom.scouts.credits import credited, voice_of

CITED_FULL = 5
_SAID = 3


class Reference(NamedTuple):
    """An owner that reports of the story credit: by which items, and in which story its own report lies ("" nowhere)."""

    cited: str
    item_ids: tuple[str, ...]
    own_report_in: str


def references(dossier: Dossier) -> tuple[Reference, ...]:
    """Every credited owner, the most cited first, then by name.

    Its own report is looked for in this story, then in the nearby ones, most alike first.
    """
    by_owner: dict[str, list[str]] = defaultdict(list)
    own: set[str] = set()
    for item in dossier.items:
        credit = credited(item)
        if credit is None:
            own.add(voice_of(item.publisher.owner))
        else:
            by_owner[credit.owner].append(item.id)
    found = [Reference(owner, tuple(ids), _where(owner, own, dossier)) for owner, ids in by_owner.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.item_ids), one.cited)))


def cross_references(dossier: Dossier) -> Factor:
    """Owners that the story's reports cite, over five. Source: credits in titles and openings. None: 0. In no formula."""
    found = references(dossier)
    said = "; ".join(
        f"{one.cited} cited by {len(one.item_ids)}, own report {_place(one, dossier.story.id)}" for one in found[:_SAID]
    )
    value = score(min(1.0, len(found) / CITED_FULL))
    return Factor(name="cross_references", value=value, used=value, how=said or "no report cites another")


def _where(owner: str, own: set[str], dossier: Dossier) -> str:
    if owner in own:
        return dossier.story.id
    return next((note.id for note in dossier.context.nearby if owner in {voice_of(o) for o in note.owners}), "")


def _place(one: Reference, story_id: str) -> str:
    if one.own_report_in == story_id:
        return "read here"
    return f"perhaps in {one.own_report_in}" if one.own_report_in else "not read"
