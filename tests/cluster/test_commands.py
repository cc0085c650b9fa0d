"""`newsroom planner`, `judge` and `worker` as a person starts them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsroom.lab.servers import Postgres, Redis

ENDS_WITHIN_S = 10.0
NEWSROOM = [sys.executable, "-c", "from newsroom.cli.main import main; main()"]


def command(home: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    plain = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    return subprocess.Popen(
        [*NEWSROOM, *words, "--home", str(home)],
        env=plain | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize(
    "words", [("planner",), ("judge",), ("worker", "--tier", "council")], ids=lambda words: words[0]
)
def test_without_servers_it_says_what_is_missing(tmp_path, words):
    """One sentence, the way on, exit code 1."""
    process = command(tmp_path, *words)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "PostgreSQL" in said
    assert "Set DATABASE_URL and REDIS_URL" in said
    assert "Traceback" not in said


def test_an_unknown_tier_is_refused(tmp_path):
    """With the tiers there are."""
    said, _ = (process := command(tmp_path, "worker", "--tier", "kitchen")).communicate(timeout=60)
    assert process.returncode == 1
    assert "scout, council, studio, strategic" in said


@pytest.mark.slow
def test_they_listen_and_end_when_they_are_told(tmp_path, postgres: Postgres, redis_server: Redis):
    """Each says that it is ready; at SIGTERM each is gone within ten seconds, with exit code 0."""
    (tmp_path / "sources.yaml").write_text("sources: []\n")
    servers = {"DATABASE_URL": postgres.fresh(), "REDIS_URL": redis_server.url}
    roles = (("planner",), ("judge", "--json"), ("worker", "--tier", "strategic"))
    processes = [command(tmp_path, *words, **servers) for words in roles]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    told = time.monotonic()
    for process in processes:
        process.send_signal(signal.SIGTERM)
    codes = [process.wait(60) for process in processes]
    assert codes == [0, 0, 0]
    assert time.monotonic() - told <= ENDS_WITHIN_S
