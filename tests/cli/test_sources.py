"""The credibility database by command: listed, rated, confirmed by another person, with its history."""

import json
from pathlib import Path

from typer.testing import CliRunner

from newsroom.cli.main import command_line

HOME = """sources:
- {id: post, name: The Orlin Post, owner: Orlin Press, kind: newspaper, tier: 2, format: rss, url: "https://post.example.org/rss"}
- {id: radio, name: Harbour Radio, owner: Harbour, kind: broadcaster, tier: 1, format: rss, url: "https://radio.example.org/rss"}
"""


def ask(home: Path, *words: str) -> object:
    """The JSON that a command answers."""
    done = CliRunner().invoke(
        command_line(), ["sources", *words, "--home", str(home), "--json"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_an_outlet_is_rated_by_one_and_raised_by_two(tmp_path):
    """In a home that has only its source list: best tier first, lowered at once, raised when another person confirms."""
    (tmp_path / "sources.yaml").write_text(HOME, encoding="utf-8")
    assert [(one["outlet"], one["tier"]) for one in ask(tmp_path, "list")] == [
        ("Harbour Radio", 1),
        ("The Orlin Post", 2),
    ]
    by = ("--by", "E. Ode", "--role", "editor")
    lowered = ask(tmp_path, "edit", "orlin post", "--tier", "4", "--reason", "three retractions", *by)
    assert (lowered["rating"]["tier"], lowered["proposed"]) == (4, None)
    raised = ask(
        tmp_path,
        "edit",
        "orlin post",
        "--tier",
        "1",
        "--reason",
        "new editors",
        "--evidence",
        "https://council.example",
        *by,
    )
    assert (raised["rating"]["tier"], raised["proposed"]["rating"]["tier"]) == (4, 1)
    assert [one["outlet"] for one in ask(tmp_path, "list", "--waiting")] == ["The Orlin Post"]
    ask(tmp_path, "confirm", "orlin post", "--by", "I. Brandt", "--role", "senior_editor", "--version", "2")
    shown = ask(tmp_path, "show", "the orlin post")
    assert (shown["tier"], shown["given"]["tier"], shown["confirmed_by"]) == (1, 2, "I. Brandt")
    assert [row["action"] for row in shown["history"]] == ["outlet.rated", "outlet.proposed", "outlet.confirmed"]
