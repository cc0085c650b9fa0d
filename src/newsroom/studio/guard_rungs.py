"""Strength of words: the line's rung on each ladder of rungs.yaml against its evidence's (broadcast-writing.md 9)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from newsroom.studio.guard_tables import guard_table

HARD = frozenset(["justice", "law", "amount", "deal", "proof"])
"""Ladders on which one step up is an error; on the others it is noted, since their words do much else besides."""


def rung_doubts(said: str, ours: Sequence[str], source: str, theirs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(code, ladder or word): "rung_up" when the line is stronger, "rung_down" two or more weaker, "loaded" for tone."""
    own, held = f" {' '.join(ours)} ", f" {' '.join(theirs)} "
    for name, (floor, rungs) in _ladders().items():
        mine, evidence = _top(own, said, rungs), _top(held, source, rungs)
        if mine is None:
            continue
        allowed = floor if evidence is None else evidence
        if mine > allowed:
            yield "rung_up" if name in HARD else "rung_up_soft", name
        elif evidence is not None and mine <= evidence - 2:
            yield "rung_down", name
    for kind in ("truth", "doubt"):
        loaded = [w for w in guard_table("rungs.yaml")["loaded"][kind] if f" {w} " in own and f" {w} " not in held]
        if loaded:
            yield "loaded", loaded[0]


def _top(lemmas: str, text: str, rungs: tuple[tuple[str, ...], ...]) -> int | None:
    low = f" {text.lower()} "
    found = [at for at, words in enumerate(rungs) if any(f" {w} " in lemmas or f" {w} " in low for w in words)]
    return max(found) if found else None


@cache
def _ladders() -> dict[str, tuple[int, tuple[tuple[str, ...], ...]]]:
    rows: dict[str, dict[str, Any]] = guard_table("rungs.yaml")["ladders"]
    return {
        name: (int(row["floor"]), tuple(tuple(w.strip() for w in rung.split(",")) for rung in row["rungs"]))
        for name, row in rows.items()
    }
