"""Every success metric N lists for an agent as a row {agent, metric, target, value, n, definition} (decisions.md 8).

Names, targets and definitions are the personas'. N lists none for the council's voters: theirs are the house's own and
say so (`listed_by`: "house"). A metric that nothing has been counted for yet has value None and
n 0: an unknown is never shown as a zero.
"""

from collections.abc import Callable
from typing import Any

from newsroom.desk.metric_facts import NOTHING, Counted, Facts, average, middle, share
from newsroom.desk.metrics_council import council_rows
from newsroom.desk.metrics_geo import COUNTS_GEO, DETAILS_GEO
from newsroom.desk.metrics_semantic import COUNTS_SEMANTIC, DETAILS_SEMANTIC
from newsroom.desk.metrics_social import COUNTS_SOCIAL
from newsroom.desk.metrics_wire import COUNTS_WIRE, DETAILS_WIRE
from newsroom.personas import everyone
from newsroom.ports import Store


def agent_metrics(store: Store) -> list[dict[str, Any]]:
    """One row for each metric of each agent, in N's order."""
    facts = Facts(store)
    rows: list[dict[str, Any]] = []
    house = council_rows(facts)
    for who in everyone():
        for metric in who.metrics:
            key = (who.agent, metric.name)
            value, n = COUNTS.get(key, _not_yet)(facts)
            row = {"agent": who.agent, "metric": metric.name, "target": metric.target,
                   "value": None if value is None else round(value, 3), "n": n, "definition": metric.definition}  # fmt: skip
            rows.append({**row, "beside": DETAILS[key](facts)} if key in DETAILS else row)
        rows += [row for row in house if row["agent"] == who.agent]
    return rows


def _not_yet(facts: Facts) -> Counted:
    del facts
    return NOTHING


def _scripts_passed(facts: Facts) -> Counted:
    return share([p.guard.passed for p in facts.productions if p.guard])


def _script_versions(facts: Facts) -> Counted:
    return average([p.script.version - 1 for p in facts.productions if p.script])


def _density(facts: Facts) -> Counted:
    scripts = [p.script for p in facts.productions if p.script and p.script.words]
    return average([100 * len({c for line in s.lines for c in line.claim_ids}) / s.words for s in scripts])


def _hook_accuracy(facts: Facts) -> Counted:
    hooks = [h for p in facts.productions if p.script for h in p.script.hooks]
    return share([h.accuracy >= 1.0 for h in hooks])


def _hook_pull(facts: Facts) -> Counted:
    return average(
        [p.script.hooks[p.script.chosen_hook].pull for p in facts.productions if p.script and p.script.hooks]
    )


def _hook_balance(facts: Facts) -> Counted:
    chosen = [p.script.hooks[p.script.chosen_hook] for p in facts.productions if p.script and p.script.hooks]
    return average([2 * h.pull * h.accuracy / (h.pull + h.accuracy) for h in chosen if h.pull + h.accuracy > 0])


def _checks(component: str) -> Callable[[Facts], Counted]:
    def counted(facts: Facts) -> Counted:
        return share(
            [c.passed for p in facts.productions if p.review for c in p.review.checks if c.component == component]
        )

    return counted


def _narrated_at_once(facts: Facts) -> Counted:
    return share([p.failures.get("voice", 0) == 0 for p in facts.productions if p.narration])


def _assembled(facts: Facts) -> Counted:
    return share([p.failures.get("video", 0) == 0 for p in facts.productions if p.cut])


def _technical(facts: Facts) -> Counted:
    return share(
        [
            all(c.passed for c in p.review.checks if c.component == "video" and c.critical)
            for p in facts.productions
            if p.review
        ]
    )


def _first_visuals(facts: Facts) -> Counted:
    return share([v.attempts == 1 for p in facts.productions for v in p.visuals])


def _rights(facts: Facts) -> Counted:
    return share(
        [bool(v.rights) and all(r.licence and r.source for r in v.rights) for p in facts.productions for v in p.visuals]
    )


def _limits_met(facts: Facts) -> Counted:
    return share([p.plan.enabled for p in facts.publications])


def _in_window(facts: Facts) -> Counted:
    sent = [p for p in facts.publications if p.published_at]
    return share([abs((p.published_at - p.publish_at).total_seconds()) <= 60 for p in sent if p.published_at])


def _breaking_response(facts: Facts) -> Counted:
    sent = [p for p in facts.publications if p.published_at and facts.stories[p.story_id].risk == "breaking"]
    return middle([(p.published_at - p.publish_at).total_seconds() / 60 for p in sent if p.published_at])


COUNTS: dict[tuple[str, str], Callable[[Facts], Counted]] = {
    **COUNTS_WIRE,
    **COUNTS_SOCIAL,
    **COUNTS_SEMANTIC,
    **COUNTS_GEO,
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

DETAILS: dict[tuple[str, str], Callable[[Facts], dict[str, float | None]]] = {
    **DETAILS_WIRE,
    **DETAILS_SEMANTIC,
    **DETAILS_GEO,
}
"""Other readings of a metric, shown beside its value (decisions.md section 8)."""
