"""One role as its own process, for a newsroom of several processes on PostgreSQL and Redis."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from newsroom import settings
from newsroom.cli.terminal import Home, Json, out, say

Tier = Annotated[str, typer.Option(help="scout, council, studio or strategic")]
Concurrency = Annotated[int, typer.Option(min=0, help="tasks at once; 0 takes the tier's usual number")]
Autoscale = Annotated[int, typer.Option(min=0, metavar="MAX", help="as many as the load asks for, at most MAX")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("planner")(planner)
    app.command("judge")(judge)
    app.command("worker")(worker)


def planner(home: Home = None) -> None:
    """A planner, until Ctrl-C: sees the state, hands out tasks, wakes workers. Several may run.

    Example: DATABASE_URL=postgresql://newsroom@db/newsroom REDIS_URL=redis://queue/0 newsroom planner
    """
    with _nothing_collected():
        from newsroom.lab import cluster_home
    end(cluster_home.run_planner(settings.home_folder(home), say))


def judge(home: Home = None, json: Json = False) -> None:
    """A judge, until Ctrl-C: decides, writes, publishes. Several may run. --json prints a line after each pass.

    Example: newsroom judge --json
    """
    with _nothing_collected():
        from newsroom.lab import cluster_home
    end(cluster_home.run_judge(settings.home_folder(home), say, _journal if json else None))


def worker(tier: Tier, concurrency: Concurrency = 0, autoscale: Autoscale = 0, home: Home = None) -> None:
    """Workers of one tier, until Ctrl-C. Several may run, on any number of machines.

    Example: newsroom worker --tier council --concurrency 5
    """
    with _nothing_collected():
        from newsroom.lab import cluster_home
    end(cluster_home.run_worker(settings.home_folder(home), tier, concurrency, autoscale, say))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """For imports: there is no garbage in them, and looking for it is a sixth of the time of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _journal(line: str) -> None:
    # At once: whoever reads it wants to know what is written, also when this process is killed next.
    out(line)
    sys.stdout.flush()


def end(finished: bool) -> None:
    """Leave at once: threads of work that was handed back may run for minutes, and nobody waits for them."""
    if not finished:
        say("Unfinished work was handed back.")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
