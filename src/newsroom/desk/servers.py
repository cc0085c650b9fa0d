"""Which size of newsroom the settings ask for, and whether its servers answer."""

from importlib import metadata

from newsroom.desk.finding import Finding
from newsroom.model.errors import NewsroomError
from newsroom.settings import Servers
from newsroom.world.reach import database_version, queue_version


def size(servers: Servers) -> Finding:
    """One process or several."""
    if servers.database_url and servers.redis_url:
        how = "several processes: newsroom planner, judge, worker; `newsroom run` is all of them in one"
        return Finding("size", "ok", how)
    if servers.database_url:
        return Finding("size", "ok", "one process on PostgreSQL; with REDIS_URL it could be several")
    if servers.redis_url:
        return Finding("size", "ok", "one process; REDIS_URL alone does not make it several", "Set DATABASE_URL too")
    return Finding("size", "ok", "one process, its database a file of the home folder")


def database(url: str) -> Finding:
    """The server that DATABASE_URL names."""
    try:
        return Finding("database", "ok", f"{database_version(url)} answers")
    except NewsroomError as error:
        return Finding("database", "missing", error.message, error.next_step)


def queue(url: str) -> Finding:
    """The queue's server, or the queue in this process."""
    engine = f"docket {metadata.version('pydocket')}"
    if not url:
        return Finding("queue", "ok", f"embedded ({engine}, in memory); the database is the truth")
    version = queue_version(url)
    if not version:
        return Finding("queue", "missing", "nothing answers at REDIS_URL", "Start Redis or correct REDIS_URL")
    return Finding("queue", "ok", f"{version} answers ({engine}); it may be flushed at any time")
