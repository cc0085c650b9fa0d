"""The rule rows of `compliance_rules.yaml`, read once and checked: an unknown key or action is an error at start."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from newsroom.model.base import Noun

Area = Literal["legal", "privacy", "policy", "copyright"]
Action = Literal["DENY", "HOLD", "CONDITION", "REWORD", "LABEL"]
ClaimSign = Literal["named_accusation", "arrest", "death", "quote_long"]
Evidence = Literal[
    "official_record",
    "two_owners",
    "widely_named",
    "reply",
    "own_statement",
    "in_court",
    "method_stated",
    "exercise",
    "public_office",
]

RISK: dict[Action, float] = {"DENY": 0.65, "HOLD": 0.80, "CONDITION": 0.45, "REWORD": 0.25, "LABEL": 0.05}
"""What an open row weighs, 0 to 1 (ours). HOLD alone is above N's 0.7: a denied fact is cut, a held story waits."""


class Words(Noun):
    """Phrases sought in one sentence: `any` of these, with one of `with_any`, and a named person when `person`
    (one whom a claim names) or `full_name` (a first and a last name in the sentence)."""

    any: tuple[str, ...]
    with_any: tuple[str, ...] = ()
    person: bool = False
    full_name: bool = False


class When(Noun):
    """Where a row's signal is sought; exactly one is set."""

    claims: ClaimSign | None = None
    phrases: Words | None = None
    pattern: str = ""
    always: bool = False


class Rule(Noun):
    """One row: signal, false alarms, clearing evidence, action, and where it comes from."""

    id: str
    area: Area
    families: tuple[str, ...]
    action: Action
    when: When
    unless: tuple[str, ...] = ()
    clears: tuple[Evidence, ...] = ()
    concern: str
    source: str
    seen_on: date
    review_by: date


@cache
def rules() -> tuple[Rule, ...]:
    """Every row, in file order."""
    text = files("newsroom.council").joinpath("compliance_rules.yaml").read_text(encoding="utf-8")
    return tuple(Rule.model_validate(_renamed(row)) for row in yaml.safe_load(text)["rules"])


def _renamed(row: dict[str, object]) -> dict[str, object]:
    when = row["when"]
    if isinstance(when, dict) and isinstance(when.get("phrases"), dict):
        words = {("with_any" if key == "with" else key): value for key, value in when["phrases"].items()}
        return {**row, "when": {"phrases": words}}
    return row
