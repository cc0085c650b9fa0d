"""The deterministic simulation at the terminal: many seeds, or one with its trace."""

from typing import Annotated

import typer

from newsroom.cli.terminal import Json, document, out, say


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("simulate")(simulate)


def simulate(
    seeds: Annotated[str, typer.Option(help="A..B, both included, or one seed")] = "0..199",
    workers: Annotated[int, typer.Option(min=1, help="processes")] = 1,
    trace: Annotated[bool, typer.Option("--trace", help="print every event of each seed")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="end at the first violation")] = False,
    json: Json = False,
) -> None:
    """Play whole newsrooms through storms of faults and check every rule. Example: newsroom simulate --seeds 0..199 --workers 2"""
    # The lab brings the whole control plane; other commands need not wait for it.
    from newsroom.lab.simulation import many

    wanted = many.seeds_of(seeds)
    if trace:
        _traced(wanted)
        return
    result = many.simulate(wanted, workers, None if json else _told, first_only=stop)
    if json:
        document(result)
    else:
        for key in ("seeds", "commits", "transitions", "simulated_hours", "seeds_per_s", "commits_per_cpu_s"):
            out(f"{key}: {result[key]}")
        out(f"faults: {', '.join(f'{kind} {count}' for kind, count in result['faults'].items())}")
        out(f"states reached: {', '.join(f'{state} {count}' for state, count in result['states_reached'].items())}")
        out(f"transitions not reached: {', '.join(result['transitions_not_reached']) or 'none'}")
    if result["violations"]:
        _explain(result["violations"], shown=not json)
        raise typer.Exit(1)
    if not json:
        say("No rule was broken.")


def _traced(wanted: range) -> None:
    from newsroom.lab.simulation.database import databases
    from newsroom.lab.simulation.seed import run

    broken = False
    with databases() as own:
        for seed in wanted:
            played = run(seed, own, keep_trace=True)
            broken |= bool(played.violations)
            for line in played.trace:
                out(line)
            out(f"seed {seed}: trace hash {played.trace_hash}, {len(played.violations)} violations")
    if broken:
        raise typer.Exit(1)


def _explain(violations: list[dict[str, object]], *, shown: bool) -> None:
    for one in violations[:20] if shown else ():
        out(f"seed {one['seed']}: {one['invariant']}: {one['detail']}")
    seed = violations[0]["seed"]
    say(
        f"{len(violations)} violations. `newsroom simulate --seeds {seed} --trace` plays the first again, line by line."
    )


def _told(done: int, of: int) -> None:
    say(f"{done} of {of} seeds")
