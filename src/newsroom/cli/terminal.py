"""Where words go: documents to stdout, everything else to stderr."""

import json
import sys
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

Home = Annotated[
    str | None, typer.Option("--home", metavar="DIR", help="Home folder (NEWSROOM_HOME, else ./newsroom-home).")
]
By = Annotated[str, typer.Option(help="your name, for the record")]
As = Annotated[str, typer.Option("--role", help="the role you act in; else the first of yours that may")]
Read = Annotated[
    int, typer.Option("--version", help="the version you read; a stale one is refused, 0 takes the newest")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]

stderr = Console(stderr=True, highlight=False)


def say(words: str) -> None:
    """A sentence for the person at the terminal."""
    sys.stderr.write(words + "\n")


def out(words: str) -> None:
    """A line of the answer."""
    sys.stdout.write(words + "\n")


def document(value: Any) -> None:
    """The answer as one JSON document."""
    out(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False))


def table(columns: list[str], rows: list[list[str]]) -> None:
    """Rows in columns on stdout, as wide as the terminal; in a pipe or a file, a line a row with tabs between.

    The first column, often an id to copy, is never folded.
    """
    if not sys.stdout.isatty():
        for row in [columns, *rows]:
            out("\t".join(row))
        return
    grid = Table(show_edge=False, pad_edge=False, box=None, header_style="bold")
    for number, column in enumerate(columns):
        grid.add_column(column, overflow="fold", no_wrap=number == 0)
    for row in rows:
        grid.add_row(*row)
    Console(file=sys.stdout, highlight=False, soft_wrap=False).print(grid)
