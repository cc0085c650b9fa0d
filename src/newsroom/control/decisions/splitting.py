"""A person tells a story apart into two: it ends on record, and each half begins anew (N 1.3).

1. Whatever was found, voted, held or made for the mixture counts for neither half: asks are withdrawn, productions
   stopped, posts cancelled, bids and claims stay with the story that ended. Each half meets every gate as any story does.
2. All three stories name each other, in their rows and in the audit, and it is written whole or not at all.
3. What a half is about is read from its reports at once; intake reads it once more with its next look, places and all,
   and hands both to the scouts.
4. What is public is corrected, not split; what legal holds is legal's alone until it is answered.
"""

from collections.abc import Collection, Iterable, Sequence

from newsroom.control import credibility
from newsroom.control.bench import Bench
from newsroom.control.decisions.spike import ended
from newsroom.control.moves import move, note, story_change
from newsroom.control.records import SPLIT, SPLIT_TOLD, Cursor, Part, Parted, Told
from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.item import Item, Place, Source
from newsroom.model.lifecycle import UNPUBLISHED
from newsroom.model.publication import Publication
from newsroom.model.sample import Sample
from newsroom.model.story import Story
from newsroom.model.verdict import Role
from newsroom.ports import Change, Commit
from newsroom.scouts.credibility import items_as_rated, sources_as_rated
from newsroom.scouts.story_told import story_told

_WHY = "the story was split"
_REASON_MAX = 300


def split(bench: Bench, story_id: str, item_ids: Collection[str], by: str, role: Role, comment: str) -> Commit:
    """`by` says that the reports `item_ids` tell another story than the rest of this one, and why.

    Raises:
        Refused: no such story, no name or reason, it is public, over or held by legal, a post of it is on its way, a
            report that is not in it, or no two halves.
    """
    story = _splittable(bench, story_id, by, comment)
    leaving = _leaving(story, item_ids)
    staying = tuple(item_id for item_id in story.item_ids if item_id not in leaving)
    parts = tuple(Part(derive("story", "split from", story.id, *ids), ids) for ids in (staying, leaving))
    parted = _parted(bench, story, parts, by, role, comment.strip())
    record = {"by": by, "role": role, "note": parted.note, "parts": [part._asdict() for part in parts]}
    names = " and ".join(part.story_id for part in parts)
    step = move(
        story,
        "killed",
        bench.now,
        f"split into {names} by {by}: {parted.note}"[:_REASON_MAX],
        why=record,
        split_into=tuple(part.story_id for part in parts),
    )
    over = ended(bench, step._replace(audit=step.audit.model_copy(update={"actor": by})), _WHY)
    begun = [_begun(bench, story, part, parted) for part in parts]
    return Commit(
        changes=(*over.changes, *(change for one in begun for change in one.changes),
                 Change("observation", parted.id, 0, parted, story.id, SPLIT)),
        audit=(*over.audit, *(row for one in begun for row in one.audit)),
        closed_effects=over.closed_effects,
        samples=tuple(sample for one in begun for sample in one.samples),
    )  # fmt: skip


def parted_meanwhile(bench: Bench, joined: Sequence[Told]) -> frozenset[str]:
    """Reports of stories that this look joined to others and that somebody split before it was decided."""
    gone = bench.store.get_many("story", [told.gone for told in joined], Story)
    return frozenset(item_id for story in gone if story.split_into for item_id in story.item_ids)


def without(seen: Story, parted: frozenset[str]) -> Story:
    """What a look says of a story, without the reports that went elsewhere; the next look at it reads it anew."""
    if parted.isdisjoint(seen.item_ids):
        return seen
    items = tuple(item_id for item_id in seen.item_ids if item_id not in parted)
    voices = tuple(origin for origin in seen.origins if not parted.issuperset(origin.item_ids))
    return seen.model_copy(update={"item_ids": items, "origins": voices})


def handed_on(bench: Bench, keys: Sequence[str]) -> Iterable[Change]:
    """The splits whose stories the scouts look at from now on."""
    for parted in bench.store.get_many("observation", keys, Parted):
        later = parted.model_copy(update={"version": parted.version + 1})
        yield Change("observation", later.id, parted.version, later, later.story_id, SPLIT_TOLD)


