"""Every success metric N lists for an agent as a row {agent, metric, target, value, n, definition} (decisions.md 8).

Names, targets and definitions are the personas'. A metric that nothing has been counted for yet has value None and
n 0: an unknown is never shown as a zero.
"""

from collections.abc import Callable, Sequence
from statistics import mean, median
from typing import Any, NamedTuple

from newsroom.model.assets import Production
from newsroom.model.bid import Bid
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.personas import everyone
from newsroom.ports import Store

Counted = tuple[float | None, int]
NOTHING: Counted = (None, 0)


class Facts(NamedTuple):
    """What the metrics are counted from, read once."""

    stories: dict[str, Story]
    bids: tuple[Bid, ...]
    productions: tuple[Production, ...]
    publications: tuple[Publication, ...]


def agent_metrics(store: Store) -> list[dict[str, Any]]:
    """One row for each metric of each agent, in N's order."""
    facts = Facts(
        {s.id: s for s in store.find("story", Story)},
        _last_revisions(store.find("bid", Bid)),
        store.find("production", Production),
        store.find("publication", Publication),
    )
    rows = []
    for who in everyone():
        for metric in who.metrics:
            value, n = COUNTS.get((who.agent, metric.name), _not_yet)(facts)
            rows.append({"agent": who.agent, "metric": metric.name, "target": metric.target,
                         "value": None if value is None else round(value, 3), "n": n, "definition": metric.definition})  # fmt: skip
    return rows


def _last_revisions(bids: Sequence[Bid]) -> tuple[Bid, ...]:
    last = {(bid.agent_id, bid.story.story_id): bid for bid in sorted(bids, key=lambda b: b.revision)}
    return tuple(last[key] for key in sorted(last))


def _not_yet(facts: Facts) -> Counted:
    del facts
    return NOTHING


def _share(hits: Sequence[bool]) -> Counted:
    return (sum(hits) / len(hits), len(hits)) if hits else NOTHING


def _mean(values: Sequence[float]) -> Counted:
    return (mean(values), len(values)) if values else NOTHING


def _median(values: Sequence[float]) -> Counted:
    return (median(values), len(values)) if values else NOTHING


def _of(facts: Facts, scout: str) -> list[tuple[Bid, Story]]:
    return [
        (b, facts.stories[b.story.story_id])
        for b in facts.bids
        if b.agent_type == scout and b.story.story_id in facts.stories
    ]


def _acceptance(facts: Facts) -> Counted:
    return _share([story.council_at is not None for _, story in _of(facts, "Wire_Scout")])


def _discovery(facts: Facts) -> Counted:
    found = {s.id: s for _, s in _of(facts, "Wire_Scout") if s.discovered_at}
    return _median(
        [(s.discovered_at - s.first_published_at).total_seconds() / 60 for s in found.values() if s.discovered_at]
    )


def _diversity(facts: Facts) -> Counted:
    return _mean([min(len(set(b.story.source_types)) / 4, 1.0) for b, _ in _of(facts, "Wire_Scout")])


def _false_positives(facts: Facts) -> Counted:
    return _share(
        [
            s.verdict is not None and s.verdict.reason == "FACTUAL_CONCERNS"
            for _, s in _of(facts, "Wire_Scout")
            if s.council_at
        ]
    )


def _early(facts: Facts) -> Counted:
    return _share(
        [any(t in ("wire", "press") for o in s.origins for t in o.types) for _, s in _of(facts, "Social_Scout")]
    )


def _local_sources(facts: Facts) -> Counted:
    return _share([any("local" in o.types for o in s.origins) for _, s in _of(facts, "Geo_Scout")])


def _scripts_passed(facts: Facts) -> Counted:
    return _share([p.guard.passed for p in facts.productions if p.guard])


def _script_versions(facts: Facts) -> Counted:
    return _mean([p.script.version - 1 for p in facts.productions if p.script])


def _density(facts: Facts) -> Counted:
    scripts = [p.script for p in facts.productions if p.script and p.script.words]
    return _mean([100 * len({c for line in s.lines for c in line.claim_ids}) / s.words for s in scripts])


