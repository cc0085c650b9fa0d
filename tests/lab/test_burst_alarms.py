"""`newsroom eval burst_detection_nab`: windows with an alarm are found, alarms outside all windows are false."""

import json
import os
from pathlib import Path

import pytest

from newsroom.lab.eval.bursts import measure

DATA = Path(os.environ.get("NEWSROOM_DATA", "../shared/data")) / "eval" / "burst_detection_nab"
DAY = 288


def _series(own_id: str, waves: list[int], windows: list[list[str]]) -> dict[str, object]:
    values = [20 + step * 7919 % 11 for step in range(10 * DAY)]
    for begin in waves:
        values[begin : begin + 24] = [6 * one for one in values[begin : begin + 24]]
    return {"id": own_id, "start": "2031-05-01 00:00:00", "step_s": 300, "values": values, "windows": windows}


def test_found_missed_and_false_are_counted(tmp_path: Path) -> None:
    """A wave inside its window, a window without a wave, a wave outside: one each, F1 one half."""
    rows = [
        _series("a", [5 * DAY], [["2031-05-05 18:00:00.000000", "2031-05-06 06:00:00.000000"]]),
        _series("b", [8 * DAY], [["2031-05-04 00:00:00.000000", "2031-05-05 00:00:00.000000"]]),
    ]
    (tmp_path / "dev.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    told = measure(tmp_path)
    assert (told["found"], told["missed"], told["false_alarms"], told["window_f1"]) == (1, 1, 1, 0.5)


@pytest.mark.skipif(not DATA.exists() and not os.environ.get("CI"), reason=f"{DATA} is not there")
def test_the_labelled_series() -> None:
    """At least what a random cut forest reaches on the series that are here."""
    assert measure(DATA)["window_f1"] >= 0.69
