"""The pages that are written from tables: docs/lifecycle.md and docs/operate/governance.md. `make docs` writes them.

A test compares the files with what stands here, so that a page cannot say what the tables do not.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from newsroom.control.decisions.asks import ANSWER_WITHIN, NOTE_MAX
from newsroom.control.governance import CHECKS, ON_ABOVE, PERSON_FROM
from newsroom.control.powers import HANDS, QUESTIONS, ROLES, needs_note
from newsroom.council.thresholds import BARS
from newsroom.model.lifecycle import LIMITS, TERMINAL, TRANSITIONS, UNPUBLISHED
from newsroom.model.verdict import Question

_GENERATED = "<!-- Written by `make docs` from the tables of the code. Change the tables, not this page. -->"


def lifecycle_page() -> str:
    """docs/lifecycle.md: the diagram, the timers, every transition with its guard and rule."""
    kept = [t for t in TRANSITIONS if t.event != "killed"]
    arrows = [f"    {t.source} --> {t.target}: {t.event}" for t in kept]
    ends = [f"    {state} --> [*]" for state in sorted(TERMINAL)]
    timers = [
        (f"`{one.state}`", _span(one.minutes), f"`{one.on_limit}`", one.source)
        for one in sorted(LIMITS, key=lambda one: one.minutes)
    ]
    rows = [(f"`{t.source}`", f"`{t.event}`", f"`{t.target}`", t.guard, f"`{t.rule}`") for t in kept]
    killed = next(t for t in TRANSITIONS if t.event == "killed")
    return _page(
        "A story's life",
        f"The one table of `model/lifecycle.py`: {len(TRANSITIONS)} transitions between {len(_states())} states. The Judge is the "
        "only one who takes a step; it writes the story's next version, its deadline and the audit row together. `newsroom "
        "replay --json` names the transitions that a day reached (`transitions_reached`) and those it did not.",
        "```mermaid\nstateDiagram-v2\n    [*] --> START\n" + "\n".join([*arrows, *ends]) + "\n```",
        "Left out of the drawing: `killed`, by which a named person ends a story from every state in which nothing of it is "
        f"public ({', '.join(f'`{state}`' for state in UNPUBLISHED)}).",
        "## Timers",
        "How long a story may stay, on the newsroom's clock, and the event that the end of the stay raises. No timer leads "
        "towards publishing: what nobody decides in time is archived with its reason.",
        _table(("state", "longest stay", "then", "from"), timers),
        "A published story is watched for 24 hours before Feedback_Analyst reads its figures; that is no limit of its stay.",
        "## Transitions",
        _table(("from", "event", "to", "guard", "decided in"), rows),
        f"`killed`, from every state named above, to `{killed.target}`: {killed.guard} (`{killed.rule}`).",
    )


def governance_page() -> str:
    """docs/operate/governance.md: who may decide what, what is automatic, and what the Judge checks."""
    questions = [
        (f"`{name}`", rule.words, _named(rule.may), _note_for(name), rule.yes, rule.changes, rule.no, rule.unanswered)
        for name, rule in QUESTIONS.items()
    ]
    hands = [(f"`{name.replace('_', ' ')}`", _named(rule.may), rule.words) for name, rule in HANDS.items()]
    checks = [
        (stage, f"`{check}`", f"{weight:.2f}") for stage, table in CHECKS.items() for check, weight in table.items()
    ]
    bars = [(name.replace("_", " "), f"{bar.approve:.2f}", f"{bar.conditional:.2f}") for name, bar in BARS.items()]
    return _page(
        "Who may decide what",
        "Agents propose, the Judge applies rules, and people decide what is listed here. Nothing is ever released by waiting.",
        "## Roles",
        _table(("role", "what it is for"), [(f"`{role}`", words) for role, words in ROLES.items()]),
        "People and their roles stand in `people.json` of the home folder, readable by its owner alone (`newsroom people add`). "
        "On the desk and over the API a person is who they signed in as; at the terminal `--by` names them and, once "
        "anybody is registered, has to be somebody on the list who holds the role.",
        "## Questions that wait for people",
        _table(
            ("question", "asked", "may answer", "note needed for", "approve", "changes", "reject", "no answer"),
            questions,
        ),
        f"Every answer names the version that was read: a stale one is refused and both versions are shown. A report that "
        f"comes to a waiting story makes a new version of its open questions and stands beside them. A question ends "
        f"with its story's own limit (see `docs/lifecycle.md`), else after {int(ANSWER_WITHIN.total_seconds() // 3600)} hours; "
        f"later answers are refused. A note has at most {NOTE_MAX:,} characters. Four eyes: where one story asks several "
        "questions at once, each yes comes from another person, and who pitched a story cannot approve it. Refused attempts "
        "are audited like answers, with name, role, version and reason.",
        "## Hands on a running newsroom",
        _table(("command", "may use it", "what it does"), hands),
        "The switch is read again directly before each effect, after the look-up and before the call. Each hand is audited with "
        "name and role. No hand skips a gate: there is none that publishes, approves or raises a budget on its own.",
        "## What is automatic",
        "The council approves, holds or rejects by the bars of the story's risk class; high-risk and sensitive stories need "
        "the second fact check, the legal review and an editor as well.",
        _table(("risk class", "approved from", "conditional from"), bars),
        f"Before an effect outside the Judge computes its own confidence, the weighted share of checks that passed; an absent "
        f"check counts as failed and no producer's own number enters. Above {ON_ABOVE:.2f} the effect goes on, from "
        f"{PERSON_FROM:.2f} to {ON_ABOVE:.2f} it waits for a person (`confidence`), below {PERSON_FROM:.2f} it goes back. On the "
        f"local site and in a rehearsal {PERSON_FROM:.2f} is enough, and the figure is shown.",
        _table(("stage", "check", "weight"), checks),
    )


PAGES: dict[str, Callable[[], str]] = {
    "lifecycle.md": lifecycle_page,
    "operate/governance.md": governance_page,
}
"""Each page's place under docs/ and what writes it."""


def write(docs: Path) -> None:
    """Write every page under `docs`."""
    for name, page in PAGES.items():
        place = docs / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page(), encoding="utf-8")


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", _GENERATED, *parts)) + "\n"


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _states() -> set[str]:
    return {state for t in TRANSITIONS for state in (t.source, t.target)}


def _span(minutes: int) -> str:
    return f"{minutes // 60} h" if minutes >= 60 and minutes % 60 == 0 else f"{minutes} min"


def _named(roles: tuple[str, ...]) -> str:
    return ", ".join(f"`{role}`" for role in roles)


def _note_for(question: Question) -> str:
    return ", ".join(decision for decision in ("approve", "changes", "reject") if needs_note(question, decision))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
