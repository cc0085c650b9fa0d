"""Narrative arcs: which development a story continues, begun and grown one story at a time (N 1.3, narrative arc tracker).

Order of precedence for one pattern:
1. a story that is part of an arc stays there;
2. it joins the arc that holds at least two of its close links, if a name of the arc's core is its own and half of its
   links lie there, or two names are;
3. without such links - its earlier stories are past the two days that likeness looks back - it joins an arc of which it
   holds three core names;
4. three close links that are in no arc begin one, each held by a solid name - no country, nothing that the day is full of -
   that it shares with two of them;
5. otherwise it belongs to none.

Names alone join nothing that is like nothing: apophenia is the risk that N names for this scout.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from newsroom.model.arc import Arc, ArcNote, ArcPart, Pattern, Related
from newsroom.model.base import Factor, score
from newsroom.model.ids import derive
from newsroom.model.nearness import closeness_of
from newsroom.model.story import Dossier
from newsroom.scouts.inputs_pattern import Link, names_of, solid_names

CLOSE = 0.25
"""Closeness (0 unrelated, 1 the same event) from which a link carries an arc: parts of one event lie around it."""
QUIET = timedelta(days=7)
"""An arc that heard nothing for a week takes no more stories."""
LINKS_TO_JOIN, LINKS_TO_BEGIN, NAMES_TO_CONTINUE = 2, 3, 3
NAMES_TO_JOIN = 2
CORE_SHARE, CORE_PARTS, CORE_KEPT = 0.3, 2, 8
STORIES_OF_A_GREAT_ARC = 10
_NAMES_SAID = 3


def pattern_of(dossier: Dossier, links: Sequence[Link]) -> Pattern | None:
    """What the Judge needs to place the story of `dossier`, or None where nothing could come of it."""
    story = dossier.story
    close = tuple(_related(link, dossier) for link in links if closeness_of(link.note.similarity) >= CLOSE)
    names = names_of(story.entities, story.places)
    continues = any(len(names & set(arc.core)) >= NAMES_TO_CONTINUE for arc in dossier.context.arcs)
    if len(close) < LINKS_TO_JOIN and not continues:
        return None
    return Pattern(
        story_id=story.id,
        headline=story.headline,
        at=story.first_published_at,
        names=tuple(sorted(names)),
        related=close,
    )


def placed(pattern: Pattern, arcs: Sequence[Arc], now: datetime) -> Arc | None:
    """The arc that `pattern` begins or joins, with the story in it and its version raised; None when nothing changes.

    `arcs` are all that are open, in any order.
    """
    if any(pattern.story_id in arc.story_ids for arc in arcs):
        return None
    ranked = sorted(((_fit(pattern, arc), arc) for arc in arcs), key=lambda pair: (pair[0], pair[1].id))
    for (misfit, _, _), arc in ranked[:1]:
        if not misfit:
            return _joined(arc, pattern, now)
    return _begun(pattern, arcs, now)


def note_of(arc: Arc, before: datetime) -> ArcNote | None:
    """The arc as it stood before a moment, so that what is decided in this moment is not seen in it."""
    parts = [part for part in arc.parts if part.joined_at < before]
    if not parts:
        return None
    return ArcNote(
        id=arc.id,
        title=arc.title,
        core=_core(parts),
        story_ids=tuple(part.story_id for part in parts),
        first_at=min(part.at for part in parts),
        last_at=max(part.at for part in parts),
    )


def around(story_id: str, names: frozenset[str], nearby: Iterable[str], arcs: Iterable[ArcNote]) -> tuple[ArcNote, ...]:
    """The arcs that a story or one of its nearby stories is part of, or of which it holds core names; by id."""
    ids = {story_id, *nearby}
    near = (arc for arc in arcs if ids & set(arc.story_ids) or len(names & set(arc.core)) >= NAMES_TO_CONTINUE)
    return tuple(sorted(near, key=lambda arc: arc.id))


def part_of(story_id: str, arcs: Iterable[ArcNote]) -> ArcNote | None:
    """The arc that a story is part of."""
    return next((arc for arc in arcs if story_id in arc.story_ids), None)


def narrative_arc(dossier: Dossier) -> Factor:
    """Stories of this one's arc over ten, at most 1. Source: the newsroom's arcs. Part of none: absent, 0. In no formula."""
    arc = part_of(dossier.story.id, dossier.context.arcs)
    if arc is None:
        near = f"; {dossier.context.arcs[0].title!r} is near" if dossier.context.arcs else ""
        return Factor(name="narrative_arc", value=None, used=0.0, how=f"part of no arc yet{near}")
    size = len(arc.story_ids)
    how = f"part of {arc.title!r}: {size} stories since {arc.first_at:%d %b %H:%M}, held by {', '.join(arc.core[:3])}"
    value = score(min(1.0, size / STORIES_OF_A_GREAT_ARC))
    return Factor(name="narrative_arc", value=value, used=value, how=how)


def is_quiet(arc: Arc, now: datetime) -> bool:
    """Whether an arc is over."""
    return now - max(part.joined_at for part in arc.parts) > QUIET


def _fit(pattern: Pattern, arc: Arc) -> tuple[bool, int, int]:
    """(does not fit, links into it, core names), the two counts negative: the best sorts first."""
    inside = sum(link.story_id in arc.story_ids for link in pattern.related)
    core = len(set(pattern.names) & set(arc.core))
    most = 2 * inside >= len(pattern.related)
    linked = inside >= LINKS_TO_JOIN and (core >= NAMES_TO_JOIN or (most and core > 0))
    continued = not pattern.related and core >= NAMES_TO_CONTINUE
    return (not (linked or continued), -inside, -core)


def _joined(arc: Arc, pattern: Pattern, now: datetime) -> Arc:
    inside = [link for link in pattern.related if link.story_id in arc.story_ids]
    if inside:
        shared = Counter(name for link in inside for name in link.shared)
        said = sorted(shared, key=lambda name: (-shared[name], name))[:_NAMES_SAID]
        why = f"{len(inside)} close stories in it share {', '.join(said)}"
    else:
        why = f"holds {', '.join(sorted(set(pattern.names) & set(arc.core))[:_NAMES_SAID])}"
    parts = (*arc.parts, _part(pattern, now, why))
    return arc.model_copy(update={"parts": parts, "core": _core(parts), "version": arc.version + 1})


def _begun(pattern: Pattern, arcs: Sequence[Arc], now: datetime) -> Arc | None:
    taken = frozenset(key for arc in arcs for key in arc.story_ids)
    free = sorted(
        (link for link in pattern.related if link.story_id not in taken), key=lambda one: (one.at, one.story_id)
    )
    shared = Counter(name for link in free for name in link.solid)
    held = [link for link in free if any(shared[name] >= CORE_PARTS for name in link.solid)]
    if len(held) < LINKS_TO_BEGIN:
        return None
    parts = (*(_linked(link, pattern, now) for link in held), _part(pattern, now, f"links {len(held)} stories"))
    title = max(parts, key=lambda part: (sum(shared[name] for name in part.names), part.story_id)).headline
    return Arc(id=derive("arc", pattern.story_id, now.isoformat()), title=title, core=_core(parts), parts=parts)


def _core(parts: Sequence[ArcPart]) -> tuple[str, ...]:
    counts = Counter(name for part in parts for name in part.names)
    least = max(CORE_PARTS, CORE_SHARE * len(parts))
    held = sorted((name for name in counts if counts[name] >= least), key=lambda name: (-counts[name], name))
    return tuple(held[:CORE_KEPT])


def _part(pattern: Pattern, now: datetime, why: str) -> ArcPart:
    return ArcPart(
        story_id=pattern.story_id, headline=pattern.headline, at=pattern.at, joined_at=now, names=pattern.names, why=why
    )


def _linked(link: Related, pattern: Pattern, now: datetime) -> ArcPart:
    why = f"linked by {pattern.story_id}: {', '.join(link.shared[:_NAMES_SAID])}"
    return ArcPart(story_id=link.story_id, headline=link.headline, at=link.at, joined_at=now, names=link.names, why=why)


def _related(link: Link, dossier: Dossier) -> Related:
    note = link.note
    return Related(
        story_id=note.id,
        headline=note.headline,
        at=note.first_published_at,
        similarity=note.similarity,
        names=tuple(sorted(names_of(note.entities, note.places))),
        shared=link.shared,
        solid=solid_names(link.shared, dossier),
    )
