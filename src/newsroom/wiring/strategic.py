"""Plans, times and lessons as the worker calls them."""

import math
from collections.abc import Mapping, Sequence
from statistics import median

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.control.policy import Policy
from newsroom.model.publication import PerformanceMetrics, PlatformPlan, Publication
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
    """One channel's publishing desk."""

    def __init__(self, store: Store, policy: Policy, outlets: Mapping[str, Outlet]) -> None:
        self._store = store
        self._channel = policy.channel
        self._outlets = outlets

    def strategy(self, brief: Brief) -> Proposal:
        """Platform_Strategist: one plan a platform."""
        production = brief.production
        if production is None or production.script is None or production.cut is None or brief.story is None:
            raise ValueError("a strategy needs a finished video")
        used = {claim for line in production.script.lines for claim in line.claim_ids}
        named = (e.outlet for claim in brief.claims if claim.id in used for e in claim.evidence)
        plans = platform_strategist.plan(
            brief.story, production.script, production.cut, self._channel, tuple(dict.fromkeys(named))
        )
        return {"plans": [plan.json_dict() for plan in plans]}

    def timing(self, brief: Brief) -> Proposal:
        """Timing_Oracle: the moment for each enabled plan."""
        if brief.story is None:
            raise ValueError("a time needs a story")
        plans = [PlatformPlan.model_validate(one) for one in brief.extra["strategy"]["plans"]]
        history: dict[str, tuple[PastPost, ...]] = {plan.platform: self._posts(plan.platform) for plan in plans}
        found = timing_oracle.windows(brief.story, plans, self._channel, history, brief.now)
        return {"windows": [window.json_dict() for window in found]}

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
