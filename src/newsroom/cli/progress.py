"""The live view: what is discovered, voted, rendered; a bar and the time left. Plain lines where there is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from newsroom.cli.terminal import say, stderr

Tell = Callable[[dict[str, Any]], None]
PLAIN_EVERY = 0.1


@contextmanager
def shown(quiet: bool) -> Iterator[Tell]:
    """A function that takes progress events {share, clock, counts, doing, left_s} and shows them on stderr."""
    if stderr.is_terminal and not quiet:
        with _bar() as tell:
            yield tell
    else:
        yield _plain()


@contextmanager
def _bar() -> Iterator[Tell]:
    columns = (TextColumn("{task.fields[clock]}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"),
               TextColumn("{task.fields[left]}"), TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=stderr, transient=False) as progress:
        task = progress.add_task("starting", total=1.0, clock="", left="")

        def tell(event: dict[str, Any]) -> None:
            left = f"{event['left_s']:.0f} s left" if event.get("left_s") else ""
            progress.update(task, completed=event["share"], description=_words(event), clock=event["clock"], left=left)

        yield tell
        progress.update(task, completed=1.0, left="")


def _plain() -> Tell:
    last = {"share": -1.0, "doing": ""}

    def tell(event: dict[str, Any]) -> None:
        moved = event["share"] - last["share"] >= PLAIN_EVERY or event["share"] >= 1.0 > last["share"]
        if moved or (event.get("doing") and event["doing"] != last["doing"]):
            last.update(share=event["share"], doing=event.get("doing", ""))
            say(f"{event['clock']}  {event['share']:4.0%}  {_words(event)}")

    return tell


def _words(event: dict[str, Any]) -> str:
    counts = event["counts"]
    said = ", ".join(f"{counts[key]} {key}" for key in ("discovered", "voted", "rendered") if key in counts)
    return f"{said}{': ' + event['doing'] if event.get('doing') else ''}"
