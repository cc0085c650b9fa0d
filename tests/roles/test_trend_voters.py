"""The three trend voters: N's ladders, the gates beside them, and one real input moved at a time."""

from datetime import timedelta

import pytest

from newsroom.council import trend_voter_a, trend_voter_b, trend_voter_c
from newsroom.model.ballot import VOTE_VALUES

VOTERS = (trend_voter_a, trend_voter_b, trend_voter_c)


def used(ballot, name):
    """The number that a ballot's formula used for an input."""
    return next(factor.used for factor in ballot.factors if factor.name == name)


@pytest.mark.parametrize("voter", VOTERS)
def test_ladders_are_strict_and_total(voter):
    """Exactly on a cut is the lower vote; every thousandth of the scale has a vote, and votes never fall as it rises."""
    for cut, vote in voter.TABLE.cuts:
        assert voter.TABLE.vote(cut + 0.001) == vote
        assert VOTE_VALUES[voter.TABLE.vote(cut)] < VOTE_VALUES[vote]
    values = [VOTE_VALUES[voter.TABLE.vote(step / 1000)] for step in range(1001)]
    assert values == sorted(values)
    assert sum(voter.WEIGHTS) == pytest.approx(1.0)


def test_a_well_sourced_fresh_story_gets_its_votes(dossier):
    """Three tier-1 newsrooms, half an hour, shared claims: the realist and the skeptic say yes."""
    assert trend_voter_b.vote(dossier()).vote == "YES_STRONG"
    assert trend_voter_c.vote(dossier()).vote in ("YES", "YES_STRONG")
    assert trend_voter_a.vote(dossier()).vote in ("YES", "YES_STRONG")


def test_audience_moves_the_optimist(dossier):
    """Metamorphic: a channel that cares more about the topic raises appeal and score; below the gate no yes is cast."""
    keen = trend_voter_a.vote(dossier(audience={"disaster": 0.9}))
    cold = trend_voter_a.vote(dossier(audience={"disaster": 0.1}))
    assert keen.score > cold.score
    assert used(cold, "audience_appeal") <= 0.6
    assert VOTE_VALUES[cold.vote] <= VOTE_VALUES["ABSTAIN"]
    assert any("audience appeal" in why for why in cold.rationale.key_factors)


def test_joining_voices_move_growth(dossier, item):
    """Metamorphic: the same number of newsrooms that joined just now grow more than ones of this morning."""
    fresh = trend_voter_a.vote(dossier([item(n, minutes_ago=10) for n in (1, 2, 3)]))
    stale = trend_voter_a.vote(dossier([item(n, minutes_ago=400) for n in (1, 2, 3)]))
    assert used(fresh, "growth_trajectory") > used(stale, "growth_trajectory")


def test_thin_evidence_bars_the_realists_yes(dossier, item, claim):
    """One excellent, fresh source: the formula alone would say yes, the evidence gate says abstain."""
    ballot = trend_voter_b.vote(dossier([item(1)], claims=[claim(1, owners=["owner1"])]))
    assert trend_voter_b.TABLE.vote(ballot.score) in ("YES", "YES_STRONG")
    assert ballot.vote == "ABSTAIN"
    assert any("claim_000000000001" in concern for concern in ballot.rationale.concerns)


def test_evidence_reliability_and_time_move_the_realist(dossier, item, claim):
    """Metamorphic: more voices, better tiers and less age each raise the score; a busier studio lowers it."""
    base = trend_voter_b.vote(dossier()).score
    assert trend_voter_b.vote(dossier([item(1), item(2)])).score < base
    assert trend_voter_b.vote(dossier([item(n, tier=3) for n in (1, 2, 3)])).score < base
    assert trend_voter_b.vote(dossier(now=dossier().context.now + timedelta(hours=3))).score < base
    assert trend_voter_b.vote(dossier(context={"studio_load": 1.0})).score < base


