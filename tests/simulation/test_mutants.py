"""The kept mutants: each still fits the code it breaks, and a few of them are hunted here; `make sim` hunts all."""

import shutil
from pathlib import Path

import pytest

import newsroom
from newsroom.lab.mutants.run import apply, hunt, kept

SOON_NOTICED = "legal_timeout_releases"
HUNTED_HERE = ("one_yes_is_enough", "person_not_waited_for", "closed_twice")
COVERED_AT_MOST = 3


@pytest.mark.parametrize("mutant", kept(), ids=lambda mutant: mutant.name)
def test_a_mutant_fits_the_code(mutant, tmp_path):
    """Each edit's text stands exactly once in its file, or the mutant is out of date."""
    package = Path(newsroom.__file__).parent
    for edit in mutant.edits:
        (tmp_path / edit.file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / edit.file, tmp_path / edit.file)
    apply([mutant], tmp_path)
    assert all((tmp_path / edit.file).read_text() != (package / edit.file).read_text() for edit in mutant.edits)


def test_enough_mutants_are_kept():
    """At least twenty, at most three covered by another layer, each of which is a kept mutant itself."""
    mutants = {mutant.name: mutant for mutant in kept()}
    covered = [mutant for mutant in mutants.values() if mutant.together_with]
    assert len(mutants) >= 20
    assert len(covered) <= COVERED_AT_MOST
    assert all(mutant.together_with in mutants for mutant in covered)


@pytest.mark.parametrize("name", [SOON_NOTICED, *(pytest.param(name, marks=pytest.mark.long) for name in HUNTED_HERE)])
def test_a_mutant_is_noticed(name):
    """A newsroom with a wrong edit breaks a rule within two hundred seeds."""
    mutant = next(one for one in kept() if one.name == name)
    assert hunt([mutant]).seed is not None
