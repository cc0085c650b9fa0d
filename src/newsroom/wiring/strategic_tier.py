"""Plans, times and lessons as the worker calls them."""

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.control.policy import Policy
from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.publication import PerformanceMetrics, PlatformPlan, Publication
from newsroom.model.story import Story
from newsroom.ports import Outlet, Store
from newsroom.publishing import feedback_analyst, platform_strategist, timing_oracle
from newsroom.publishing.schedule import PastPost


def strategic_roles(store: Store, policy: Policy, outlets: Mapping[str, Outlet]) -> dict[str, RoleCall]:
    """The strategic tier's tasks, by the worker's keys."""
    tier = Strategic(store, policy, outlets)
    return {
        "strategy:Platform_Strategist": tier.strategy,
        "timing:Timing_Oracle": tier.timing,
        "feedback:Feedback_Analyst": tier.feedback,
    }


class Strategic:
    """The publishing desk of every channel."""

    def __init__(self, store: Store, policy: Policy, outlets: Mapping[str, Outlet]) -> None:
        self._store = store
        self._house = policy.channel
        self._outlets = outlets

    def strategy(self, brief: Brief) -> Proposal:
        """Platform_Strategist: one plan a platform, for each channel's video."""
        story = _story(brief)
        plans = {
            channel.name: [plan.json_dict() for plan in _plans(brief, story, production, channel)]
            for production, channel in brief.made
        }
        if not plans:
            raise ValueError("a strategy needs a finished video")
        return self._by_channel("plans", plans)

    def timing(self, brief: Brief) -> Proposal:
        """Timing_Oracle: the moment for each enabled plan, for each channel's video."""
        story, strategy = _story(brief), brief.extra["strategy"]
        told = strategy.get("by_channel", {}).get("plans", {})
        windows = {
            channel.name: self._windows(brief, story, channel, told.get(channel.name, strategy["plans"]))
            for _, channel in brief.made
        }
        return self._by_channel("windows", windows)

    def _by_channel(self, what: str, found: dict[str, list[Any]]) -> Proposal:
        """The house's first channel speaks for itself; others stand beside it by name."""
        first = self._house.name if self._house.name in found else next(iter(found))
        if len(found) == 1:
            return {what: found[first]}
        return {what: found[first], "by_channel": {what: found}}

    def _windows(self, brief: Brief, story: Story, channel: Channel, told: Sequence[Any]) -> list[Any]:
        plans = [PlatformPlan.model_validate(one) for one in told]
        history: dict[str, tuple[PastPost, ...]] = {plan.platform: self._posts(plan.platform) for plan in plans}
        return [one.json_dict() for one in timing_oracle.windows(story, plans, channel, history, brief.now)]

    def feedback(self, brief: Brief) -> Proposal:
        """Feedback_Analyst: what the video did, against this account's own earlier ones."""
        posts = [post for post in brief.publications if post.status == "published"]
        metrics = {post.id: self._metrics(post) for post in posts}
        platforms: list[str] = sorted({post.platform for post in posts})
        baseline = {platform: [views for _, views in self._views(platform, posts)] for platform in platforms}
        category = brief.story.category if brief.story else ""
        made = feedback_analyst.analyse(posts or brief.publications, metrics, baseline, category, brief.now)
        return {"feedback": made.json_dict()}

    def _metrics(self, post: Publication) -> PerformanceMetrics | None:
        outlet = self._outlets.get(post.platform)
        return outlet.metrics(post) if outlet else None

    def _posts(self, platform: str) -> tuple[PastPost, ...]:
        views = self._views(platform, ())
        middle = median(count for _, count in views) if views else 0
        return tuple(
            PastPost(post.published_at, math.log2((count + 1) / (middle + 1)))
            for post, count in views
            if post.published_at is not None
        )

    def _views(self, platform: str, without: Sequence[Publication]) -> list[tuple[Publication, int]]:
        own = {post.id for post in without}
        earlier = [
            post
            for post in self._store.find("publication", Publication, states=("published",))
            if post.platform == platform and post.id not in own
        ]
        counted = [(post, self._metrics(post)) for post in earlier]
        return [(post, m.views) for post, m in counted if m is not None and m.views is not None]


def _plans(brief: Brief, story: Story, production: Production, channel: Channel) -> tuple[PlatformPlan, ...]:
    if production.script is None or production.cut is None:
        raise ValueError("a strategy needs a finished video")
    used = {claim for line in production.script.lines for claim in line.claim_ids}
    named = (e.outlet for claim in brief.claims if claim.id in used for e in claim.evidence)
    return platform_strategist.plan(story, production.script, production.cut, channel, tuple(dict.fromkeys(named)))


def _story(brief: Brief) -> Story:
    if brief.story is None:
        raise ValueError("publishing is about a story")
    return brief.story
