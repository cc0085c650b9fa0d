"""A person's hands on campaigns: add, change, start, pause. Who may is the desk's to check.

A campaign is changed as a draft or while it is paused, so that nobody changes under the newsroom's feet what it works by.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from typing import Any

from pydantic import ValidationError

from newsroom.control import channels
from newsroom.control.agents import together
from newsroom.control.bench import Bench
from newsroom.control.campaigns.reading import PlacesOf, missing, period, read
from newsroom.control.campaigns.tree import ORDER, grown
from newsroom.control.moves import JUDGE, note
from newsroom.model.campaign import Campaign, CampaignPlan
from newsroom.model.errors import Refused, StaleVersion
from newsroom.model.house import Budget
from newsroom.model.ids import derive
from newsroom.model.text import fold
from newsroom.ports import Change, Commit

_NEXT: dict[str, dict[str, str]] = {
    "start": {"draft": "active", "paused": "active"},
    "pause": {"active": "paused"},
}


def added(bench: Bench, goal: str, by: str, places: PlacesOf) -> Commit:
    """A draft of a new campaign, with its plan, its tree, and what was not understood.

    Raises:
        Refused: an empty goal or name, a negative number, or a goal that is there already.
    """
    _named(by)
    on_air = channels.on_air(bench.store, bench.policy)
    understood = read(goal, bench.now, places, on_air)
    campaign_id = derive("campaign", fold(" ".join(goal.split())))
    if bench.store.get("campaign", campaign_id, Campaign) is not None:
        raise Refused(
            "campaign_exists", f"{campaign_id} has this very goal.", f"See `newsroom campaign show {campaign_id}`."
        )
    draft = Campaign(
        id=campaign_id,
        goal=goal,
        plan=understood.plan,
        steps=grown(understood.plan, on_air, channels.house(bench.store).relevance_above),
        unclear=understood.unclear,
        missing=understood.missing,
        by=by,
        at=bench.now,
    )
    return _written(bench, draft, 0, "campaign.added", by)


def edited(
    bench: Bench, campaign_id: str, version: int, changes: Mapping[str, Any], by: str, switch: Mapping[str, bool]
) -> Commit:
    """A changed plan, and steps switched on or off by name.

    Raises:
        StaleVersion: it changed since the person read it.
        Refused: it runs or is over, a step is unknown, or the plan cannot be.
    """
    _named(by)
    held = _held(bench, campaign_id, version)
    if held.status not in ("draft", "paused"):
        raise Refused(
            "campaign_runs",
            f"{campaign_id} is {held.status}.",
            f"Pause it first: `newsroom campaign pause {campaign_id}`.",
        )
    unknown = sorted(set(switch) - {step.kind for step in held.steps})
    if unknown:
        raise Refused("no_such_step", f"There is no step {unknown[0]!r}.", f"Steps: {', '.join(ORDER)}.")
    try:
        plan = CampaignPlan.model_validate({**held.plan.model_dump(), **changes})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "plan"
        raise Refused("bad_campaign", f"{where}: {first['msg']}.", "Nothing was changed.") from error
    on_air = channels.on_air(bench.store, bench.policy)
    off = [step.kind for step in held.steps if not switch.get(step.kind, step.on)]
    later = held.model_copy(
        update={
            "plan": plan,
            "steps": grown(plan, on_air, channels.house(bench.store).relevance_above, off),
            "missing": missing(plan, on_air),
            "version": held.version + 1,
        }
    )
    return _written(bench, later, held.version, "campaign.edited", by)


def turned(bench: Bench, campaign_id: str, version: int, what: str, by: str) -> Commit:
    """Start or pause a campaign.

    Raises:
        StaleVersion: it changed since the person read it.
        Refused: it cannot be started or paused as it is, or something has to be said first.
    """
    _named(by)
    held = _held(bench, campaign_id, version)
    status = _NEXT[what].get(held.status)
    if status is None:
        raise Refused("bad_step", f"{campaign_id} is {held.status}: it cannot {what}.", "See `newsroom campaign show`.")
    if what == "start" and held.missing:
        raise Refused("campaign_unclear", held.missing[0], f"Say it with `newsroom campaign edit {campaign_id}`.")
    if what == "start" and held.plan.ends_at is not None and held.plan.ends_at <= bench.now:
        raise Refused("campaign_over", f"Its time ended at {held.plan.ends_at:%Y-%m-%d %H:%M}.", "Edit --until.")
    later = held.model_copy(update={"status": status, "version": held.version + 1})
    return _written(bench, later, held.version, f"campaign.{what}", by)


def dated(bench: Bench) -> Commit:
    """Campaigns from before this newsroom had a clock: "this week" is the week in which its day lies.

    What a person dated by hand, or a day that the goal itself names, stays as it is.
    """
    drafts = (one for one in bench.store.find("campaign", Campaign) if one.status != "finished")
    moved = [
        _written(bench, _with_plan(bench, one, plan), one.version, "campaign.dated", JUDGE)
        for one in drafts
        if (plan := _from_now(one, bench.now)) != one.plan
    ]
    return reduce(together, moved, Commit())


def _from_now(held: Campaign, now: datetime) -> CampaignPlan:
    try:
        (said_start, said_end), (start, end) = period(held.goal, held.at), period(held.goal, now)
        updates = {
            "starts_at": start if held.plan.starts_at == said_start else held.plan.starts_at,
            "ends_at": end if held.plan.ends_at == said_end else held.plan.ends_at,
        }
        return CampaignPlan.model_validate({**held.plan.model_dump(), **updates})
    except (Refused, ValidationError):
        # Its day is over, or it would end before it starts: a person has to say what is meant.
        return held.plan


def _with_plan(bench: Bench, held: Campaign, plan: CampaignPlan) -> Campaign:
    on_air = channels.on_air(bench.store, bench.policy)
    off = [step.kind for step in held.steps if not step.on]
    steps = grown(plan, on_air, channels.house(bench.store).relevance_above, off)
    return held.model_copy(update={"plan": plan, "steps": steps, "version": held.version + 1})


def _written(bench: Bench, campaign: Campaign, expected: int, action: str, by: str) -> Commit:
    due: datetime | None = campaign.plan.ends_at if campaign.status == "active" else None
    change = Change("campaign", campaign.id, expected, campaign, "", campaign.status, due)
    record = note(action, campaign.id, campaign.version, bench.now, campaign.json_dict(), by)
    return Commit(changes=(change, *_budget(bench, campaign)), audit=(record,))


def _budget(bench: Bench, campaign: Campaign) -> tuple[Change, ...]:
    key, cap = f"campaign:{campaign.id}", campaign.plan.usd
    held = bench.store.get("budget", key, Budget)
    if cap is None or (held is not None and held.cap_usd == cap):
        return ()
    spent, version = (held.spent_usd, held.version) if held else (0.0, 0)
    row = Budget(id=key, version=version + 1, cap_usd=cap, spent_usd=spent, per="campaign")
    return (Change("budget", key, version, row),)


def _held(bench: Bench, campaign_id: str, version: int) -> Campaign:
    held = bench.store.get("campaign", campaign_id, Campaign)
    if held is None:
        raise Refused("no_such_campaign", f"There is no campaign {campaign_id}.", "See `newsroom campaign show`.")
    if version and held.version != version:
        raise StaleVersion(f"campaign {campaign_id} (now version {held.version})")
    return held


def _named(by: str) -> None:
    if not by.strip():
        raise Refused("nobody", "A campaign needs a person's name.", "Give --by.")
