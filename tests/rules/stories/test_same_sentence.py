"""Two sentences that say the same: figures that do not care which comes first, and a chance that follows sense."""

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.scouts.same_sentence import SAME_FROM, same_sentence, says_the_same
from newsroom.scouts.sentence_signs import SIGNS, signs

DAM = "A dam above Orlin broke on Monday, and two bridges were swept away."
RETOLD = "Two bridges were swept away on Monday after a dam above Orlin broke."
OTHER = "The council of Orlin will vote on Friday on 14 new bus lines."

sentences = st.text(st.sampled_from("abc de 12,.'NOT"), max_size=60)


@settings(deadline=None)  # the first call reads a table
@given(sentences, sentences, st.floats(-1, 1))
def test_it_does_not_matter_which_comes_first(a, b, cosine):
    """Every figure, and so the chance, is the same both ways, and the chance is 0 to 1."""
    assert len(signs(a, b, cosine)) == len(SIGNS)
    assert signs(a, b, cosine) == signs(b, a, cosine)
    assert same_sentence(a, b, cosine) == same_sentence(b, a, cosine)
    assert 0.0 <= same_sentence(a, b, cosine) <= 1.0


def test_a_retold_sentence_is_the_same_and_another_is_not():
    """Order may change, the matter may not."""
    assert same_sentence(DAM, DAM, 1.0) == 1.0
    assert says_the_same(DAM, RETOLD, 0.95)
    assert not says_the_same(DAM, OTHER, 0.25)


def test_nearer_meanings_never_count_against():
    """With the same words, a higher cosine gives a higher chance."""
    chances = [same_sentence(DAM, "A barrage near Orlin gave way; bridges fell.", c / 10) for c in range(5, 10)]
    assert chances == sorted(chances)
    assert chances[0] < SAME_FROM


def test_numbers_that_contradict_are_told_apart():
    """The figures see that each side names a number the other does not."""
    found = dict(zip(SIGNS, signs("Twelve people were hurt.", "Thirty people were hurt.", 0.9), strict=True))
    assert found["numbers_contradict"] == 1.0
    assert found["numbers_one_sided"] == 0.0
