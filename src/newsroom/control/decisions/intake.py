"""What arrived becomes items and stories; a story that grew keeps its state, unless new evidence was awaited."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from newsroom.control import fact_checks
from newsroom.control.bench import Bench, appended, still
from newsroom.control.decisions import asks
from newsroom.control.decisions.assignment import assigned
from newsroom.control.decisions.joining import joined
from newsroom.control.decisions.measured import samples_of
from newsroom.control.decisions.spike import SPIKED
from newsroom.control.decisions.splitting import handed_on, parted_meanwhile, without
from newsroom.control.decisions.withdrawal import carried_again, withdrawal
from newsroom.control.moves import Move, move, note, story_change
from newsroom.control.plans.intake import finished, next_look
from newsroom.control.policy import INTAKE_EVERY
from newsroom.control.records import Arrived, Cursor, Tick
from newsroom.control.snapshot import ASKING
from newsroom.model.base import Noun
from newsroom.model.ids import content_key, derive
from newsroom.model.item import Item, Source
from newsroom.model.sample import Sample
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit, Refusal

_CONTENT = (
    "slug",
    "headline",
    "language",
    "category",
    "entities",
    "places",
    "item_ids",
    "origins",
    "first_published_at",
    "first_seen_at",
    "last_seen_at",
    "withdrawn",
)
"""The fields of a story that its items decide."""

REOPENABLE = "revision_limit"
REOPEN_REPORTS = 2

TURNED_DOWN = ("INSUFFICIENT_CONSENSUS",)
RECONSIDER_REPORTS = 3
RECONSIDER_TIMES = 3

_GIVE_UP_AFTER = timedelta(hours=1)
"""How long after a replay's end its last look is tried again."""


def arrived(bench: Bench, task: Task, result: Result) -> Commit:
    """Write the items, the new and grown stories, and the tick that the scouts will look at."""
    cursor = bench.need("cursor", "intake", Cursor)
    _still_to_read(cursor, task)
    batch = Arrived.model_validate(result.proposal)
    items = _new(bench, "item", Item, batch.items)
    parted = parted_meanwhile(bench, batch.joined)
    grown = [_grown(bench, without(story, parted)) for story in {story.id: story for story in batch.stories}.values()]
    grown += [one for told in batch.joined if (one := joined(bench, told)) is not None]
    changes = [
        *(appended("item", item.id, item, state=day_of(item)) for item in items),
        *fact_checks.kept(bench.store, items),
        *(appended("source", source.id, source) for source in _new(bench, "source", Source, batch.sources)),
        *(appended("refusal", _refusal_id(bench, one), one) for one in _fresh_refusals(bench, batch.refused)),
        *(change for one in grown for change in one.changes),
        *handed_on(bench, batch.parted),
        _read(cursor),
    ]
    told = tuple(record for one in grown for record in one.audit)
    if not items and not grown and not batch.counted:
        return Commit(changes=tuple(changes))
    measured = samples_of(bench.store, batch, items, cursor.next_at, bench.policy.kept)
    tick = _tick(bench, batch, items)
    record = note("items.arrived", tick.id, 1, bench.now, _record(batch, items, measured))
    return Commit(
        changes=(*changes, Change("tick", tick.id, 0, tick, "", tick.status)),
        audit=(record, *told),
        samples=measured,
        closed_effects=tuple(closed for one in grown for closed in one.closed_effects),
    )


def not_read(bench: Bench, task: Task, result: Result) -> Commit:
    """Sources that could not be read now are read with the next look; nothing between is lost."""
    cursor = bench.need("cursor", "intake", Cursor)
    _still_to_read(cursor, task)
    later = cursor.model_copy(update={"next_at": cursor.next_at + INTAKE_EVERY, "version": cursor.version + 1})
    if cursor.end is not None and later.next_at > cursor.end + _GIVE_UP_AFTER:
        later = later.model_copy(update={"at": cursor.end})
    due = None if finished(later) else later.next_at
    record = note("intake.failed", cursor.id, later.version, bench.now, {"code": result.error_code})
    return Commit(changes=(Change("cursor", later.id, cursor.version, later, "", "", due),), audit=(record,))


def _still_to_read(cursor: Cursor, task: Task) -> None:
    span = (cursor.at.isoformat(), cursor.next_at.isoformat())
    still((task.brief["since"], task.brief["until"]) == span and not finished(cursor), task)


def day_of(item: Item) -> str:
    """What an item is filed under, so that the last days can be read alone."""
    return item.seen_at.date().isoformat()


def _new(bench: Bench, table: str, kind: type[Any], nouns: Iterable[Any]) -> list[Any]:
    by_id = {noun.id: noun for noun in nouns}
    known = {noun.id for noun in bench.store.get_many(table, list(by_id), kind)}
    return [noun for key, noun in by_id.items() if key not in known]


