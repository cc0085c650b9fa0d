"""Answers of the database that still hold, so that SQLite is asked once between two writes and not twenty times.

Every write is real, and so is the first answer to each question. An answer is forgotten as soon as a row was written
that it could speak of: of its table, of a story or a filing that it asks for. At the end of a run every row is read from
the database again and compared.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

from newsroom.ports import Change, Commit


class Question(NamedTuple):
    """What was asked. Empty `stories`, `states` or `keys` mean any."""

    name: str
    arguments: Hashable
    stories: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()


def asked(name: str, args: tuple[Any, ...], named: dict[str, Any]) -> Question:
    """The question behind a call of the store."""
    if name == "get":
        return Question(name, args, keys=frozenset((args[1],)))
    if name == "get_many":
        return Question(name, (args[0], tuple(args[1]), args[2]), keys=frozenset(args[1]))
    if name in ("task", "known_tasks"):
        ids = frozenset(args[:1] if name == "task" else args[0])
        return Question(name, ids, keys=ids)
    arguments = (args, tuple((key, tuple(one) if isinstance(one, list) else one) for key, one in named.items()))
    if named.get("due_by") is not None:
        return Question(name, arguments)
    stories = {*named.get("story_ids", ()), *((named["story_id"],) if named.get("story_id") else ())}
    return Question(name, arguments, frozenset(stories), frozenset(named.get("states", ())))


class Seen:
    """What is known of one database, as one writer sees it. A batch begins from what was known before it.

    Questions about nouns are held by their table, questions about tasks and effects by the name of the call.
    """

    def __init__(self, before: "Seen | None" = None) -> None:
        self._answers: dict[str, dict[Question, Any]] = {}
        self._filed: dict[tuple[str, str], str] = {}
        self._planned: frozenset[str] = frozenset()
        if before is not None:
            self._answers = {table: dict(held) for table, held in before._answers.items()}
            self._filed = dict(before._filed)
            self._planned = before._planned

    def answer(self, table: str, question: Question, ask: Callable[[], Any]) -> Any:
        """The answer to `question` about `table`, asked for only where none is held."""
        held = self._answers.setdefault(table, {})
        if question not in held:
            held[question] = ask()
        return held[question]

    def planned(self, ids: Sequence[str], ask: Callable[[Sequence[str]], frozenset[str]]) -> frozenset[str]:
        """Which of these tasks exist: a task that does is never taken away again, so only the others are asked for."""
        unknown = [one for one in ids if one not in self._planned]
        if unknown:
            question = asked("known_tasks", (unknown,), {})
            self._planned |= self.answer("known_tasks", question, lambda: ask(unknown))
        return self._planned.intersection(ids)

    def wrote(self, commit: Commit) -> None:
        """A decision was written."""
        for change in commit.changes:
            self._changed(change)
        if commit.tasks:
            self.forget("open_tasks")
            self._forget_keys(("task", "known_tasks"), {one.id for one in commit.tasks})
        if commit.closed_tasks:
            self.forget("open_tasks", "results")
            self._forget_keys(("task",), {key for key, _ in commit.closed_tasks})
        if commit.effects or commit.closed_effects:
            self.forget("open_effects")

    def forget(self, *tables: str) -> None:
        """Something was written that they speak of."""
        for table in tables:
            self._answers.pop(table, None)

    def _forget_keys(self, tables: Sequence[str], keys: set[str]) -> None:
        for table in tables:
            held = self._answers.get(table, {})
            for question in [one for one in held if not one.keys.isdisjoint(keys)]:
                del held[question]

    def _changed(self, change: Change) -> None:
        where = (change.table, change.key)
        states = {self._filed.get(where, ""), change.state}
        self._filed[where] = change.state
        held = self._answers.get(change.table, {})
        for question in [one for one in held if _speaks_of(one, change, states)]:
            del held[question]


def _speaks_of(question: Question, change: Change, states: set[str]) -> bool:
    if question.keys:
        return change.key in question.keys
    return (not question.stories or change.story_id in question.stories) and (
        not question.states or not states.isdisjoint(question.states)
    )
