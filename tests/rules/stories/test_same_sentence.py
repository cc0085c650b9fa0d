"""Two sentences that say the same: figures that do not care which comes first, and a chance that follows sense."""

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.scouts.same_sentence import SAME_FROM, same_sentence, says_the_same
from newsroom.scouts.sentence_nearness import READ_ON_FROM, nearness, read_on
from newsroom.scouts.sentence_signs import SIGNS, Nearness, said_alone, signs
from newsroom.world.embeddings import HashedWords

DAM = "A dam above Orlin broke on Monday, and two bridges were swept away."
RETOLD = "Two bridges were swept away on Monday after a dam above Orlin broke."
OTHER = "The council of Orlin will vote on Friday on 14 new bus lines."

sentences = st.text(st.sampled_from("abc de 12,.'NOT"), max_size=60)
near = st.builds(Nearness, st.floats(-1, 1), st.floats(-1, 1))


@settings(deadline=None)  # the first call reads a table
@given(sentences, sentences, near)
def test_it_does_not_matter_which_comes_first(a, b, near):
    """Every figure, and so the chance, is the same both ways, and the chance is 0 to 1."""
    assert len(signs(a, b, near)) == len(SIGNS)
    assert signs(a, b, near) == signs(b, a, near)
    assert same_sentence(a, b, near) == same_sentence(b, a, near)
    assert 0.0 <= same_sentence(a, b, near) <= 1.0


def test_a_retold_sentence_is_the_same_and_another_is_not():
    """Order may change, the matter may not."""
    assert same_sentence(DAM, DAM, Nearness(1.0, 0.0)) == 1.0
    assert says_the_same(DAM, RETOLD, Nearness(0.95, 0.0))
    assert not says_the_same(DAM, OTHER, Nearness(0.25, 0.0))


def test_nearer_meanings_never_count_against():
    """With the same words, a higher cosine of the whole gives a higher chance, and so does one of what is left over."""
    told = "A barrage near Orlin gave way; bridges fell."
    chances = [same_sentence(DAM, told, Nearness(c / 10, 0.4)) for c in range(5, 10)]
    assert chances == sorted(chances)
    assert chances[0] < SAME_FROM
    chances = [same_sentence(DAM, told, Nearness(0.7, c / 10)) for c in range(1, 8)]
    assert chances == sorted(chances)


def test_numbers_that_contradict_are_told_apart():
    """The figures see that each side names a number the other does not."""
    found = dict(
        zip(SIGNS, signs("Twelve people were hurt.", "Thirty people were hurt.", Nearness(0.9, 0.5)), strict=True)
    )
    assert found["numbers_contradict"] == 1.0
    assert found["numbers_one_sided"] == 0.0


def test_what_each_sentence_says_alone_is_read_by_itself():
    """Words that both have are left out, and so are words of grammar."""
    assert said_alone("The dam broke.", "The dam gave way on Monday.") == ("broke", "gave way monday")
    assert said_alone("The dam broke.", "The dam broke on Monday.") == ("", "monday")


def test_what_is_said_alone_is_read_only_where_the_wholes_are_near():
    """Sentences far apart, and those of which one says nothing more, have 0 there."""
    assert nearness([(DAM, DAM)], HashedWords())[0].alone == 0.0
    pair = ("Rain fell on Orlin all Monday", "Snow fell on Orlin all Monday")
    close, far = read_on([pair, pair], [READ_ON_FROM, READ_ON_FROM - 0.01], HashedWords())
    assert close.alone == round(float(HashedWords().vectors(["rain"])[0] @ HashedWords().vectors(["snow"])[0]), 4)
    assert far.alone == 0.0
