"""Fact_Checker: N's formula and ladder, the veto, concerns with claim ids, the second check, answers to conditions.

Every story here is read by the real rules from invented reports: one real input is changed, and the vote must follow.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.council import fact_checker
from newsroom.council.evidence import build
from newsroom.council.verification import key_claims, quote_stands
from newsroom.model.ballot import VOTE_VALUES
from newsroom.model.claim import Claim
from newsroom.model.verdict import Condition
from newsroom.world.language import SpacyLanguage

LANGUAGE = SpacyLanguage()
FIRE = "At least 40 people were killed in a fire at a hotel in Lyon. A nurse was charged with arson, police said."
FALSE_QUOTE = "“Village schools are a luxury we will not pay for,” Bram Lund said in parliament."
RECORD = (
    "The record of the sitting shows the words of commissioner Bram Lund on village schools: "
    "“Village schools are not a luxury, and we will pay for them.”"
)


@pytest.fixture
def story(dossier, item):
    """`story((text, {item fields}), ...)`: a dossier of these reports with the claims read from them."""

    def make(*reports, now_later: float = 0.0):
        items = [item(n, text=text, title="", **more) for n, (text, more) in enumerate(reports)]
        base = dossier(items=items, claims=())
        told = build(base.items, base.story.origins, LANGUAGE)
        context = base.context.model_copy(update={"now": base.context.now + timedelta(hours=now_later)})
        return base.model_copy(update={"claims": told, "context": context})

    return make


def used(ballot, name):
    """The number the formula used for an input."""
    return next(factor.used for factor in ballot.factors if factor.name == name)


def test_the_formula_is_the_documents(story):
    """Score = .4 claims + .3 sources + .2 (1 - contradictions) + .1 media, and the ladder is strict."""
    ballot = fact_checker.vote(story((FIRE, {}), (FIRE, {})))
    parts = [factor.used for factor in ballot.factors]
    assert ballot.score == pytest.approx(0.4 * parts[0] + 0.3 * parts[1] + 0.2 * parts[2] + 0.1 * parts[3], abs=0.001)
    assert [fact_checker.TABLE.vote(number) for number in (0.851, 0.85, 0.7, 0.5)] == [
        "YES_STRONG",
        "YES",
        "ABSTAIN",
        "NO_STRONG",
    ]
    assert ballot.voter_id == "Fact_Checker"


def test_two_good_sources_are_believed(story):
    """Two tier-1 reports of the same facts: a strong yes without a concern."""
    ballot = fact_checker.vote(story((FIRE, {}), (FIRE, {})))
    assert ballot.vote == "YES_STRONG"
    assert ballot.rationale.concerns == ()


def test_a_second_voice_raises_the_vote(story):
    """Metamorphic: the same report from one more independent outlet verifies its claims."""
    one, two = (fact_checker.vote(story(*([(FIRE, {"tier": 3})] * n))) for n in (1, 2))
    assert used(two, "claim_verification") > used(one, "claim_verification")
    assert two.score > one.score


@pytest.mark.parametrize(("better", "worse"), [(1, 2), (2, 3), (3, 4), (4, 5)])
def test_a_worse_source_never_helps(story, better, worse):
    """Metamorphic: the same story from a lower tier is worth less, in sources and in the score."""
    high, low = (fact_checker.vote(story((FIRE, {"tier": tier}))) for tier in (better, worse))
    assert used(high, "source_authenticity") > used(low, "source_authenticity")
    assert high.score > low.score
    assert VOTE_VALUES[high.vote] >= VOTE_VALUES[low.vote]


def test_a_contradiction_lowers_the_vote(story):
    """Metamorphic: one report turned into its opposite is a contradiction; score falls, the claim is named."""
    agreed = story(("Lund council sold the old harbour.", {}), ("Lund council sold the old harbour.", {}))
    opposed = story(("Lund council sold the old harbour.", {}), ("Lund council did not sell the old harbour.", {}))
    calm, contested = fact_checker.vote(agreed), fact_checker.vote(opposed)
    assert used(contested, "no_contradiction") < used(calm, "no_contradiction")
    assert contested.score < calm.score
    assert any(opposed.claims[0].id in concern for concern in contested.rationale.concerns)


def test_a_moving_toll_is_no_contradiction(story):
    """An older, smaller number that a newer one replaces costs nothing."""
    early, late = "Three people were killed in the landslide.", "Five people were killed in the landslide."
    ballot = fact_checker.vote(story((early, {"minutes_ago": 90}), (late, {"minutes_ago": 10})))
    assert used(ballot, "no_contradiction") == 1.0


def test_a_hoax_is_vetoed(story):
    """Posts and a weak site shout; a local paper reports the shouting: no origin of standing, so a veto."""
    shout = "A sea dragon killed two swimmers at the beach of Vellmar."
    weak = {"tier": 5, "kind": "blog"}
    posts = {"tier": 5, "kind": "social"}
    rumour = story((shout, weak), (shout, posts), ("Posts claim that a dragon was seen.", {"tier": 3, "kind": "local"}))
    assert fact_checker.vote(rumour).vote == "FACT_VETO"
    known = story((shout, {}), (shout, {"kind": "official", "tier": 1}), (shout, posts))
    assert fact_checker.vote(known).vote != "FACT_VETO"


def test_a_quote_never_said_is_vetoed(story):
    """The official record shows other words: the quote is refuted and the story returns; without the record it is not."""
    told = (FALSE_QUOTE, {"tier": 5, "kind": "blog"})
    angry = ("Parents protested against the commissioner in Vellmar.", {"tier": 2})
    exposed = story(told, angry, (RECORD, {"kind": "official", "tier": 2}))
    ballot = fact_checker.vote(exposed)
    assert ballot.vote == "FACT_VETO"
    quote = next(claim for claim in exposed.claims if claim.quote.startswith("Village schools are a luxury"))
    assert any(quote.id in concern and "refuted" in concern for concern in ballot.rationale.concerns)
    repeated = 'Commissioner Oster did not say the words "Village schools are a luxury we will not pay for".'
    debunked = story(told, angry, (repeated, {"tier": 1}))
    assert fact_checker.vote(debunked).vote == "FACT_VETO"
    quoted = '"Village schools are a luxury we will not pay for," Bram Lund said. He denied every other charge.'
    assert fact_checker.vote(story(told, angry, (quoted, {"tier": 1}))).vote != "FACT_VETO"
    silent = story(told, angry, ("The assembly sat in Vellmar on Tuesday.", {"kind": "official", "tier": 2}))
    assert "refuted" not in " ".join(fact_checker.vote(silent).rationale.concerns)


def test_a_changed_quote_does_not_stand(story):
    """A claim whose quote differs by one word from what was received is worth nothing."""
    read = story((FALSE_QUOTE, {}))
    (quote,) = [claim for claim in read.claims if claim.quote]
    assert quote_stands(quote, read.items)
    changed = quote.model_copy(update={"quote": quote.quote.replace("not ", "")})
    forged = read.model_copy(update={"claims": (changed,)})
    assert not quote_stands(changed, read.items)
    assert fact_checker.vote(forged).vote == "FACT_VETO"


def test_pictures_alone_are_not_proof(story):
    """Media speak only when a claim rests on videos or posts of weaker sources; else the input is absent and neutral."""
    words = fact_checker.vote(story((FIRE, {"tier": 3})))
    film = fact_checker.vote(story((FIRE, {"tier": 3, "kind": "video_channel"})))
    assert next(f for f in words.factors if f.name == "media_verification").value is None
    rests = story((FIRE, {"tier": 3}))
    rests = rests.model_copy(update={"items": tuple(i.model_copy(update={"kind": "video"}) for i in rests.items)})
    assert used(fact_checker.vote(rests), "media_verification") < used(words, "media_verification")
    assert film.score is not None


def test_unreadable_stories_are_neither_vetoed_nor_approved(story):
    """Reports in another language give no claims: nothing verified, nothing wrong: abstain."""
    ballot = fact_checker.vote(story((FIRE, {"language": "pl"}), (FIRE, {"language": "pl"})))
    assert ballot.vote == "ABSTAIN"
    assert next(f for f in ballot.factors if f.name == "claim_verification").value is None


def test_every_weak_claim_is_a_concern_with_its_id(story):
    """Single-source claims of a local paper are named, and the studio is told how to qualify them."""
    weak = story((FIRE, {"tier": 3}))
    ballot = fact_checker.vote(weak)
    known = {claim.id for claim in weak.claims}
    named = [concern for concern in ballot.rationale.concerns if any(claim_id in concern for claim_id in known)]
    assert named
    assert any("attribute to" in words for words in ballot.rationale.suggestions)


def test_the_second_check_reads_other_reports(story):
    """It passes when reports outside a claim's evidence carry it, fails on silence, and fails on another figure."""
    first = "At least 40 people were killed in a hotel fire in Lyon."
    echoes = story((first, {}), ("Hotel fire in Lyon: 40 people killed, the mayor tells reporters of grief.", {}))
    alone = story((first, {}))
    assert not fact_checker.second_check(alone).passed
    assert fact_checker.second_check(alone).share == 0
    for told in (echoes, alone):
        check = fact_checker.second_check(told)
        assert set(check.findings) == {claim.id for claim in key_claims(told.claims)}


