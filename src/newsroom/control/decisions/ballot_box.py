"""What may go into the ballot box, and what is refused at its slot (N 2.2; decisions.md section 2).

1. a ballot for a story that does not exist: parked (no_such_subject);
2. one of an earlier round, or one that comes after its round was decided at the deadline: late_ballot;
3. one that is no ballot - a vote outside the scale, a confidence that is no number from 0 to 1, endless reasons: bad_ballot;
4. one for another story, round or seat than was asked: wrong_ballot; cast by somebody who may not: stranger; with
   another voter's power: not_your_power;
5. the same vote again counts once and harms nobody; another vote of the same voter: double_vote.

Late and double ballots are written to the audit and change nothing. The others are failures of the voter who was asked:
its task is parked, and a stand-in is called where the seat may have one. While a veto or a hold is in, the other ballots
of the round are recorded whatever came of it: they are sealed, and no verdict reads them.
"""

import hashlib

import rfc8785
from pydantic import ValidationError

from newsroom.control.bench import Bench, appended, still
from newsroom.control.decisions.vote_record import vote_record
from newsroom.control.moves import note
from newsroom.council.substitutes import caster, may_cast
from newsroom.model.ballot import Ballot
from newsroom.model.errors import Refused
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Commit

POWERS = {"FACT_VETO": "Fact_Checker", "LEGAL_HOLD": "Compliance_Guard"}
"""Whose each special vote is."""
_STILL_OPEN = frozenset({"INSUFFICIENT_PARTICIPATION", "PAUSED", "RETURNED"})
"""Outcomes after which a round's missing ballots are still wanted or recorded."""


def voted(bench: Bench, task: Task, result: Result) -> Commit:
    """One ballot into the box, or the audit row that says why not.

    Raises:
        Refused: bad_ballot, wrong_ballot, stranger, not_your_power.
    """
    story = bench.story(task.subject)
    ballot = read(result.proposal.get("ballot"))
    asked = round_of(task)
    if asked == story.round:
        _check(ballot, task, story)
    cast = bench.store.find("ballot", Ballot, story_id=story.id)
    box = [one for one in cast if one.round == asked]
    if asked != story.round or _is_over(story, box):
        return _set_aside(bench, story, ballot, task, "late_ballot")
    before = [one for one in box if (one.voter_id, caster(one)) == (ballot.voter_id, caster(ballot))]
    still(not any(_same(one, ballot) for one in before), task)
    if before:
        return _set_aside(bench, story, ballot, task, "double_vote")
    payload = vote_record(ballot, list(result.proposal.get("advice", ())))
    record = note("vote.cast", story.id, story.version, bench.now, payload, caster(ballot))
    return Commit(changes=(appended("ballot", ballot.vote_id, ballot, story.id),), audit=(record,))


def round_of(task: Task) -> int:
    """The round in which a vote was asked for."""
    return int(task.brief["attempt"].partition(".")[0])


def read(proposed: object) -> Ballot:
    """`proposed` (JSON values) as a ballot.

    Raises:
        Refused: bad_ballot, with the first field that is wrong and not its value, which may be megabytes.
    """
    try:
        return Ballot.model_validate(proposed)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "ballot"
        raise Refused("bad_ballot", f"{where}: {first['msg']}"[:300], "The voter is asked again.") from error


def _check(ballot: Ballot, task: Task, story: Story) -> None:
    seat, by = task.brief["seat"], caster(ballot)
    if (ballot.story_id, ballot.round, ballot.voter_id) != (story.id, story.round, seat) or by != task.agent:
        raise Refused("wrong_ballot", f"{task.agent} answered with a ballot for another seat, story or round.")
    if not may_cast(seat, by):
        raise Refused("stranger", f"{by} may not vote for {seat}.")
    if ballot.vote in POWERS and POWERS[ballot.vote] != seat:
        raise Refused("not_your_power", f"{ballot.vote} is not {seat}'s to give.")


def _is_over(story: Story, box: list[Ballot]) -> bool:
    """Whether this round was decided without the missing ballots; a veto or a hold leaves the box open for the record."""
    verdict = story.verdict
    decided = verdict is not None and verdict.round == story.round and verdict.outcome not in _STILL_OPEN
    return decided and not any(one.vote in POWERS for one in box)


def _same(one: Ballot, other: Ballot) -> bool:
    return (one.vote, one.rationale) == (other.vote, other.rationale)


def _set_aside(bench: Bench, story: Story, ballot: Ballot, task: Task, code: str) -> Commit:
    payload = {
        "code": code,
        "task": task.id,
        "seat": ballot.voter_id,
        "round": ballot.round,
        "vote": ballot.vote,
        "vote_id": ballot.vote_id,
        "hash": hashlib.sha256(rfc8785.dumps(ballot.json_dict())).hexdigest(),
    }
    return Commit(audit=(note("vote.refused", story.id, story.version, bench.now, payload, task.agent),))
