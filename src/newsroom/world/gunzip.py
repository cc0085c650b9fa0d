"""Unpacking gzip from strangers: never further than a limit, never half."""

import zlib

from newsroom.model.errors import Refused


def gunzip(data: bytes, max_bytes: int) -> bytes:
    """What `data` unpacks to, at most `max_bytes`.

    Raises:
        Refused: too_large, truncated (damaged or broken off).
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(data, max_bytes + 1)
    except zlib.error as error:
        raise Refused("truncated", "What was packed is damaged.") from error
    if len(plain) > max_bytes:
        raise Refused("too_large", f"It unpacks to more than {max_bytes:,} bytes.")
    if not unpacker.eof:
        raise Refused("truncated", "What was packed breaks off.")
    return plain
