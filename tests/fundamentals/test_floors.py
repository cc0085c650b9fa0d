"""The floors hold: planted imports that break the house's rules are each caught, and a room without a place is refused.

A copy of the package's skeleton (folders and files, no code) gets one forbidden import at a time, and the real contracts
of pyproject.toml are run on it.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTED = {
    "a noun that knows a tier": ("model/item.py", "import newsroom.scouts.auction"),
    "a noun that reaches the database": ("model/story.py", "import sqlalchemy"),
    "a tier that knows another tier": ("scouts/auction.py", "import newsroom.council.consensus"),
    "a rule that fetches": ("council/consensus.py", "import httpx"),
    "a rule that starts programs": ("studio/revisions.py", "import subprocess"),
    "a role that knows an adapter": ("council/fact_checker.py", "import newsroom.world.store"),
    "a port that knows control": ("ports.py", "import newsroom.control.judge"),
    "control that names a vendor": ("control/judge.py", "import sqlalchemy"),
    "control that knows an adapter": ("control/worker.py", "import newsroom.world.store"),
    "control that calls a role by name": ("control/planner.py", "import newsroom.roster"),
    "an adapter that knows control": ("world/store.py", "import newsroom.control.judge"),
    "an adapter that knows its server": ("world/fetch.py", "import newsroom.mcp.host"),
    "wiring that knows the command line": ("wiring/council.py", "import newsroom.cli.main"),
    "a second way out": ("lab/replay.py", "import httpx"),
    "an adapter with a client of its own": ("world/apis/reddit.py", "import httpx"),
    "an adapter that opens a connection": ("world/feeds/cap.py", "import socket"),
    "a tool server with a client of its own": ("mcp/news.py", "import http.client"),
    "a role that reaches outside": ("scouts/social_scout.py", "import aiohttp"),
    "wiring that reaches outside": ("wiring/scouting.py", "import requests"),
    "a helper program that mails": ("programs/cut_video.py", "import smtplib"),
    "a desk that fetches": ("desk/hands.py", "import urllib.request"),
    "a product that imports the GPL voice": ("world/speech.py", "import newsroom.programs.piper_voice"),
    "a room that nobody placed": ("attic/old.py", ""),
}


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every file of the package, empty, beside the real contracts."""
    root = tmp_path_factory.mktemp("house")
    for file in (ROOT / "src" / "newsroom").rglob("*.py"):
        copy = root / "src" / file.relative_to(ROOT / "src")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("")
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def contracts_hold(root: Path) -> tuple[bool, str]:
    """Run import-linter on the skeleton."""
    program = "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_the_house_itself_stands(skeleton: Path):
    """The empty skeleton breaks nothing, so that what is caught below is what was planted."""
    holds, said = contracts_hold(skeleton)
    assert holds, said


@pytest.mark.parametrize("crime", PLANTED)
def test_a_planted_violation_is_caught(skeleton: Path, crime: str):
    """Each forbidden import breaks a contract."""
    name, line = PLANTED[crime]
    file = skeleton / "src" / "newsroom" / name
    made = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    if made:
        (file.parent / "__init__.py").touch()
    file.write_text(line + "\n")
    try:
        holds, said = contracts_hold(skeleton)
        assert not holds, f"{crime} was not seen:\n{said}"
    finally:
        if made:
            shutil.rmtree(file.parent) if name.startswith("attic") else file.unlink()
        else:
            file.write_text("")


BARRED = (
    "from urllib.request import urlopen",
    "import urllib.request",
    "import asyncio\n\nasyncio.open_connection('x', 80)",
    "from mcp.client.streamable_http import streamable_http_client",
)


@pytest.mark.parametrize("line", BARRED)
def test_clients_that_share_a_name_with_harmless_parts_are_barred_by_name(line: str):
    """What imports of whole packages cannot tell apart (reading an address, asking it), the linter does."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "src/newsroom/world/planted.py", "-"],
        input=line + "\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "TID251" in done.stdout, done.stdout + done.stderr
