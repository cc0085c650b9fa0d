"""Ids are derived from content, never drawn: the same facts give the same id on every machine."""

import hashlib


def derive(kind: str, *parts: object) -> str:
    """`kind` and 12 hex digits of SHA-256 over the parts. Parts are joined by a byte that none of them contains."""
    text = "\x1f".join(str(part) for part in (kind, *parts))
    return f"{kind}_{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def content_key(*parts: str) -> str:
    """A content key of 32 hex digits for stores that hold one answer for one question."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
