"""Wire_Scout: N's formula, its four hard constraints, and what moves its confidence."""

from datetime import timedelta

import pytest

from newsroom.model.bid import Bid, Monitored
from newsroom.scouts import wire_scout


def test_the_worked_example_of_the_documents():
    """Tier 1, three confirmations, half an hour old: 0.829 (decisions.md section 1)."""
    assert wire_scout.calculate_confidence(1, 3, 0.5) == 0.829


def test_a_well_sourced_fresh_story_is_bid_on(dossier):
    """The role computes the worked example from the dossier, and its bid carries N's factors."""
    bid = wire_scout.bid(dossier())
    assert isinstance(bid, Bid)
    assert bid.bid_metrics.confidence_score == 0.829
    assert bid.story.confidence_factors.source_tier == 1
    assert bid.story.confidence_factors.confirmation_count == 3
    assert bid.bid_metrics.estimated_production_time.endswith("_minutes")


def test_one_more_independent_voice_raises_confidence(dossier, item):
    """Metamorphic: everything equal, a fourth owner moves the confidence up; a fourth item of a known owner does not."""
    three = wire_scout.bid(dossier()).bid_metrics.confidence_score
    items = [item(1), item(2), item(3)]
    assert wire_scout.bid(dossier([*items, item(4)])).bid_metrics.confidence_score > three
    assert wire_scout.bid(dossier([*items, item(4, owner="owner3")])).bid_metrics.confidence_score == three


def test_waiting_lowers_confidence(dossier):
    """Metamorphic: the same story two hours later is worth less."""
    fresh = dossier()
    later = dossier(now=fresh.context.now + timedelta(hours=2))
    assert wire_scout.bid(later).bid_metrics.confidence_score < wire_scout.bid(fresh).bid_metrics.confidence_score


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tier": 2}, "tier 1 is required"),
        ({"owner": "one"}, "1 independent confirmations"),
        ({"text": "Boats sank in the harbour."}, "100 are required"),
        ({"minutes_ago": 250}, "4 h is the limit"),
    ],
)
def test_a_failed_constraint_is_monitored_with_its_reason(dossier, item, change, reason):
    """Each hard constraint is enough to keep the story from the auction, whatever the formula says."""
    kept = wire_scout.bid(dossier([item(n, **change) for n in (1, 2, 3)]))
    assert isinstance(kept, Monitored)
    assert any(reason in why for why in kept.reasons)
    assert kept.confidence_score is not None


def test_short_excerpts_count_together_but_copies_once(dossier, item):
    """Three different excerpts of forty words make enough material; the same excerpt three times does not."""
    parts = [" ".join(f"word{n}x{k}" for k in range(40)) + "." for n in range(3)]
    different = wire_scout.bid(dossier([item(n, text=parts[n - 1]) for n in (1, 2, 3)]))
    same = wire_scout.bid(dossier([item(n, text=parts[0]) for n in (1, 2, 3)]))
    assert isinstance(different, Bid)
    assert isinstance(same, Monitored)


def test_velocity_and_lateness_stand_beside_the_formula(dossier, item):
    """Copies count as haste, voices apart; both are shown, and neither moves N's confidence."""
    calm = dossier([item(1), item(2), item(3)])
    times = [calm.context.now - timedelta(minutes=m) for m in (5, 10, 15, 20, 70)]
    hasty = dossier([item(1), item(2), item(3)], context={"arrivals": times})
    slow, fast = (wire_scout.bid(one) for one in (calm, hasty))
    (shown,) = [f for f in fast.factors if f.name == "publication_velocity"]
    assert shown.how == "4 reports an hour from 3 new voices, 1 the hour before (faster), 4 in its busiest"
    assert slow.bid_metrics == fast.bid_metrics
    (late,) = [f for f in slow.factors if f.name == "time_to_discovery"]
    assert (late.value, late.how[:6]) == (0.167, "30 min")
