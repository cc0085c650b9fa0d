"""Which sentences of other voices carry a claim, and in whose words it is told."""

import pytest
from tests.rules.claim_reports import claims_of, report

from newsroom.council.heard import of_one_stem
from newsroom.council.nations import country_named_by, nation


def _support(reports, frame):
    return {claim.statement: len(claim.owners) for claim in claims_of(*reports) if claim.frame == frame}


def test_a_sentence_in_other_grammar_is_evidence():
    """The second outlet has no clause that says so, yet its words carry the first one's fact."""
    told = _support(
        [
            report(1, "Prosecutors opened an inquiry into the managers of a harbour bar in Lund."),
            report(2, "Managers of the Lund harbour bar face an inquiry by prosecutors after a deadly blaze."),
        ],
        "inquiry",
    )
    assert list(told.values()) == [2]


def test_a_detail_of_one_outlet_is_not_shown_as_supported():
    """Of two wordings of one fact the one stands that both outlets carry."""
    told = _support(
        [
            report(1, "Elite marines captured rebel leader Jon Dahl at a spa."),
            report(2, "Marines captured rebel leader Jon Dahl."),
        ],
        "captured",
    )
    assert told == {"Marines captured rebel leader Jon Dahl": 2}


def test_another_event_with_the_same_deed_is_no_evidence():
    """Flights are cancelled in two places: neither outlet supports the other."""
    reports = [
        report(1, "Airlines cancelled flights across Norway after an ash cloud."),
        report(2, "Airlines cancelled flights at Lund airport due to snow."),
    ]
    assert all(len(claim.owners) == 1 for claim in claims_of(*reports))


@pytest.mark.parametrize(
    "sentence",
    [
        "A fire at a Lund hotel killed 12 people.",
        "Police questioned the owner of a Lund hotel where a fire killed 12 people.",
        "At least 12 people were killed in a fire at a Lund hotel.",
    ],
)
def test_a_toll_is_met_in_the_middle_of_a_sentence(sentence):
    """What killed how many counts wherever it stands, and "at least" stays when one of two outlets says it."""
    reports = [report(1, "At least 12 people were killed in a hotel fire in Lund."), report(2, sentence)]
    (toll,) = [claim for claim in claims_of(*reports) if claim.frame == "toll"]
    assert len(toll.owners) == 2
    assert toll.quantity.bound == "at_least"


def test_nobody_is_said_to_have_killed_whom_a_fire_killed():
    """ "Two people who ran a bar that burned, killing 12": the two people killed nobody."""
    claims = claims_of(
        report(1, "Two people who ran a bar that burst into flames, killing 12, are under investigation.")
    )
    assert not [claim for claim in claims if claim.frame == "toll"]


def test_a_country_and_its_people_compare_as_one():
    """Names of countries are met in the words for their people, and only of their own."""
    assert nation("Swiss") == nation("Switzerland") == "CH"
    assert nation("Nigerian") != nation("Niger") != ""
    assert nation("Americans") == nation("U.S.") == "US"
    assert nation("harbour") == ""


def test_forms_of_a_word_share_their_beginning():
    """Long shared beginnings make two forms of a word; short ones do not."""
    assert of_one_stem("investigate", "investigation")
    assert not of_one_stem("contact", "contest")
    assert not of_one_stem("party", "part")


def test_a_headlines_people_stand_for_their_country():
    """ "Swiss launch inquiry" is said of Switzerland; a count of people, or a name that needs its article, stays."""
    assert country_named_by("Swiss") == "Switzerland"
    assert country_named_by("Americans") == country_named_by("American") == ""


def test_wordings_that_nobody_else_carries_stand_apart():
    """One outlet's addition is that outlet's own claim; an office that somebody held once is another one."""
    claims = claims_of(
        report(1, "Marines captured rebel leader Jon Dahl in breach of an old northern treaty on islands."),
        report(2, "Marines captured the banker Jon Dahl at dawn behind a bakery."),
    )
    assert {claim.status for claim in claims if claim.frame == "captured"} == {"single_source"}
