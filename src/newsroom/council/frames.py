"""The typed frames of `frames.yaml` and how a clause is read as one.

A rule asks for a verb and a voice and says where each slot is found. It holds only when nothing of the clause would be
lost: every object, complement and agent is used; what stays over is a loose phrase that truth survives losing.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import yaml

Check = Literal["number", "quote", "event", "attribution", "cause"]


class Rule(NamedTuple):
    """One way a frame shows itself in a clause."""

    verbs: frozenset[str]
    voice: str
    take: Mapping[str, str]
    need: Mapping[str, str]
    avoid: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    attached: bool
    present: bool


class Frame(NamedTuple):
    """One kind of fact. `slots` gives the kinds each role accepts, `required` the roles it cannot be without."""

    name: str
    weight: float
    check: Check
    slots: Mapping[str, frozenset[str]]
    required: frozenset[str]
    rules: tuple[Rule, ...]
    counts_people: bool
    fits: tuple[str, ...]
    misfits: tuple[str, ...]


@cache
def frames() -> dict[str, Frame]:
    """All frames by name, in the order of the file: the first that fits a clause wins."""
    raw: dict[str, dict[str, Any]] = yaml.safe_load(
        files("newsroom.council").joinpath("frames.yaml").read_text("utf-8")
    )
    return {name: _frame(name, block) for name, block in raw.items()}


def _frame(name: str, block: dict[str, Any]) -> Frame:
    slots = {role: frozenset(kinds.rstrip("!").split("|")) for role, kinds in block["slots"].items()}
    return Frame(
        name=name,
        weight=float(block["weight"]),
        check=block["check"],
        slots=slots,
        required=frozenset(role for role, kinds in block["slots"].items() if kinds.endswith("!")),
        rules=tuple(_rule(rule) for rule in block.get("rules", ())),
        counts_people=block.get("counts") == "people",
        fits=tuple(block.get("fits", ())),
        misfits=tuple(block.get("not", ())),
    )


def _rule(rule: dict[str, Any]) -> Rule:
    return Rule(
        verbs=frozenset(rule["verbs"].split("|")),
        voice=rule["voice"],
        take=rule["take"],
        need=rule.get("need", {}),
        avoid=rule.get("avoid", {}),
        kinds={role: frozenset(kinds.split("|")) for role, kinds in rule.get("kinds", {}).items()},
        attached=rule.get("attached", False),
        present=rule.get("present", False),
    )
