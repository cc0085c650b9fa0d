"""Who signs the audit log's checkpoints and keeps them outside the database (V9, A9; audit-and-disclosure reference).

The key lies in the home folder and not in the database, the checkpoints in a file beside it, and a copy wherever
`pins` points: on another disk, in a folder that is mailed or printed. The notary signs at every publication and at every
256 rows, and refuses to sign a log that does not begin with what it signed before.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from newsroom.model.errors import Refused, Unavailable
from newsroom.world.audit_merkle import Frontier
from newsroom.world.audit_notes import Note, read, sign
from newsroom.world.audit_seals import NO_SEALS, Seals

FOLDER, CHECKPOINTS, SECRET, PUBLIC = "audit", "checkpoints.txt", "signing.key", "public.key"
ROWS_BETWEEN = 256
_PUBLISHED = "publication.published"
_KEPT = "Keep the folder as evidence, and restore a backup of the database from before."


class Log(Protocol):
    """The chain as the notary reads it: number, action and hash of the rows after a number."""

    def audit_hashes(self, after: int = 0) -> Sequence[tuple[int, str, str]]: ...


class Notary:
    """Signs for one home folder. `pins` is a file elsewhere that takes a copy of every checkpoint."""

    def __init__(self, home: Path, pins: Path | None = None, rows_between: int = ROWS_BETWEEN) -> None:
        self._folder = home / FOLDER
        self._pins = pins
        self._between = rows_between
        self._tree = Frontier()
        self._signed = 0
        self._due = False

    def keep_up(self, log: Log, *, closing: bool = False) -> int:
        """Sign what is new where enough came or something was published, or, when `closing`, anything at all.

        Returns the number of rows that are signed for.

        Raises:
            Refused: audit_rewritten, the log does not begin with the rows that were signed before.
            Unavailable: audit_unsigned, the folder cannot be written.
        """
        for seq, action, row_hash in log.audit_hashes(self._tree.size):
            if seq != self._tree.size + 1:
                raise Refused("audit_rewritten", f"Row {self._tree.size + 1} of the audit is missing.", _KEPT)
            self._tree.add(row_hash)
            self._due |= action == _PUBLISHED
        size = self._tree.size
        if size - self._signed >= self._between or (size > self._signed and (self._due or closing)):
            try:
                with self._alone():
                    self._sign(log, size)
            except OSError as error:
                raise Unavailable(
                    "audit_unsigned",
                    f"The audit's checkpoint cannot be kept: {error.strerror}.",
                    f"See {self._folder}.",
                ) from error
            self._signed, self._due = size, False
        return self._signed

    def _sign(self, log: Log, size: int) -> None:
        key = _secret(self._folder)
        last = _last(self._folder, key.public_key())
        if last is not None and last.size >= size:
            # Another process of this home signed for as much; whether it is the same log is said by `audit verify`.
            return
        if last is not None:
            _same_beginning(log, last)
        note = sign(size, self._tree.root(), key)
        for file in filter(None, (self._folder / CHECKPOINTS, self._pins)):
            _append(file, note)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def seals_of(home: Path, pins: Path | None = None, public_key: Path | None = None) -> Seals:
    """What was signed for this home; the pins and the verifier's own copy of the public key may lie elsewhere.

    Raises:
        Refused: no_public_key, bad_public_key.
    """
    file = public_key or home / FOLDER / PUBLIC
    if not file.is_file():
        if public_key is None and pins is None:
            return NO_SEALS
        raise Refused("no_public_key", f"{file} does not exist.", "Give the public key with --key.")
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(file.read_text(encoding="ascii").strip()))
    except (ValueError, OSError) as error:
        raise Refused("bad_public_key", f"{file} is no public key.", "It is one line of 64 hex digits.") from error
    return Seals(key, _text(home / FOLDER / CHECKPOINTS), _text(pins))


def _same_beginning(log: Log, last: Note) -> None:
    tree = Frontier()
    for _, _, row_hash in log.audit_hashes():
        if tree.size == last.size:
            break
        tree.add(row_hash)
    if (tree.size, tree.root()) != (last.size, last.root):
        raise Refused("audit_rewritten", f"The first {last.size} rows of the audit are not those signed before.", _KEPT)


def _secret(folder: Path) -> Ed25519PrivateKey:
    file = folder / SECRET
    if not file.exists():
        key = Ed25519PrivateKey.generate()
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(key.private_bytes_raw().hex() + "\n")
        (folder / PUBLIC).write_text(key.public_key().public_bytes_raw().hex() + "\n", encoding="ascii")
        return key
    if file.stat().st_mode & 0o077:
        raise Refused("audit_key_open", f"{file} can be read by others.", f"chmod 600 {file}")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text(encoding="ascii").strip()))


def _last(folder: Path, key: Ed25519PublicKey) -> Note | None:
    notes = [note for note in read(_text(folder / CHECKPOINTS), key) if isinstance(note, Note)]
    return notes[-1] if notes else None


def _append(file: Path, note: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(note + "\n")
        out.flush()
        os.fsync(out.fileno())


def _text(file: Path | None) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file is not None and file.is_file() else ""
