"""The pages cannot drift: every file they name exists, every command they show is one, every decision is numbered."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsroom.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = ("src/", "tests/",
         "docs/", "model/", "scouts/", "council/", "studio/", "publishing/", "control/", "world/", "mcp/", "desk/", "lab/",
         "cli/", "wiring", "roster", "settings", "ports")  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_named_file_exists(page: Path):
    """A path in backticks is a real file or folder of the project or the package."""
    missing = []
    for name in re.findall(r"`([\w./-]+/?)`", page.read_text(encoding="utf-8")):
        if name.startswith(ROOMS) and ("/" in name or name.endswith(".py")):
            places = (ROOT / name, ROOT / "src/newsroom" / name)
            if not any(place.exists() for place in places):
                missing.append(name)
    assert not missing


def shown_commands() -> set[str]:
    """Every `newsroom WORD` of the pages."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    return set(re.findall(r"(?:^ +|`|bin/)newsroom ([a-z]+)", text, re.MULTILINE))


@pytest.mark.parametrize("command", sorted(shown_commands()))
def test_every_shown_command_has_help_with_an_example(command: str):
    """What a page shows can be asked for help, and its help shows an example or its own commands."""
    done = CliRunner().invoke(app, [command, "--help"])
    assert done.exit_code == 0, done.output
    assert "Example:" in done.output or "Commands" in done.output


def test_decisions_are_numbered_without_gaps():
    """docs/decisions/NNNN-title.md, from 0001 on."""
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
