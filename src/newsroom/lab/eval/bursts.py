"""`newsroom eval burst_detection_nab`: alarms on tweet counts, held against the windows that people marked.

Streaming: the score of a step is made of the counts up to it. A marked window with an alarm inside is found, without
one it is missed, and every alarm outside all windows is false; alarms less than a day after the last one are not given.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from newsroom.lab.eval.story_clusters import read_rows
from newsroom.scouts.bursts import alarms, scores


def measure(path: Path) -> dict[str, Any]:
    """Window F1, pooled over the series of a file, or of `dev.jsonl` in a folder. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    started = time.perf_counter()
    given = [alarms(scores(row["values"], row["step_s"]), row["step_s"]) for row in rows]
    seconds = time.perf_counter() - started
    per_row = [_told(row, steps) for row, steps in zip(rows, given, strict=True)]
    found, missed, false = (sum(column) for column in zip(*per_row, strict=True))
    points = sum(len(row["values"]) for row in rows)
    return {
        "name": "burst_detection_nab",
        "n": len(rows),
        "window_f1": round(2 * found / (2 * found + false + missed), 4) if found else 0.0,
        "found": found,
        "missed": missed,
        "false_alarms": false,
        "items_per_s": round(points / seconds, 1) if seconds else 0.0,
    }


def _told(row: Mapping[str, Any], steps: Sequence[int]) -> tuple[int, int, int]:
    """(windows found, windows missed, alarms outside all)."""
    given = [_moment(row, step) for step in steps]
    windows = [(datetime.fromisoformat(begin), datetime.fromisoformat(end)) for begin, end in row["windows"]]
    found = sum(any(begin <= at <= end for at in given) for begin, end in windows)
    false = sum(not any(begin <= at <= end for begin, end in windows) for at in given)
    return found, len(windows) - found, false


def _moment(row: Mapping[str, Any], step: int) -> datetime:
    if row.get("timestamps"):
        return datetime.fromisoformat(row["timestamps"][step])
    return datetime.fromisoformat(row["start"]) + timedelta(seconds=row["step_s"] * step)