def _splittable(bench: Bench, story_id: str, by: str, comment: str) -> Story:
    story = bench.store.get("story", story_id, Story)
    if story is None:
        raise Refused("no_such_story", f"There is no story {story_id[:64]}.", "See `newsroom story list`.")
    if not by.strip():
        raise Refused("nobody", "A story is split by a person with a name.", "Give your name.")
    if not comment.strip():
        raise Refused("note_needed", "To split a story needs a note that says why.", "Add a note.")
    if story.state not in UNPUBLISHED:
        raise Refused("not_splittable", f"{story.id} is {story.state}: it is not split any more.",
                      "What is public is corrected; what is over stays as it was.")  # fmt: skip
    if story.state == "PAUSED":
        raise Refused("held_by_law", f"{story.id} is held by law.", "Legal answers first; then it can be split.")
    posts = bench.store.find("publication", Publication, story_id=story.id)
    if any(post.status == "sending" for post in posts):
        raise Refused("being_sent", f"A post of {story.id} is on its way at this moment.",
                      "Pause publishing, and look again when its outcome is known.")  # fmt: skip
    return story


def _leaving(story: Story, item_ids: Collection[str]) -> tuple[str, ...]:
    strange = [item_id for item_id in item_ids if item_id not in story.item_ids]
    if strange:
        raise Refused("no_such_report", f"{strange[0][:200]} is no report of {story.id}.",
                      "See `newsroom story show`.")  # fmt: skip
    leaving = tuple(item_id for item_id in story.item_ids if item_id in item_ids)
    if not leaving or len(leaving) == len(story.item_ids):
        raise Refused("no_two_halves", f"{story.id} has {len(story.item_ids)} reports, and {len(leaving)} would leave.",
                      "Name some of its reports, and not all of them.")  # fmt: skip
    return leaving


def _parted(bench: Bench, story: Story, parts: tuple[Part, ...], by: str, role: Role, comment: str) -> Parted:
    cursor = bench.store.get("cursor", "intake", Cursor)
    return Parted(
        id=derive("split", story.id),
        story_id=story.id,
        parts=parts,
        after=cursor.at if cursor else bench.now,
        at=bench.now,
        by=by,
        role=role,
        note=comment[:2000],
    )


def _begun(bench: Bench, whole: Story, part: Part, parted: Parted) -> Commit:
    """One half as a story of its own, with what was measured of its reports."""
    rated = credibility.register(bench.store)
    items = items_as_rated(bench.store.get_many("item", part.item_ids, Item), rated)
    held = bench.store.get_many("source", sorted({item.source_id for item in items}), Source)
    sources = sources_as_rated({source.id: source for source in held}, rated)
    told = story_told(part.story_id, items, sources, _places(whole, items), {}, bench.now)
    story = told.model_copy(
        update={
            "split_from": whole.id,
            "reason": f"split from {whole.id} by {parted.by}: {parted.note}"[:_REASON_MAX],
        }
    )
    other = next(one.story_id for one in parted.parts if one.story_id != part.story_id)
    payload = {"split_from": whole.id, "other": other, "items": list(part.item_ids), "role": parted.role,
               "note": parted.note}  # fmt: skip
    row = note("story.split_off", story.id, 1, bench.now, payload, parted.by)
    young = [item for item in items if item.seen_at >= bench.policy.kept.raw_cut(bench.now)]
    return Commit(
        changes=(story_change(story),),
        audit=(row,),
        samples=tuple(
            Sample(subject=story.id, metric="arrivals", at=item.seen_at, value=1, part=item.id) for item in young
        ),
    )


def _places(whole: Story, items: Sequence[Item]) -> tuple[Place, ...]:
    """The whole story's places that a report of this half is set in or names."""
    text = " ".join(f"{item.title} {item.text}" for item in items).casefold()
    own = [item.place for item in items if item.place is not None]
    return tuple(place for place in whole.places if place in own or place.name.casefold() in text)
