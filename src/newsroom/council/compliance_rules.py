"""The rule rows of `compliance_rules.yaml`, read once and checked: an unknown key or action is an error at start."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from newsroom.model.base import Noun

Area = Literal["legal", "privacy", "policy", "copyright"]
Action = Literal["DENY", "HOLD", "CONDITION", "REWORD", "LABEL"]
ClaimSign = Literal["named_accusation", "arrest", "death", "quote_long"]
StorySign = Literal[
    "poll_window",
    "jigsaw",
    "headline_beyond_body",
    "insinuating_question",
    "press_release_only",
    "picture_from_before",
    "picture_generated",
]
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
    "study_described",
    "result_declared",
]

RISK: dict[Action, float] = {"DENY": 0.65, "HOLD": 0.80, "CONDITION": 0.45, "REWORD": 0.25, "LABEL": 0.05}
"""What an open row weighs, 0 to 1 (ours). HOLD alone is above N's 0.7: a denied fact is cut, a held story waits."""


class Words(Noun):
    """Phrases sought in one sentence: `any` of these, with one of `with_any`, and a named person when `person`
    (one whom a claim names) or `full_name` (a first and a last name in the sentence). `title`: in titles alone.
    `unquoted`: what stands between quotation marks is somebody's word that is reported, and is not looked at."""

    any: tuple[str, ...]
    with_any: tuple[str, ...] = ()
    person: bool = False
    full_name: bool = False
    title: bool = False
    unquoted: bool = False


class When(Noun):
    """Where a row's signal is sought: one of these, or phrases and a pattern in the same sentence."""

    claims: ClaimSign | None = None
    story: StorySign | None = None
    phrases: Words | None = None
    pattern: str = ""
    always: bool = False


class Rule(Noun):
    """One row: signal, false alarms, clearing evidence, action, and where it comes from.

    `countries` (ISO codes): only stories that play there; empty means anywhere. `rated`: only words of outlets that somebody
    rated (tier 1 to 4) count, so that a stranger's text cannot raise what is about an outlet's own standing.
    """

    id: str
    area: Area
    families: tuple[str, ...]
    countries: tuple[str, ...] = ()
    action: Action
    when: When
    unless: tuple[str, ...] = ()
    rated: bool = False
    clears: tuple[Evidence, ...] = ()
    concern: str
    source: str
    seen_on: date
    review_by: date


FILES = (
    "compliance_rules.yaml",
    "compliance_rules_courts.yaml",
    "compliance_rules_privacy.yaml",
    "compliance_rules_public.yaml",
)
"""Where the rows stand, in their order."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every row, in file order."""
    return tuple(Rule.model_validate(_renamed(row)) for name in FILES for row in _document(name)["rules"])


@cache
def poll_windows() -> dict[str, int]:
    """Country -> days before a vote from which no poll is published until it ends; 0 the day itself, -1 never."""
    return dict(_document("compliance_rules_public.yaml")["poll_windows"])


def overdue(day: date) -> tuple[Rule, ...]:
    """Rows whose review date has passed on `day`: they may hold, and clear nothing, until a lawyer reads them again."""
    return tuple(rule for rule in rules() if rule.review_by < day)


def _document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files("newsroom.council").joinpath(name).read_text(encoding="utf-8"))
    return loaded


def _renamed(row: dict[str, object]) -> dict[str, object]:
    when = row["when"]
    if isinstance(when, dict) and isinstance(when.get("phrases"), dict):
        words = {("with_any" if key == "with" else key): value for key, value in when["phrases"].items()}
        return {**row, "when": {**when, "phrases": words}}
    return row
