"""Whether the servers that a setting names answer, and what they are. Nothing is changed on them."""

import redis
import sqlalchemy as sa
from redis.exceptions import RedisError

from newsroom.world.database import said_plainly, server

_WITHIN_S = 3.0


def database_version(url: str) -> str:
    """What answers at DATABASE_URL, as "PostgreSQL 15.4".

    Raises:
        Refused: the address is none of PostgreSQL's.
        Unavailable: nothing answers.
    """
    engine = server(url)
    try:
        with said_plainly("the database"), engine.connect() as connection:
            version = str(connection.execute(sa.text("SHOW server_version")).scalar())
            return f"PostgreSQL {version.split()[0]}"
    finally:
        engine.dispose()


def queue_version(url: str) -> str:
    """What answers at REDIS_URL, as "Redis 7.0.15"; empty when nothing does."""
    try:
        with redis.Redis.from_url(url, socket_timeout=_WITHIN_S, socket_connect_timeout=_WITHIN_S) as client:
            return f"Redis {client.info('server')['redis_version']}"
    except (RedisError, OSError, ValueError):
        return ""
