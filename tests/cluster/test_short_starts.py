"""A process that was killed is waited for: it imports what it needs at once and nothing else."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from newsroom.cli.main import command_line
from newsroom.lab.bench import agents
from newsroom.lab.bench.form import Baseline, Figure, document, slower

LATER = ("spacy", "lemminflect", "onnxruntime", "skia", "av", "httpx", "feedparser", "mcp", "jinja2")
SCOUTS_ALONE = ("httpx", "feedparser", "mcp")
STARTED = """
import sys
from pathlib import Path
from newsroom.cli.main import command_line
command_line(["{command}"])
from newsroom import settings, wiring
from newsroom.lab import cluster_home
policy = cluster_home.of_channels(settings.load(Path("{home}")).channels)
{then}
print(*(one for one in {later} if one in sys.modules))
"""


def imported(home, command, later, then="") -> str:
    """Which of `later` a process has when it is about to listen."""
    program = STARTED.format(command=command, home=home, later=later, then=then)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


@pytest.mark.parametrize("command", ["planner", "judge"])
def test_planner_and_judge_bring_no_agents_parts(tmp_path, command):
    """No grammar, no pictures, no sources."""
    assert imported(tmp_path, command, LATER) == ""


@pytest.mark.parametrize("then", ["wiring.council(wiring.english(), Path())", "wiring.strategic(None, policy, {})"])
def test_a_worker_brings_its_own_tiers_parts(tmp_path, then):
    """The council's grammar comes with its first text."""
    assert imported(tmp_path, "worker", LATER, then) == ""


def test_the_studio_brings_no_sources_and_no_grammar(tmp_path):
    """Word forms and grammar come with the first script."""
    then = f'wiring.studio(Path("{tmp_path}"), policy, wiring.english())'
    assert imported(tmp_path, "worker", (*SCOUTS_ALONE, "spacy", "lemminflect"), then) == ""


def test_a_benchs_figures_are_read_line_by_line(monkeypatch):
    """Also through a pipe: each figure whole on its own line, with what it is held against below it."""
    name = "a killed process listens again among a hundred others, p99, grace 1 s"
    figures = [Figure(name, 1.234, "s", "<= 5 s"), slower("decisions", 100.0, "ratio <= 2.5", Baseline("bare", 190.0))]
    monkeypatch.setattr(agents, "measure", lambda say: document("agents", figures, {}))
    done = CliRunner().invoke(command_line(), ["bench", "agents"])
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert [words.strip() for words in lines[:4]] == [
        f"1.234 s    {name}",
        "wanted <= 5 s",
        "100 1/s  decisions",
        "beside 190, bare: ratio 1.9",
    ]
    assert max(map(len, lines[:5])) <= 100
