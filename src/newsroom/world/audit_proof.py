"""Proofs about the audit log for somebody who does not hold it (RFC 6962; V9)."""

from typing import Any

from newsroom.model.errors import Refused
from newsroom.world.audit_merkle import consistency, consistent, includes, inclusion, leaf, root
from newsroom.world.audit_notary import Log


def proof_of(log: Log, row: int, since: int = 0) -> dict[str, Any]:
    """The proof that row `row` is in the log of today; with `since`, that the log of `since` rows is its beginning.

    {kind, size, root, row, hash, proof}, hashes in hex. The root is that of a signed checkpoint over as many rows.

    Raises:
        Refused: no_such_row.
    """
    rows = log.audit_hashes()
    leaves = [leaf(row_hash) for _, _, row_hash in rows]
    size, whole = len(leaves), root(leaves)
    if not 0 < (since or row) <= size:
        raise Refused("no_such_row", f"The log has {size} rows.", f"Give a number from 1 to {size}.")
    told: dict[str, Any] = {"size": size, "root": whole.hex()}
    if since:
        first, path = root(leaves[:since]), consistency(since, leaves)
        holds = consistent(since, size, first, whole, path)
        told |= {"kind": "consistency", "since": since, "since_root": first.hex()}
    else:
        path = inclusion(row - 1, leaves)
        holds = includes(row - 1, size, leaves[row - 1], path, whole)
        told |= {"kind": "inclusion", "row": row, "hash": rows[row - 1][2]}
    return {**told, "proof": [one.hex() for one in path], "holds": holds}
