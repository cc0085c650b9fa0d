"""What the evaluations on bad input share: where a set lies, its rows, and the form of the answer."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsroom.model.errors import Refused


def folder_of(path: Path, marker: str) -> Path:
    """`path`, or the one folder in it that holds the set.

    Raises:
        Refused: no_data.
    """
    found = [p for p in (path, *sorted(q for q in path.glob("*") if q.is_dir())) if (p / marker).is_file()]
    if not found:
        raise Refused("no_data", f"{path} holds no {marker}.", "Give the folder of the set.")
    return found[0]


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def report(name: str, results: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """{name, n, passed, failed} of (id, what is wrong or nothing)."""
    failed = [{"id": own_id, "why": why} for own_id, why in results if why]
    return {"name": name, "n": len(results), "passed": len(results) - len(failed), "failed": failed}


def percent(text: str) -> str:
    """Any text as a part of an address: every byte but letters and digits written as %XX; halves of pairs as "?"."""
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}" for byte in text.encode("utf-8", "replace")
    )


def folded(text: str) -> str:
    """`text` with single spaces for all white space."""
    return " ".join(text.split())
