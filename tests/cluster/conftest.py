"""Real servers, started by the run itself. Without them: a failure under CI=true, else a skip that says why."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.lab.servers import Postgres, Redis, missing_servers
from newsroom.world.store import SqlStore


def _servers_or_skip() -> None:
    lacking = missing_servers()
    if lacking and os.environ.get("CI") == "true":
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for every test of this process; `fresh()` gives a database of one's own."""
    _servers_or_skip()
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """One Redis server for every test of this process."""
    _servers_or_skip()
    with Redis() as server:
        yield server


@pytest.fixture
def fresh_store(postgres: Postgres, redis_server: Redis) -> Iterator[SqlStore]:
    """An empty PostgreSQL database, beside an empty queue."""
    redis_server.flush()
    store = SqlStore(postgres.fresh())
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def both_stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store, once on each database."""
    where = tmp_path / "newsroom.db" if request.param == "sqlite" else request.getfixturevalue("postgres").fresh()
    store = SqlStore(where)
    yield store
    store.close()
