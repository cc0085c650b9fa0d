"""How evidence stands to a claim: signs, figures as values, and what several pieces of evidence say together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.council.claim_standing import claim_answer
from newsroom.council.stance import VERDICTS, Stance, meanings, stance
from newsroom.council.stance_figures import compared, figures
from newsroom.council.stance_signs import WORD_SIGNS, word_signs
from newsroom.world.embeddings import HashedWords

SOLD = "Lund council sold the old harbour to a bank."
FOR = "The council of Lund sold its old harbour to a bank, officials confirmed."
AGAINST = "Word that Lund council sold the old harbour to a bank is false."
ELSEWHERE = "The choir of Brask sang in the rain."

texts = st.text(st.sampled_from("not rise fell 12,.%AB?-"), max_size=60)


@settings(deadline=None)  # the first call reads the weights
@given(texts, texts)
def test_any_two_texts_have_a_stance(claim, evidence):
    """Every sign is a number, the chances are one whole, the verdict is the likeliest, with vectors and without."""
    assert tuple(word_signs(claim, evidence)) == WORD_SIGNS
    (meaning,) = meanings([(claim, evidence)], HashedWords())
    for told in (stance(claim, evidence), stance(claim, evidence, meaning)):
        assert sum(told.chances) == pytest.approx(1.0, abs=0.002)
        assert told.confidence == max(told.chances) == told.chances[VERDICTS.index(told.verdict)]


def test_a_denial_speaks_against_and_another_matter_says_nothing():
    """The same words with a denial are likelier to refute; a sentence of another matter is silent."""
    supports, refutes = (VERDICTS.index(one) for one in ("supports", "refutes"))
    held, denied = stance(SOLD, FOR), stance(SOLD, AGAINST)
    assert held.chances[supports] > denied.chances[supports]
    assert denied.chances[refutes] > held.chances[refutes]
    assert stance(SOLD, ELSEWHERE).verdict == "silent"
    assert stance(SOLD, "  ").chances == (0.0, 0.0, 1.0)


def test_ways_and_opposites_are_seen():
    """Rising against falling, and a word beside its opposite, are signs; a denial before a word turns it round."""
    found = word_signs("Prices in Orlin rose.", "Prices in Orlin fell.")
    assert (found["direction_other_way"], found["opposites"]) == (1.0, 1.0)
    turned = word_signs("Prices in Orlin rose.", "Prices in Orlin have not fallen.")
    assert turned["direction_same_way"] == 1.0


@pytest.mark.parametrize(
    ("asked", "given", "agree", "clash"),
    [
        ("at least 40 people died", "45 people died", 1.0, 0.0),
        ("40 people died", "45 people died", 0.0, 1.0),
        ("40 people died", "the 45 buses were late", 0.0, 0.0),
        ("it cost $1.2bn", "it cost 1,200,000,000 dollars", 1.0, 0.0),
        ("12% of homes", "about 12.5 percent of homes", 1.0, 0.0),
        ("people died", "45 people died", 0.0, 0.0),
    ],
)
def test_figures_are_values_with_bounds(asked, given, agree, clash):
    """A bound that holds agrees, the same thing counted otherwise clashes, another thing says nothing."""
    assert compared(figures(asked), figures(given)) == (agree, clash)


@pytest.mark.parametrize(
    ("told", "together"),
    [
        ((), "open"),
        (("silent", "silent"), "open"),
        (("supports", "silent"), "supported"),
        (("refutes", "silent"), "refuted"),
        (("refutes", "supports"), "disputed"),
    ],
)
def test_several_pieces_of_evidence(told, together):
    """Silence counts for nothing; voices for and against are a dispute."""
    assert claim_answer([Stance(one, 0.9, (0.0, 0.0, 0.0), ()) for one in told]) == together
