"""Bids open a story's window, its end decides the auction (N 2.1; decisions.md section 1)."""

from typing import Any

from newsroom.control.bench import Bench, appended, still
from newsroom.control.decisions import arcs
from newsroom.control.decisions.admission import priority_of
from newsroom.control.moves import Move, move, note
from newsroom.control.plans.intake import SCOUTS
from newsroom.control.records import Tick
from newsroom.control.recovery import role_of
from newsroom.model.arc import Pattern
from newsroom.model.bid import AuctionRecord, Bid, Monitored
from newsroom.model.ids import content_key, derive
from newsroom.model.lifecycle import State
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit
from newsroom.scouts.auction import AuctionResult, closes_at, resolve

DECIDED = "auction"
"""Under which a decided auction is filed among the observations."""

BIDDING: tuple[State, ...] = ("START", "DISCOVERED", "TIEBREAK")
"""States in which a story takes bids: before its window, in it, and in the minute that a tie adds."""


def scanned(bench: Bench, task: Task, result: Result) -> Commit:
    """One scout's answers to one tick: bids open windows or revise, the rest is kept for monitoring."""
    tick = _open_tick(bench, task)
    bids = [_by(task.agent, Bid.model_validate(one)) for one in result.proposal.get("bids", ())]
    watched = _once([Monitored.model_validate(one) for one in result.proposal.get("monitored", ())])
    stories = {story.id: story for story in bench.store.get_many("story", [b.story.story_id for b in bids], Story)}
    taken, opened = _take(bench, bids, stories)
    changes = (
        *(appended("bid", bid.bid_id, bid, bid.story.story_id) for bid in taken),
        *(appended("monitored", _seen_id(tick, one), one, one.story_id) for one in watched),
        *(step.change for step in opened),
        _scanned_by(tick, task.agent),
    )
    record = note("scout.looked", tick.id, tick.version + 1, bench.now, _record(taken, watched), task.agent)
    seen = [Pattern.model_validate(one) for one in result.proposal.get("patterns", ())]
    grown = arcs.kept(bench, seen, task.agent)
    return Commit(changes=(*changes, *grown.changes), audit=(record, *(step.audit for step in opened), *grown.audit))


def _once(watched: list[Monitored]) -> list[Monitored]:
    return list({(one.story_id, one.agent_id): one for one in watched}.values())


def _by(agent: str, bid: Bid) -> Bid:
    """The bid under the name of the instance that made it; the first instance keeps its own."""
    return bid if agent == role_of(agent) else bid.model_copy(update={"agent_id": agent})


def scan_failed(bench: Bench, task: Task, result: Result) -> Commit:
    """A scout that could not look is passed over for this tick: the other three have looked (N 4.4)."""
    tick = _open_tick(bench, task)
    record = note("scout.failed", tick.id, tick.version + 1, bench.now, {"code": result.error_code}, task.agent)
    return Commit(changes=(_scanned_by(tick, task.agent),), audit=(record,))


def _open_tick(bench: Bench, task: Task) -> Tick:
    tick = bench.need("tick", task.subject, Tick)
    still(tick.status == "open" and role_of(task.agent) not in tick.scanned_by, task)
    return tick


def _scanned_by(tick: Tick, scout: str) -> Change:
    by = (*tick.scanned_by, role_of(scout))
    status = "done" if set(SCOUTS) <= set(by) else "open"
    later = tick.model_copy(update={"scanned_by": by, "status": status, "version": tick.version + 1})
    return Change("tick", tick.id, tick.version, later, "", status)


def _take(bench: Bench, bids: list[Bid], stories: dict[str, Story]) -> tuple[list[Bid], list[Move]]:
    taken: list[Bid] = []
    opened: list[Move] = []
    known = bench.store.find("bid", Bid, story_ids=sorted(stories)) if stories else ()
    for bid in bids:
        story = stories.get(bid.story.story_id)
        if story is None or story.state not in BIDDING or _too_late(story, bid):
            continue
        own = [old for old in known if old.story.story_id == story.id and old.agent_type == bid.agent_type]
        if any(old.bid_id == bid.bid_id for old in (*own, *taken)):
            continue
        taken.append(bid.model_copy(update={"revision": len(own) + 1}))
        if story.state == "START":
            opened.append(move(story, "bid", bench.now, f"{bid.agent_id} bid", discovered_at=bench.now))
    return taken, opened


def _too_late(story: Story, bid: Bid) -> bool:
    """Whether a slow scout's bid was made when the window had closed, though nobody has decided it yet."""
    opened_at = story.discovered_at
    return opened_at is not None and bid.timestamp >= closes_at(opened_at, extended=story.state == "TIEBREAK")


def _seen_id(tick: Tick, one: Monitored) -> str:
    return derive("monitored", tick.id, one.story_id, one.agent_id)


def _record(bids: list[Bid], watched: list[Monitored]) -> dict[str, Any]:
    return {
        "bids": [
            {"bid": b.bid_id, "story": b.story.story_id, "confidence": b.bid_metrics.confidence_score} for b in bids
        ],
        "bids_hash": content_key(*(bid.model_dump_json() for bid in bids)),
        "monitored": len(watched),
        "monitored_hash": content_key(*(one.model_dump_json() for one in watched)),
    }


def window_closed(bench: Bench, story: Story) -> Commit:
    """The auction of one story: a winner, one more minute for a tie, or nobody."""
    bids = bench.store.find("bid", Bid, story_id=story.id)
    opened_at = story.discovered_at or story.entered_at
    outcome = resolve(bids, opened_at, extended=story.state == "TIEBREAK")
    ranking = [{"bid": r.bid_id, "agent": r.agent_id, "total": r.total} for r in outcome.ranking]
    why = {"ranking": ranking}
    if outcome.winner is not None:
        won = {"winning_bid": outcome.winner.bid_id, "priority": priority_of(outcome.winner)}
        step = move(story, "won", bench.now, outcome.why, why=why | won, **won)
    elif outcome.tie:
        step = move(story, "tied", bench.now, outcome.why, why=why)
    else:
        step = move(story, "lost", bench.now, outcome.why, why=why)
    return Commit(changes=(step.change, _kept(bench, story, outcome)), audit=(step.audit,))


def _kept(bench: Bench, story: Story, outcome: AuctionResult) -> Change:
    """The whole outcome, losers included: what was bid, and what each part of the score was worth (N 2.1 step 6)."""
    record = AuctionRecord(
        id=derive("auction", story.id, story.version),
        story_id=story.id,
        opened_at=story.discovered_at or story.entered_at,
        closed_at=bench.now,
        winner=outcome.winner.bid_id if outcome.winner else "",
        tie=outcome.tie,
        why=outcome.why,
        places=outcome.ranking,
    )
    return appended("observation", record.id, record, story.id, DECIDED)
