"""Applies each kept mutant to a copy of the package and lets the simulation look for it.

`python -m newsroom.lab.mutants.run [--seeds A..B] [NAME ...]` prints one line a mutant, and ends with 1 when one that
must be noticed is not. The package itself is never touched.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import yaml

import newsroom
from newsroom.model.base import Noun
from newsroom.model.errors import Refused

SEEDS = "0..199"
_LONGEST_S = 1_800


class Edit(Noun):
    """One replacement: `old` stands exactly once in `file` (relative to the package)."""

    file: str
    old: str
    new: str


class Mutant(Noun):
    """One kept mutant. `together_with` names the other layer that covers it alone."""

    name: str
    says: str
    edits: tuple[Edit, ...]
    together_with: str = ""


class Fate(Noun):
    """What became of a mutant: the seed that noticed it and the rule that it broke, or neither."""

    name: str
    seed: int | None
    invariant: str
    detail: str


def kept() -> tuple[Mutant, ...]:
    """Every kept mutant, in the file's order."""
    text = resources.files("newsroom.lab.mutants").joinpath("kept.yaml").read_text(encoding="utf-8")
    return tuple(Mutant.model_validate(one) for one in yaml.safe_load(text))


def apply(mutants: Sequence[Mutant], package: Path) -> None:
    """Make the edits of `mutants` in the copy at `package`.

    Raises:
        Refused: a text stands there no more, or more than once: the mutant is out of date.
    """
    for mutant in mutants:
        for edit in mutant.edits:
            file = package / edit.file
            text = file.read_text(encoding="utf-8")
            if text.count(edit.old) != 1:
                raise Refused(
                    "mutant_out_of_date", f"{mutant.name}: {edit.file} holds its text {text.count(edit.old)} times."
                )
            file.write_text(text.replace(edit.old, edit.new), encoding="utf-8")


def hunt(mutants: Sequence[Mutant], seeds: str = SEEDS) -> Fate:
    """Let the simulation look for `mutants`, all of them at once in one copy."""
    name = "+".join(mutant.name for mutant in mutants)
    with tempfile.TemporaryDirectory(prefix="newsroom-mutant-") as folder:
        package = Path(folder) / "newsroom"
        source = Path(newsroom.__file__).parent
        shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__", "rehearsal", "fonts", "maps"))
        apply(mutants, package)
        return _looked_for(name, folder, seeds)


def _looked_for(name: str, folder: str, seeds: str) -> Fate:
    code = (
        f"import sys; sys.path.insert(0, {folder!r})\n"
        "import newsroom, json\n"
        f"assert newsroom.__file__.startswith({folder!r})\n"
        "from newsroom.lab.simulation import many\n"
        f"print(json.dumps(many.simulate(many.seeds_of({seeds!r}), first_only=True)['violations'][:1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=_LONGEST_S, check=False)
    if done.returncode:
        # A newsroom that cannot even be started is noticed as well.
        return Fate(name=name, seed=0, invariant="died", detail=done.stderr.strip().rpartition("\n")[2][:200])
    found = json.loads(done.stdout)
    if not found:
        return Fate(name=name, seed=None, invariant="", detail="")
    return Fate(name=name, **found[0])


def main(arguments: Sequence[str]) -> int:
    """Hunt every mutant, or those named."""
    parser = argparse.ArgumentParser(prog="newsroom.lab.mutants.run", description=__doc__)
    parser.add_argument("--seeds", default=SEEDS)
    parser.add_argument("--workers", type=int, default=1, help="how many are hunted at once")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args(arguments)
    every = {mutant.name: mutant for mutant in kept()}
    unknown = sorted(set(asked.names) - set(every))
    if unknown:
        parser.error(f"no such mutant: {', '.join(unknown)}")
    hunted = [mutant for mutant in every.values() if not asked.names or mutant.name in asked.names]
    missed = 0
    with ThreadPoolExecutor(asked.workers) as pool:
        for fates in pool.map(lambda mutant: hunt_with_cover(mutant, every, asked.seeds), hunted):
            for fate in fates:
                _tell(fate)
            missed += fates[-1].seed is None
    return 1 if missed else 0


def hunt_with_cover(mutant: Mutant, every: Mapping[str, Mutant], seeds: str = SEEDS) -> tuple[Fate, ...]:
    """The fate of `mutant` and, where it survives alone, that of it and the layer that covers it, both taken away."""
    alone = hunt([mutant], seeds)
    if alone.seed is not None or mutant.together_with not in every:
        return (alone,)
    return alone, hunt([mutant, every[mutant.together_with]], seeds)


def _tell(fate: Fate) -> None:
    words = "NOT NOTICED" if fate.seed is None else f"seed {fate.seed}, {fate.invariant}: {fate.detail}"
    sys.stdout.write(f"{fate.name:<34} {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
