"""The audit held against the state it speaks of: neither a decision without its row nor a row without its decision (V9).

State change and audit row are one transaction, so the last step that the chain tells of a story is where the story is,
and no row speaks of a version that a story or a publication never had.
"""

from typing import Any

import sqlalchemy as sa

from newsroom.model.lifecycle import TRANSITIONS
from newsroom.model.task import AuditRow
from newsroom.world.audit_canonical import read_json
from newsroom.world.statements import run
from newsroom.world.tables import ROWS

_BEGINNING = TRANSITIONS[0].source
_STEPS = "story."
_ENDS = tuple(f"publication.{status}" for status in ("published", "failed", "unknown", "cancelled"))
_STATES = {
    name: sa.select(ROWS[name].c.key, ROWS[name].c.state, ROWS[name].c.version) for name in ("story", "publication")
}


class Told:
    """What the chain says, gathered while it is walked."""

    def __init__(self) -> None:
        self._state: dict[str, tuple[str, int]] = {}
        self._version: dict[str, tuple[int, int]] = {}

    def take(self, row: AuditRow, payload: str | None) -> None:
        """One row that holds, and its payload's text where it was not erased."""
        self._version[row.subject] = max(self._version.get(row.subject, (0, 0)), (row.subject_version, row.seq))
        if row.action.startswith(_STEPS):
            said: Any = read_json(payload) if payload is not None else {}
            if "to" in said:
                self._state[row.subject] = (said["to"], row.seq)
        elif row.action in _ENDS:
            self._state[row.subject] = (row.action.partition(".")[2], row.seq)

    def fault(self, connection: sa.Connection) -> tuple[int | None, str]:
        """(the row that does not fit, why), or (None, ""). Where a state has no row at all, the first one is named."""
        for table, statement in _STATES.items():
            for key, state, version in sorted(run(connection, statement).rows):
                said, step = self._state.get(key, (_BEGINNING if table == "story" else state, 0))
                last, seq = self._version.get(key, (0, 0))
                if last > version:
                    return seq, f"{key} never had version {last}: it is at {version}"
                if said != state and (table == "story" or step):
                    return max(step, 1), f"{key} is {state}, and the last row about it says {said}"
        return None, ""
