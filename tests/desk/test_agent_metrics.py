"""Every success metric of the seed document is a row, and every counted row is one of the personas'."""

import os
import re
from pathlib import Path

import pytest

from newsroom.desk.agent_metrics import COUNTS
from newsroom.personas import everyone

SEED = Path(os.environ.get("NEWSROOM_DATA", "../shared/data")).parent / "seeds" / "digital-newsroom.md"


def seed_metrics() -> dict[str, int]:
    """How many success metrics N lists for each agent."""
    found: dict[str, int] = {}
    agent, counting = "", False
    for line in SEED.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"### \d\.\d (\w+)", line):
            agent, counting = match[1], False
        elif line.startswith("**Success Metrics"):
            counting = True
        elif counting and line.startswith("- "):
            found[agent] = found.get(agent, 0) + 1
        elif line.startswith(("**", "---", "## ")) and line != "":
            counting = False
    return found


@pytest.mark.skipif(not SEED.exists() and not os.environ.get("CI"), reason=f"{SEED} is not there")
def test_no_metric_of_the_seed_is_missing():
    """N's tables are read: each agent has as many metrics as N gives it."""
    wanted = seed_metrics()
    ours = {p.agent: len(p.metrics) for p in everyone() if p.metrics}
    assert wanted
    assert ours == {agent: n for agent, n in wanted.items() if agent in {p.agent for p in everyone()}}


def test_every_counted_metric_exists():
    """A count for a metric that no persona has would never be shown."""
    known = {(p.agent, m.name) for p in everyone() for m in p.metrics}
    assert set(COUNTS) <= known


def test_every_metric_of_a_scout_is_counted():
    """N 1.1 to 1.4: none of the sixteen is a row that nobody fills."""
    scouts = {(p.agent, m.name) for p in everyone() for m in p.metrics if p.agent.endswith("_Scout")}
    assert len(scouts) == 16
    assert scouts <= set(COUNTS)
