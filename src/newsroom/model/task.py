"""Work in motion: tasks, results, effects, and the audit rows that record what was decided (C 1.1-1.3)."""

from typing import Any, Literal

from newsroom.model.base import Noun, UtcTime

Tier = Literal["scout", "council", "studio", "strategic", "desk"]
TaskStatus = Literal["open", "answered", "done", "stale", "failed"]


class Task(Noun):
    """One agent's atomic piece of work. The id is derived from kind, subject and attempt, so planning twice is harmless.

    `agent` is a name on the roster, or empty for a decision that a deadline asks of the Judge. `seen` is the version
    of the subject that the work starts from. `due_at` orders commits in a replay.
    """

    id: str
    kind: str
    agent: str
    tier: Tier
    subject: str
    seen: int
    due_at: UtcTime
    brief: dict[str, Any] = {}
    status: TaskStatus = "open"
    tries: int = 0


class Result(Noun):
    """What a worker brings back: a proposal, or the error that stopped it. It changes nothing by itself.

    `again` says that something was away, so that another try may do.
    """

    task_id: str
    agent: str
    seen: int
    proposal: dict[str, Any] = {}
    error_code: str = ""
    error: str = ""
    again: bool = False


class Effect(Noun):
    """Outgoing work, written with the decision that caused it (outbox)."""

    id: str
    kind: Literal["publish", "take_down", "notify"]
    subject: str
    not_before: UtcTime
    body: dict[str, Any]
    status: Literal["open", "done", "failed", "cancelled"] = "open"


class AuditEntry(Noun):
    """What goes into the chain. `payload` is stored beside the chain and may be erased; its hash stays."""

    at: UtcTime
    actor: str
    action: str
    subject: str
    subject_version: int
    payload: dict[str, Any]


class AuditRow(Noun):
    """One link. `hash` is SHA-256 over the RFC 8785 form of every other field of this row."""

    seq: int
    at: UtcTime
    actor: str
    action: str
    subject: str
    subject_version: int
    payload_hash: str
    previous_hash: str
    hash: str


class AuditReport(Noun):
    """What a verification of the chain found. `first_bad` is the number of the first row that does not hold, or None.

    `root` is the hash of the last row that holds; `checkpoints` counts those that were met, `signed` the signed ones,
    and `covered` are the rows that the last of these vouches for.
    """

    ok: bool
    rows: int
    root: str
    checkpoints: int
    first_bad: int | None
    why: str
    signed: int = 0
    covered: int = 0