def _refusal_id(bench: Bench, refusal: Refusal) -> str:
    return derive("refusal", bench.now.isoformat(), refusal.source_id, refusal.code, refusal.detail)


def _fresh_refusals(bench: Bench, refused: Iterable[Refusal]) -> list[Refusal]:
    return list({_refusal_id(bench, refusal): refusal for refusal in refused}.values())


def _read(cursor: Cursor) -> Change:
    later = cursor.model_copy(
        update={"at": cursor.next_at, "next_at": next_look(cursor), "version": cursor.version + 1}
    )
    due = None if finished(later) else later.next_at
    return Change("cursor", later.id, cursor.version, later, "", "", due)


def _grown(bench: Bench, seen: Story) -> Commit:
    known = bench.store.get("story", seen.id, Story)
    if known is None:
        fresh = seen.model_copy(update={"state": "START", "version": 1, "entered_at": bench.now, "due_at": None})
        gone = withdrawal(bench, fresh, is_new=True)
        if gone is not None:
            return gone
        by = bench.policy.assigned_by
        return _step(assigned(fresh, by, bench.now)) if by else Commit(changes=(story_change(fresh),))
    content = {name: getattr(seen, name) for name in _CONTENT}
    grown = known.model_copy(update=content)
    gone = withdrawal(bench, grown)
    if gone is not None:
        return gone
    step = _on_new_evidence(bench, known, seen, grown)
    if step is not None:
        return _step(step)
    kept = story_change(grown.model_copy(update={"version": known.version + 1}))
    if known.state not in ASKING:
        return Commit(changes=(kept,))
    renewed = asks.grown(bench, known, [item for item in seen.item_ids if item not in known.item_ids])
    return Commit(changes=(kept, *renewed.changes), audit=renewed.audit)


def _step(step: Move) -> Commit:
    return Commit(changes=(step.change,), audit=(step.audit,))


def _on_new_evidence(bench: Bench, known: Story, seen: Story, grown: Story) -> Move | None:
    """The step that a new independent origin makes possible, or None."""
    if len(seen.origins) <= known.retries.get("origins", len(seen.origins)):
        return None
    if known.state in ("RETURNED", "INFO_REQUEST"):
        return move(grown, "reverified", bench.now, "a new independent origin", round=known.round + 1)
    count = reopening(known, seen) if known.state == "ARCHIVED" else ""
    if not count:
        return None
    retries = {**known.retries, count: known.retries.get(count, 0) + 1}
    reason = "new evidence: more independent reports"
    return move(grown, "reopened", bench.now, reason, round=known.round + 1, retries=retries)


def reopening(known: Story, seen: Story) -> str:
    """What an archived story may be opened again for, as the key of `retries` that counts it; empty when it stays.

    Stopped at the revision limit, ended with an official notice and carried by reports since, or too thin for a video and
    now with two independent reports more: once. Turned down
    by the council, or for conditions that early reports did not meet: each time the independent reports have doubled
    since, so that the day's biggest story is not lost to the vote it got with its first two. What a person spiked
    stays so, and what was split or joined is other stories' now.
    """
    if known.retries.get(SPIKED) or known.went_over:
        return ""
    before, now = known.retries.get("origins", len(seen.origins)), len(seen.origins)
    thin = bool(known.retries.get("more_reports")) and now >= before + REOPEN_REPORTS
    if carried_again(known, seen):
        return "reopened"
    if (known.reason == REOPENABLE or thin) and not known.retries.get("reopened"):
        return "reopened"
    doubled = now >= max(2 * before, before + RECONSIDER_REPORTS)
    if (
        (known.reason in TURNED_DOWN or _on_conditions(known))
        and doubled
        and known.retries.get("reconsidered", 0) < RECONSIDER_TIMES
    ):
        return "reconsidered"
    return ""


def _on_conditions(known: Story) -> bool:
    return known.verdict is not None and known.verdict.outcome == "CONDITIONAL_APPROVAL" and known.approved_at is None


def _tick(bench: Bench, batch: Arrived, items: list[Item]) -> Tick:
    return Tick(
        id=derive("tick", bench.now.isoformat()),
        at=bench.now,
        story_ids=tuple(dict.fromkeys((*(story.id for story in batch.stories), *batch.recounted))),
        trends=batch.trends,
        items=len(items),
        duplicates=batch.duplicates + len(batch.items) - len(items),
        status="open" if batch.stories or batch.recounted else "done",
    )


def _record(batch: Arrived, items: list[Item], measured: Sequence[Sample]) -> dict[str, Any]:
    return {
        "items": len(items),
        "items_hash": _hash(items),
        "stories": len(batch.stories),
        "stories_hash": _hash(batch.stories),
        "refused": len(batch.refused),
        "duplicates": batch.duplicates,
        "samples": len(measured),
        "samples_hash": _hash(measured),
    }


def _hash(nouns: Iterable[Noun]) -> str:
    return content_key(*(noun.model_dump_json() for noun in nouns))
