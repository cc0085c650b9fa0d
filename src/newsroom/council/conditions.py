"""Conditions: voters' concerns that travel with the story until they are answered (N 3.2; decisions.md 2 and 6).

A NO voter's every concern is one, and so is a doubt about the sources of anyone who did not say yes.
Sources are Fact_Checker's to answer before production, law is Compliance_Guard's at its second look (N 5.1), wording
is bound to Fact_Guard, who passes no script while a required condition is open. No answer counts as open.

Mission row V8.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from newsroom.council.deadlock import NO, YES
from newsroom.model.ballot import Ballot
from newsroom.model.ids import derive
from newsroom.model.lifecycle import Event
from newsroom.model.verdict import Condition

About = Literal["sources", "wording", "legal"]

ANSWERED_BY: dict[About, str] = {"sources": "Fact_Checker", "wording": "Fact_Guard", "legal": "Compliance_Guard"}

_TRADE: dict[str, About] = {"Fact_Checker": "sources", "Compliance_Guard": "legal"}
_WORDING = re.compile(r"\b(wording|words?|headline|tone|phras\w+|sensational\w*|attribut\w+|qualif\w+|hedg\w+)\b")
_SOURCES = re.compile(r"\b(sources?|confirm\w*|evidence|verif\w+|unverified|contradict\w*|corroborat\w+|origins?)\b")
_LEGAL = re.compile(r"\b(legal\w*|defam\w+|libel\w*|privacy|copyright|consent|contempt|minors?)\b")
_CLAIM_ID = re.compile(r"\b(?:claim|clm)_[0-9a-f]{12}\b")


class Answer(NamedTuple):
    """An answer to one condition: met or not, and the words that say why."""

    met: bool
    text: str


def about(concern: str, raised_by: str) -> About:
    """Whose matter a concern is.

    A leading "sources:", "wording:" or "legal:" decides. Else the voter's own trade, and for the trend voters what
    the words speak of; a concern that names nothing is about the sources, the strictest reading.
    """
    marked = _marked(concern)
    if marked:
        return marked
    if raised_by in _TRADE:
        return _TRADE[raised_by]
    words = concern.lower().replace("_", " ")
    if _SOURCES.search(words):
        return "sources"
    if _LEGAL.search(words):
        return "legal"
    return "wording" if _WORDING.search(words) else "sources"


def from_ballots(
    ballots: Iterable[Ballot], vote_round: int, counts: Callable[[Ballot], bool] = lambda _: True
) -> tuple[Condition, ...]:
    """The conditions of every ballot that `counts`, one a concern, ordered by voter then concern.

    A NO gives all its concerns; one that names none becomes a condition all the same, so that it is not lost. Any
    other ballot that is no YES gives its concerns marked "sources:".
    """
    raised = {}
    for ballot in sorted(ballots, key=lambda b: (b.voter_id, b.vote_id)):
        if counts(ballot):
            for concern in _raised(ballot):
                condition = _condition(ballot, concern, vote_round)
                raised[condition.id] = condition
    return tuple(raised.values())


def of_conditional(ballots: Sequence[Ballot], vote_round: int) -> tuple[Condition, ...]:
    """The conditions of a conditional approval: never none, or it would open by itself.

    Where nobody named a concern the weak consensus is the concern, and Fact_Checker answers for the whole story.
    """
    return from_ballots(ballots, vote_round) or tuple(_unnamed(ballot, vote_round) for ballot in ballots[:1])


def fact_checkers(ballots: Iterable[Ballot], vote_round: int) -> tuple[Condition, ...]:
    """Fact_Checker's NO as conditions: they travel even with an approved story (decisions.md section 2)."""
    return from_ballots(ballots, vote_round, lambda ballot: ballot.voter_id == "Fact_Checker" and ballot.vote in NO)


def answered_by(condition: Condition) -> str:
    """The agent whose answer the condition waits for."""
    return ANSWERED_BY[condition.about]


def waiting_for(conditions: Iterable[Condition], agent: str) -> tuple[Condition, ...]:
    """The conditions that `agent` has not answered yet."""
    return tuple(c for c in conditions if c.met is None and answered_by(c) == agent)


def settle(conditions: Iterable[Condition], agent: str, answers: Mapping[str, Answer]) -> tuple[Condition, ...]:
    """The conditions with `agent`'s answers (by condition id) written in; others' conditions stay as they are."""
    return tuple(
        condition.model_copy(update={"met": answers[condition.id].met, "answer": answers[condition.id].text})
        if condition.id in answers and answered_by(condition) == agent
        else condition
        for condition in conditions
    )


def open_required(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Required conditions that are not met: while one is left, Fact_Guard passes no script."""
    return tuple(c for c in conditions if c.required_verification and c.met is not True)


def bound_to_script(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The wording conditions, which the script answers and Fact_Guard checks."""
    return tuple(c for c in conditions if c.about == "wording")


def outcome(conditions: Sequence[Condition], compliance_cleared: bool | None) -> Event | None:
    """The lifecycle event of a CONDITIONAL story, or None while an answer is missing.

    `compliance_cleared` is Compliance_Guard's second look: None not yet, False against it. Wording may stay open: it
    is bound to the script. A failed requirement decides at once. No condition at all is met by nothing: it waits.
    """
    before = [c for c in conditions if c.required_verification and c.about != "wording"]
    if compliance_cleared is False or any(c.met is False for c in before):
        return "conditions_failed"
    if not conditions or compliance_cleared is None or any(c.met is None for c in before):
        return None
    return "conditions_met"


def _raised(ballot: Ballot) -> tuple[str, ...]:
    concerns = tuple(sorted(set(ballot.rationale.concerns)))
    if ballot.vote in NO:
        return concerns or (f"{ballot.voter_id} voted {ballot.vote}",)
    return () if ballot.vote in YES else tuple(concern for concern in concerns if _marked(concern) == "sources")


def _unnamed(ballot: Ballot, vote_round: int) -> Condition:
    why = "sources: a weak consensus without a named concern, so the whole story is checked again"
    return Condition(
        id=derive("cond", ballot.story_id, vote_round, "Council", why),
        description=why,
        raised_by="Council",
        about="sources",
    )


def _marked(concern: str) -> About | None:
    head = concern.partition(":")[0].strip().lower()
    return next((kind for kind in ANSWERED_BY if head == kind), None)


def _condition(ballot: Ballot, concern: str, vote_round: int) -> Condition:
    return Condition(
        id=derive("cond", ballot.story_id, vote_round, ballot.voter_id, concern),
        description=concern,
        raised_by=ballot.voter_id,
        about=about(concern, ballot.voter_id),
        claim_ids=tuple(dict.fromkeys(_CLAIM_ID.findall(concern))),
    )
