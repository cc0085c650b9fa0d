"""Every arrow of the lifecycle is taken by the real planner, judge, workers and store, and no other arrow ever is.

Each scenario plays the tiny newsroom, some from a state written into the store, and is named for what happens to the
story. `TAKES` says which arrows each scenario is there for.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from newsroom.control.decisions.spike import spiked
from newsroom.control.judge import Judge
from newsroom.control.plans.intake import SCOUTS
from newsroom.control.policy import PreparedAnswer
from newsroom.lab.result import ARROWS, steps_taken
from newsroom.model.assets import Production, Review
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, Rationale
from newsroom.model.item import Origin
from newsroom.model.lifecycle import LIMITS, UNPUBLISHED, limit_of, next_state
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.world.clock import ReplayClock

YES = {"decision": "approve", "by": "L. Law", "note": "seen"}
NO = {"decision": "reject", "by": "L. Law", "note": "no record"}
CHANGES = {"decision": "changes", "by": "L. Law", "note": "one more source"}
HOLD = {"Compliance_Guard": "LEGAL_HOLD"}
SPLIT = {"Trend_Voter_A": "ABSTAIN", "Trend_Voter_B": "YES", "Trend_Voter_C": "ABSTAIN", "Fact_Checker": "YES"}
DOUBT = {"Trend_Voter_A": "YES", "Trend_Voter_B": "NO", "Trend_Voter_C": "YES", "Fact_Checker": "ABSTAIN",
         "Compliance_Guard": "NO_STRONG"}  # fmt: skip
AGAINST = dict.fromkeys(VOTERS, "NO_STRONG")
AN_HOUR = timedelta(hours=1)


class House:
    """What a scenario plays with: the tiny newsroom's makers, and a way to begin in the middle."""

    _first: Story | None = None

    def __init__(self, tiny: Callable[..., Any], roles: Callable[..., Any]) -> None:
        self.tiny = tiny
        self.roles = roles

    def play(self, changed: dict[str, Any] | None = None, *, stories: int = 1, votes: Any = None,
             risk: str = "standard", seed: Callable[[Any], None] | None = None, **policy: Any) -> Any:  # fmt: skip
        newsroom = self.tiny(**policy)
        if seed is not None:
            seed(newsroom)
        newsroom.play({**self.roles(stories=stories, votes=votes, risk=risk), **(changed or {})})
        return newsroom

    def first_story(self) -> Story:
        """Story 0 as intake writes it."""
        if House._first is None:
            newsroom = self.tiny()
            nobody_bids = dict.fromkeys((f"scan:{scout}" for scout in SCOUTS), lambda brief: {})
            newsroom.play({**self.roles(stories=1), **nobody_bids})
            House._first = newsroom.story()
        return House._first

    def put(self, state: str, **fields: Any) -> Callable[[Any], None]:
        """Write story 0 into the store in `state`, at the start of its stay."""
        story = self.first_story()
        limit = limit_of(state)
        at = story.first_seen_at
        due = at + timedelta(minutes=limit.minutes) if limit else None
        placed = story.model_copy(update={"state": state, "version": 1, "entered_at": at, "due_at": due, **fields})

        def seed(newsroom: Any) -> None:
            change = Change("story", placed.id, 0, placed, placed.id, placed.state, placed.due_at)
            newsroom.store.commit(Commit(changes=(change,)))

        return seed

    def judged(self, seed: Callable[[Any], None], **policy: Any) -> Any:
        """The Judge alone, an hour after the seeded stay ended."""
        newsroom = self.tiny(**policy)
        seed(newsroom)
        story = newsroom.story()
        Judge(newsroom.store, ReplayClock((story.due_at or story.entered_at) + AN_HOUR), newsroom.policy).hear()
        return newsroom


