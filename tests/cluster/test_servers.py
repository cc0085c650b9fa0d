"""The servers that tests and benches start are real, empty and gone afterwards."""

from pathlib import Path

import psycopg
import redis

from newsroom.lab.servers import Redis


def test_a_crash_of_postgresql_keeps_what_was_committed(postgres):
    """A row that was committed is there after the server died and came back."""
    url = postgres.fresh()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    postgres.restart()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(1,)]


def test_redis_forgets_and_leaves_nothing():
    """After a flush nothing is known, and after closing the folder is gone."""
    with Redis() as server:
        client = redis.Redis.from_url(server.url)
        client.set("hint", "1")
        server.flush()
        assert client.get("hint") is None
        folder = Path(client.config_get("dir")["dir"])
        client.close()
    assert not folder.exists()
