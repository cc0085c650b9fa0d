"""Signed checkpoints of the audit log, as C2SP tlog-checkpoint notes (V9; audit-and-disclosure reference).

Four things are said: whose log it is, how many rows it has, the Merkle root over them, and an Ed25519 signature. A note
is five lines, so it can be printed, mailed or kept in another place, and checked there by anybody with the public key.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ORIGIN = "digital-newsroom/audit"
_ED25519 = b"\x01"
_NOTE = re.compile(
    r"(?P<body>(?P<origin>[^\n]+)\n(?P<size>0|[1-9]\d*)\n(?P<root>[A-Za-z0-9+/=]+)\n)\n(?P<signed>— [^\n]+)"
)
_SIGNED = re.compile(r"— (?P<name>\S+) (?P<blob>[A-Za-z0-9+/=]+)")


class Note(NamedTuple):
    """One signed checkpoint: `root` is the Merkle root over the first `size` rows."""

    origin: str
    size: int
    root: bytes
    text: str


class BadNote(NamedTuple):
    """A note that does not hold, and why."""

    why: str


def sign(size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """The note over `size` rows, with its last newline."""
    body = f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n"
    blob = _key_id(key.public_key()) + key.sign(body.encode())
    return f"{body}\n— {ORIGIN} {base64.b64encode(blob).decode()}\n"


def read(text: str, key: Ed25519PublicKey) -> Iterator[Note | BadNote]:
    """The notes of a file in its order, each checked against the newsroom's own public key."""
    end = 0
    for found in _NOTE.finditer(text):
        if text[end : found.start()].strip():
            yield BadNote("something between the checkpoints is none")
        end = found.end()
        yield _checked(found, key)
    if text[end:].strip():
        yield BadNote("the last checkpoint is cut off")


def _checked(found: re.Match[str], key: Ed25519PublicKey) -> Note | BadNote:
    if found["origin"] != ORIGIN:
        return BadNote(f"a checkpoint is of another log, {found['origin'][:80]!r}")
    size = int(found["size"])
    line = _SIGNED.fullmatch(found["signed"])
    try:
        blob, root = base64.b64decode(line["blob"] if line else "", validate=True), base64.b64decode(found["root"])
        if line is None or line["name"] != ORIGIN or blob[:4] != _key_id(key):
            return BadNote(f"the checkpoint over {size} rows is signed with another key")
        key.verify(blob[4:], found["body"].encode())
    except (InvalidSignature, binascii.Error):
        return BadNote(f"the signature of the checkpoint over {size} rows is wrong")
    return Note(found["origin"], size, root, found[0])


def _key_id(key: Ed25519PublicKey) -> bytes:
    return hashlib.sha256(ORIGIN.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]
