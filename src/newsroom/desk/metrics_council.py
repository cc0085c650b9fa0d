"""How the council's voters do, counted from stored ballots, verdicts, publications, feedback and corrections.

N lists no success metric for the five voters, so these rows are the house's own, each from what N says the voter is for
(N 2.1 to 2.5); `status` shows them beside N's, marked "house".
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from newsroom.council.calibration import ALL, Row, Share, Told, calibration
from newsroom.desk.metric_facts import Counted, Facts, share
from newsroom.desk.metrics_wire import false_story
from newsroom.model.ballot import VOTERS, Ballot
from newsroom.model.publication import Feedback
from newsroom.model.story import Story

_YES = 0.5
_DUE = "approved"
_APPROVING = frozenset(("APPROVED", "CONDITIONAL_APPROVAL"))
_DECIDED = _APPROVING | {"REJECTED"}


class Seen(NamedTuple):
    """What the rows are counted from: the store's facts, and each voter's calibration over all classes."""

    facts: Facts
    overall: Mapping[str, Row]


def calibration_report(facts: Facts) -> list[dict[str, Any]]:
    """The council's calibration: {voter, risk, approval against performance and corrections with their n, brier, says}."""
    return [_shown(row) for row in calibration(published(facts))]


def published(facts: Facts) -> tuple[Told, ...]:
    """Every published story with a risk class, its last deciding round's ballots and what came of it."""
    performance = _performance(facts)
    corrected = {ask.story_id for ask in facts.asks if ask.question == "correction" and ask.status == _DUE}
    out = sorted({p.story_id for p in facts.publications if p.status == "published"} & set(facts.stories))
    found = []
    for story in (facts.stories[key] for key in out):
        if story.risk is not None:
            found.append(Told(story.risk, _deciding(facts, story), performance.get(story.id), story.id in corrected))
    return tuple(found)


def council_rows(facts: Facts) -> list[dict[str, Any]]:
    """Rows {agent, metric, target, value, n, definition, listed_by} of the five voters."""
    seen = Seen(facts, {row.voter: row for row in calibration(published(facts)) if row.risk == ALL})
    return [
        {"agent": voter, "metric": metric, "target": "", "value": None if value is None else round(value, 3), "n": n,
         "definition": definition, "listed_by": "house"}
        for voter in VOTERS
        for metric, definition, count in (*_EVERYONE, *_OWN.get(voter, ()))
        for value, n in (count(seen, voter),)
    ]  # fmt: skip


def _shown(row: Row) -> dict[str, Any]:
    shares: dict[str, Share] = {
        "did_well_after_yes": row.yes_did_well,
        "did_well_after_other": row.other_did_well,
        "corrected_after_yes": row.yes_corrected,
        "corrected_after_other": row.other_corrected,
    }
    told = {name: {"share": one.share, "n": one.n} for name, one in shares.items()}
    return {"voter": row.voter, "risk": row.risk, **told, "brier": row.brier, "says": row.says}


def _performance(facts: Facts) -> dict[str, float]:
    """By story, its best platform's views over the account's median, as the newest feedback says it."""
    story_of = {p.video: p.story_id for p in facts.publications}
    found: dict[str, float] = {}
    for one in sorted(facts.store.find("feedback", Feedback), key=lambda one: (one.analysis_timestamp, one.video_id)):
        ratios = [p.performance_vs_baseline for p in one.platform_breakdown.values()]
        known = [ratio for ratio in ratios if ratio is not None]
        if known and one.video_id in story_of:
            found[story_of[one.video_id]] = max(known)
    return found


def _deciding(facts: Facts, story: Story) -> tuple[Ballot, ...]:
    voted = story.verdict.round if story.verdict else story.round
    own = [ballot for ballot in facts.ballots.get(story.id, ()) if ballot.round == voted]
    return tuple(sorted(own, key=lambda one: (one.timestamp, one.vote_id)))


def _ballots(facts: Facts, voter: str) -> list[tuple[Story, Ballot]]:
    return [
        (facts.stories[key], ballot)
        for key in sorted(facts.ballots.keys() & facts.stories.keys())
        for ballot in facts.ballots[key]
        if ballot.voter_id == voter and ballot.cast_by in ("", voter)
    ]


def _took_part(seen: Seen, voter: str) -> Counted:
    """Of the verdicts, those that had its own ballot."""
    facts = seen.facts
    cast = {(story.id, ballot.round) for story, ballot in _ballots(facts, voter)}
    return share([(one.story_id, one.round) in cast for own in facts.verdicts.values() for one in own])


def _with_the_council(seen: Seen, voter: str) -> Counted:
    """Of its votes that lean to a side, those on the side that a yes or no of the council took."""
    verdicts = [one for own in seen.facts.verdicts.values() for one in own if one.outcome in _DECIDED]
    outcomes = {(one.story_id, one.round): one.outcome in _APPROVING for one in verdicts}
    cast = [(b, outcomes.get((s.id, b.round))) for s, b in _ballots(seen.facts, voter) if b.vote_value != _YES]
    return share([(ballot.vote_value > _YES) == outcome for ballot, outcome in cast if outcome is not None])


def _well_after_yes(seen: Seen, voter: str) -> Counted:
    told = seen.overall[voter].yes_did_well
    return told.share, told.n


def _corrected_after_yes(seen: Seen, voter: str) -> Counted:
    told = seen.overall[voter].yes_corrected
    return told.share, told.n


def _no_was_right(seen: Seen, voter: str) -> Counted:
    """Of the stories it voted NO on, those that were later stopped for their facts or corrected."""
    cast = _ballots(seen.facts, voter)
    return share([false_story(seen.facts, story) for story, ballot in cast if ballot.vote_value < _YES])


def _power(vote: str) -> Callable[[Seen, str], Counted]:
    def used(seen: Seen, voter: str) -> Counted:
        return share([ballot.vote == vote for _, ballot in _ballots(seen.facts, voter)])

    return used


def _holds_upheld(seen: Seen, voter: str) -> Counted:
    """Of its holds that a person answered, those that were kept."""
    del voter
    told = [
        a for a in seen.facts.asks if a.question == "legal_hold" and a.status in ("approved", "rejected", "changes")
    ]
    return share([ask.status != "approved" for ask in told])


Metric = tuple[str, str, Callable[[Seen, str], Counted]]
_EVERYONE: tuple[Metric, ...] = (
    ("participation", "verdicts with its own ballot / verdicts", _took_part),
    ("agreement with the verdict", "votes for or against on the verdict's side / such votes", _with_the_council),
    ("corrected after its yes", "published stories corrected later / those it voted YES for", _corrected_after_yes),
)
_OWN: dict[str, tuple[Metric, ...]] = {
    "Trend_Voter_A": (("did well after its yes", "at or above the account's median / YES with counted views", _well_after_yes),),
    "Trend_Voter_B": (("did well after its yes", "at or above the account's median / YES with counted views", _well_after_yes),),
    "Trend_Voter_C": (("its no was right", "stopped for facts or corrected / stories it voted NO on", _no_was_right),),
    "Fact_Checker": (("veto rate", "FACT_VETO / its ballots", _power("FACT_VETO")),),
    "Compliance_Guard": (
        ("hold rate", "LEGAL_HOLD / its ballots", _power("LEGAL_HOLD")),
        ("holds upheld", "holds that the legal desk kept / holds it answered", _holds_upheld),
    ),
}  # fmt: skip
