"""Social, Semantic and Geo scouts: their constraints, and one real input moved at a time."""

from newsroom.model.bid import Bid, Monitored
from newsroom.model.item import Alert, Engagement, Place
from newsroom.scouts import geo_scout, semantic_scout, social_scout
from newsroom.scouts.inputs_automation import looks_automated

PEOPLE = ((2000.0, 3.0, 400),) * 40
BOTS = ((3.0, 300.0, 2),) * 40


def post(item, n, *, platform="alpha", count=30_000, per_hour=60_000.0, accounts=PEOPLE, author="M. Reed"):
    """A social post about the storm with counted interactions."""
    engagement = Engagement(platform=platform, interactions=count, per_hour=per_hour, accounts=accounts)
    return item(n, kind="social", tier=4, engagement=engagement, author=author)


def test_the_social_formula_stands_as_written():
    """0.30 velocity + 0.25 agreement + 0.30 confirmation (0.3 without) + 0.15 (1 - bots)."""
    assert social_scout.calculate_confidence(1.0, 1.0, True, 0.0) == 1.0
    assert social_scout.calculate_confidence(0.0, 0.0, False, 1.0) == 0.09


def test_social_bids_on_a_confirmed_wave_and_bots_lower_it(dossier, item):
    """Metamorphic: the same posts by automated accounts give a lower confidence and a flag."""
    posts = [post(item, 1), post(item, 2, platform="beta"), item(3)]
    human = social_scout.bid(dossier(posts))
    assert isinstance(human, Bid)
    pushed = [post(item, 1, accounts=BOTS), post(item, 2, platform="beta", accounts=BOTS), item(3)]
    automated = social_scout.bid(dossier(pushed))
    assert automated.bid_metrics.confidence_score < human.bid_metrics.confidence_score
    assert "automated_accounts" in automated.flags


def test_without_a_traditional_source_no_high_confidence(dossier, item):
    """The loudest wave without a newsroom stays at 0.7 at most and asks for a misinformation check."""
    loud = [post(item, 1, per_hour=500_000.0), post(item, 2, platform="beta", per_hour=500_000.0)]
    bid = social_scout.bid(dossier(loud))
    assert isinstance(bid, Bid)
    assert bid.bid_metrics.confidence_score <= 0.7
    assert "check_for_misinformation" in bid.flags


def test_a_paper_that_looked_and_found_nothing_confirms_nothing(dossier, item):
    """Reporting that posts spread, and that the thing was not found, is no confirmation; telling the event is."""
    posts = [post(item, 1, per_hour=500_000.0), post(item, 2, platform="beta", per_hour=500_000.0)]
    relayed = {"title": "Posts show a whale in the canal", "text": "The posts claim it. We could not find the animal."}
    told = {"title": "Whale in the canal at Orlin", "text": "Posts show a whale. Keepers led it back to the sea."}
    doubted, confirmed = (social_scout.bid(dossier([*posts, item(3, **words)])) for words in (relayed, told))
    assert "unconfirmed_by_traditional_source" in doubted.flags
    assert "unconfirmed_by_traditional_source" not in confirmed.flags


def test_social_needs_reach_and_a_name(dossier, item):
    """Below 10,000 interactions, or carried by nameless posts alone, the story is only watched."""
    quiet = social_scout.bid(dossier([post(item, 1, count=900), item(2)]))
    nameless = social_scout.bid(dossier([post(item, 1, author=""), post(item, 2, platform="beta", author="")]))
    assert isinstance(quiet, Monitored)
    assert isinstance(nameless, Monitored)
    assert "only anonymous voices carry it" in nameless.reasons


def test_young_busy_lonely_accounts_look_automated():
    """One sign alone is weak; two make the look; an old, slow, followed account has none."""
    assert looks_automated(2, 200, 1) > 0.9
    assert looks_automated(2, 2, 5000) < 0.6
    assert looks_automated(3000, 2, 5000) < 0.05


def test_semantic_needs_three_anchored_stories(dossier, note):
    """Two related stories are watched; five with shared names are a pattern, with its chain as justification."""
    two = semantic_scout.bid(dossier(context={"nearby": [note(n, 0.3) for n in range(2)]}))
    assert isinstance(two, Monitored)
    five = semantic_scout.bid(dossier(context={"nearby": [note(n, 0.3) for n in range(5)]}))
    assert isinstance(five, Bid)
    assert "story_other0 shares vellmar" in five.justification


def test_likeness_without_a_shared_name_is_no_pattern(dossier, note):
    """Apophenia: very alike stories that share no person, body or place do not count at all."""
    strangers = [note(n, 0.3, entities=(f"Other {n}",)) for n in range(5)]
    assert isinstance(semantic_scout.bid(dossier(context={"nearby": strangers})), Monitored)


def test_more_distant_times_lower_a_pattern(dossier, note):
    """Metamorphic: the same stories spread over a day are less coherent than within the hour."""
    near = semantic_scout.bid(dossier(context={"nearby": [note(n, 0.3) for n in range(5)]}))
    far = semantic_scout.bid(dossier(context={"nearby": [note(n, 0.3, minutes_ago=1200) for n in range(5)]}))
    confidence = far.confidence_score if isinstance(far, Monitored) else far.bid_metrics.confidence_score
    assert confidence < near.bid_metrics.confidence_score


def test_geo_bids_with_context_and_prefers_the_uncovered(dossier):
    """Metamorphic: the same town counts less when its country already filled the day."""
    gap = geo_scout.bid(dossier())
    assert isinstance(gap, Bid)
    assert "80,000 people" in gap.justification
    covered = geo_scout.bid(dossier(context={"coverage": {"VE": 40}}))
    confidence = covered.confidence_score if isinstance(covered, Monitored) else covered.bid_metrics.confidence_score
    assert confidence < gap.bid_metrics.confidence_score


def test_a_place_alone_is_never_enough(dossier, item):
    """One voice from a perfect place is watched; an authority's alert for it makes it a story."""
    assert isinstance(geo_scout.bid(dossier([item(1)])), Monitored)
    alert = Alert(status="Actual", msg_type="Alert", event="Storm", severity="Severe", urgency="Immediate")
    warned = geo_scout.bid(dossier([item(1, kind="official", alert=alert)]))
    assert isinstance(warned, Bid)


def test_a_place_without_background_is_watched(dossier):
    """No country, no size, nobody from there: no regional context, no bid."""
    nowhere = (Place(name="Somewhere", precision=1.0),)
    assert "no regional context can be given" in geo_scout.bid(dossier(story={"places": nowhere})).reasons
