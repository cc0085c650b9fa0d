"""What waits for a person: opened with the decision that needs one, answered by a named role, closed by its deadline."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from newsroom.control.bench import Bench
from newsroom.control.moves import note
from newsroom.control.policy import PreparedAnswer
from newsroom.model.errors import Refused, StaleVersion
from newsroom.model.ids import derive
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry
from newsroom.model.verdict import Ask, Question, Role
from newsroom.ports import Change, Commit

_STATUS = {"approve": "approved", "reject": "rejected", "changes": "changes"}

MAY_ANSWER: dict[Role, frozenset[Role]] = {
    "legal": frozenset({"legal"}),
    "editor": frozenset({"editor", "senior_editor"}),
    "senior_editor": frozenset({"senior_editor"}),
}
"""Who may answer what is asked of a role. A legal question is the legal role's alone, whoever else is in charge."""


def asks_for(story: Story, wanted: Iterable[tuple[Question, Role]], why: str, now: datetime) -> tuple[Ask, ...]:
    """The asks of a story that has just entered its waiting state; each ends with that state."""
    return tuple(
        Ask(
            id=derive("ask", story.id, story.round, story.version, question),
            story_id=story.id,
            question=question,
            role=role,
            why=why,
            opened_at=now,
            due_at=story.due_at or now,
        )
        for question, role in wanted
    )


def answered(bench: Bench, ask_id: str, version: int, decision: str, by: str, role: Role, comment: str = "") -> Commit:
    """A person's answer.

    Raises:
        StaleVersion: the ask was answered, expired or changed meanwhile.
        Refused: the role may not answer it, nobody is named, or the decision is not one.
    """
    ask = bench.need("ask", ask_id, Ask)
    if ask.version != version or ask.status != "open":
        raise StaleVersion(f"ask {ask_id}")
    if decision not in _STATUS:
        raise Refused("bad_decision", f"{decision!r} is no answer.", "Use approve, reject or changes.")
    if not by.strip():
        raise Refused("nobody", "An answer needs a person's name.", "Give your name.")
    if role not in MAY_ANSWER.get(ask.role, frozenset({ask.role})):
        raise Refused("wrong_role", f"{ask.question} is for {ask.role}, not for {role}.", "Ask that role.")
    return _closed(bench, ask, _STATUS[decision], by, comment)


def prepared(bench: Bench, ask: Ask, story: Story) -> Commit | None:
    """The answer that was written down for this ask before the replay, once its time has come."""
    for answer in bench.policy.answers:
        if _fits(answer, ask, story):
            if bench.now < ask.opened_at + timedelta(minutes=answer.after_minutes):
                return None
            role = answer.role or ask.role
            return answered(bench, ask.id, ask.version, answer.decision, answer.by, role, answer.note)
    return None


def answer_due(answers: Iterable[PreparedAnswer], ask: Ask, story: Story) -> datetime | None:
    """When the prepared answer to this ask comes, or None."""
    for answer in answers:
        if _fits(answer, ask, story):
            return ask.opened_at + timedelta(minutes=answer.after_minutes)
    return None


def expired(asks: Iterable[Ask], status: str = "expired") -> tuple[Change, ...]:
    """Close open asks without an answer; nothing is released by it."""
    return tuple(_change(ask, {"status": status}) for ask in asks if ask.status == "open")


def _fits(answer: PreparedAnswer, ask: Ask, story: Story) -> bool:
    return answer.story in ("*", story.id, story.slug) and answer.question in ("*", ask.question)


def _closed(bench: Bench, ask: Ask, status: str, by: str, comment: str) -> Commit:
    updates = {"status": status, "answered_by": by, "answered_at": bench.now, "note": comment}
    payload = {"question": ask.question, "story": ask.story_id, "answer": status, "note": comment}
    record: AuditEntry = note("ask.answered", ask.id, ask.version + 1, bench.now, payload, by)
    return Commit(changes=(_change(ask, updates),), audit=(record,))


def _change(ask: Ask, updates: dict[str, object]) -> Change:
    later = ask.model_copy(update={**updates, "version": ask.version + 1})
    # A closed ask has no deadline any more.
    return Change("ask", ask.id, ask.version, later, ask.story_id, later.status, None)
