"""Benches: the product's figures beside the floor or peer that the same run measured."""

from importlib import import_module
from typing import Annotated, Any

import typer

from newsroom.cli.terminal import Json, document, out, say
from newsroom.model.errors import Refused

BENCHES: dict[str, tuple[str, ...]] = {
    "control": ("crowd", "commits", "kills"),
    "agents": ("agents", "stories"),
    "plugs": ("kills",),
    "velocity": ("samples",),
    "ingest": ("items",),
}
"""Name of a module of lab.bench -> the options that its `measure` takes."""


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("bench")(bench)


def bench(
    name: Annotated[str, typer.Argument(help=f"one of: {', '.join(BENCHES)}")],
    crowd: Annotated[int | None, typer.Option(min=1_000, help="control: open stories in the large table")] = None,
    commits: Annotated[int | None, typer.Option(min=10, help="control: decisions a round")] = None,
    kills: Annotated[
        int | None, typer.Option(min=0, help="control, plugs: processes killed, some seconds each")
    ] = None,
    agents: Annotated[int | None, typer.Option(min=19, help="agents: how many are enrolled")] = None,
    stories: Annotated[int | None, typer.Option(min=1, help="agents: stories that are voted on")] = None,
    samples: Annotated[int | None, typer.Option(min=1_000, help="velocity: samples in the large table")] = None,
    items: Annotated[int | None, typer.Option(min=20_000, help="ingest: open items in the large index")] = None,
    json: Json = False,
) -> None:
    """Measure one part; needs no home folder and touches none.

    Example: newsroom bench control --crowd 100000 --json
    """
    if name not in BENCHES:
        raise Refused("no_such_bench", f"There is no bench {name!r}.", f"Known: {', '.join(BENCHES)}.")
    given = {
        "crowd": crowd,
        "commits": commits,
        "kills": kills,
        "agents": agents,
        "stories": stories,
        "samples": samples,
        "items": items,
    }
    chosen = {key: value for key, value in given.items() if value is not None and key in BENCHES[name]}
    result: dict[str, Any] = import_module(f"newsroom.lab.bench.{name}").measure(**chosen, say=say)
    if json:
        document(result)
        return
    for one in result["figures"]:
        out(f"{one['value']:>10g} {one['unit']:<4} {one['figure']}{_beside(one)}")
    out(", ".join(f"{key} {value}" for key, value in result["conditions"].items()))


def _beside(one: dict[str, Any]) -> str:
    beside = []
    if one["baseline"] is not None:
        beside.append(f"beside {one['baseline']['value']:g}, {one['baseline']['name']}: ratio {one['ratio']:g}")
    if one["target"]:
        beside.append(f"wanted {one['target']}")
    return "".join(f"\n{'':16}{words}" for words in beside)
