"""An empty store, and the rehearsal day, played once for every test that reads it, whichever process runs the test."""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from newsroom.lab.play import ReplayPlan, play
from newsroom.world.store import SqlStore

LEGAL_REFUSES = {
    "story": "*",
    "question": "legal_hold",
    "decision": "reject",
    "by": "Legal desk",
    "role": "legal",
    "after_minutes": 30,
    "note": "no record",
}


class Played(NamedTuple):
    """A replay that is done: its home folder, the document it ended with, and how to ask for the same again."""

    home: Path
    result: dict[str, Any]
    plan: ReplayPlan


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store."""
    opened = SqlStore(tmp_path / "newsroom.db")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "newsroom.db"
    SqlStore(file).close()
    return file


@pytest.fixture(scope="session")
def play_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, ReplayPlan], Played]:
    """Play a plan into a folder that all test processes share; the second caller gets the finished document."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name: str, plan: ReplayPlan) -> Played:
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return Played(shared / name, play(shared / name, plan), plan)

    return once


@pytest.fixture(scope="session")
def rehearsal(play_once: Callable[[str, ReplayPlan], Played]) -> Played:
    """The whole bundled day without videos; the legal desk refuses what is held."""
    return play_once("rehearsal", ReplayPlan(corpus="rehearsal", video_limit=0, answers=(LEGAL_REFUSES,)))


@pytest.fixture(scope="session")
def rehearsal_with_video(play_once: Callable[[str, ReplayPlan], Played]) -> Played:
    """The same day with one video."""
    return play_once("rehearsal-1", ReplayPlan(corpus="rehearsal", video_limit=1, answers=(LEGAL_REFUSES,)))
