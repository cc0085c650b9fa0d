"""What the newsroom is doing now: queues by state, tiers, surge, budgets, refusals, health (contract.md)."""

from collections import Counter
from typing import Any, get_args

from newsroom.control.capacity import FACTOR_NORMAL, FACTOR_SURGE, instances
from newsroom.control.records import Load
from newsroom.model.channel import Channel
from newsroom.model.lifecycle import State
from newsroom.model.story import Story
from newsroom.model.verdict import Ask
from newsroom.ports import Refusal, Store


def status(store: Store) -> dict[str, Any]:
    """{queues, tiers, surge, budgets, refused, health} from the store alone."""
    states = Counter(s.state for s in store.find("story", Story))
    load = store.get("cursor", "load", Load)
    surge = load.surge if load else False
    factor = FACTOR_SURGE if surge else FACTOR_NORMAL
    refused = Counter(r.code for r in store.find("refusal", Refusal))
    report = store.verify_audit()
    return {
        "queues": {**{state: states.get(state, 0) for state in get_args(State)},
                   "tasks": len(store.open_tasks()), "people": len(store.find("ask", Ask, states=("open",)))},
        "tiers": instances(factor),
        "surge": {"on": surge, "factor": factor},
        "budgets": [{"channel": c.name, "usd_per_day": c.budget_usd_per_day, "spent_usd": 0.0} for c in store.find("channel", Channel)],
        "refused": dict(sorted(refused.items())),
        "health": {"audit_ok": report.ok, "audit_rows": report.rows},
    }  # fmt: skip
