"""What waits for a person: opened with the decision that needs one, answered by a named role, closed by its deadline."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from newsroom.control.bench import Bench
from newsroom.control.decisions import outcome
from newsroom.control.moves import note
from newsroom.control.policy import PreparedAnswer
from newsroom.control.powers import may_answer, needs_note
from newsroom.model.errors import NewsroomError, Refused, StaleVersion
from newsroom.model.ids import derive
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry
from newsroom.model.verdict import Ask, Question, Role
from newsroom.ports import Change, Commit, Store

_STATUS = {"approve": "approved", "reject": "rejected", "changes": "changes"}

ANSWER_WITHIN = timedelta(hours=24)
"""How long a question waits where its story's own state has no limit."""

NOTE_MAX = 2_000
"""Characters of a note that are kept; a longer one is refused, not cut."""


class StaleAnswer(StaleVersion):
    """The ask changed after a person read it; both versions are named."""

    def __init__(self, ask: Ask, read: int) -> None:
        since = f"{ask.status} by {ask.answered_by}" if ask.answered_by else ask.status
        if ask.status == "open" and ask.reports:
            since = f"open, with {len(ask.reports)} report{'s' * (len(ask.reports) > 1)} that came since it was put"
        message = f"You read version {read} of {ask.id}; it is now version {ask.version}, {since}."
        NewsroomError.__init__(self, "stale_version", message, "Read it again before you answer.")
        self.ask = ask
        self.read = read

    def __reduce__(self) -> tuple[type["StaleAnswer"], tuple[Ask, int]]:  # type: ignore[override]
        return type(self), (self.ask, self.read)


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
            due_at=story.due_at or now + ANSWER_WITHIN,
            evidence=story.verdict.vote_ids if story.verdict else (),
        )
        for question, role in wanted
    )


def answered(bench: Bench, ask_id: str, version: int, decision: str, by: str, role: Role, comment: str = "") -> Commit:
    """A person's answer.

    Raises:
        StaleAnswer: the ask was answered, expired or changed since version `version` was read.
        Refused: no such ask, its time is over, or `refusal` says why not.
    """
    ask = bench.store.get("ask", ask_id, Ask)
    if ask is None:
        raise Refused("no_such_ask", f"Nothing waits under {ask_id[:64]}.", "See `newsroom hitl list --all`.")
    if ask.version != version or ask.status != "open":
        raise StaleAnswer(ask, version)
    refused = refusal(bench, ask, decision, by, role, comment)
    if refused is not None:
        raise refused
    closed = _closed(bench, ask, _STATUS[decision], by, role, comment)
    if ask.question != "publication":
        return closed
    follows = outcome.told(bench, ask, _STATUS[decision], by)
    return Commit(changes=(*closed.changes, *follows.changes), audit=(*closed.audit, *follows.audit))


def refusal(bench: Bench, ask: Ask, decision: str, by: str, role: Role, comment: str) -> Refused | None:
    """Why this answer does not count, or None. In order: the word, the person, the role, the time, the note, four eyes."""
    if decision not in _STATUS:
        return Refused("bad_decision", f"{decision[:40]!r} is no answer.", "Use approve, reject or changes.")
    if not by.strip():
        return Refused("nobody", "An answer needs a person's name.", "Give your name.")
    if not may_answer(ask.role, role):
        return Refused("wrong_role", f"{ask.question} is for {ask.role}, not for {role}.", "Ask that role.")
    if bench.now > ask.due_at:
        return Refused("too_late", f"The time to answer ended at {ask.due_at:%d %b %H:%M} UTC.", "It fails closed.")
    if needs_note(ask.question, decision) and not comment.strip():
        return Refused("note_needed", f"To {decision} a {ask.question} needs a note that says why.", "Add a note.")
    if len(comment) > NOTE_MAX:
        return Refused("note_too_long", f"A note has at most {NOTE_MAX} characters.", "Shorten it.")
    if decision == "approve" and _second_look_of_one(bench, ask, by):
        return Refused("four_eyes", f"{by} already stands behind this story; it takes another person.",
                       "Ask a colleague of that role.")  # fmt: skip
    return None


