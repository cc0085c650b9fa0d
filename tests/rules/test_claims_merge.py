"""Several outlets, one fact: support, moving numbers, conflicts, denials, copies."""

from hypothesis import given
from hypothesis import strategies as st
from tests.rules.claim_reports import LANGUAGE, claims_of, origins, report

from newsroom.council.amounts import agree
from newsroom.council.evidence import build
from newsroom.model.claim import Quantity
from newsroom.model.item import Origin

QUANTITIES = st.builds(
    Quantity,
    value=st.integers(0, 500).map(float),
    unit=st.just("people"),
    bound=st.sampled_from(("exact", "at_least", "more_than", "about", "up_to")),
)
FIRE = "At least 40 people were killed in a fire at a hotel in Lyon."


def of(claims, frame):
    """The claims of one frame."""
    return [claim for claim in claims if claim.frame == frame]


@given(QUANTITIES, QUANTITIES)
def test_agreement_is_mutual(one, other):
    """If one number agrees with another, the other agrees with it; every number agrees with itself."""
    assert agree(one, other) == agree(other, one)
    assert agree(one, one)


@given(st.integers(1, 500), st.integers(1, 500))
def test_exact_numbers_agree_only_when_equal(a, b):
    """ "At least a" agrees with every exact number from a upwards."""
    exact = Quantity(value=float(b), unit="people")
    assert agree(Quantity(value=float(a), unit="people"), exact) == (a == b)
    assert agree(Quantity(value=float(a), unit="people", bound="at_least"), exact) == (b >= a)


def test_two_outlets_make_one_supported_claim():
    """ "At least 40" and "40" are one fact with the exact sentence of each outlet."""
    items = (report(1, FIRE), report(2, "A fire at a hotel killed 40 people on Tuesday."))
    (toll,) = of(claims_of(*items), "toll")
    assert toll.status == "supported"
    assert toll.owners == ("owner 1", "owner 2")
    assert toll.quantity.bound == "exact"


def test_evidence_is_the_exact_sentence():
    """Offsets cut the sentence out of the item's own field; the snapshot goes with it."""
    items = (report(1, f"Some text before. {FIRE} And after.", "Forty dead in hotel fire"), report(2, FIRE))
    claims = claims_of(*items)
    by_id = {item.id: item for item in items}
    assert claims
    for claim in claims:
        for seen in claim.evidence:
            item = by_id[seen.item_id]
            field = item.title if seen.field == "title" else item.text
            assert field[seen.start : seen.end] == seen.text
            assert seen.snapshot == item.snapshot


def test_other_grammar_supports_too():
    """A sentence that carries the same fact in other words is evidence for it; its reverse is not."""
    said = report(1, "Rebels captured the town of Vellmar on Monday.")
    passive = report(2, "Hundreds fled as the town of Vellmar was captured by rebels, witnesses say.")
    (captured, *_) = of(claims_of(said, passive), "captured")
    assert captured.status == "supported"
    one, other = report(1, "Norland threatened Sudland with sanctions."), report(2, "Sudland threatened Norland again.")
    assert all(claim.status != "supported" for claim in claims_of(one, other))


def test_a_copy_is_no_second_voice():
    """Two items of one origin are one voice."""
    items = (report(1, FIRE), report(2, FIRE))
    copied = (Origin(owner="agency", item_ids=("item_1", "item_2"), types=("wire",), tier=1, why="one text"),)
    (toll,) = of(build(items, copied, LANGUAGE), "toll")
    assert toll.status == "single_source"
    assert len(toll.evidence) == 2


def test_a_rising_toll_is_an_update():
    """The newer, larger number stands; the older one is kept and points to it; nothing is contradicted."""
    early = report(1, "Three people were killed in the landslide.")
    late = report(2, "Five people were killed in the landslide.", minutes=90)
    old, new = sorted(of(claims_of(early, late), "toll"), key=lambda claim: claim.quantity.value)
    assert old.superseded_by == new.id
    assert new.superseded_by == ""
    assert old.conflicts == new.conflicts == ()


def test_two_costs_are_disputed():
    """Two outlets, two sums: both are kept, each naming the other."""
    one = report(1, "A shipowner paid $60 million for the bridge.")
    other = report(2, "A shipowner paid $72 million for the bridge.", minutes=5)
    first, second = of(claims_of(one, other), "amount_of_money")
    assert {first.status, second.status} == {"disputed"}
    assert (first.conflicts, second.conflicts) == ((second.id,), (first.id,))


def test_more_voices_win_a_conflict():
    """Two outlets against one: the lonely score is contradicted, the shared one stays supported."""
    items = (
        report(1, "Northport beat Eastham 3-1 on Tuesday."),
        report(2, "Northport beat Eastham 3-1."),
        report(3, "Northport beat Eastham 4-1."),
    )
    found = {claim.slots["score"].text: claim.status for claim in of(claims_of(*items), "score")}
    assert found == {"3-1": "supported", "4-1": "contradicted"}


def test_an_age_joins_a_death_without_one():
    """A number that a frame can do without joins the fact that leaves it out."""
    items = (report(1, "The actor Karl Lund died on Tuesday aged 84."), report(2, "The actor Karl Lund has died."))
    (death,) = of(claims_of(*items), "died_aged")
    assert (death.quantity.value, death.status) == (84, "supported")


def test_affirmed_and_denied_is_disputed():
    """One says it closed, one says it did not: both disputed, each naming the other."""
    yes, no = report(1, "Lund council sold the harbour."), report(2, "Lund council did not sell the harbour.")
    one, other = claims_of(yes, no)
    assert {one.status, other.status} == {"disputed"}
    assert one.conflicts == (other.id,)
    assert {one.polarity, other.polarity} == {"affirmed", "denied"}


def test_the_speaker_stays_unless_two_state_it():
    """One outlet's fact and one attributed: attributed. Two outlets' fact: stated."""
    attributed = report(1, "Police said Lund council sold the old harbour.")
    plain = [report(n, "Lund council sold the old harbour.") for n in (2, 3)]
    (both,) = claims_of(attributed, plain[0])
    assert both.speaker.name == "Police"
    assert len(both.owners) == 2
    (three,) = claims_of(attributed, *plain)
    assert three.speaker is None
    assert len(three.owners) == 3


def test_only_english_news_is_read():
    """Other languages, opinion and satire give no claims; order of items changes nothing but the evidence's order."""
    assert claims_of(report(1, FIRE, language="pl")) == ()
    assert claims_of(report(1, FIRE, opinion=True)) == ()
    assert claims_of(report(1, FIRE, satire=True)) == ()
    one, other = report(1, FIRE), report(2, "A court in Lyon jailed a banker for nine years.")
    ids = {claim.id for claim in build((one, other), origins(one, other), LANGUAGE)}
    assert ids == {claim.id for claim in build((other, one), origins(other, one), LANGUAGE)}


def test_an_id_lasts_while_reports_come_in():
    """A further report does not rename the claim it supports."""
    first = of(claims_of(report(1, FIRE)), "toll")[0].id
    later = of(claims_of(report(1, FIRE), report(2, FIRE, minutes=30)), "toll")[0].id
    assert first == later


def test_salience_orders_the_claims():
    """What more voices carry comes first, all between 0 and 1."""
    extra = "A court in Oslo jailed a banker for nine years."
    claims = claims_of(report(1, FIRE), report(2, FIRE), report(3, f"{FIRE} {extra}"))
    assert claims[0].frame == "toll"
    assert [c.salience for c in claims] == sorted((c.salience for c in claims), reverse=True)
    assert all(0 <= claim.salience <= 1 for claim in claims)
