"""People's hands on a newsroom: an answer to what waits, and the kill switch. Light, so that they work at once."""

from pathlib import Path
from typing import Literal

from newsroom.control.bench import Bench
from newsroom.control.decisions import asks
from newsroom.control.decisions.publishing import turned
from newsroom.control.policy import Policy
from newsroom.control.records import Edition
from newsroom.model.errors import Refused
from newsroom.model.verdict import Role
from newsroom.ports import Store
from newsroom.settings import channels
from newsroom.world.clock import SystemClock

Scope = Literal["publishing", "spending", "all"]
_SCOPES: dict[str, Scope] = {"publishing": "publishing", "spending": "spending", "all": "all"}


def answer(store: Store, ask: str, version: int, decision: str, by: str, role: Role, note: str = "") -> None:
    """A person's answer to one ask; raises what `asks.answered` raises."""
    store.commit(asks.answered(_bench(store), ask, version, decision, by, role, note))


def switch(store: Store, what: str, stopped: bool, by: str, note: str = "") -> None:
    """A person pauses or resumes one kind of effect.

    Raises:
        Refused: there is no such kind.
    """
    if what not in _SCOPES:
        raise Refused("no_such_switch", f"{what!r} cannot be paused.", f"Use {', '.join(_SCOPES)}.")
    store.commit(turned(_bench(store), _SCOPES[what], stopped, by, note))


def _bench(store: Store) -> Bench:
    # In a replay's home people answer by its clock, not by the wall's.
    edition = store.get("edition", "edition", Edition)
    now = edition.clock_at if edition else SystemClock().now()
    return Bench(store, now, Policy(channel=channels(Path())[0]))
