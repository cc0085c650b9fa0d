"""Whatever the material, every factor of every scout and voter lies in 0 to 1 and every answer is well formed."""

import importlib.util
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.council import compliance_guard, trend_voter_a, trend_voter_b, trend_voter_c
from newsroom.lab.spread import as_table, rows
from newsroom.model.bid import Bid
from newsroom.model.item import Engagement, Place
from newsroom.scouts import geo_scout, semantic_scout, social_scout, wire_scout

_spec = importlib.util.spec_from_file_location("invented", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
invented = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(invented)

KINDS = st.sampled_from(["wire", "newspaper", "official", "local", "social", "blog", "research", "aggregator"])
engagements = st.builds(
    Engagement,
    platform=st.sampled_from(["alpha", "beta"]),
    interactions=st.integers(0, 10_000_000),
    per_hour=st.none() | st.floats(0, 1e8),
    sentiment=st.none() | st.floats(-1, 1),
    accounts=st.lists(st.tuples(st.floats(0, 9000), st.floats(0, 5000), st.integers(0, 10**8)), max_size=3).map(tuple),
)


@st.composite
def items(draw, n):
    """One item of any outlet, tier, age and text."""
    return invented.an_item(
        n,
        owner=draw(st.sampled_from(["one", "two", "three", f"own{n}"])),
        tier=draw(st.integers(1, 5)),
        kind=draw(KINDS),
        minutes_ago=draw(st.floats(0, 3000)),
        title=draw(st.text(max_size=60)),
        text=draw(st.just(invented.BODY) | st.text(max_size=200)),
        language=draw(st.sampled_from(["en", "pl", ""])),
        engagement=draw(st.none() | engagements),
    )


@st.composite
def dossiers(draw):
    """A dossier of up to four such items, with or without claims, places, neighbours and trends."""
    found = [draw(items(n)) for n in range(draw(st.integers(0, 4)))]
    frames = st.sampled_from(["toll", "suspected_of", "quote", "happened"])
    statuses = st.sampled_from(["supported", "single_source", "disputed", "contradicted", "unverifiable"])
    claims = [
        invented.a_claim(n, owners=["one"], frame=draw(frames), status=draw(statuses), salience=draw(st.floats(0, 1)))
        for n in range(draw(st.integers(0, 4)))
    ]
    notes = [invented.a_note(n, draw(st.floats(0, 1)), approved=draw(st.booleans())) for n in range(4)]
    place = Place(name="P", country=draw(st.sampled_from(["", "DE", "VE"])), precision=draw(st.floats(0.2, 1)))
    return invented.a_dossier(
        found,
        claims=claims,
        story={
            "places": draw(st.sampled_from([(), (place,)])),
            "risk_types": draw(st.sampled_from([(), ("CONFLICT",), ("LEGAL", "HEALTH", "PRIVACY")])),
        },
        context={
            "nearby": notes[: draw(st.integers(0, 4))],
            "trends": draw(st.sampled_from([{}, {"storm": 2.0, "vellmar": 0.4}])),
            "coverage": {"DE": draw(st.integers(0, 500))},
            "studio_load": draw(st.floats(0, 3)),
        },
    )


@settings(max_examples=60, deadline=None)
@given(dossiers())
def test_every_factor_lies_between_nothing_and_all(dossier):
    """Bids, observations and ballots alike; an absent input still names what was used."""
    seen = []
    for scout in (wire_scout, social_scout, semantic_scout, geo_scout):
        answer = scout.bid(dossier)
        seen.append((answer.agent_type, answer.factors))
        if isinstance(answer, Bid):
            assert answer.bid_metrics.confidence_score > 0.6
    for voter in (trend_voter_a, trend_voter_b, trend_voter_c, compliance_guard):
        ballot = voter.vote(dossier)
        seen.append((ballot.voter_id, ballot.factors))
        assert 0 <= ballot.confidence <= 1
        assert ballot.score is not None
        assert 0 <= ballot.score <= 1
    for role, factors in seen:
        for factor in factors:
            assert 0 <= factor.used <= 1, (role, factor)
            assert factor.how
            assert factor.value is None or factor.value == factor.used
    assert as_table(rows(seen)).count("\n") == len(rows(seen)) + 1
