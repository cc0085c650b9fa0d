"""The task tree of a plan: what the newsroom will do for it, step by step, each of which a person may switch off."""

from collections.abc import Sequence

from newsroom.model.campaign import CampaignPlan, CampaignStep, StepKind
from newsroom.model.channel import Channel

ORDER: tuple[StepKind, ...] = ("watch", "prefer", "produce", "spend", "close")


def grown(
    plan: CampaignPlan, channels: Sequence[Channel], relevance_above: float, off: Sequence[str] = ()
) -> tuple[CampaignStep, ...]:
    """The tree of `plan`, with the steps named in `off` switched off."""
    words: dict[StepKind, str] = {
        "watch": _watch(plan),
        "prefer": f"raise the priority of stories with a relevance above {relevance_above:g}; their verdict stays the council's",
        "produce": _produce(plan, channels),
        "spend": f"spend at most {plan.usd:g} USD in all" if plan.usd is not None else "",
        "close": f"end at {plan.ends_at:%Y-%m-%d %H:%M} UTC" if plan.ends_at else "run until a person pauses it",
    }
    steps: list[CampaignStep] = []
    for kind in ORDER:
        if words[kind]:
            after = steps[-1].kind if steps else None
            steps.append(CampaignStep(kind=kind, after=after, words=words[kind], on=kind not in off))
    return tuple(steps)


def _watch(plan: CampaignPlan) -> str:
    told = []
    if plan.terms:
        told.append(f"about {', '.join(plan.terms)}")
    if plan.needs:
        told.append(f"with {' and '.join(plan.needs)}")
    if plan.at_least is not None:
        told.append(
            f"{plan.measure[0] if plan.measure else 'a number'} {'above' if plan.strictly else 'from'} {plan.at_least:g}"
        )
    where = [plan.region, *(() if plan.region else plan.countries), *(place.name for place in plan.places)]
    if any(where):
        told.append(f"in or near {', '.join(name for name in where if name)}")
    return f"weigh every story: {'; '.join(told) or 'no subject yet'}"


def _produce(plan: CampaignPlan, channels: Sequence[Channel]) -> str:
    platforms = next((", ".join(channel.platforms) for channel in channels if channel.name == plan.channel), "")
    most = (
        f"at most {plan.per_day} videos a day"
        if plan.per_day is not None
        else "as many videos as the channel's day holds"
    )
    return f"{most} on {plan.channel or 'a channel still to be named'}{f' ({platforms})' if platforms else ''}"
