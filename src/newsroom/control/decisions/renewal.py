"""What a story that grew says now: the script is written from it, and a video that is out is held against it.

The vote stays what it was. A told claim that no longer stands, or an outlet's own correction, is an editor's matter.
"""

from collections.abc import Iterable, Sequence

from newsroom.control.bench import Bench, appended, still
from newsroom.control.decisions.asks import asks_for
from newsroom.control.moves import note, story_change
from newsroom.control.records import ClaimSet, newest
from newsroom.council.corrections import corrects, fallen
from newsroom.model.assets import Production
from newsroom.model.claim import Claim
from newsroom.model.ids import derive
from newsroom.model.item import Item
from newsroom.model.standing import standing, takes_back
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit

_SAID_MOST = 3


def renewed(bench: Bench, task: Task, result: Result) -> Commit:
    """Keep the newer claims; where a video already told what no longer stands, ask an editor."""
    story = bench.story(task.subject)
    still(task.brief["attempt"].partition(".")[0] == str(story.round), task)
    read = int(result.proposal.get("read", len(story.item_ids)))
    still(read > story.items_read, task)
    before = newest(bench.store.find("claimset", ClaimSet, story_id=story.id))
    claims = tuple(Claim.model_validate(one) for one in result.proposal["claims"])
    key = derive("claims", story.id, story.round, read)
    kept = ClaimSet(id=key, story_id=story.id, round=story.round, claims=claims, read=read)
    later = story.model_copy(update={"items_read": read, "version": story.version + 1})
    reasons = _reasons(bench, story, before.claims if before else (), claims, read)
    asks = _asks(bench, later, reasons)
    payload = {
        "round": story.round,
        "read": read,
        "claims": [{"id": one.id, "status": one.status} for one in claims],
        "corrections": list(reasons),
    }
    record = note("claims.renewed", story.id, later.version, bench.now, payload, task.agent)
    changes = (appended("claimset", kept.id, kept, story.id), story_change(later), *asks)
    return Commit(changes=changes, audit=(record,))


def not_renewed(bench: Bench, task: Task, result: Result) -> Commit:
    """Claims that cannot be read again: no script is written from old ones, the production ends with its deadline."""
    story = bench.story(task.subject)
    record = note("claims.not_renewed", story.id, story.version, bench.now, {"code": result.error_code})
    return Commit(audit=(record,))


def _reasons(bench: Bench, story: Story, before: Sequence[Claim], after: Sequence[Claim], read: int) -> tuple[str, ...]:
    done = bench.store.find("production", Production, story_id=story.id, states=("done",))
    told = {claim_id for p in done if p.script for line in p.script.lines for claim_id in line.claim_ids}
    if not done:
        return ()
    items = bench.store.get_many("item", story.item_ids[story.items_read : read], Item)
    corrected = [f"{item.publisher.name} corrects a report: {item.title}" for item in items if corrects(item)]
    back = [f"{item.publisher.name} takes back a notice: {item.title}" for item in items if takes_back(item)]
    claims = [claim for claim in before if claim.id in told]
    return (*corrected, *back, *fallen(claims, after), *_replaced(bench, story, claims, after, read))


def _replaced(bench: Bench, story: Story, told: Sequence[Claim], after: Sequence[Claim], read: int) -> tuple[str, ...]:
    """A told claim that is not read any more because every notice that stated it was revised or taken back."""
    known = {claim.id for claim in after}
    lost = [claim for claim in told if claim.id not in known and claim.evidence]
    if not lost:
        return ()
    held = {item.id for item in standing(bench.store.get_many("item", story.item_ids[:read], Item))}
    return tuple(
        f"told: {claim.statement}; its source has revised it"
        for claim in lost
        if not any(shown.item_id in held for shown in claim.evidence)
    )


def _asks(bench: Bench, story: Story, reasons: Sequence[str]) -> Iterable[Change]:
    if not reasons:
        return ()
    opened = asks_for(story, (("correction", "editor"),), "; ".join(reasons[:_SAID_MOST]), bench.now)
    return tuple(Change("ask", ask.id, 0, ask, ask.story_id, ask.status, ask.due_at) for ask in opened)
