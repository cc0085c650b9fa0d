"""Intake and scouts as shells: what was reported and is not filed yet, and bids of every kind."""

from datetime import timedelta
from typing import TYPE_CHECKING

from newsroom.control.brief import Brief, Proposal
from newsroom.control.recovery import role_of
from newsroom.lab.simulation import samples
from newsroom.lab.simulation.feed import SOURCE, item_of
from newsroom.model.bid import Bid, ScoutName
from newsroom.model.ids import derive
from newsroom.model.story import Story

if TYPE_CHECKING:
    from newsroom.lab.simulation.shells import Stage

BIDDERS: dict[str, ScoutName] = {
    "Wire_Scout": "Wire_Scout",
    "Social_Scout": "Social_Scout",
    "Semantic_Scout": "Semantic_Scout",
    "Geo_Scout": "Geo_Scout",
}


def intake(stage: "Stage", brief: Brief) -> Proposal:
    """Every report that no committed item carries yet, and the stories they belong to."""
    if _is_last(stage, brief):
        stage.feed.report_all(brief.now)
    fresh = [one for one in stage.feed.reports if ("item", one.item_id) not in stage.ledger.rows]
    grown = {one.happening.number: one.happening for one in fresh}
    return {
        "items": [item_of(one).json_dict() for one in fresh],
        "sources": [SOURCE.json_dict()] if fresh else [],
        "stories": [stage.feed.story(grown[number]).json_dict() for number in sorted(grown)],
    }


def _is_last(stage: "Stage", brief: Brief) -> bool:
    cursor = stage.ledger.rows.get(("cursor", "intake"))
    end = getattr(cursor, "end", None)
    return end is not None and brief.extra["until"] == end.isoformat()


def scan(stage: "Stage", brief: Brief) -> Proposal:
    """A bid for most stories from the wire's scout, and now and then one from the others."""
    scout = brief.task.agent
    bids = []
    for dossier in brief.dossiers:
        fate = stage.feed.fate_of(dossier.story.id).fate
        wire = scout.startswith("Wire_Scout") and fate != "silent"
        if wire or (fate == "tied" and scout.startswith("Geo_Scout")) or stage.dice.chance(0.1):
            bids.append(_bid(stage, dossier.story, scout, fate).json_dict())
    return {"bids": bids}


def _bid(stage: "Stage", story: Story, scout: str, fate: str) -> Bid:
    confidence = 0.8 if fate == "tied" else 0.61 + 0.3 * stage.dice.share()
    bid_id = derive("bid", story.id, scout, stage.dice.between(0, 1_000_000_000))
    return samples.bid(
        bid_id, story, story.first_seen_at + timedelta(minutes=1), scout, BIDDERS[role_of(scout)], confidence
    )