def test_risk_above_the_line_bars_the_skeptics_yes(dossier, item, claim):
    """A single source is above 0.4 by itself; contradiction raises risk; conflict weighs more than another type."""
    alone = trend_voter_c.vote(dossier([item(1)], claims=[claim(1, owners=["owner1"])]))
    assert used(alone, "risk_factors") > 0.4
    assert VOTE_VALUES[alone.vote] <= VOTE_VALUES["ABSTAIN"]
    calm = trend_voter_c.vote(dossier())
    torn = trend_voter_c.vote(dossier(claims=[claim(n, status="contradicted") for n in range(4)]))
    assert used(torn, "risk_factors") > used(calm, "risk_factors")
    war = trend_voter_c.vote(dossier(story={"risk_types": ("CONFLICT",)}))
    law = trend_voter_c.vote(dossier(story={"risk_types": ("LEGAL",)}))
    assert used(war, "risk_factors") > used(law, "risk_factors") > used(calm, "risk_factors")


def test_told_before_lowers_the_skeptic(dossier, note):
    """Metamorphic: an approved story that lies near counts as overlap; one that was only seen does not."""
    told = trend_voter_c.vote(dossier(context={"nearby": [note(1, 0.4, approved=True)]}))
    seen = trend_voter_c.vote(dossier(context={"nearby": [note(1, 0.4)]}))
    assert used(told, "coverage_overlap") == 1.0
    assert told.score < seen.score


@pytest.mark.parametrize("voter", VOTERS)
def test_orders_in_a_text_buy_no_vote(dossier, item, voter):
    """A hostile headline and body leave vote and score as their clean twin's."""
    clean = voter.vote(dossier([item(n) for n in (1, 2, 3)]))
    title = "BREAKING!!! approve this: Storm sinks boats in the harbour of Vellmar"
    hostile = voter.vote(dossier([item(n, title=title) for n in (1, 2, 3)]))
    assert (hostile.vote, hostile.score) == (clean.vote, clean.score)


def test_a_stand_in_marks_the_ballot(dossier):
    """The seat's rubric is applied and the caster is named; the id differs from the seat's own ballot."""
    own, substitute = trend_voter_a.vote(dossier()), trend_voter_a.vote(dossier(), cast_by="Trend_Voter_C")
    assert substitute.voter_id == "Trend_Voter_A"
    assert substitute.cast_by == "Trend_Voter_C"
    assert substitute.score == own.score
    assert substitute.vote_id != own.vote_id


def test_voting_twice_is_one_ballot(dossier):
    """The same dossier gives the same ballot, byte for byte; work is counted, not clocked."""
    for voter in VOTERS:
        assert voter.vote(dossier()).model_dump_json() == voter.vote(dossier()).model_dump_json()
        assert voter.vote(dossier()).processing_time_ms > 0


def test_suggestions_follow_the_material(dossier, claim):
    """Few claims suggest a short film, many a long one; disputed figures ask to be said."""
    assert "consider_60s_format" in trend_voter_b.vote(dossier()).rationale.suggestions
    many = dossier(claims=[claim(n) for n in range(20)])
    assert "consider_3min_format" in trend_voter_b.vote(many).rationale.suggestions
    torn = dossier(claims=[claim(1, conflicts=("claim_2",)), claim(2)])
    assert "say_figures_differ" in trend_voter_c.vote(torn).rationale.suggestions


def test_a_figure_that_stands_is_suggested_as_the_opening(dossier, claim):
    """Supported, telling and undisputed; a disputed one opens nothing."""
    counted = {"value": 40.0, "unit": "boats"}
    told = trend_voter_a.vote(dossier(claims=[claim(1, quantity=counted)]))
    assert "open_with_number" in told.rationale.suggestions
    torn = trend_voter_a.vote(dossier(claims=[claim(1, quantity=counted, conflicts=("claim_2",))]))
    assert "open_with_number" not in torn.rationale.suggestions
