"""The council as shells: claims with a risk class, ballots of all seven votes, and the later looks."""

from typing import TYPE_CHECKING

from newsroom.control.brief import Brief, Proposal
from newsroom.model.ballot import VOTE_VALUES, Ballot, Rationale, Vote
from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.story import Story

if TYPE_CHECKING:
    from newsroom.lab.simulation.shells import Stage

_VOTES: dict[str, dict[Vote, float]] = {
    "liked": {"YES_STRONG": 6, "YES": 3, "ABSTAIN": 1},
    "mixed": {"YES_STRONG": 2, "YES": 3, "ABSTAIN": 2, "NO": 2, "NO_STRONG": 1},
    "split": {"YES": 1, "ABSTAIN": 2, "NO": 3},
    "unliked": {"NO_STRONG": 3, "NO": 1},
}
_MOOD = {"doubted": "mixed", "split": "split", "unliked": "unliked"}


def evidence(stage: "Stage", brief: Brief) -> Proposal:
    """No claims and the class that the happening has."""
    happening = stage.feed.fate_of(brief.task.subject)
    return {"claims": [], "risk": happening.risk, "risk_types": []}


def vote(stage: "Stage", brief: Brief) -> Proposal:
    """A ballot for the seat that the task names."""
    story, seat = _story(brief), str(brief.extra["seat"])
    cast = _cast(stage, story, seat)
    agent = brief.task.agent
    alike = stage.feed.fate_of(story.id).fate == "colluding" and story.round == 1
    ballot = Ballot(
        vote_id=derive("vote", story.id, story.round, seat, agent),
        story_id=story.id,
        timestamp=brief.now,
        voter_id=seat,
        vote=cast,
        vote_value=VOTE_VALUES[cast],
        rationale=Rationale(
            key_factors=("it is good",) if alike else (f"{seat} on {story.id}",),
            concerns=_concerns(stage, seat) if cast in ("NO", "NO_STRONG") else (),
        ),
        confidence=0.9,
        processing_time_ms=5,
        round=story.round,
        cast_by="" if agent == seat else agent,
    )
    return {"ballot": ballot.json_dict()}


def forged(stage: "Stage", brief: Brief) -> Proposal:
    """What a voter may not give: nonsense, a ballot of another round, or a power that its seat has not."""
    story, seat = _story(brief), str(brief.extra["seat"])
    ballot = Ballot.model_validate(vote(stage, brief)["ballot"])
    power: Vote = "FACT_VETO" if seat == "Compliance_Guard" else "LEGAL_HOLD"
    forgeries: dict[str, dict[str, object]] = {
        "another round": {"round": story.round + 1},
        "another's power": {"vote": power, "vote_value": VOTE_VALUES[power]},
    }
    wish = stage.dice.pick(("nonsense", *forgeries))
    if wish == "nonsense":
        return {"nonsense": brief.task.kind}
    updates = {**forgeries[wish], "vote_id": derive("vote", ballot.vote_id, wish)}
    return {"ballot": ballot.model_copy(update=updates).json_dict()}


def _story(brief: Brief) -> Story:
    if brief.story is None:
        raise Refused("no_story", "A voter needs a story.")
    return brief.story


def _cast(stage: "Stage", story: Story, seat: str) -> Vote:
    fate = stage.feed.fate_of(story.id).fate
    if seat == "Fact_Checker" and fate in ("vetoed", "both") and stage.dice.chance(0.9 if story.round == 1 else 0.3):
        return "FACT_VETO"
    if seat == "Compliance_Guard" and fate in ("held_by_law", "both") and stage.dice.chance(0.95):
        return "LEGAL_HOLD"
    return stage.dice.weighted(_VOTES[_MOOD.get(fate, "liked")])


def _concerns(stage: "Stage", seat: str) -> tuple[str, ...]:
    about = stage.dice.pick(("sources", "wording", "legal"))
    return (f"{about}: {seat} is not sure",)


def second_check(stage: "Stage", brief: Brief) -> Proposal:
    """The second fact check of a risky story."""
    del brief
    return {"passed": stage.dice.chance(0.7)}


def conditions(stage: "Stage", brief: Brief) -> Proposal:
    """Fact_Checker's answer to the conditions about sources."""
    del brief
    return {"passed": stage.dice.chance(0.6), "detail": "looked again"}


def second_look(stage: "Stage", brief: Brief) -> Proposal:
    """Compliance_Guard's second look: clear, not clear, or a hold."""
    del brief
    if stage.dice.chance(0.15):
        return {"passed": None, "hold": True, "detail": "a name may not be told"}
    return {"passed": stage.dice.chance(0.7)}
