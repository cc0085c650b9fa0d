"""`newsroom eval audit`: tamper cases against the product's own audit log, its notary's checkpoints and its verifier.

Each case builds a small log through the store, changes what lies on the disk as its attacker would, and asks the verifier,
which has its own copy of the public key, and of the last checkpoint where the case says so. Of what no verifier can see
("not_detectable") either answer is right; the help of `newsroom audit verify` names those limits.
"""

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from newsroom.lab.eval.audit_hands import Hands, operation
from newsroom.lab.eval.audit_log import Log
from newsroom.lab.eval.bad_rows import folder_of, read_lines, report
from newsroom.model.errors import Refused
from newsroom.model.task import AuditReport
from newsroom.world.audit_merkle import consistency, consistent, includes, inclusion, leaf, node, root


def measure(path: str | Path) -> dict[str, Any]:
    """Every case of the set (a folder with cases.jsonl, or the file): {name, n, passed, failed}.

    Raises:
        Refused: no_data.
    """
    file = Path(path)
    file = file if file.is_file() else folder_of(file, "cases.jsonl") / "cases.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        logs = Logs(Path(folder))
        return report("audit", [(case["id"], case_fault(case, logs)) for case in read_lines(file)])


class Logs:
    """Untouched logs of the sizes that cases ask for, each written once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[tuple[int, int], Log] = {}

    def fresh(self, folder: Path, entries: int, every: int) -> Log:
        """A log of its own for one case."""
        key = (entries, every)
        if key not in self._held:
            self._held[key] = Log(self._folder / f"{entries}-{every}", entries, every)
        return self._held[key].copied(folder)


def case_fault(case: dict[str, Any], logs: Logs) -> str:
    """What is wrong with our answer to one case, or nothing."""
    found, proofs_hold = answer(case, logs)
    return _judged(case["expect"], found, proofs_hold)


def answer(case: dict[str, Any], logs: Logs) -> tuple[AuditReport, bool]:
    """What the verifier says of the tampered log, and whether it accepts the proofs that the case shows.

    Raises:
        Refused: the case names an operation that is not known here.
    """
    unknown = [op["op"] for op in case["ops"] if op["op"] != "proof" and not hasattr(Hands, op["op"])]
    if unknown:
        raise Refused("no_such_operation", f"{unknown[0]} is not done here.")
    base = case["base"]
    with tempfile.TemporaryDirectory() as folder:
        log = logs.fresh(Path(folder) / "log", base["entries"], base["checkpoint_every"])
        if base["outside_pin"]:
            log.pin()
        proofs = [_proof_holds(log, op) for op in case["ops"] if op["op"] == "proof"]
        changes = [op for op in case["ops"] if op["op"] != "proof"]
        if changes:
            _tamper(log, changes)
        return log.verify(), all(proofs)


def _tamper(log: Log, ops: list[dict[str, Any]]) -> None:
    hands = Hands(log)
    for op in ops:
        act = operation(hands, op["op"])
        if act is not None:
            act(op)
    hands.write()


def _judged(expect: str, found: AuditReport, proofs_hold: bool) -> str:
    detected = not (found.ok and proofs_hold)
    if expect == "accepted":
        return f"row {found.first_bad}: {found.why}" if detected else ""
    if expect == "detected":
        if detected and not found.ok and found.first_bad is None:
            return "the first bad row is not named"
        return "" if detected else "was not noticed"
    return ""


def _proof_holds(log: Log, op: dict[str, Any]) -> bool:
    """Whether the verifier of proofs accepts what the case shows it: over the log's rows, or over every size."""
    if op["kind"] == "inclusion_all":
        return all(_included(size, at) for size in range(1, op["max"] + 1) for at in range(size))
    if op["kind"] == "consistency_all":
        return all(_continues(first, size) for size in range(1, op["max"] + 1) for first in range(1, size + 1))
    leaves = [leaf(row["hash"]) for row in Hands(log).rows]
    whole = root(leaves)
    if op["kind"] == "second_preimage":
        # Two leaves' inner node shown as if it were one leaf of the smaller tree above them.
        above = [node(one, other) for one, other in list(pairwise(leaves))[::2]]
        return includes(0, len(above), leaf((leaves[0] + leaves[1]).hex()), inclusion(0, above), whole)
    if op["kind"] == "consistency":
        first = op.get("first", len(leaves) // 2)
        path = _flipped(consistency(first, leaves), "tamper" in op)
        return consistent(first, len(leaves), root(leaves[:first]), whole, path)
    at = op["row"] - 1
    path = _flipped(inclusion(at, leaves), op.get("tamper") == "sibling")
    return includes(op.get("claim", op["row"]) - 1, len(leaves), leaves[at], path, whole)


def _flipped(path: tuple[bytes, ...], spoil: bool) -> tuple[bytes, ...]:
    return (bytes((path[0][0] ^ 1, *path[0][1:])), *path[1:]) if spoil and path else path


def _leaves(size: int) -> list[bytes]:
    return [leaf(f"{number:064x}") for number in range(size)]


def _included(size: int, at: int) -> bool:
    leaves = _leaves(size)
    return includes(at, size, leaves[at], inclusion(at, leaves), root(leaves))


def _continues(first: int, size: int) -> bool:
    leaves = _leaves(size)
    return consistent(first, size, root(leaves[:first]), root(leaves), consistency(first, leaves))
