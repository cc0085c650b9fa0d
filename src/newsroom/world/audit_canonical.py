"""Canonical JSON (RFC 8785): the one spelling of a value that is hashed, and the strict reading of JSON text (V9).

A plain JSON reader accepts what has no single meaning: a key said twice, NaN, half of a surrogate pair, an integer
that no double holds. Read here, such a text is refused, so that what is hashed is what everybody else reads.
"""

import hashlib
import json
from typing import Any, NoReturn

import rfc8785

from newsroom.model.errors import Refused

_EXACT_BELOW = 2**53


def canonical(value: Any) -> bytes:
    """The RFC 8785 form of a JSON value, as UTF-8.

    Raises:
        Refused: not_canonical, the value has no such form (not finite, beyond 2^53, a lone surrogate).
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise Refused("not_canonical", f"A value has no canonical form: {error}.") from error


def canonical_hash(value: Any) -> str:
    """SHA-256 in lower-case hex over the RFC 8785 form of a JSON value.

    Raises:
        Refused: not_canonical.
    """
    return hashlib.sha256(canonical(value)).hexdigest()


def read_json(text: str) -> Any:
    """One JSON document, read strictly (I-JSON, RFC 7493). An integer that a double holds exactly becomes that double.

    Raises:
        Refused: bad_json, with what is wrong.
    """
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_int=_exact, parse_constant=_not_finite)
        json.dumps(value, ensure_ascii=False).encode()
    except Refused:
        raise
    except (ValueError, RecursionError) as error:
        raise Refused("bad_json", f"No JSON that has one meaning: {error}.") from error
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("bad_json", "An object names a key twice.")
    return found


def _exact(digits: str) -> int | float:
    number = int(digits)
    if abs(number) < _EXACT_BELOW:
        return number
    if abs(number) > 2**1023 or int(float(number)) != number:
        raise Refused("bad_json", "An integer is not exact in a double.")
    return float(number)


def _not_finite(name: str) -> NoReturn:
    raise Refused("bad_json", f"{name} is no number of JSON.")
