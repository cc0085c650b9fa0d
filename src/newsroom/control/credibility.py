"""A person's hands on the credibility database: rate an outlet, confirm what another person proposed (N 1.1; A9).

What can only lower trust counts at once, like a brake. What could raise it - a better tier, a kind that counts, another
owner - waits until a second person confirms it, because it lowers the bar for every story of that outlet.
"""

from newsroom.control.bench import Bench
from newsroom.control.moves import note
from newsroom.model.credibility import OutletRecord, Proposal, Rating, outlet_id, outlet_key
from newsroom.model.errors import Refused, StaleVersion
from newsroom.model.verdict import Role
from newsroom.ports import Change, Commit, Store
from newsroom.scouts.credibility import can_only_lower

TABLE = "outlet"
IN_FORCE, PROPOSED = "in_force", "proposed"


def register(store: Store) -> dict[str, Rating]:
    """The house's ratings in force, by `outlet_key`."""
    found = store.find(TABLE, OutletRecord)
    return {outlet_key(one.name): one.rating for one in found if one.rating is not None}


def record_of(store: Store, name: str) -> OutletRecord | None:
    """The record of an outlet by its name, or None when nobody has touched it."""
    return store.get(TABLE, outlet_id(name), OutletRecord)


def rated(
    bench: Bench, name: str, known: Rating, wanted: Rating, version: int, evidence: str, reason: str, by: str, role: Role
) -> Commit:  # fmt: skip
    """`by` rates the outlet `name` as `wanted`; `known` is what counts for it now, `version` what they read (0: any).

    Raises:
        StaleVersion: it changed since the person read it.
        Refused: no reason is given, or nothing would change.
    """
    held = record_of(bench.store, name)
    at = held.version if held else 0
    if version and version != at:
        raise StaleVersion(f"{name} (now version {at})")
    if not reason.strip():
        raise Refused("note_needed", "A rating needs a reason.", "Say why.")
    if wanted == known:
        raise Refused("no_change", f"{name} is rated so already.", "See `newsroom sources show`.")
    before = held or OutletRecord(id=outlet_id(name), version=0, name=name, at=bench.now)
    if can_only_lower(known, wanted):
        later = _in_force(before, wanted, evidence.strip(), reason.strip(), by, "", bench)
        return _written(bench, later, at, "outlet.rated", known, by, role)
    proposal = Proposal(rating=wanted, evidence=evidence.strip(), reason=reason.strip(), by=by, role=role, at=bench.now)
    later = before.model_copy(update={"version": at + 1, "proposed": proposal})
    return _written(bench, later, at, "outlet.proposed", known, by, role)


def confirmed(bench: Bench, name: str, version: int, approve: bool, by: str, role: Role) -> Commit:
    """A second person lets a proposed rating count, or drops it.

    Raises:
        StaleVersion: it changed since the person read it.
        Refused: nothing is proposed, or the proposer confirms their own proposal.
    """
    held = record_of(bench.store, name)
    if held is None or held.proposed is None:
        raise Refused("nothing_proposed", f"No change of {name[:80]} waits.", "See `newsroom sources list --waiting`.")
    if version and version != held.version:
        raise StaleVersion(f"{name} (now version {held.version})")
    asked = held.proposed
    if not approve:
        later = held.model_copy(update={"version": held.version + 1, "proposed": None})
        return _written(bench, later, held.version, "outlet.dropped", held.rating, by, role)
    if _same_name(asked.by) == _same_name(by):
        raise Refused("four_eyes", f"{by} proposed this; it takes another person.", "Ask a colleague.")
    later = _in_force(held, asked.rating, asked.evidence, asked.reason, asked.by, by, bench)
    return _written(bench, later, held.version, "outlet.confirmed", held.rating, by, role)


def _in_force(
    before: OutletRecord, rating: Rating, evidence: str, reason: str, by: str, second: str, bench: Bench
) -> OutletRecord:
    updates = {"version": before.version + 1, "rating": rating, "evidence": evidence, "reason": reason, "by": by,
               "confirmed_by": second, "at": bench.now, "proposed": None}  # fmt: skip
    return before.model_copy(update=updates)


def _written(
    bench: Bench, later: OutletRecord, expected: int, action: str, before: Rating | None, by: str, role: Role
) -> Commit:
    state = PROPOSED if later.proposed else IN_FORCE
    payload = {**later.json_dict(), "was": before.json_dict() if before else None, "role": role}
    record = note(action, later.id, later.version, bench.now, payload, by)
    return Commit(changes=(Change(TABLE, later.id, expected, later, "", state),), audit=(record,))


def _same_name(name: str) -> str:
    return " ".join(name.split()).casefold()
