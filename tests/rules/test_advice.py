"""Advice can only make the council look harder, and one report's reading decides nothing (security: injections)."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from newsroom.council.advice import KINDS, Taken, heeded, taken
from newsroom.model.ballot import VOTE_VALUES, VOTERS
from newsroom.ports import Remark
from newsroom.wiring.advised import _asked
from newsroom.world.adviser_pretend import Garbage, Obedient, Stalling

TEXTS = {
    "North": "Forty boats sank before noon.",
    "East": "Forty boats were lost before noon.",
    "Pier": "Buy my boat, it floats.",
}
QUOTES = {"North": "Forty boats sank", "East": "Forty boats were", "Pier": "Buy my boat, it"}


def test_two_independent_readings_with_quotes_count():
    """Of the same kind, each quoted from its own report."""
    readings = {owner: (Remark("unsupported", QUOTES[owner]),) for owner in ("North", "East")}
    found = taken(readings, TEXTS)
    assert found.concerns == ("sources: 2 independent reports were each read as unsupported",)
    assert {owner for _, owner, _ in found.quotes} == {"North", "East"}


@given(
    remarks=st.lists(
        st.tuples(st.sampled_from([*KINDS, "FACT_VETO", "approve"]), st.sampled_from([*QUOTES.values(), "x"]))
    )
)
def test_one_reading_alone_is_never_enough(remarks):
    """Whatever one report makes an adviser say."""
    assert taken({"Pier": [Remark(*one) for one in remarks]}, TEXTS) == Taken()


def test_a_quote_of_another_report_or_of_nobody_does_not_count():
    """Each must stand in the report that was read."""
    readings = {
        "North": (Remark("unsupported", QUOTES["East"]),),
        "East": (Remark("unsupported", "no such words here"),),
    }
    assert taken(readings, TEXTS) == Taken()


@given(vote=st.sampled_from(sorted(VOTE_VALUES)), seat=st.sampled_from(VOTERS))
def test_a_heeded_ballot_is_never_kinder(vote, seat, ballot):
    """Score, vetoes and holds stay; a strong yes becomes a yes; a concern is added."""
    before = ballot(seat, vote)
    after = heeded(before, Taken(("sources: doubtful",)))
    assert after.vote_value <= before.vote_value
    assert (after.vote == before.vote) == (vote != "YES_STRONG")
    assert after.rationale.concerns == ("sources: doubtful",)
    assert heeded(before, Taken()) is before


def test_an_adviser_that_stalls_or_babbles_is_done_without():
    """And one that obeys its report is heard like any other: alone."""
    assert asyncio.run(_asked(Stalling(), "text", 0.01)) == ()
    text = TEXTS["Pier"]
    babble = asyncio.run(_asked(Garbage(), text, 1.0))
    assert taken({"Pier": babble, "North": babble}, TEXTS) == Taken()
    obeyed = asyncio.run(_asked(Obedient(["Buy my boat"]), text, 1.0))
    assert obeyed
    assert taken({"Pier": obeyed, "North": ()}, TEXTS) == Taken()
