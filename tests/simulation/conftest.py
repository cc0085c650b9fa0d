"""Simulated newsrooms for the tests: two hundred seeds played once, and databases for single ones."""

from collections.abc import Iterator
from typing import Any

import pytest

from newsroom.lab.simulation.database import Databases, databases
from newsroom.lab.simulation.many import simulate

SEEDS = range(200)


@pytest.fixture(scope="session")
def two_hundred() -> dict[str, Any]:
    """The document of the first two hundred seeds."""
    return simulate(SEEDS, workers=2)


@pytest.fixture(scope="session")
def own_databases() -> Iterator[Databases]:
    """One set of real SQLite files for single seeds."""
    with databases() as made:
        yield made