def grown(house: House) -> dict[str, Any]:
    """An intake that brings story 0 with two independent origins."""
    intake = house.roles(stories=1)["intake:"]

    def read(brief: Any) -> Any:
        proposal = intake(brief)
        for story in proposal["stories"]:
            second = Origin(owner="Other", item_ids=(), types=("press",), tier=2, why="own report")
            story["origins"] = [*story["origins"], second.json_dict()]
        return proposal

    return {"intake:": read}


def ballots(newsroom: Any) -> None:
    """Five sealed yeses on story 0 of its present round."""
    story = newsroom.story()
    cast = [
        Ballot(vote_id=f"v_{seat}", story_id=story.id, timestamp=story.entered_at, voter_id=seat, vote="YES_STRONG",
               vote_value=VOTE_VALUES["YES_STRONG"], rationale=Rationale(key_factors=(seat,)), confidence=0.9,
               processing_time_ms=5, round=story.round)
        for seat in VOTERS
    ]  # fmt: skip
    newsroom.store.commit(Commit(changes=tuple(Change("ballot", b.vote_id, 0, b, story.id) for b in cast)))


def then(*steps: Callable[[Any], None]) -> Callable[[Any], None]:
    """Several seeds, one after the other."""

    def seed(newsroom: Any) -> None:
        for step in steps:
            step(newsroom)

    return seed


def production(**fields: Any) -> Callable[[Any], None]:
    """A production of story 0 under way."""

    def seed(newsroom: Any) -> None:
        one = Production(id="production_0", story_id="story_0", channel="main", **fields)
        newsroom.store.commit(Commit(changes=(Change("production", one.id, 0, one, "story_0", one.stage),)))

    return seed


def away(brief: Any) -> Any:
    raise ConnectionError("away")


def review(score: float, status: str) -> dict[str, Any]:
    """A critic that gives every file this score."""
    parts = dict.fromkeys(("script", "voice", "visuals", "video"), score)
    found = Review(status=status, score=score, components=parts, issues=(), checks=(), feedback=())
    return {"review:Quality_Critic": lambda brief: {"review": found.json_dict()}}


def too_thin(brief: Any) -> Any:
    return {"hold": {"code": "too_thin", "reason": "two claims only"}}


def tie(house: House) -> Any:
    """Two scouts with the same bid."""
    wire = house.roles(stories=1)["scan:Wire_Scout"]

    def scan(brief: Any) -> Any:
        said = wire(brief._replace(task=brief.task.model_copy(update={"agent": "Wire_Scout"})))
        return {"bids": [{**bid, "bid_id": f"bid_{brief.task.agent}", "agent_id": f"{brief.task.agent}_01",
                          "agent_type": brief.task.agent} for bid in said["bids"]]}  # fmt: skip

    return house.play({"scan:Wire_Scout": scan, "scan:Geo_Scout": scan})


def same_reasons(house: House) -> Any:
    """Five ballots with one rationale: the first vote is void."""
    vote = house.roles(stories=1)["vote:Fact_Checker"]

    def copied(brief: Any) -> Any:
        said = vote(brief)
        if said["ballot"]["round"] == 1:
            said["ballot"]["rationale"]["key_factors"] = ["the same words"]
        return said

    return house.play({f"vote:{seat}": copied for seat in VOTERS})


def doubted(house: House) -> Any:
    """Cards without rights and no disclosure: the Judge is not sure, three times, then it is over."""
    made = house.tiny()
    channel = made.policy.channel.model_copy(update={"person_for": ("local",)})
    newsroom = made._replace(policy=made.policy.model_copy(update={"channel": channel}))
    plain = house.roles(stories=1)

    def bare(brief: Any) -> Any:
        made = plain["visuals:Visual_Artist"](brief)
        return {"visuals": [{**one, "rights": []} for one in made["visuals"]]}

    newsroom.play({**plain, "visuals:Visual_Artist": bare})
    return newsroom


