"""How urgent a story is: from arrivals, confirmations and official alerts, never from words (decisions.md section 2).

A headline may shout; only independent newsrooms joining in, or an authority's own warning, make a story urgent.
"""

from newsroom.model.arrivals import any_of, arrived_within, saturating
from newsroom.model.base import Factor, score
from newsroom.model.bid import Priority
from newsroom.model.item import Alert
from newsroom.model.standing import standing
from newsroom.model.story import Dossier
from newsroom.scouts.inputs_sources import best_tier, confirmations

_SPAN_H = 1.0
_ARRIVALS_SCALE = 3.0
_ARRIVAL_PULL = 0.65
_CONFIRMED_PULL = 0.65
_ALERT_PULL = 0.8
_SEVERITY = {"extreme": 1.0, "severe": 0.8, "moderate": 0.5, "minor": 0.2}
_SOON = {"immediate": 1.0, "expected": 0.8, "future": 0.5, "past": 0.1}
_UNSAID = 0.5
BREAKING = 0.85
HIGH = 0.65
NORMAL = 0.35


def urgency(dossier: Dossier) -> tuple[Factor, Factor, Factor]:
    """Urgency, 0 to 1, with its arrival and alert parts: 1 - (1 - .65 arrivals)(1 - .65 confirmations)(1 - .8 alert).

    A single fresh source stays near 0.3; above 0.85 takes about nine independent voices within the hour, or an
    authority's severe and immediate warning with a second voice.
    """
    rate, alert = arrival_rate(dossier), official_alert(dossier)
    confirmed = confirmations(dossier)
    value = score(
        any_of(_ARRIVAL_PULL * rate.used, _CONFIRMED_PULL * confirmed.used, _ALERT_PULL * alert.used),
    )
    how = "arrivals, independent confirmations and official alerts; no word of the text"
    return Factor(name="urgency", value=value, used=value, how=how), rate, alert


def arrival_rate(dossier: Dossier) -> Factor:
    """Origins first seen in the last hour: 1 - exp(-n / 3). Source: first sight of each origin's items.

    Absent when no origin's items were read: 0.
    """
    count = arrived_within(dossier, _SPAN_H)
    if not dossier.story.origins:
        return Factor(name="arrival_rate", value=None, used=0.0, how="no independent origin yet")
    value = score(saturating(count, _ARRIVALS_SCALE))
    return Factor(name="arrival_rate", value=value, used=value, how=f"{count} origins in the last hour")


def official_alert(dossier: Dossier) -> Factor:
    """Severity times nearness of the strongest CAP alert from an official publisher that is in force, 0 to 1.

    In force: it stands (model/standing.py) and has not run out. Absent: 0.
    """
    now, held = dossier.context.now, standing(dossier.items)
    alerts = [i.alert for i in held if i.alert is not None and i.publisher.kind == "official"]
    actual = [alert for alert in alerts if alert.expires is None or alert.expires > now]
    if not actual:
        return Factor(name="official_alert", value=None, used=0.0, how="no official alert")
    strongest = max(actual, key=lambda alert: (_strength(alert), alert.event, alert.area))
    value = score(_strength(strongest))
    said = ", ".join(word for word in (strongest.severity, strongest.urgency) if word) or "no severity stated"
    return Factor(name="official_alert", value=value, used=value, how=f"{strongest.event}: {said}")


def suggested_priority(dossier: Dossier, urgency_score: float) -> Priority:
    """N's priority from urgency alone; "breaking" only with a tier-1 or official source behind it (decisions.md 2)."""
    solid = best_tier(dossier) == 1 or any("official" in origin.types for origin in dossier.story.origins)
    if urgency_score > BREAKING and solid:
        return "breaking"
    if urgency_score > HIGH:
        return "high"
    return "normal" if urgency_score > NORMAL else "low"


def _strength(alert: Alert) -> float:
    return _SEVERITY.get(alert.severity.casefold(), _UNSAID) * _SOON.get(alert.urgency.casefold(), _UNSAID)
