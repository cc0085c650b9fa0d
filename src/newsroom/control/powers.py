"""Who may decide what: the questions that wait for people, and the hands people have on a newsroom (A9; N 3.2).

One table for each; `docs/operate/governance.md` is written from them, the desk speaks in their words, and every answer
and every hand is checked against them. A brake is easy to pull and harder to release: more roles may pause than resume.
"""

from collections.abc import Collection
from typing import Literal, NamedTuple

from newsroom.model.errors import Refused
from newsroom.model.verdict import Question, Role

ROLES: dict[Role, str] = {
    "reader": "may look at everything and decides nothing",
    "editor": "decides what a story says and whether it goes out",
    "senior_editor": "decides what the council could not, and releases what was paused",
    "legal": "decides holds and legal reviews, alone",
    "treasurer": "decides about money",
    "admin": "keeps the people's list and the switches",
}
"""Every role, in one sentence. A person may hold several."""


class QuestionRule(NamedTuple):
    """One kind of question. `asked` is the role it is filed for; `may` are the roles whose answer counts."""

    asked: Role
    may: tuple[Role, ...]
    words: str
    yes: str
    changes: str
    no: str
    unanswered: str


_CLOSES = "archived with its reason; nothing is released"
_MORE = "the story waits an hour for one more independent report, then the council votes again"
_NOT_SENT = "not sent; after 24 h in the queue the story expires"

QUESTIONS: dict[Question, QuestionRule] = {
    "legal_hold": QuestionRule(
        "legal",
        ("legal",),
        "Compliance Guard holds this story. May it go on?",
        "the council votes again; a fact veto given with the hold still closes the story",
        _MORE,
        "the story is archived",
        _CLOSES,
    ),
    "legal_review": QuestionRule(
        "legal",
        ("legal",),
        "This story is high-risk. Is it safe to publish in law?",
        "one of the yeses that production needs",
        _MORE,
        "the story is archived",
        _CLOSES,
    ),
    "editor_approval": QuestionRule(
        "editor",
        ("editor", "senior_editor"),
        "The council approved this high-risk story. Do you?",
        "one of the yeses that production needs",
        _MORE,
        "the story is archived",
        _CLOSES,
    ),
    "senior_editor": QuestionRule(
        "senior_editor",
        ("senior_editor",),
        "The council neither approved nor rejected this risky story. Shall it be made?",
        "the story goes into production when every other step is done",
        _MORE,
        "the story is archived",
        _CLOSES,
    ),
    "integrity": QuestionRule(
        "editor",
        ("editor", "senior_editor"),
        "The votes on this story look as if they were not independent. Do you stand by the story?",
        "the story goes into production when every other step is done",
        _MORE,
        "the story is archived",
        _CLOSES,
    ),
    "confidence": QuestionRule(
        "editor",
        ("editor", "senior_editor"),
        "The checks are not sure enough of this video for an outside platform. Shall it be sent?",
        "the video is sent to that platform at its time",
        "the video is not sent to that platform",
        "the video is not sent to that platform",
        _NOT_SENT,
    ),
    "correction": QuestionRule(
        "editor",
        ("editor", "senior_editor"),
        "What a finished video tells may no longer stand. Does it need a correction?",
        "a correction is due: the record says so, and `newsroom status` lists it; nothing in public changes yet",
        "it stays open in the record",
        "the record says that none is needed",
        "listed as unanswered; nothing in public changes by itself",
    ),
    "publication": QuestionRule(
        "editor",
        ("editor", "senior_editor"),
        "A post was begun and its outcome is unknown. Is it there?",
        "it is taken as published; nothing is sent again",
        "it stays open in the record; nothing is sent again",
        "it is taken as not published; nothing is sent again",
        "nothing is sent again",
    ),
}
"""Every question the newsroom can put to a person."""

MAY_ANSWER: dict[Role, frozenset[Role]] = {rule.asked: frozenset(rule.may) for rule in QUESTIONS.values()}
"""Who may answer what is asked of a role. A legal question is the legal role's alone, whoever else is in charge."""

