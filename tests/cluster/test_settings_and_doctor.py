"""Which size runs is said by two addresses; doctor looks whether they answer, and every wrong setting has its line."""

from pathlib import Path

import pytest

from newsroom import settings
from newsroom.desk import servers
from newsroom.desk.home import kept_in, reading
from newsroom.lab import edition as editions
from newsroom.lab.black_box.run import START
from newsroom.settings import Servers
from newsroom.world.store import SqlStore

NOWHERE = Servers("postgresql://newsroom:secret@127.0.0.1:1/newsroom", "redis://127.0.0.1:1/0")


def test_doctor_finds_both_servers(postgres, redis_server):
    """With their versions, and the size that they make possible."""
    there = Servers(postgres.url, redis_server.url)
    found = (servers.size(there), servers.database(there.database_url), servers.queue(there.redis_url))
    assert [one.light for one in found] == ["ok", "ok", "ok"]
    assert "several processes" in found[0].detail
    assert found[1].detail.startswith("PostgreSQL ")
    assert found[2].detail.startswith("Redis ")


def test_doctor_misses_servers_that_do_not_answer():
    """Missing, with what to do; the address and its password are not repeated."""
    found = (servers.database(NOWHERE.database_url), servers.queue(NOWHERE.redis_url))
    assert [one.light for one in found] == ["missing", "missing"]
    assert all(one.next_step for one in found)
    assert "secret" not in "".join(one.detail + one.next_step for one in found)


@pytest.mark.parametrize("line", ["grace_s = 0", "sweep_s = -1.0", 'redelivery_s = "long"', "grace_s = true"])
def test_a_span_that_is_none_is_named_with_its_line(tmp_path: Path, line):
    """Seconds above 0, and nothing else."""
    (tmp_path / "newsroom.toml").write_text(f'contact = ""\n{line}\n')
    problems = settings.check(tmp_path)
    assert [(one.line, line.split()[0] in one.message) for one in problems] == [(2, True)]


def test_the_environment_goes_before_the_file(tmp_path: Path):
    """DATABASE_URL and REDIS_URL as everywhere else."""
    (tmp_path / "newsroom.toml").write_text('database_url = "postgresql://file/db"\n')
    assert settings.servers(tmp_path, {}) == Servers("postgresql://file/db", "")
    assert settings.servers(tmp_path, {"DATABASE_URL": "postgresql://env/db"}).database_url == "postgresql://env/db"


def test_people_look_at_the_database_that_is_named(tmp_path: Path, postgres):
    """Whoever looks sees the shared newsroom; a home that holds a replayed day shows that day."""
    url = postgres.fresh()
    (tmp_path / "newsroom.toml").write_text(f'database_url = "{url}"\n')
    assert kept_in(tmp_path) == url
    with reading(tmp_path) as store:
        assert store.count("story") == 0
    replayed = SqlStore(tmp_path / "newsroom.db")
    editions.begin(replayed, "key", "invented", 1, START, START.replace(hour=10))
    replayed.close()
    assert kept_in(tmp_path) == tmp_path / "newsroom.db"
