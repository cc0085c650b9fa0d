"""Timing_Oracle (N 4.2): the moment for each planned platform. Speed against timing: breaking overrides.

The local site has no audience clock and is always published at once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from newsroom.model.channel import Channel
from newsroom.model.publication import PlatformPlan, Window
from newsroom.model.story import Story
from newsroom.publishing.schedule import PastPost, hour_gains, publish_at


def windows(
    story: Story,
    plans: Sequence[PlatformPlan],
    channel: Channel,
    history: Mapping[str, Sequence[PastPost]],
    now: datetime,
    embargo: datetime | None = None,
) -> tuple[Window, ...]:
    """One window for each enabled plan. `history` holds the account's own posts per platform."""
    breaking = story.risk == "breaking"
    found = []
    for plan in plans:
        if not plan.enabled:
            continue
        posts = history.get(plan.platform, ())
        gains = () if plan.platform == "site" else hour_gains(posts, channel.timezone)
        at, reason, lift = publish_at(now, breaking=breaking, embargo=embargo, gains=gains, timezone=channel.timezone)
        found.append(
            Window(
                platform=plan.platform,
                publish_at=at,
                reason=reason,
                lift=lift,
                n=len(posts),
                breaking_override=breaking,
            )
        )
    return tuple(found)
