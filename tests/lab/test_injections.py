"""Strings that give orders, in the slots of a stranger's report: nothing that the newsroom decides follows them."""

import os
from pathlib import Path

import pytest

from newsroom.lab.eval.audit_cases import measure as audit
from newsroom.lab.eval.bad_rows import read_lines
from newsroom.lab.eval.injections import MORE_CAREFUL, check
from newsroom.lab.eval.jcs import measure as jcs
from newsroom.model.ids import content_key

ADVERSARIAL = Path(os.environ.get("NEWSROOM_DATA", "../shared/data")) / "adversarial"
SAMPLE = 40


def rows_of(kind: str, file: str):
    """A set's rows; skipped where the data is absent, failed where it must be there."""
    path = ADVERSARIAL / kind / file
    if not path.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing")
        pytest.skip(f"{path} is not here (NEWSROOM_DATA)")
    return read_lines(path)


def test_forty_orders_change_nothing():
    """Drawn by their hash, so the same forty each time. A stranger's words may make a voter more careful, in one row at
    most, and never change what is decided.
    """
    pairs = [{**row, "slots": [slot]} for row in rows_of("injections", "injections.jsonl") for slot in row["slots"]]
    drawn = sorted(pairs, key=lambda pair: content_key(pair["id"], pair["slots"][0]))[:SAMPLE]
    failed = [part for row in check(drawn)["failed"] for part in row["why"].split("; ")]
    assert [part for part in failed if MORE_CAREFUL not in part] == []
    assert len(failed) <= 2


@pytest.mark.long
def test_no_order_changes_anything():
    """Every string in every slot: some twenty minutes."""
    failed = check(rows_of("injections", "injections.jsonl"))["failed"]
    assert [row for row in failed if any(MORE_CAREFUL not in part for part in row["why"].split("; "))] == []


def test_canonical_json_is_everybodys():
    """Every vector, and every text that has no one meaning is refused."""
    rows_of("jcs", "jcs.jsonl")
    assert jcs(ADVERSARIAL / "jcs")["failed"] == []


def test_every_tamper_case_is_answered_right():
    """By the product's own notary and verifier."""
    rows_of("audit", "cases.jsonl")
    assert audit(ADVERSARIAL / "audit")["failed"] == []
