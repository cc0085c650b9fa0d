"""What an answer says about itself, read with bounds: its body, packed and unpacked, and how long it asks to wait."""

from email.utils import parsedate_to_datetime

import httpx

from newsroom.model.errors import Refused
from newsroom.world.gunzip import gunzip

LONGEST_WAIT_S = 86_400.0


async def body_of(response: httpx.Response, max_bytes: int) -> bytes:
    """The whole body, at most `max_bytes` as it travels and as it unpacks.

    Raises:
        Refused: too_large, encoding (packed in a way that was not asked for), truncated (a damaged or broken-off pack).
    """
    packing = response.headers.get("Content-Encoding", "identity").lower().strip()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise Refused("encoding", f"The server packs with {packing[:40]}, which was not asked for.")
    parts: list[bytes] = []
    size = 0
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > max_bytes:
            raise Refused("too_large", f"The answer has more than {max_bytes:,} bytes.")
        parts.append(chunk)
    data = b"".join(parts)
    return gunzip(data, max_bytes) if "gzip" in packing and data else data


def wait_asked(retry_after: str, date: str) -> float:
    """Seconds that a Retry-After header asks for, 0 to a day: a number, or a moment read against the answer's own Date.

    The server's two clocks agree with each other, ours need not. What cannot be read asks for nothing.
    """
    plain = retry_after.strip()
    if plain.isascii() and plain.isdigit():
        return min(float(plain[:7]), LONGEST_WAIT_S)
    try:
        wait = (parsedate_to_datetime(plain) - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(wait, 0.0), LONGEST_WAIT_S)
