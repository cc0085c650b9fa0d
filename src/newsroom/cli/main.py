"""The command line: every command of the contract, and the one boundary where errors become sentences.

Exit 0 done, 1 failed with a clear message, 2 wrong usage, 130 interrupted. `--json` prints one document on stdout;
progress and logs go to stderr.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

import typer
from typer.exceptions import TyperException

from newsroom.cli.terminal import say
from newsroom.model.errors import NewsroomError

PARTS = (
    "begin",
    "play",
    "cluster",
    "look",
    "people",
    "brake",
    "desk",
    "goals",
    "sources",
    "checks",
    "bench",
    "simulate",
)
"""The modules of this package that add commands, in the order of --help."""

_PROCESSES = {"planner": "cluster", "judge": "cluster", "worker": "cluster"}

INTERRUPTED = 130
GOES_ON = "Interrupted. The same command goes on from here."


def command_line(words: Sequence[str] = ()) -> typer.Typer:
    """Every command. For a process of a cluster its own part alone: one that crashed is waited for."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
                      help="Digital Newsroom: finds, verifies, writes, voices, draws, cuts, checks and publishes news videos.")  # fmt: skip
    alone = _PROCESSES.get(words[0]) if words else None
    for part in (alone,) if alone else PARTS:
        import_module(f"newsroom.cli.{part}").register(app)
    return app


def main() -> None:
    """Run a command; turn its end into an exit code."""
    try:
        code = command_line(sys.argv[1:])(standalone_mode=False)
        if code == INTERRUPTED:
            say(GOES_ON)
    except TyperException as error:
        say(f"{error.format_message()}\nSee `newsroom --help`, or --help after a command.")
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say(GOES_ON)
        code = INTERRUPTED
    except NewsroomError as error:
        say(f"{error.message}\n{error.next_step}".strip())
        code = 1
    raise SystemExit(code or 0)


def mcp_server_news() -> None:
    """`mcp-server-news`: the news server on its own, over stdio."""
    sys.argv[1:1] = ["mcp", "news"]
    main()


def mcp_server_twitter() -> None:
    """`mcp-server-twitter`: the reading side of X on its own, over stdio."""
    sys.argv[1:1] = ["mcp", "twitter"]
    main()