def answered(votes: Any, risk: str, *said: dict[str, Any]) -> Callable[[House], Any]:
    answers = tuple(PreparedAnswer(**one) for one in said)
    return lambda house: house.play(votes=votes, risk=risk, answers=answers)


def second_look(**found: Any) -> Callable[[House], Any]:
    return lambda house: house.play({"second_look:Compliance_Guard": lambda brief: found}, votes=SPLIT)


def run_out(house: House, state: str) -> Any:
    """Nothing happens to story 0 in `state` until its time is up."""
    return house.judged(house.put(state))


def spike(house: House, state: str) -> Any:
    """A person ends story 0 while it is in `state`."""
    newsroom = house.tiny()
    house.put(state)(newsroom)
    judge = Judge(newsroom.store, ReplayClock(newsroom.story().entered_at), newsroom.policy)
    newsroom.store.commit(spiked(judge.bench(), "story_0", "E. Edit", "editor", "names a minor"))
    return newsroom


SCENARIOS: dict[str, Callable[[House], Any]] = {
    "made, published and closed": lambda house: house.play(),
    "assigned by a person": lambda house: house.play(assigned_by="P. Person"),
    "a tie in the auction": tie,
    "no bid stands": lambda house: house.judged(house.put("DISCOVERED")),
    "beyond the video limit": lambda house: house.play(video_limit=0),
    "conditions met": lambda house: house.play(votes=SPLIT),
    "conditions failed": second_look(passed=False),
    "held at the second look": second_look(passed=False, hold=True, detail="held"),
    "rejected": lambda house: house.play(votes=AGAINST),
    "a fact veto": lambda house: house.play(votes={"Fact_Checker": "FACT_VETO"}),
    "a split council asks": lambda house: house.play(votes=DOUBT),
    "one rationale for all": same_reasons,
    "late ballots": lambda house: house.play(seed=then(house.put("AWAIT_VOTES", risk="standard"), ballots)),
    "released by law": answered(HOLD, "standard", YES),
    "refused by law": answered(HOLD, "standard", NO),
    "law asks for changes": answered(HOLD, "standard", CHANGES),
    "every person says yes": answered({}, "sensitive", {**YES, "question": "legal_review"},
                                      {**YES, "question": "editor_approval", "by": "E. Edit"}),
    "one person says no": answered({}, "sensitive", NO),
    "one person asks for changes": answered({}, "sensitive", CHANGES),
    "a second source after a veto": lambda house: house.play(
        grown(house), seed=house.put("RETURNED", retries={"origins": 1})),
    "a second source after a question": lambda house: house.play(
        grown(house), seed=house.put("INFO_REQUEST", retries={"origins": 1})),
    "new evidence after the revision limit": lambda house: house.play(
        grown(house), seed=house.put("ARCHIVED", reason="revision_limit", retries={"origins": 1})),
    "too thin": lambda house: house.play({"script:Script_Writer": too_thin}),
    "too thin for the seventh time": lambda house: house.play(
        {"script:Script_Writer": too_thin},
        seed=then(house.put("PRODUCING", retries={"more_reports": 6}), production(stage="script"))),
    "a bad file": lambda house: house.play(review(0.3, "REJECT")),
    "never good enough": lambda house: house.play(review(0.6, "REVISE")),
    "a voice that fails": lambda house: house.play({"voice:Voice_Actor": away}),
    "the Judge is not sure": doubted,
    **{f"{limit.state} runs out": partial(run_out, state=limit.state)
       for limit in LIMITS if limit.state not in ("DISCOVERED", "TIEBREAK")},
    **{f"spiked in {state}": partial(spike, state=state) for state in UNPUBLISHED},
}  # fmt: skip
"""What happens to the story, and how it is played."""


