"""A Merkle tree over the audit chain's row hashes (RFC 6962 section 2.1; V9).

A chain says that nothing before a row was changed to whoever holds all rows. The tree says it in a few hashes: that a
row is in the log (inclusion), and that a longer log begins with a shorter one (consistency). Leaves and inner nodes are
hashed apart (0x00, 0x01), so that no node passes for a row.
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf(row_hash: str) -> bytes:
    """The leaf of a row, by its hash in hex."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(row_hash)).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The tree's right edge: enough to take further rows and to name the root, log2(size) hashes in all."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def add(self, row_hash: str) -> None:
        """One more row."""
        held, rest = leaf(row_hash), self.size
        while rest & 1:
            held, rest = node(self._edge.pop(), held), rest >> 1
        self._edge.append(held)
        self.size += 1

    def root(self) -> bytes:
        """The root over all rows so far."""
        if not self._edge:
            return EMPTY
        held = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            held = node(left, held)
        return held


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over `leaves`."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = _half(len(leaves))
    return node(root(leaves[:half]), root(leaves[half:]))


def inclusion(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """The proof that leaf `index` (from 0) is among `leaves`: its siblings from the bottom up."""
    if len(leaves) < 2:
        return ()
    half = _half(len(leaves))
    if index < half:
        return (*inclusion(index, leaves[:half]), root(leaves[half:]))
    return (*inclusion(index - half, leaves[half:]), root(leaves[:half]))


def includes(index: int, size: int, held: bytes, proof: Sequence[bytes], claimed: bytes) -> bool:
    """Whether `proof` shows that leaf `held` is number `index` (from 0) of the `size` under the root `claimed`."""
    if not 0 <= index < size:
        return False
    at, last = index, size - 1
    for sibling in proof:
        if not last:
            return False
        if at & 1 or at == last:
            held = node(sibling, held)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            held = node(held, sibling)
        at, last = at >> 1, last >> 1
    return not last and held == claimed


def consistency(size: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """The proof that the tree over the first `size` of `leaves` (1 or more) is a beginning of the tree over all."""
    return _subproof(size, leaves, whole=True)


def consistent(size: int, longer: int, first: bytes, second: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that root `first` over `size` rows is a beginning of root `second` over `longer` rows."""
    if not 0 < size <= longer:
        return False
    if size == longer:
        return not proof and first == second
    path = list(proof) if size & (size - 1) else [first, *proof]
    if not path:
        return False
    at, last = size - 1, longer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if at & 1 or at == last:
            old, new = node(sibling, old), node(sibling, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, sibling)
        at, last = at >> 1, last >> 1
    return not last and old == first and new == second


def _subproof(size: int, leaves: Sequence[bytes], *, whole: bool) -> tuple[bytes, ...]:
    if size == len(leaves):
        return () if whole else (root(leaves),)
    half = _half(len(leaves))
    if size <= half:
        return (*_subproof(size, leaves[:half], whole=whole), root(leaves[half:]))
    return (*_subproof(size - half, leaves[half:], whole=False), root(leaves[:half]))


def _half(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)
