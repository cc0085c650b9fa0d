"""JSON from strangers: depth bounded before it is read, NaN read as nothing, every value asked for with its type."""

import json
import re
from typing import Any

from newsroom.model.errors import Refused
from newsroom.world.feeds.limits import DEPTH
from newsroom.world.feeds.unpack import decoded, unpacked

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.S)


def read_json(data: bytes, content_type: str = "") -> Any:
    """The JSON value in `data`.

    Raises:
        Refused: empty, too_large, encoding, too_deep, not_well_formed, truncated.
    """
    text = decoded(unpacked(data), content_type).strip()
    depth = _check_depth(text)
    if depth > 0:
        raise Refused("truncated", "The document ends before its brackets close.")
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise Refused("not_well_formed", "The document is no JSON.") from error


def rows(value: Any, *names: str) -> list[dict[str, Any]]:
    """The objects of the first list found under `names`, or of `value` itself when it is a list; others are left out.

    Raises:
        Refused: not_a_feed when there is no such list.
    """
    found = value if isinstance(value, list) else None
    if isinstance(value, dict):
        found = next((value[name] for name in names if isinstance(value.get(name), list)), None)
    if found is None:
        raise Refused("not_a_feed", "The document holds no list of items.")
    return [row for row in found if isinstance(row, dict)]


def word(row: dict[str, Any], *names: str) -> str:
    """The first non-empty string (or whole number, as text) under `names`; anything else counts as absent."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
            return str(value)
    return ""


def number(row: dict[str, Any], name: str) -> float | None:
    """The finite number under `name`, or None."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15 or value != value:
        return None
    return float(value)


def nested(row: dict[str, Any], name: str) -> dict[str, Any]:
    """The object under `name`, or an empty one."""
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def _check_depth(text: str) -> int:
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        mark = found.group()
        if mark in "[{":
            depth += 1
            if depth > DEPTH:
                raise Refused("too_deep", f"The document nests more than {DEPTH} levels deep.")
        elif mark in "]}":
            depth -= 1
    return depth