def test_silence_elsewhere_is_no_failed_check_for_leading_sources(story):
    """Others that do not speak of it refute nothing: a primary or tier 1 source's claim holds, a weak outlet's does not."""
    fact = "Lund council sold the old harbour to a bank."
    elsewhere = ("In Lund: rain, ferries, a quiet quay.", {"tier": 2})
    leading, official, weak = (
        fact_checker.second_check(story((fact, kind), elsewhere))
        for kind in ({"tier": 1}, {"kind": "official", "tier": 2}, {"tier": 4})
    )
    assert leading.share < fact_checker.SECOND_CHECK_PASSES
    assert leading.passed
    assert official.passed
    assert not weak.passed


def test_one_outlet_s_claim_may_be_told_in_its_name_when_the_story_is_sound(story):
    """The condition is met beside verified claims of other voices, and stays open where the story rests on it alone."""
    alone = ("A bakery in Lyon gave bread to the guests.", {"tier": 3})
    sound = story((FIRE, {"tier": 1}), (FIRE, {"tier": 2}), alone)
    (bread,) = [claim for claim in sound.claims if "bread" in claim.statement]
    ask = [Condition(id="c", description="alone", raised_by="Fact_Checker", about="sources", claim_ids=(bread.id,))]
    assert fact_checker.answer_conditions(sound, ask)["c"].met
    rumour = sound.model_copy(update={"claims": (bread.model_copy(update={"status": "unverifiable"}),)})
    assert not fact_checker.answer_conditions(rumour, ask)["c"].met


