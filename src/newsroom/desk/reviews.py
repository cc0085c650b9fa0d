"""Rules of law and platforms that nobody has read again in time: they may hold a story, and clear none (compliance.md)."""

from datetime import date

from newsroom.council.compliance_rules import overdue
from newsroom.desk.finding import Finding

NEXT_STEP = "Have a lawyer read the rows again, then set seen_on and review_by in the rule file."


def reviews(day: date) -> Finding:
    """One line for `newsroom doctor`: `overdue` with the rows' names, or ok."""
    late = overdue(day)
    if not late:
        return Finding("compliance rules", "ok", "every row was reviewed in time")
    names = ", ".join(rule.id for rule in late[:5]) + (", …" if len(late) > 5 else "")
    return Finding("compliance rules", "overdue", f"{len(late)} rows are past their review date: {names}", NEXT_STEP)


def warnings(day: date) -> tuple[str, ...]:
    """One sentence a row for `newsroom config check`; no setting is wrong because of them."""
    return tuple(
        f"compliance rule {rule.id} was to be reviewed by {rule.review_by}: it may hold, and clears nothing. {NEXT_STEP}"
        for rule in overdue(day)
    )
