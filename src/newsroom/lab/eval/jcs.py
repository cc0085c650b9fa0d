"""`newsroom eval jcs`: canonical JSON, as the audit chain hashes it, against vectors of RFC 8785."""

import hashlib
import struct
from pathlib import Path
from typing import Any

from newsroom.lab.eval.bad_rows import folder_of, read_lines, report
from newsroom.model.errors import Refused
from newsroom.world.audit_canonical import canonical, read_json


def measure(path: str | Path) -> dict[str, Any]:
    """Every vector of the set (a folder with jcs.jsonl, or the file): {name, n, passed, failed}.

    Raises:
        Refused: no_data.
    """
    file = Path(path)
    file = file if file.is_file() else folder_of(file, "jcs.jsonl") / "jcs.jsonl"
    return report("jcs", [(row["id"], _fault(row)) for row in read_lines(file)])


def _fault(row: dict[str, Any]) -> str:
    try:
        value = struct.unpack(">d", bytes.fromhex(row["ieee754"]))[0] if "ieee754" in row else read_json(row["input"])
        written = canonical(value)
    except Refused as error:
        return "" if row["expect"] == "error" else f"refused as {error.code}"
    if row["expect"] == "error":
        return "was accepted"
    if written.decode() != row["output"]:
        return f"written as {written.decode()[:80]}"
    return "" if hashlib.sha256(written).hexdigest() == row["sha256"] else "has another hash"
