"""What the newsroom is doing now: queues by state, tiers, surge, agents, budgets, refusals, health (contract.md)."""

from collections import Counter
from typing import Any, get_args

from newsroom.control import agents
from newsroom.control.capacity import FACTOR_NORMAL, instances
from newsroom.control.health import error_rate
from newsroom.model.agent import AgentRecord, ParkedTask, WantedWorkers
from newsroom.model.campaign import Campaign
from newsroom.model.house import Budget
from newsroom.model.lifecycle import State
from newsroom.model.story import Story
from newsroom.model.verdict import Ask
from newsroom.ports import Refusal, Store


def status(store: Store) -> dict[str, Any]:
    """{queues, tiers, surge, budgets, campaigns, corrections, refused, health, agents_health, parked} from the store alone."""
    states = Counter(s.state for s in store.find("story", Story))
    wanted = store.get(agents.TABLE, "wanted", WantedWorkers)
    refused = Counter(r.code for r in store.find("refusal", Refusal))
    report = store.verify_audit()
    return {
        "queues": {**{state: states.get(state, 0) for state in get_args(State)},
                   "tasks": len(store.open_tasks()), "people": len(store.find("ask", Ask, states=("open",))),
                   "parked": len(parked(store))},
        "tiers": wanted.count if wanted else {str(tier): count for tier, count in instances(FACTOR_NORMAL).items()},
        "surge": surge(wanted),
        "budgets": budgets(store),
        "campaigns": campaigns(store),
        "corrections": corrections(store),
        "refused": dict(sorted(refused.items())),
        "health": {"audit_ok": report.ok, "audit_rows": report.rows},
        "agents_health": agents_health(store),
        "parked": parked(store),
    }  # fmt: skip


def budgets(store: Store) -> list[dict[str, Any]]:
    """What each channel may spend a day, each campaign in all, what is spent, and the version of the row that says so."""
    return [_budget(one) for one in store.find("budget", Budget)]


def _budget(one: Budget) -> dict[str, Any]:
    kind, _, name = one.id.partition(":")
    cap = "usd_per_day" if one.per == "day" else "usd"
    return {kind: name, cap: one.cap_usd, "spent_usd": one.spent_usd, "version": one.version}


def campaigns(store: Store) -> list[dict[str, Any]]:
    """Every campaign that is not over, with the row's version."""
    return [
        {"campaign": one.id, "status": one.status, "goal": one.goal, "channel": one.plan.channel,
         "per_day": one.plan.per_day, "version": one.version}
        for one in store.find("campaign", Campaign, states=("draft", "active", "paused"))
    ]  # fmt: skip


def corrections(store: Store) -> list[dict[str, Any]]:
    """Finished videos that a later report put in doubt and that no editor found right: due, asked, or left unanswered."""
    asked = (one for one in store.find("ask", Ask) if one.question == "correction" and one.status in _CORRECTION)
    return [
        {"story_id": one.story_id, "ask": one.id, "state": _CORRECTION[one.status], "why": one.why,
         "since": one.opened_at.isoformat()}
        for one in sorted(asked, key=lambda one: (one.opened_at, one.id))
    ]  # fmt: skip


def in_words(budget: dict[str, Any]) -> dict[str, str]:
    """One row of `budgets`: {whose, cap, spent}, amounts in USD."""
    daily = "usd_per_day" in budget
    return {
        "whose": f"channel {budget['channel']}" if "channel" in budget else f"campaign {budget['campaign']}",
        "cap": f"{budget['usd_per_day']:.2f} a day" if daily else f"{budget['usd']:.2f} in all",
        "spent": f"{budget['spent_usd']:.2f}",
    }


_CORRECTION = {"approved": "due", "open": "asked", "changes": "asked", "expired": "unanswered"}


def surge(wanted: WantedWorkers | None) -> dict[str, Any]:
    """The load balancer's plan of this moment (N 4.3 LoadBalancingPlan); the queue's clearance in hours."""
    if wanted is None:
        return {"on": False, "factor": FACTOR_NORMAL, "strategy": "NORMAL", "queued": 0, "clearance_h": 0.0}
    return {
        "on": wanted.surge,
        "factor": wanted.factor,
        "strategy": wanted.strategy,
        "queued": wanted.queued,
        "clearance_h": wanted.clearance_h,
    }


def agents_health(store: Store) -> list[dict[str, Any]]:
    """Every agent that was heard of: its heartbeat, the error rate of its last results, and whether it gets work."""
    records = store.find(agents.TABLE, AgentRecord, states=agents.STATUSES)
    return [
        {
            "agent": one.agent,
            "status": one.status,
            "last_heard": one.last_heard.isoformat(),
            "error_rate": round(error_rate(one), 3),
            "n": len(one.recent),
            "error": one.error if one.status != "healthy" else "",
        }
        for one in records
    ]


def parked(store: Store) -> list[dict[str, Any]]:
    """Tasks that nobody could do, with their error, the oldest first."""
    kept = store.find(agents.TABLE, ParkedTask, states=("parked",))
    ordered = sorted(kept, key=lambda one: (one.at, one.id))
    return [one.json_dict() for one in ordered]
