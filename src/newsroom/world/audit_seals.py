"""What was signed and kept outside the database, held against the rows that are in it (V9; audit-and-disclosure reference).

`notes` is the newsroom's own file of signed checkpoints, `pins` are copies that somebody keeps elsewhere. A checkpoint
over n rows holds when the Merkle root over the first n rows is the one it names.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from newsroom.world.audit_merkle import Frontier
from newsroom.world.audit_notes import BadNote, Note, read


class Seals(NamedTuple):
    """Two files' texts and the verifier's own copy of the public key. Without a key nothing is signed here."""

    key: Ed25519PublicKey | None = None
    notes: str = ""
    pins: str = ""


NO_SEALS = Seals()


class Watch:
    """Held beside the walk over the chain: told each row's hash, it says when a signed checkpoint does not hold.

    `held` counts checkpoints that were met, pins included; `covered` are the rows under the last of them.
    """

    def __init__(self, seals: Seals) -> None:
        own = tuple(read(seals.notes, seals.key)) if seals.key else ()
        kept = tuple(read(seals.pins, seals.key)) if seals.key else ()
        self._bad = [note.why for note in (*own, *kept) if isinstance(note, BadNote)] + _disorder(own)
        if seals.key and not own:
            self._bad.append("no signed checkpoint is left, and there is a key that signed some")
        self._notes = sorted((note for note in (*own, *kept) if isinstance(note, Note)), key=lambda note: note.size)
        self._tree = Frontier()
        self._next = 0
        self.held = self.covered = 0
        self._empty = self._fault_here()

    def fault_after(self, row_hash: str) -> str:
        """Take the next row; what is wrong with a checkpoint over the rows so far, or nothing."""
        if self._next == len(self._notes):
            return ""
        self._tree.add(row_hash)
        return self._fault_here()

    def fault_at_the_end(self) -> tuple[int | None, str]:
        """(first row that nothing vouches for, why) when a checkpoint is wrong in itself or saw more rows."""
        if self._next < len(self._notes):
            return self._tree.size + 1, "rows from here on are gone: a signed checkpoint saw them"
        why = self._empty or next(iter(self._bad), "")
        return (self.covered + 1, why) if why else (None, "")

    def _fault_here(self) -> str:
        while self._next < len(self._notes) and self._notes[self._next].size == self._tree.size:
            note = self._notes[self._next]
            if note.root != self._tree.root():
                return f"the signed checkpoint over {note.size} rows saw others than these"
            self._next, self.held, self.covered = self._next + 1, self.held + 1, note.size
        return ""


def _disorder(notes: Sequence[Note | BadNote]) -> list[str]:
    sizes = [note.size for note in notes if isinstance(note, Note)]
    return [] if sizes == sorted(set(sizes)) else ["the checkpoints are out of order"]
