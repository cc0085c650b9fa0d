"""Social_Scout's tools: growth look by look, the tone of platforms, machines in step, spread, and the hoax flag."""

from datetime import timedelta

import pytest

from newsroom.council import fact_checker
from newsroom.model.bid import CHECK_FOR_MISINFORMATION, CheckRequest, Monitored
from newsroom.model.item import Engagement
from newsroom.scouts import social_scout
from newsroom.scouts.bidding import package
from newsroom.scouts.inputs_automation import bot_ratio, copied_posts
from newsroom.scouts.inputs_bursts import arrival_burst, engagement_burst, search_burst
from newsroom.scouts.inputs_social import cross_platform_agreement, engagement_velocity, interactions
from newsroom.scouts.spread import viral_coefficient
from newsroom.scouts.valence import valence

PEOPLE = ((2000.0, 3.0, 400),) * 40
SAID = "The tide carried a fishing cutter through the harbour wall of Vellmar tonight"


def post(item, n, *, count=1_000, platform="alpha", text=SAID, author="", sentiment=None, per_hour=None, **more):
    """A post of an author of its own, with counted interactions."""
    engagement = Engagement(
        platform=platform, interactions=count, per_hour=per_hour, sentiment=sentiment, accounts=PEOPLE
    )
    return item(n, kind="social", tier=4, title=text, text=text, author=author or f"Reader {n}", engagement=engagement, **more)  # fmt: skip


def looks(now, *counts, every=30):
    """What a post had been counted at, `every` so many minutes, the last time now."""
    last = len(counts) - 1
    return [(now - timedelta(minutes=every * (last - n)), count) for n, count in enumerate(counts)]


@pytest.fixture
def now(dossier):
    """The dossier's present."""
    return dossier().context.now


def test_velocity_is_what_posts_gained_and_not_what_they_have(dossier, item, now):
    """A post of a million that gains nothing more has no velocity; one that gained 50,000 in the hour has half."""
    resting = {"counted": {"item_1": looks(now, 900_000, 1_000_000, 1_000_000, 1_000_000)}}
    old = dossier([post(item, 1, count=10)], context=resting)
    assert engagement_velocity(old).used == 0.0
    assert interactions(old) == 1_000_000
    fresh = dossier([post(item, 1, count=10)], context={"counted": {"item_1": looks(now, 10, 20_010, 50_010)}})
    assert engagement_velocity(fresh).used == 0.5
    assert "1 of 1 posts looked at again" in engagement_velocity(fresh).how


def test_a_single_look_goes_by_the_platforms_rate_or_by_age(dossier, item):
    """Seen once: the stated rate, else the count over the post's age at sight, a quarter of an hour at least."""
    assert engagement_velocity(dossier([post(item, 1, per_hour=20_000.0)])).used == 0.2
    assert engagement_velocity(dossier([post(item, 1, count=10_000)])).used == 0.4


def test_interactions_of_later_looks_count(dossier, item, now):
    """A post that had 900 at first sight and 12,000 by now reaches N's 10,000."""
    small, again = post(item, 1, count=900), {"counted": {"item_1": looks(now, 900, 12_000)}}
    few, enough = (
        social_scout.bid(dossier([small, item(2)])),
        social_scout.bid(dossier([small, item(2)], context=again)),
    )
    assert "900 interactions, 10,000 are required" in few.reasons
    assert not isinstance(enough, Monitored) or not any("required" in reason for reason in enough.reasons)


def test_platforms_agree_when_they_feel_alike(dossier, item):
    """One less half the distance of the tones; a stated tone goes before words; one platform agrees with nobody."""
    alike = [post(item, 1, sentiment=-0.4), post(item, 2, platform="beta", sentiment=-0.4)]
    apart = [post(item, 1, sentiment=-1.0), post(item, 2, platform="beta", sentiment=1.0)]
    assert cross_platform_agreement(dossier(alike)).used == 1.0
    assert cross_platform_agreement(dossier(apart)).used == 0.0
    assert cross_platform_agreement(dossier(alike[:1])).value is None
    told = {"alpha": "A terrible tragedy at the pier", "beta": "Wonderful rescue at the pier"}
    worded = [post(item, n, platform=name, text=text) for n, (name, text) in enumerate(told.items())]
    assert cross_platform_agreement(dossier(worded)).used < 0.5