def _second_look_of_one(bench: Bench, ask: Ask, by: str) -> bool:
    """Whether this person pitched the story, or gave another of the yeses that are asked for together with this one."""
    me = _same_name(by)
    others = bench.store.find("ask", Ask, story_id=ask.story_id, states=("approved",))
    if any(
        o.opened_at == ask.opened_at and o.question != ask.question and _same_name(o.answered_by) == me for o in others
    ):
        return True
    story = bench.store.get("story", ask.story_id, Story)
    items = bench.store.get_many("item", story.item_ids, Item) if story else ()
    return any(item.pitched_by and _same_name(item.pitched_by) == me for item in items)


def _same_name(name: str) -> str:
    return " ".join(name.split()).casefold()


def prepared(bench: Bench, ask: Ask, story: Story) -> Commit | None:
    """The answer that was written down for this ask before the replay, once its time has come.

    An answer that would not count (its role, its note, a second yes of one person) is passed over, and the ask waits.
    """
    for answer in bench.policy.answers:
        if _fits(answer, ask, story):
            if bench.now < _comes_at(answer, ask):
                return None
            role = answer.role or ask.role
            if refusal(bench, ask, answer.decision, answer.by, role, answer.note) is None:
                return answered(bench, ask.id, ask.version, answer.decision, answer.by, role, answer.note)
    return None


def next_answer(store: Store, answers: Sequence[PreparedAnswer], after: datetime) -> datetime | None:
    """When the first prepared answer later than `after` comes to what waits now; None when none does."""
    if not answers:
        return None
    due = [
        at
        for ask in store.find("ask", Ask, states=("open",))
        if (story := store.get("story", ask.story_id, Story)) is not None
        for answer in answers
        if _fits(answer, ask, story) and (at := _comes_at(answer, ask)) > after
    ]
    return min(due, default=None)


def _comes_at(answer: PreparedAnswer, ask: Ask) -> datetime:
    return ask.opened_at + timedelta(minutes=answer.after_minutes)


def grown(bench: Bench, story: Story, reports: Sequence[str]) -> Commit:
    """What waits for people on a story that grew: each open question names the new reports, in a new version.

    So nobody's yes counts for what they have not read; an answer that was given before stands, with its time.
    """
    waiting = [ask for ask in bench.store.find("ask", Ask, story_id=story.id, states=("open",)) if reports]
    later = [
        ask.model_copy(update={"reports": (*ask.reports, *reports), "version": ask.version + 1}) for ask in waiting
    ]
    payload = {"story": story.id, "reports": list(reports)}
    return Commit(
        changes=tuple(Change("ask", one.id, one.version - 1, one, story.id, one.status, one.due_at) for one in later),
        audit=tuple(note("ask.renewed", one.id, one.version, bench.now, payload) for one in later),
    )


def overdue(bench: Bench, ask_id: str, version: int) -> Commit | None:
    """Close an ask whose time is over without an answer; None when it is closed already. Nothing is released by it."""
    ask = bench.store.get("ask", ask_id, Ask)
    if ask is None or ask.version != version or ask.status != "open" or bench.now < ask.due_at:
        return None
    payload = {"question": ask.question, "story": ask.story_id}
    record = note("ask.expired", ask.id, ask.version + 1, bench.now, payload)
    return Commit(changes=expired((ask,)), audit=(record,))


def expired(asks: Iterable[Ask], status: str = "expired") -> tuple[Change, ...]:
    """Close open asks without an answer; nothing is released by it."""
    return tuple(_change(ask, {"status": status}) for ask in asks if ask.status == "open")


def _fits(answer: PreparedAnswer, ask: Ask, story: Story) -> bool:
    return answer.story in ("*", story.id, story.slug) and answer.question in ("*", ask.question)


def _closed(bench: Bench, ask: Ask, status: str, by: str, role: Role, comment: str) -> Commit:
    updates = {
        "status": status,
        "answered_by": by,
        "answered_as": role,
        "answered_at": bench.now,
        "note": comment.strip(),
    }
    payload = {"question": ask.question, "story": ask.story_id, "answer": status, "role": role, "note": comment.strip()}
    record: AuditEntry = note("ask.answered", ask.id, ask.version + 1, bench.now, payload, by)
    return Commit(changes=(_change(ask, updates),), audit=(record,))


def _change(ask: Ask, updates: dict[str, object]) -> Change:
    later = ask.model_copy(update={**updates, "version": ask.version + 1})
    # A closed ask has no deadline any more.
    return Change("ask", ask.id, ask.version, later, ask.story_id, later.status, None)