def test_a_denial_elsewhere_refutes_in_the_second_check(story):
    """Metamorphic: a report that denies the same words turns confirmed or silent into refuted, and nothing passes."""
    fact = "Lund council sold the old harbour to a bank."
    denied = story((fact, {}), ("It is false that Lund council sold the old harbour to a bank.", {"kind": "official"}))
    check = fact_checker.second_check(denied)
    assert "refuted" in check.findings.values()
    assert not check.passed


def test_the_second_check_shows_how_other_reports_stand_to_a_claim(story):
    """A report that calls the same words a hoax stands against the claim and refutes it; nobody near leaves it open."""
    fact = "Lund council sold the old harbour to a bank."
    told = story((fact, {}), ("Word that Lund council sold the old harbour to a bank is a hoax.", {"kind": "official"}))
    check = fact_checker.second_check(told)
    against = {claim_id for claim_id, standing in check.stands.items() if standing in {"refuted", "disputed"}}
    assert against & {claim_id for claim_id, finding in check.findings.items() if finding == "refuted"}
    assert "may stand against" in check.answer
    assert set(fact_checker.second_check(story((fact, {}))).stands.values()) == {"open"}


def test_conditions_about_sources_are_answered_from_the_evidence(story):
    """Open while one outlet stands alone, met once a second voice came; others' conditions are left alone."""
    alone, joined = story((FIRE, {"tier": 3})), story((FIRE, {"tier": 3}), (FIRE, {"tier": 2}))
    toll = next(claim for claim in alone.claims if claim.frame == "toll")
    ask = [
        Condition(id="c1", description="alone", raised_by="Fact_Checker", about="sources", claim_ids=(toll.id,)),
        Condition(id="c2", description="tone", raised_by="Trend_Voter_A", about="wording"),
        Condition(id="c3", description="whole", raised_by="Trend_Voter_B", about="sources"),
        Condition(id="c4", description="gone", raised_by="Fact_Checker", about="sources", claim_ids=("claim_none",)),
    ]
    before, after = (fact_checker.answer_conditions(told, ask) for told in (alone, joined))
    assert before.keys() == {"c1", "c3", "c4"}
    assert not before["c1"].met
    assert after["c1"].met
    assert after["c3"].met
    assert not after["c4"].met


def test_the_same_evidence_gives_the_same_ballot(story):
    """Voting twice, or an hour later, changes nothing but the time."""
    first, later = (fact_checker.vote(story((FIRE, {}), now_later=hours)) for hours in (0.0, 1.0))
    assert first.model_copy(update={"timestamp": later.timestamp}) == later


STATUSES = st.sampled_from(("supported", "single_source", "disputed", "contradicted", "unverifiable"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(statuses=st.lists(STATUSES, min_size=1, max_size=6), better=st.integers(0, 5))
def test_a_better_standing_never_lowers_the_score(dossier, claim, statuses, better):
    """Property: turning any one claim into a supported one never lowers score or vote; inputs stay within 0 and 1."""
    made = [claim(n, status=status) for n, status in enumerate(statuses)]
    at = better % len(made)
    raised = [c.model_copy(update={"status": "supported"}) if n == at else c for n, c in enumerate(made)]
    low, high = (fact_checker.vote(_with(dossier(), told)) for told in (made, raised))
    assert high.score >= low.score
    assert VOTE_VALUES[high.vote] >= VOTE_VALUES[low.vote]
    assert all(0 <= factor.used <= 1 for factor in (*low.factors, *high.factors))


def _with(base, claims: list[Claim]):
    return base.model_copy(update={"claims": tuple(claims)})


def test_an_older_toll_refutes_nothing(story):
    """The second check, too, knows that a toll moves: an older smaller figure elsewhere is history."""
    early, late = "Three people died in the landslide near Vellmar.", "Five people died in the landslide near Vellmar."
    told = story((early, {"minutes_ago": 120}), (late, {"minutes_ago": 20}))
    assert "refuted" not in fact_checker.second_check(told).findings.values()
