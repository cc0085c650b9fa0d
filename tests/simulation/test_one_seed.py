"""One seed is one run: the same trace in every process, a replay for every failure, an answer to every wrong range."""

import os
import subprocess
import sys

import pytest

from newsroom.lab.simulation import seed as seeds
from newsroom.lab.simulation.many import seeds_of, simulate
from newsroom.model.errors import Refused


def test_the_same_seed_gives_the_same_trace(own_databases):
    """Twice in one process, with another seed between."""
    first = seeds.run(3, own_databases, keep_trace=True)
    seeds.run(4, own_databases)
    again = seeds.run(3, own_databases, keep_trace=True)
    assert first.trace == again.trace
    assert first.trace_hash == again.trace_hash


def test_another_process_gives_the_same_trace(own_databases):
    """The order of sets and the hash of strings decide nothing."""
    code = (
        "from newsroom.lab.simulation.database import databases\n"
        "from newsroom.lab.simulation.seed import run\n"
        "with databases() as own: print(run(5, own).trace_hash)"
    )
    surroundings = {**os.environ, "PYTHONHASHSEED": "77"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=surroundings)
    assert done.stdout.strip() == seeds.run(5, own_databases).trace_hash


def test_another_seed_is_another_day(own_databases):
    """Seeds differ in what happens."""
    assert seeds.run(6, own_databases).trace_hash != seeds.run(7, own_databases).trace_hash


def test_the_document_of_the_contract(own_databases):
    """The keys that `newsroom simulate --json` promises."""
    document = simulate([8])
    assert {"seeds", "violations", "faults", "states_reached", "seeds_per_s", "commits_per_cpu_s"} <= set(document)
    assert document["seeds"] == 1


@pytest.mark.parametrize("text", ["", "a..b", "5..3", "-1..2", "1.."])
def test_a_wrong_range_is_refused(text):
    """A range that cannot be meant is one clear sentence."""
    with pytest.raises(Refused):
        seeds_of(text)


def test_a_range_has_both_its_ends():
    """A..B are both played; one number is one seed."""
    assert list(seeds_of("2..4")) == [2, 3, 4]
    assert list(seeds_of("9")) == [9]
