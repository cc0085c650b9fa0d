"""The real command in a process of its own, and homes to point it at."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from newsroom.lab.play import ReplayPlan, play

COMMAND = Path(sys.executable).with_name("newsroom")
KEPT = {"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH"}


class Done(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The little that a command may read from outside."""
    return {**{k: v for k, v in os.environ.items() if k in KEPT}, "COLUMNS": "200", **(extra or {})}


@pytest.fixture(scope="session")
def newsroom() -> Callable[..., Done]:
    """Run `newsroom` with these words; an exit by a traceback is a failure whatever was expected."""

    def run(
        *words: object,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        timeout: int = 120,
        stdin: str = "",
    ) -> Done:
        asked = [str(COMMAND), *map(str, words)]
        done = subprocess.run(
            asked,
            input=stdin,
            capture_output=True,
            text=True,
            env=environment(env),
            cwd=cwd,
            timeout=timeout,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def start() -> Any:
    """Begin `newsroom` and leave it running; what still runs at the end of a test is killed."""
    running: list[subprocess.Popen[str]] = []

    def begin(*words: object, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        asked = [str(COMMAND), *map(str, words)]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(asked, stdout=pipe, stderr=pipe, text=True, env=environment(env)))
        return running[-1]

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture
def home(rehearsal: Any, tmp_path: Path) -> Path:
    """A copy of the finished rehearsal day, to be spoiled at will."""
    shutil.copytree(rehearsal.home, tmp_path / "home")
    return tmp_path / "home"


class _LongEnough(Exception):
    """The replay has come to the moment that the test wants."""


AFTERNOON = ReplayPlan(corpus="rehearsal", start="2026-05-13T13:30Z", end="2026-05-13T15:10Z", video_limit=0)


@pytest.fixture(scope="session")
def _waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("waiting") / "home"

    def stop(where: Any) -> None:
        if f"{where.at:%H:%M}" >= "15:00":
            raise _LongEnough

    with pytest.raises(_LongEnough):
        play(home, AFTERNOON, stop)
    return home


@pytest.fixture
def waiting(_waiting: Path, tmp_path: Path) -> Path:
    """A newsroom stopped in the afternoon, while a hold waits for the legal desk."""
    shutil.copytree(_waiting, tmp_path / "waiting")
    return tmp_path / "waiting"
