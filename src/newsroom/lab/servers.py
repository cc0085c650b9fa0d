"""Real servers of one's own for tests and benches: PostgreSQL and Redis in a temporary folder, on free ports.

They hold nothing that outlives them and are never the servers that a newsroom's settings name. PostgreSQL refuses to
run as the superuser, so there its processes run as another account of the machine.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import psycopg
import redis

from newsroom.model.errors import Unavailable

T = TypeVar("T")

_ACCOUNTS = ("postgres", "nobody")
_ANSWER_WITHIN_S = 20.0
_LOOK_EVERY_S = 0.02
_DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")
_QUICK_AFTER_A_CRASH = ("recovery_init_sync_method=syncfs",)
"""One call for the file system; the default opens every file of the server's folder."""


def missing_servers() -> str:
    """Which of the two servers this machine lacks, as a sentence; empty when both are there."""
    lacking = [name for name, found in (("PostgreSQL", _postgres_folder()), ("Redis", _redis())) if found is None]
    return f"{' and '.join(lacking)} not installed on this machine" if lacking else ""


class Postgres:
    """A PostgreSQL server with one empty database, durable as in production.

    Raises:
        Unavailable: PostgreSQL is not installed, or does not start.
    """

    def __init__(self) -> None:
        self._programs = _need(_postgres_folder(), "PostgreSQL", "postgresql")
        self._folder = Path(tempfile.mkdtemp(prefix="newsroom-postgres-"))
        self._account = _account()
        if self._account:
            os.chown(self._folder, *self._account)
        self._databases = 0
        self.port = _free_port()
        try:
            self._run("initdb", "-A", "trust", "-U", "newsroom", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            self.start()
            self._admin("CREATE DATABASE newsroom")
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """The address of its first database, as DATABASE_URL takes it."""
        return self._url("newsroom")

    def fresh(self) -> str:
        """The address of one more empty database."""
        self._databases += 1
        name = f"newsroom_{self._databases}"
        self._admin(f"CREATE DATABASE {name}")
        return self._url(name)

    def start(self) -> None:
        """Start, or start again, and wait until it answers."""
        said = " ".join(
            f"-c {one}"
            for one in (*_DURABLE, *_QUICK_AFTER_A_CRASH, "listen_addresses=127.0.0.1", "max_connections=60")
        )
        options = f"-p {self.port} -k {self._folder} {said}"
        self._run("pg_ctl", "-w", "-t", "20", "-l", str(self._folder / "log"), "-o", options, "start")
        # After a crash pg_ctl may say "started" while the server still reads its log.
        if not _in_time(lambda: _takes_connections(self._url("postgres"))):
            raise Unavailable("postgres_failed", "PostgreSQL does not answer.", f"See {self._folder}/log.")

    def stop(self, how: str = "fast") -> None:
        """Stop: `fast` ends connections cleanly, `immediate` is a crash."""
        self._run("pg_ctl", "-w", "-t", "20", "-m", how, "stop")

    def restart(self, how: str = "immediate") -> None:
        """Crash (or stop) and come back."""
        self.stop(how)
        self.start()

    def close(self) -> None:
        """Stop and remove everything."""
        if (self._folder / "data" / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _url(self, name: str) -> str:
        return f"postgresql://newsroom@127.0.0.1:{self.port}/{name}"

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        user, group = self._account or (None, None)
        done = subprocess.run(
            command,
            cwd=self._folder,
            # A file and no pipe: the server keeps what it inherits, and a pipe would never end.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user,
            group=group,
            extra_groups=[] if self._account else None,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise Unavailable("postgres_failed", f"{program} ended with {done.returncode}.", f"See {self._folder}/log.")


class Redis:
    """A Redis server with nothing in it.

    Raises:
        Unavailable: Redis is not installed, or does not start.
    """

    def __init__(self) -> None:
        self._program = _need(_redis(), "Redis", "redis-server")
        self._folder = Path(tempfile.mkdtemp(prefix="newsroom-redis-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """Its address, as REDIS_URL takes it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [self._program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        process, client = self._process, redis.Redis(port=self.port)
        if not _in_time(lambda: _answers(client), or_until=lambda: process.poll() is not None):
            raise Unavailable("redis_failed", "Redis does not start.", f"Is port {self.port} taken?")
        client.close()

    def flush(self) -> None:
        """Forget everything, at once."""
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def kill(self) -> None:
        """Die without a word."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """Stop and remove everything."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _postgres_folder() -> Path | None:
    """Where initdb and pg_ctl are: on the path, or where Debian keeps each version, the newest first."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]))
    return versions[-1].parent if versions else None


def _redis() -> str | None:
    return shutil.which("redis-server")


def _need(found: T | None, what: str, package: str) -> T:
    if found is None:
        raise Unavailable(
            "no_server", f"{what} is not installed on this machine.", f"Debian: apt-get install {package}"
        )
    return found


def _account() -> tuple[int, int] | None:
    """Whom PostgreSQL runs as when we are the superuser; None for ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    chosen = next((known[name] for name in _ACCOUNTS if name in known), None)
    entry = _need(chosen, "An account that is not the superuser", "postgresql")
    return entry.pw_uid, entry.pw_gid


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _in_time(holds: Callable[[], bool], or_until: Callable[[], bool] = lambda: False) -> bool:
    """Whether `holds` came true before the time was up or all was lost."""
    until = time.monotonic() + _ANSWER_WITHIN_S
    while not holds():
        if time.monotonic() > until or or_until():
            return False
        time.sleep(_LOOK_EVERY_S)
    return True


def _takes_connections(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.exceptions.ConnectionError:
        return False
