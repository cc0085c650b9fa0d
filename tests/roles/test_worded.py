"""How sentences are worded: which deserve checking, which judge, and what the council makes of it. Words alone."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.council import check_worthy, compliance_guard, slant, worded
from newsroom.council.compliance_scan import scan
from newsroom.council.conditions import about
from newsroom.council.inputs_compliance import policy_compliance
from newsroom.lab.eval.check_worthy import average_precision, mean_over_texts
from newsroom.model.claim import Speaker
from newsroom.model.sentence_model import SentenceModel, Weights, trained
from newsroom.world.embeddings import HashedWords

PLAIN = "The council of Vellmar raised the harbour fee by 12 percent in March."
LOADED = "The council's disgraceful, shameless harbour grab outraged ordinary people."
IDLE = "Thank you all so much for coming tonight."


def test_a_figure_that_can_be_wrong_deserves_checking_and_thanks_do_not():
    """The order of three sentences, and the signs that people are shown."""
    found = [check_worthy.check_worth(one) for one in (PLAIN, LOADED, IDLE)]
    assert found[0] > check_worthy.WORTH_FROM > found[2]
    assert found[0] > found[1]
    assert {"a figure", "a share"} <= set(check_worthy.reasons(PLAIN))


def test_a_sentence_that_judges_is_slanted_and_its_loaded_words_are_named():
    """The plain one has none."""
    assert slant.slant(PLAIN).loaded == ()
    assert slant.slant(PLAIN).value < slant.SLANTED_FROM <= slant.slant(LOADED).value
    assert {"disgraceful", "shameless"} <= set(slant.slant(LOADED).loaded)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_an_answer_between_0_and_1(text):
    """With a meaning and without; the same text twice, the same answer."""
    vector = HashedWords().vectors([text])[0]
    for meaning in (None, vector):
        first = (check_worthy.check_worth(text, meaning), slant.slant(text, meaning).value)
        assert all(0.0 <= one <= 1.0 for one in first)
        assert first == (check_worthy.check_worth(text, meaning), slant.slant(text, meaning).value)


@pytest.mark.parametrize(("name", "signs"), [("check_worthy", check_worthy.SIGNS), ("slant", slant.SIGNS)])
def test_a_shipped_model_was_fitted_on_the_signs_that_are_counted(name, signs):
    """A sign added to the rule without a new fit would shift every weight behind it."""
    model = trained(name)
    assert list(model.names) == list(signs)
    assert all(len(weights.signs) == len(signs) for weights in (model.known, model.unknown))


def test_a_margin_is_the_sum_of_words_signs_and_meaning():
    """One mark, one sign, two numbers of meaning, by hand."""
    weights = Weights(np.zeros(8, np.int8), 1.0, (3.0,), np.asarray((2.0, 0.5), np.float32), 0.25, 1.0, 0.0)
    model = SentenceModel(("only",), (1.0,) * 8, weights, weights._replace(meaning=np.zeros(0, np.float32)))
    assert model.margin("harbour", [0.5], [1.0, -1.0]) == pytest.approx(0.25 + 0.5 * 3.0 + 2.0 - 0.5)
    assert model.margin("harbour", [0.5], None) == pytest.approx(0.25 + 0.5 * 3.0)
    assert model.chance("harbour", [0.0], None) == pytest.approx(1 / (1 + math.exp(-0.25)), abs=1e-4)


def test_claims_are_read_in_place_and_a_speakers_words_are_the_speakers(claim):
    """Order and content stay; the same words said by a named person carry no slant of ours."""
    told = claim(1, statement=LOADED)
    said = claim(2, statement=LOADED, quote=LOADED, speaker=Speaker(name="Tobias Renner"))
    found = worded.read((told, said))
    assert [one.id for one in found] == [told.id, said.id]
    assert found[0].slant >= worded.FLAGGED_FROM > found[1].slant == 0.0
    assert found[0].model_copy(update={"check_worth": 0.0, "slant": 0.0, "loaded": ()}) == told


def test_of_two_claims_as_salient_the_one_to_check_comes_first(claim):
    """By a quarter up or down: a side detail full of figures does not overtake the event."""
    dull, worthy, small = worded.read(
        (claim(1, statement=IDLE), claim(2, statement=PLAIN), claim(3, statement=PLAIN, salience=0.4))
    )
    ordered = sorted((dull, worthy, small), key=lambda one: -worded.order_of_check(one))
    assert ordered == [worthy, dull, small]


def test_a_loaded_claim_asks_compliance_for_plain_words(dossier, claim):
    """A concern about wording with the claim's id, and a policy input that is a little lower."""
    plain, loaded = (dossier(claims=worded.read((claim(7, statement=text),))) for text in (PLAIN, LOADED))
    before, after = (compliance_guard.vote(one) for one in (plain, loaded))
    concern = next(one for one in after.rationale.concerns if "claim_000000000007" in one)
    assert "shameless" in concern
    assert about(concern, "Compliance_Guard") == "wording"
    assert not any("loaded" in one for one in before.rationale.concerns)
    policy = [policy_compliance(one, scan(one)).used for one in (plain, loaded)]
    assert policy[1] < policy[0]


def test_average_precision_takes_equal_values_together():
    """Right at ranks 1 and 3; a tie of one right and one wrong counts as one step; a text with none right is left out."""
    assert average_precision([0.9, 0.8, 0.7], [1, 0, 1]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([0.9, 0.9], [0, 1]) == pytest.approx(0.5)
    assert mean_over_texts([0.9, 0.8, 0.5], [1, 0, 0], ["a", "a", "b"]) == 1.0
