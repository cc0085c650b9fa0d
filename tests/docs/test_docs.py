"""The pages cannot drift: every file they name exists, every command they show is one, every decision is numbered."""

import re
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from newsroom.cli.main import command_line
from newsroom.control.powers import HANDS, QUESTIONS, ROLES, Hand
from newsroom.lab.handbook import PAGES as PAGES_OF_TABLES
from newsroom.model.verdict import Question, Role

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
    done = CliRunner().invoke(command_line(), [command, "--help"])
    assert done.exit_code == 0, done.output
    assert "Example:" in done.output or "Commands" in done.output


@pytest.mark.parametrize("name", PAGES_OF_TABLES)
def test_a_page_written_from_tables_says_what_the_tables_say(name: str):
    """`make docs` writes it; whoever changes a table writes it again."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES_OF_TABLES[name]()


def test_the_tables_of_powers_are_whole():
    """Every question a person can be asked and every role stands in them, and nobody may answer who only reads."""
    assert set(QUESTIONS) == set(get_args(Question))
    assert set(ROLES) == set(get_args(Role))
    assert all(rule.asked in rule.may and "reader" not in rule.may for rule in QUESTIONS.values())
    assert all(rule.may and "reader" not in rule.may for rule in HANDS.values())
    assert set(HANDS) == set(get_args(Hand))


def test_decisions_are_numbered_without_gaps():
    """docs/decisions/NNNN-title.md, from 0001 on."""
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