def test_the_tone_of_words():
    """Good and bad words, turned by a negation nearby; no word of tone is no tone."""
    assert valence("A wonderful rescue, everybody unharmed") > 0.5
    assert valence("A terrible crash killed two") < -0.5
    assert valence("Nobody was killed") > 0
    assert valence("The council meets on Tuesday") is None


def test_posts_that_copy_each_other_in_step_look_made_by_machines(dossier, item):
    """Five voices with one text within minutes raise the ratio; five who tell it in their own words do not."""
    own = ["The tide went through the wall", "A cutter lies on the quay now, incredible", "Water in our street at the harbour",
           "They closed the northern pier road", "My boat is gone, says the man next door"]  # fmt: skip
    people = dossier([post(item, n, text=own[n], minutes_ago=30 - n) for n in range(5)])
    machines = dossier([post(item, n, minutes_ago=30 - n) for n in range(5)])
    assert copied_posts(people).used == 0.0
    assert copied_posts(machines).used == 0.8
    assert bot_ratio(machines).used > 0.5 > bot_ratio(people).used
    assert copied_posts(dossier([post(item, n, author="One", minutes_ago=30 - n) for n in range(5)])).used == 0.0


def test_the_viral_coefficient_is_what_each_interaction_draws(dossier, item, now):
    """Twice as many in the last hour as in the one before: 2, shown as 2 / 3; a wave that ebbs is below a half."""
    rising = dossier([post(item, 1)], context={"counted": {"item_1": looks(now, 0, 10_000, 30_000, every=60)}})
    ebbing = dossier([post(item, 1)], context={"counted": {"item_1": looks(now, 0, 30_000, 40_000, every=60)}})
    assert viral_coefficient(rising).used == pytest.approx(0.667, abs=0.001)
    assert viral_coefficient(ebbing).used < 0.5
    assert viral_coefficient(dossier([post(item, 1)])).value is None


def test_bursts_around_a_story(dossier, item, now):
    """Reports, interactions and searches go by one rule: an alarm where nothing was like it, none where all is as ever."""
    seen = [now - timedelta(minutes=1 + n % 9) for n in range(14)]
    assert arrival_burst(dossier(context={"arrivals": seen})).used == 1.0
    assert arrival_burst(dossier(context={"arrivals": seen[:1]})).used < 0.8
    steady = [1_000 * hour for hour in range(13)]
    leap = [*steady[:-1], 400_000]
    for counts, alarmed in ((steady, False), (leap, True)):
        found = engagement_burst(
            dossier([post(item, 1)], context={"counted": {"item_1": looks(now, *counts, every=60)}})
        )
        assert (found.used == 1.0) == alarmed
    assert search_burst(dossier(context={"searched": {"vellmar": looks(now, 900_000)}})).used == 1.0
    always = looks(now, *[500_000] * 300, every=60)
    assert search_burst(dossier(context={"searched": {"vellmar": always}})).used < 1.0


def test_a_suspicion_outlives_the_bid_that_is_not_made(dossier, item):
    """Below N's threshold the story is only watched, and yet its flag is kept for Fact_Checker."""
    watched = social_scout.bid(dossier([post(item, 1), post(item, 2, platform="beta")]))
    assert isinstance(watched, Monitored)
    assert CHECK_FOR_MISINFORMATION in watched.flags
    assert social_scout.bid(dossier()).flags == ()


def test_fact_checker_answers_a_scouts_question(dossier, claim):
    """A request is a concern while the story does not stand by its reports, and none once it does."""
    asked = {"checks": [CheckRequest("Social_Scout_01", dossier().context.now, ("automated_accounts",))]}
    weak = dossier(claims=[claim(n, owners=("owner1",), status="disputed") for n in range(3)], context=asked)
    assert any("Social_Scout_01 asks" in said and "automated accounts" in said for said in fact_checker.concerns(weak))
    assert not any("asks" in said for said in fact_checker.concerns(dossier(context=asked)))


def test_words_of_a_post_move_nothing_but_its_tone(dossier, item, now):
    """A post that shouts for urgency is counted like its quiet twin: N's package and the other inputs are the same."""
    quiet, loud = (dossier([post(item, 1, text=text)]) for text in (SAID, f"{SAID} BREAKING share this now"))
    assert engagement_velocity(quiet) == engagement_velocity(loud)
    assert bot_ratio(quiet) == bot_ratio(loud)
    assert package(quiet).confidence_factors == package(loud).confidence_factors
