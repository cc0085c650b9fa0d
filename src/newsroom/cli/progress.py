"""The live view: what is discovered, voted, rendered; a bar and the time left. Plain lines where there is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from newsroom.cli.terminal import say, stderr

if TYPE_CHECKING:
    from newsroom.lab.replay import Progress as Where
    from newsroom.lab.replay import Watch

PLAIN_EVERY = 0.1


@contextmanager
def shown(quiet: bool) -> "Iterator[Watch]":
    """A function that shows where a run is, on stderr."""
    if stderr.is_terminal and not quiet:
        with _bar() as watch:
            yield watch
    else:
        yield _plain()


@contextmanager
def _bar() -> "Iterator[Watch]":
    columns = (TextColumn("{task.fields[clock]}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"),
               TextColumn("{task.fields[left]}"), TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=stderr) as progress:
        task = progress.add_task("starting", total=1.0, clock="", left="")

        def watch(where: "Where") -> None:
            left = f"{where.seconds_left:.0f} s left" if where.seconds_left else ""
            progress.update(
                task, completed=where.fraction, description=_words(where), clock=f"{where.at:%H:%M}", left=left
            )

        yield watch
        progress.update(task, completed=1.0, left="")


def _plain() -> "Watch":
    said: dict[str, object] = {"fraction": -1.0, "words": ""}

    def watch(where: "Where") -> None:
        words = _words(where)
        moved = where.fraction - float(str(said["fraction"])) >= PLAIN_EVERY
        # A live newsroom has no end, and so no fraction: it tells every change.
        if moved or (where.fraction in (0.0, 1.0) and words != said["words"]):
            said.update(fraction=where.fraction, words=words)
            say(f"{where.at:%d %b %H:%M}  {where.fraction:4.0%}  {words}")

    return watch


def _words(where: "Where") -> str:
    return f"{where.discovered} discovered, {where.voted} voted, {where.approved} approved, {where.rendered} rendered"
