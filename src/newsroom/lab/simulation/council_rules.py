"""The council's invariants, from an own small table: bars by class, who may release, whose yes is needed.

Written apart from the product's rules on purpose: what both get wrong in the same way would not be seen.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import fsum

from newsroom.council import verdict as product
from newsroom.lab.simulation.ledger import Ledger, Step
from newsroom.model.ballot import VOTE_VALUES, Ballot
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.task import Effect
from newsroom.model.verdict import Ask, Verdict

Found = Iterator[tuple[str, str]]

_APPROVE = {"standard": 0.70, "breaking": 0.60}
_CONDITIONAL = {"standard": 0.50, "breaking": 0.50}
_WEIGHTS = {
    "Trend_Voter_A": 0.20,
    "Trend_Voter_B": 0.25,
    "Trend_Voter_C": 0.20,
    "Fact_Checker": 0.25,
    "Compliance_Guard": 0.10,
}
_DOUBTS_MAX = 2
_CRITICAL = frozenset({"Fact_Checker", "Compliance_Guard"})
_MAY = {
    "legal": frozenset({"legal"}),
    "editor": frozenset({"editor", "senior_editor"}),
    "senior_editor": frozenset({"senior_editor"}),
}


def outcome(ledger: Ledger, step: Step, verdict: Verdict) -> Found:
    """I7: the verdict over the committed ballots, in any order and with each sent twice, is this verdict."""
    story = step.story_before(verdict.story_id)
    ballots = [one for one in ledger.about("ballot", verdict.story_id) if one.round == verdict.round]
    known = {one.vote_id for one in ballots}
    if not set(verdict.vote_ids) <= known:
        yield "I7", f"the verdict on {verdict.story_id} counts ballots that nobody cast"
    seats = [one.voter_id for one in ballots if one.vote_id in verdict.vote_ids]
    special = verdict.outcome in ("PAUSED", "RETURNED") or "FACT_VETO" in verdict.flags
    if len(seats) != len(set(seats)) and not special:
        yield "I7", f"a seat counts twice in the verdict on {verdict.story_id}"
    cast = {one.vote for one in ballots}
    released = bool(story and story.retries.get("legal_released"))
    if "FACT_VETO" in cast and "FACT_VETO" not in verdict.flags:
        yield "I6", f"the verdict on {verdict.story_id} overlooks a veto"
    if "LEGAL_HOLD" in cast and "LEGAL_HOLD" not in verdict.flags and not released:
        yield "I6", f"the verdict on {verdict.story_id} overlooks a hold"
    yield from _in_any_order(verdict, ballots, story, released)


def _in_any_order(verdict: Verdict, ballots: list[Ballot], story: Story | None, released: bool) -> Found:
    if story is None or story.round != verdict.round:
        yield "I7", f"the verdict on {verdict.story_id} is about round {verdict.round}, not the story's"
        return
    counted = [one for one in ballots if one.vote_id in verdict.vote_ids]
    if {one.vote_id for one in ballots} != set(verdict.vote_ids):
        return
    mixed = product.reach(
        [*reversed(counted), *counted],
        story_id=verdict.story_id,
        vote_round=verdict.round,
        risk=story.risk or "sensitive",
        decided_at=verdict.decided_at,
        deadline_passed=True,
        opened_at=story.entered_at,
        retries=story.retries,
        legal_released=released,
    )
    integrity = any("INTEGRITY" in one.reason for one in (mixed, verdict))
    second = any(one.cast_by.endswith("_02") for one in ballots)
    if not integrity and not second and (mixed.outcome, mixed.score) != (verdict.outcome, verdict.score):
        yield "I7", f"in another order {verdict.story_id} is {mixed.outcome} {mixed.score}, not {verdict.outcome}"


def approved(ledger: Ledger, before: Story, story: Story) -> Found:
    """I6, I8: what a story needs before it is APPROVED, by the way it came."""
    ballots: list[Ballot] = [one for one in ledger.about("ballot", story.id) if one.round == story.round]
    if any(one.vote == "FACT_VETO" for one in ballots):
        yield "I6", f"{story.id} is approved in a round with a veto"
    if any(one.vote == "LEGAL_HOLD" for one in ballots) and not _legal_yes(ledger, story.id):
        yield "I6", f"{story.id} is approved over a hold that nobody released"
    risk = before.risk or "sensitive"
    number = _score(story, ballots)
    if before.state == "VALIDATING":
        if risk not in _APPROVE:
            yield "I8", f"{story.id} is {risk} and was approved by the council alone"
        elif number < _APPROVE[risk] - 0.0005:
            yield "I8", f"{story.id} was approved with {number:.3f}"
    if before.state == "CONDITIONAL" and number < _CONDITIONAL.get(risk, 2.0) - 0.0005:
        yield "I8", f"{story.id} was approved on conditions with {number:.3f}"
    if before.state == "CONDITIONAL" and not _looked_again(ledger, before):
        yield "I8", f"{story.id} was approved on conditions and nobody cleared them"
    if before.state == "ESCALATED":
        yield from _people_said_yes(ledger, before)
    if before.state != "ESCALATED" and not {one.voter_id for one in ballots} >= _CRITICAL:
        yield "I8", f"{story.id} was approved without a critical voter"


def _score(story: Story, ballots: list[Ballot]) -> float:
    counted = story.verdict.vote_ids if story.verdict else ()
    if any(one.cast_by.endswith("_02") for one in ballots):
        return story.verdict.score if story.verdict else 0.0
    votes = {one.voter_id: max(VOTE_VALUES[one.vote], 0.5 if VOTE_VALUES[one.vote] < 0 else 0.0)
             for one in ballots if one.vote_id in counted}  # fmt: skip
    total = fsum(_WEIGHTS[seat] for seat in votes)
    return fsum(_WEIGHTS[seat] * value for seat, value in votes.items()) / total if total else 0.0


def _looked_again(ledger: Ledger, before: Story) -> bool:
    found = (one for one in ledger.about("finding", before.id) if one.round == before.round)
    return any(one.kind == "second_look" and one.passed for one in found)


def _people_said_yes(ledger: Ledger, before: Story) -> Found:
    asks: list[Ask] = [ask for ask in ledger.about("ask", before.id) if ask.opened_at >= before.entered_at]
    own = [ask for ask in asks if ask.question in ("legal_review", "editor_approval", "senior_editor", "integrity")]
    if not own or any(ask.status != "approved" or not ask.answered_by for ask in own):
        yield "I8", f"{before.id} left ESCALATED without every person's yes"
    verdict = before.verdict
    if verdict and "secondary_fact_check" in verdict.steps:
        checks = [one for one in ledger.about("finding", before.id)
                  if one.kind == "second_fact_check" and one.round == before.round]  # fmt: skip
        if not any(one.passed for one in checks):
            yield "I8", f"{before.id} left ESCALATED without its second fact check"


def released(ledger: Ledger, before: Story, story: Story) -> Found:
    """I6: only a named person with the legal role lets a story out of PAUSED, and no veto is revived by it.

    The word has to be on this hold, not on an earlier one. Asked for changes it waits for new reports, and is voted on again with them.
    """
    word = "changes" if story.state == "INFO_REQUEST" else "approved"
    if not _legal_word(ledger, before.id, word, since=before.entered_at):
        yield "I6", f"{before.id} left PAUSED without the legal role's yes"
    if before.verdict and "FACT_VETO" in before.verdict.flags:
        yield "I6", f"{before.id} was vetoed on its facts and went on from PAUSED"


def _legal_yes(ledger: Ledger, story_id: str) -> bool:
    return _legal_word(ledger, story_id, "approved")


def _legal_word(ledger: Ledger, story_id: str, word: str, since: datetime | None = None) -> bool:
    asks: list[Ask] = [ask for ask in ledger.about("ask", story_id) if ask.question == "legal_hold" and ask.answered_by]
    return any(ask.status == word and (since is None or ask.opened_at >= since) for ask in asks)


def posted(post: Publication, effects: Sequence[Effect]) -> Found:
    """I8: a video of which one check or two failed leaves the house by a person's yes alone, of which three failed never.

    No check weighs so little that one may fail above 0.90, and no three so little that 0.70 is left.
    """
    doubts = post.detail.partition("not sure of ")[2].count(",") + 1 if "not sure of " in post.detail else 0
    own = [effect for effect in effects if effect.subject == post.id]
    if doubts > _DOUBTS_MAX and own:
        yield "I8", f"{post.id} has {doubts} failed checks and is planned"
    if doubts and post.platform != "site" and any(not effect.body.get("needs_person") for effect in own):
        yield "I8", f"{post.id} has {doubts} failed checks and waits for nobody"


def may_cast(ballot: Ballot) -> bool:
    """Whether the seat has the power of its vote: a veto is Fact_Checker's alone, a hold Compliance_Guard's."""
    return {"FACT_VETO": "Fact_Checker", "LEGAL_HOLD": "Compliance_Guard"}.get(ballot.vote) in (None, ballot.voter_id)


def may_answer(asked_of: str, role: str) -> bool:
    """Whether `role` may answer what is asked of `asked_of`."""
    return role in _MAY.get(asked_of, frozenset({asked_of}))
