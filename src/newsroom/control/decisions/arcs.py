"""Semantic_Scout's patterns become arcs that the whole newsroom sees: kept with their history, never rewritten (N 1.3)."""

from collections.abc import Iterable

from newsroom.control.bench import Bench
from newsroom.control.moves import note
from newsroom.model.arc import Arc, Pattern
from newsroom.ports import Change, Commit
from newsroom.scouts.arcs import is_quiet, placed

TABLE = "arc"
OPEN, CLOSED = "open", "closed"


def kept(bench: Bench, patterns: Iterable[Pattern], scout: str) -> Commit:
    """Begin or grow arcs by `patterns`, earliest story first; close those that heard nothing for a week."""
    ordered = sorted(patterns, key=lambda one: (one.at, one.story_id))
    if not ordered:
        return Commit()
    held = {arc.id: arc for arc in bench.store.find(TABLE, Arc, states=(OPEN,))}
    now: dict[str, Arc] = {key: arc for key, arc in held.items() if not is_quiet(arc, bench.now)}
    closed = [_closed(arc) for key, arc in held.items() if key not in now]
    changed: dict[str, None] = {}
    for pattern in ordered:
        arc = placed(pattern, tuple(now.values()), bench.now)
        if arc is not None:
            now[arc.id] = arc
            changed[arc.id] = None
    versions = {key: held[key].version if key in held else 0 for key in changed}
    later = [now[key].model_copy(update={"version": versions[key] + 1}) for key in changed]
    rows = tuple(Change(TABLE, arc.id, arc.version - 1, arc, "", OPEN) for arc in later)
    return Commit(
        changes=(*rows, *closed),
        audit=tuple(
            note("arc.grown" if held.get(arc.id) else "arc.begun", arc.id, arc.version, bench.now,
                 _told(arc, held.get(arc.id)), scout)
            for arc in later
        ),
    )  # fmt: skip


def _closed(arc: Arc) -> Change:
    later = arc.model_copy(update={"version": arc.version + 1})
    return Change(TABLE, arc.id, arc.version, later, "", CLOSED)


def _told(arc: Arc, before: Arc | None) -> dict[str, object]:
    fresh = arc.parts[len(before.parts) if before else 0 :]
    return {"title": arc.title, "core": list(arc.core), "joined": [{"story": p.story_id, "why": p.why} for p in fresh]}
