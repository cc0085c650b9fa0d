"""What happened in a run, line by line, and its hash: the same seed writes the same lines."""

import hashlib


class Trace:
    """Lines in order of time. `hash` is SHA-256 over them."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, at_ms: int, who: str, what: str) -> None:
        """One line: milliseconds since the run began, who, and what it did."""
        self.lines.append(f"{at_ms:>10} {who:<12} {what}")

    @property
    def hash(self) -> str:
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()
