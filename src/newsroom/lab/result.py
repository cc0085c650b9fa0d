"""The replay document of the contract, counted from the store."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from newsroom.control.records import ClaimSet, Edition, Tick, known_claims
from newsroom.model.assets import Production
from newsroom.model.claim import Claim
from newsroom.model.lifecycle import TRANSITIONS
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Verdict
from newsroom.ports import Refusal, Store

_HELD = frozenset({"PAUSED", "RETURNED", "ESCALATED", "INFORMATION_REQUEST", "INSUFFICIENT_PARTICIPATION"})


def replay_result(store: Store, edition: Edition, wall_s: float, now: datetime) -> dict[str, Any]:
    """Everything `newsroom replay --json` prints.

    `waiting_for_people` lists what no person answered, still open or expired. `held` are stories whose last verdict
    held them and that were not approved.
    """
    stories = store.find("story", Story)
    verdicts = store.find("verdict", Verdict)
    unanswered = [ask for ask in store.find("ask", Ask) if ask.status in ("open", "expired")]
    headlines = {story.id: story.headline for story in stories}
    steps = steps_taken(store)
    states = states_reached(steps)
    ticks = store.find("tick", Tick)
    report = store.verify_audit()
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    return {
        "corpus": edition.corpus,
        "seed": edition.seed,
        "sources": store.count("source"),
        "items": store.count("item"),
        "refused": dict(sorted(Counter(one.code for one in store.find("refusal", Refusal)).items())),
        "duplicates": sum(tick.duplicates for tick in ticks),
        "stories": len(stories),
        "bids": store.count("bid"),
        "auctions_won": states.get("AUCTION_WON", 0),
        "ballots": store.count("ballot"),
        "approved": sum(story.approved_at is not None for story in stories),
        "conditional": outcomes["CONDITIONAL_APPROVAL"],
        "rejected": outcomes["REJECTED"],
        "held": sum(_held(story) for story in stories),
        "waiting_for_people": [_ask(ask, headlines) for ask in sorted(unanswered, key=lambda a: (a.opened_at, a.id))],
        "not_rendered": sum(story.reason.startswith("beyond the video limit") for story in stories),
        "videos": _videos(store, {story.id: story for story in stories}),
        "published": _published(store),
        "states_reached": states,
        "transitions_reached": {" ".join(arrow): count for arrow, count in sorted(steps.items())},
        "transitions_not_reached": [" ".join(arrow) for arrow in ARROWS if arrow not in steps],
        "audit": {"rows": report.rows, "root": report.root, "verified": report.ok},
        "wall_s": round(wall_s, 3),
        "simulated_s": round((now - edition.started_at).total_seconds(), 3),
    }


Arrow = tuple[str, str, str]
"""A transition as (state, event, state)."""

ARROWS: tuple[Arrow, ...] = tuple((t.source, t.event, t.target) for t in TRANSITIONS)


def steps_taken(store: Store) -> Counter[Arrow]:
    """How often each arrow of the lifecycle was taken, counted from the audit chain; erased payloads count nothing."""
    taken: Counter[Arrow] = Counter()
    for row in store.audit_rows():
        if row.action.startswith("story.") and row.action != "story.refused":
            payload = store.payload(row.payload_hash)
            if payload:
                taken[payload["from"], payload["event"], payload["to"]] += 1
    return taken


def states_reached(steps: Mapping[Arrow, int]) -> dict[str, int]:
    """How often each state was entered."""
    reached: Counter[str] = Counter()
    for (_, _, target), count in steps.items():
        reached[target] += count
    return dict(sorted(reached.items()))


def _held(story: Story) -> bool:
    return story.approved_at is None and story.verdict is not None and story.verdict.outcome in _HELD


def _ask(ask: Ask, headlines: dict[str, str]) -> dict[str, str]:
    return {
        "id": ask.id,
        "story_id": ask.story_id,
        "headline": headlines.get(ask.story_id, ""),
        "question": ask.question,
        "role": ask.role,
        "status": ask.status,
        "why": ask.why,
    }


def _videos(store: Store, stories: dict[str, Story]) -> list[dict[str, Any]]:
    done = store.find("production", Production, states=("done",))
    return [_video(store, production, stories[production.story_id]) for production in done if production.cut]


def _video(store: Store, production: Production, story: Story) -> dict[str, Any]:
    script, cut, review = production.script, production.cut, production.review
    used = list(dict.fromkeys(claim for line in script.lines for claim in line.claim_ids)) if script else []
    known = {one.id: one for one in _claims(store, story, used)}
    backed = {claim for claim in used if claim in known and known[claim].evidence}
    rows = store.audit_of(production.id)
    return {
        "story_id": story.id,
        "title": script.title if script else story.headline,
        "path": cut.path if cut else "",
        "aspect": cut.aspect if cut else "",
        "duration_s": cut.duration_s if cut else 0.0,
        "quality": review.score if review else 0.0,
        "claims": len(used),
        "claims_with_evidence": sum(claim in backed for claim in used),
        "sources": len(story.origins),
        "audit_hash": rows[-1].hash if rows else "",
    }


def _claims(store: Store, story: Story, told: Sequence[str]) -> tuple[Claim, ...]:
    sets = store.find("claimset", ClaimSet, story_id=story.id)
    return known_claims(sets, told)


def _published(store: Store) -> list[dict[str, str]]:
    posts = store.find("publication", Publication, states=("published",))
    return [{"video": post.video, "platform": post.platform, "url": post.url} for post in posts]
