"""The six targets of N 6.2, counted as decisions.md section 8 says, always with n and the stricter reading beside it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from newsroom.model.assets import Production
from newsroom.model.bid import Bid
from newsroom.model.story import Story
from newsroom.model.verdict import Verdict
from newsroom.ports import Store

DECIDED = {"APPROVED", "CONDITIONAL_APPROVAL", "REJECTED"}


def targets(store: Store, availability: tuple[float, int] | None = None) -> list[dict[str, Any]]:
    """Rows {name, target, value, n, met, stricter, definition}; value is None where nothing has been counted yet.

    `availability` is (share of probed minutes that passed, minutes), where a health probe runs.
    """
    stories = store.find("story", Story)
    bids = store.find("bid", Bid)
    verdicts = store.find("verdict", Verdict)
    productions = store.find("production", Production)
    return [
        _latency(stories),
        _acceptance(stories, bids),
        _consensus(stories, verdicts),
        _studio(productions),
        _visuals(productions),
        _row("system availability", "> 0.995", availability[0] if availability else None, availability[1] if availability else 0,
             None, "minutes in which the health probe passes / minutes run; counted by the live newsroom only", 0.995),
    ]  # fmt: skip


def _latency(stories: Sequence[Story]) -> dict[str, Any]:
    waits = sorted((s.published_at - s.discovered_at) for s in stories if s.published_at and s.discovered_at)
    p50, p95 = _quantile(waits, 0.5), _quantile(waits, 0.95)
    hours = p50.total_seconds() / 3600 if p50 is not None else None
    strict = round(p95.total_seconds() / 3600, 3) if p95 is not None else None
    return _row("discovery to publish, hours (p50)", "< 2 h", hours, len(waits), strict,
               "from DISCOVERED to PUBLISHED, newsroom clock; p95 beside it", 2.0, below=True)  # fmt: skip


def _acceptance(stories: Sequence[Story], bids: Sequence[Bid]) -> dict[str, Any]:
    reached = {s.id for s in stories if s.council_at}
    winners = {s.winning_bid for s in stories if s.council_at}
    last = {(b.agent_id, b.story.story_id): b for b in bids}
    taken = sum(1 for (_, story_id) in last if story_id in reached)
    won = sum(1 for bid in last.values() if bid.bid_id in winners)
    return _row("scout bid acceptance rate", "> 0.60", _share(taken, len(last)), len(last), _share(won, len(last)),
                "bids whose story reached the council / bids; winners only beside it", 0.60)  # fmt: skip


def _consensus(stories: Sequence[Story], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    entered = {s.id for s in stories if s.council_at}
    decided = {v.story_id for v in verdicts if v.outcome in DECIDED}
    held = {v.story_id for v in verdicts if v.outcome in ("PAUSED", "ESCALATED", "INFORMATION_REQUEST")} - decided
    free = entered - held
    return _row("council consensus rate", "> 0.80", _share(len(free & decided), len(free)), len(free),
                _share(len(entered & decided), len(entered)),
                "stories with a decision / stories that entered, held ones apart; all of them beside it", 0.80)  # fmt: skip


def _studio(productions: Sequence[Production]) -> dict[str, Any]:
    judged = [p for p in productions if p.review]
    passed = [p for p in judged if p.review and p.review.status == "APPROVE"]
    first = [p for p in passed if p.revisions == 0]
    return _row("studio approval rate", "> 0.75", _share(len(passed), len(judged)), len(judged), _share(len(first), len(judged)),
                "videos that pass Quality_Critic / videos it judged; at the first pass beside it", 0.75)  # fmt: skip


def _visuals(productions: Sequence[Production]) -> dict[str, Any]:
    visuals = [v for p in productions for v in p.visuals]
    first = sum(1 for v in visuals if v.attempts == 1)
    return _row("visual generation success", "> 0.90", _share(first, len(visuals)), len(visuals), None,
                "visuals made as first planned / visuals planned", 0.90)  # fmt: skip


def _row(name: str, target: str, value: float | None, n: int, stricter: float | None, definition: str, line: float,
         *, below: bool = False) -> dict[str, Any]:  # fmt: skip
    met = None if value is None else (value < line if below else value > line)
    return {"name": name, "target": target, "value": None if value is None else round(value, 3), "n": n, "met": met,
            "stricter": stricter, "definition": definition}  # fmt: skip


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _quantile(values: Iterable[timedelta], share: float) -> timedelta | None:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