Hand = Literal[
    "pause_publishing", "pause_spending", "pause_all", "resume_publishing", "resume_spending", "resume_all",
    "spike", "split", "pitch", "campaign", "policy", "retry", "rate_outlet", "confirm_outlet",
]  # fmt: skip


class HandRule(NamedTuple):
    """What a person may do unasked. `may` names the roles, the first being the one meant when none is given."""

    may: tuple[Role, ...]
    words: str


HANDS: dict[Hand, HandRule] = {
    "pause_publishing": HandRule(
        ("editor", "senior_editor", "legal", "treasurer", "admin"),
        "nothing is published anywhere from the next effect on; work goes on and waits",
    ),
    "pause_spending": HandRule(
        ("treasurer", "editor", "senior_editor", "legal", "admin"),
        "no money is spent from the next effect on",
    ),
    "pause_all": HandRule(
        ("editor", "senior_editor", "legal", "treasurer", "admin"),
        "no effect leaves the house; taking down and notices to people still do",
    ),
    "resume_publishing": HandRule(("senior_editor", "admin"), "what waits is sent, if its deadline has not passed"),
    "resume_spending": HandRule(("treasurer", "admin"), "money may be spent again within its budgets"),
    "resume_all": HandRule(("senior_editor", "admin"), "releases `all` only; what was paused by name stays paused"),
    "spike": HandRule(
        ("editor", "senior_editor", "legal"),
        "a story that is not public yet is archived at once and never reopened by itself",
    ),
    "split": HandRule(
        ("editor", "senior_editor"),
        "a story that is not public and not held by law ends, and its two halves pass every gate from the start",
    ),
    "pitch": HandRule(
        ("editor", "senior_editor", "legal"),
        "a report or a tip reaches the scouts, marked as a person's; auction, council and every gate judge it",
    ),
    "campaign": HandRule(
        ("editor", "senior_editor"),
        "a goal raises the priority of stories it is about and asks a channel for videos; no verdict is touched",
    ),
    "policy": HandRule(
        ("senior_editor", "admin"),
        "the house's thresholds: those of the Judge's confidence can only be made stricter",
    ),
    "rate_outlet": HandRule(
        ("editor", "senior_editor"),
        "an outlet's tier, owner or kind: what can only lower trust counts at once, anything else waits for a second person",
    ),
    "confirm_outlet": HandRule(
        ("senior_editor", "admin"),
        "another person's proposed rating counts from the next dossier on, or is dropped; never one's own",
    ),
    "retry": HandRule(("editor", "senior_editor", "admin"), "a parked task is tried once more"),
}
"""Every hand of a person on a running newsroom."""

_NEEDS_NOTE = frozenset({("legal_hold", "approve")})


def may_answer(asked: Role, role: Role) -> bool:
    """Whether `role` may answer what is asked of `asked`."""
    return role in MAY_ANSWER.get(asked, frozenset({asked}))


def needs_note(question: Question, decision: str) -> bool:
    """A no and a change always say why; so does the release of a legal hold."""
    return decision in ("reject", "changes") or (question, decision) in _NEEDS_NOTE


def check_role(role: str) -> Role:
    """`role` as one of the house's roles.

    Raises:
        Refused: there is no such role.
    """
    for known in ROLES:
        if role == known:
            return known
    raise Refused("bad_role", f"There is no role {role!r}.", f"Roles: {', '.join(ROLES)}.")


def acting_role(hand: Hand, claimed: str, held: Collection[Role] | None) -> Role:
    """The role in which a person uses `hand`: the one they name, else the first of the hand's that they hold.

    `held` are the person's roles, None where nobody is registered and the terminal's word is taken.

    Raises:
        Refused: no such role, one they do not hold, or none that may do this.
    """
    may = HANDS[hand].may
    if claimed:
        role = check_role(claimed)
        if role in may and (held is None or role in held):
            return role
    else:
        for role in may:
            if held is None or role in held:
                return role
    what = hand.replace("_", " ")
    raise Refused("wrong_role", f"This person may not {what} as {claimed or 'what they are'}.",
                  f"It takes one of: {', '.join(may)}.")  # fmt: skip