def _hook_accuracy(facts: Facts) -> Counted:
    hooks = [h for p in facts.productions if p.script for h in p.script.hooks]
    return _share([h.accuracy >= 1.0 for h in hooks])


def _hook_pull(facts: Facts) -> Counted:
    return _mean([p.script.hooks[p.script.chosen_hook].pull for p in facts.productions if p.script and p.script.hooks])


def _hook_balance(facts: Facts) -> Counted:
    chosen = [p.script.hooks[p.script.chosen_hook] for p in facts.productions if p.script and p.script.hooks]
    return _mean([2 * h.pull * h.accuracy / (h.pull + h.accuracy) for h in chosen if h.pull + h.accuracy > 0])


def _checks(component: str) -> Callable[[Facts], Counted]:
    def counted(facts: Facts) -> Counted:
        return _share(
            [c.passed for p in facts.productions if p.review for c in p.review.checks if c.component == component]
        )

    return counted


def _narrated_at_once(facts: Facts) -> Counted:
    return _share([p.failures.get("voice", 0) == 0 for p in facts.productions if p.narration])


def _assembled(facts: Facts) -> Counted:
    return _share([p.failures.get("video", 0) == 0 for p in facts.productions if p.cut])


def _technical(facts: Facts) -> Counted:
    return _share(
        [
            all(c.passed for c in p.review.checks if c.component == "video" and c.critical)
            for p in facts.productions
            if p.review
        ]
    )


def _first_visuals(facts: Facts) -> Counted:
    return _share([v.attempts == 1 for p in facts.productions for v in p.visuals])


def _rights(facts: Facts) -> Counted:
    return _share(
        [bool(v.rights) and all(r.licence and r.source for r in v.rights) for p in facts.productions for v in p.visuals]
    )


def _limits_met(facts: Facts) -> Counted:
    return _share([p.plan.enabled for p in facts.publications])


def _in_window(facts: Facts) -> Counted:
    sent = [p for p in facts.publications if p.published_at]
    return _share([abs((p.published_at - p.publish_at).total_seconds()) <= 60 for p in sent if p.published_at])


def _breaking_response(facts: Facts) -> Counted:
    sent = [p for p in facts.publications if p.published_at and facts.stories[p.story_id].risk == "breaking"]
    return _median([(p.published_at - p.publish_at).total_seconds() / 60 for p in sent if p.published_at])


COUNTS: dict[tuple[str, str], Callable[[Facts], Counted]] = {
    ("Wire_Scout", "bid acceptance rate"): _acceptance,
    ("Wire_Scout", "time to discovery"): _discovery,
    ("Wire_Scout", "source diversity score"): _diversity,
    ("Wire_Scout", "false positive rate"): _false_positives,
    ("Social_Scout", "early detection rate"): _early,
    ("Geo_Scout", "local source utilization"): _local_sources,
    ("Script_Writer", "script approval rate"): _scripts_passed,
    ("Script_Writer", "revision cycles required"): _script_versions,
    ("Script_Writer", "information density score"): _density,
    ("Hook_Doctor", "predicted retention rate"): _hook_pull,
    ("Hook_Doctor", "hook approval rate"): _hook_accuracy,
    ("Hook_Doctor", "balance score"): _hook_balance,
    ("Voice_Actor", "audio quality score"): _checks("voice"),
    ("Voice_Actor", "generation success rate"): _narrated_at_once,
    ("Visual_Artist", "visual quality score"): _checks("visuals"),
    ("Visual_Artist", "generation success rate"): _first_visuals,
    ("Visual_Artist", "copyright compliance rate"): _rights,
    ("Video_Editor", "edit quality score"): _checks("video"),
    ("Video_Editor", "technical compliance"): _technical,
    ("Video_Editor", "assembly success rate"): _assembled,
    ("Platform_Strategist", "algorithm optimization score"): _limits_met,
    ("Timing_Oracle", "optimal window hit rate"): _in_window,
    ("Timing_Oracle", "breaking news response time"): _breaking_response,
}
