"""Whether an agent can be given work: read off its last results and the time, and off nothing else (N 4.4).

1. three failures in a row, or five among its last ten: *failing*; it rests five minutes and gets no work;
2. after the rest it is *on trial*: one more failure and it rests again, one answer and it is *mended*;
3. ten answers in a row and it is *healthy*, its record clean;
4. with work in hand and no answer for ten minutes it is failing as well: silence is a failure.

A success is written down once a minute at most while all is well, so that a heartbeat costs next to nothing.
The figures are ours.
"""

from datetime import datetime, timedelta

from newsroom.model.agent import AgentRecord, AgentStatus
from newsroom.model.task import Result

IN_A_ROW = 3
OF_THE_LAST = 5
WINDOW = 10
REST = timedelta(minutes=5)
SILENT_AFTER = timedelta(minutes=10)
HEARTBEAT = timedelta(minutes=1)
ANSWERED, FAILED = ".", "x"

FAULTS = frozenset({"role_defect", "bad_proposal", "bad_ballot", "tries_spent"})
"""Error codes that speak of the agent. A refusal speaks of its material, and something away of the world around it."""


def is_fault(result: Result) -> bool:
    """Whether a final result counts against the agent that gave it."""
    return result.error_code in FAULTS or (bool(result.error_code) and result.again)


def error_rate(record: AgentRecord) -> float:
    """Share of failures among the last ten results, 0 to 1; none: 0."""
    return record.recent.count(FAILED) / len(record.recent) if record.recent else 0.0


def after(record: AgentRecord, result: Result, now: datetime) -> AgentRecord:
    """The record once one more result is in. The same record comes back when there is nothing worth writing."""
    fault = is_fault(result)
    clean = record.status == "healthy" and record.recent and FAILED not in record.recent
    if clean and not fault and now - record.last_heard < HEARTBEAT:
        return record
    recent = (record.recent + (FAILED if fault else ANSWERED))[-WINDOW:]
    status = _status(record.status, recent, fault)
    if status == "mended" and record.status == "on_trial":
        recent = ANSWERED
    return record.model_copy(
        update={
            "version": record.version + 1,
            "last_heard": now,
            "recent": recent,
            "status": status,
            "failing_since": now if status == "failing" and fault else record.failing_since,
            "error": f"{result.error_code}: {result.error}"[:300] if fault else record.error,
        }
    )


def _status(before: AgentStatus, recent: str, fault: bool) -> AgentStatus:
    if fault and (before == "on_trial" or recent.endswith(FAILED * IN_A_ROW) or recent.count(FAILED) >= OF_THE_LAST):
        return "failing"
    if before in ("on_trial", "failing") and not fault:
        return "mended"
    if before == "mended" and recent == ANSWERED * WINDOW:
        return "healthy"
    return before


def silent(record: AgentRecord, waiting_since: datetime | None, now: datetime) -> bool:
    """Whether the agent was given work ten minutes ago or more and has not been heard since."""
    if waiting_since is None or record.status == "failing":
        return False
    return now - max(record.last_heard, waiting_since) >= SILENT_AFTER


def failed_silently(record: AgentRecord, now: datetime) -> AgentRecord:
    """The record of an agent that does not answer any more."""
    return record.model_copy(
        update={
            "version": record.version + 1,
            "status": "failing",
            "failing_since": now,
            "recent": (record.recent + FAILED)[-WINDOW:],
            "error": f"no answer for {SILENT_AFTER.seconds // 60} minutes",
        }
    )


def rested(record: AgentRecord) -> AgentRecord:
    """A failing agent whose rest is over: it gets work again, on trial."""
    return record.model_copy(update={"version": record.version + 1, "status": "on_trial"})


def may_work(record: AgentRecord | None) -> bool:
    """Whether it is given work. Nobody has heard of a new agent: it is."""
    return record is None or record.status != "failing"