TAKES: dict[str, tuple[str, ...]] = {
    "made, published and closed": ("START bid DISCOVERED", "DISCOVERED won AUCTION_WON", "AUCTION_WON admitted VALIDATING",
        "VALIDATING approved APPROVED", "APPROVED admitted PRODUCING", "PRODUCING produced PUBLISHING",
        "PUBLISHING published PUBLISHED", "PUBLISHED analysed ANALYZED", "ANALYZED closed COMPLETE",),
    "assigned by a person": ("START assigned AUCTION_WON",),
    "a tie in the auction": ("DISCOVERED tied TIEBREAK", "TIEBREAK won AUCTION_WON",),
    "no bid stands": ("DISCOVERED lost ARCHIVED",),
    "beyond the video limit": ("APPROVED not_rendered ARCHIVED",),
    "conditions met": ("VALIDATING conditional CONDITIONAL", "CONDITIONAL conditions_met APPROVED",),
    "conditions failed": ("CONDITIONAL conditions_failed ARCHIVED",),
    "held at the second look": ("CONDITIONAL legal_hold PAUSED",),
    "rejected": ("VALIDATING rejected ARCHIVED",),
    "a fact veto": ("VALIDATING fact_veto RETURNED",),
    "a split council asks": ("VALIDATING information_requested INFO_REQUEST",),
    "one rationale for all": ("VALIDATING fresh_vote VALIDATING",),
    "late ballots": ("AWAIT_VOTES votes_in VALIDATING",),
    "released by law": ("VALIDATING legal_hold PAUSED", "PAUSED answered_yes VALIDATING",),
    "refused by law": ("PAUSED answered_no ARCHIVED",),
    "law asks for changes": ("PAUSED information_requested INFO_REQUEST",),
    "every person says yes": ("VALIDATING escalated ESCALATED", "ESCALATED answered_yes APPROVED",),
    "one person says no": ("ESCALATED answered_no ARCHIVED",),
    "one person asks for changes": ("ESCALATED information_requested INFO_REQUEST",),
    "a second source after a veto": ("RETURNED reverified VALIDATING",),
    "a second source after a question": ("INFO_REQUEST reverified VALIDATING",),
    "new evidence after the revision limit": ("ARCHIVED reopened VALIDATING",),
    "too thin": ("PRODUCING reports_awaited INFO_REQUEST",),
    "too thin for the seventh time": ("PRODUCING held ARCHIVED",),
    "a bad file": ("PRODUCING rejected ARCHIVED",),
    "never good enough": ("PRODUCING revision_limit ARCHIVED",),
    "a voice that fails": ("PRODUCING component_failed FAILED_RECOVERY", "FAILED_RECOVERY recovered PRODUCING",),
    "the Judge is not sure": ("PUBLISHING sent_back PRODUCING", "PUBLISHING rejected ARCHIVED",),
    **{f"{limit.state} runs out": (f"{limit.state} {limit.on_limit} {next_state(limit.state, limit.on_limit)}",)
       for limit in LIMITS if limit.state not in ("DISCOVERED", "TIEBREAK")},
    **{f"spiked in {state}": (f"{state} killed ARCHIVED",) for state in UNPUBLISHED},
}  # fmt: skip
"""The arrows that each scenario is there for."""


@pytest.fixture
def house(tiny, roles) -> House:
    """The makers."""
    return House(tiny, roles)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_scenario_takes_its_arrows_and_only_arrows_of_the_table(name, house):
    """What the audit says was taken stands in the table, and includes what the scenario is there for."""
    newsroom = SCENARIOS[name](house)
    taken = {" ".join(arrow) for arrow in steps_taken(newsroom.store)}
    assert taken <= {" ".join(arrow) for arrow in ARROWS}
    assert set(TAKES[name]) <= taken
    assert newsroom.store.verify_audit().ok


def test_every_arrow_has_its_scenario():
    """No arrow of the table is left to chance, and no scenario stands for an arrow that is gone."""
    assert sorted(arrow for arrows in TAKES.values() for arrow in arrows) == sorted(" ".join(arrow) for arrow in ARROWS)
    assert set(TAKES) == set(SCENARIOS)
