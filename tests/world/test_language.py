"""Grammar as plain values, by the real English model."""

import pytest

from newsroom.model.errors import Unavailable
from newsroom.model.syntax import Entity, Sentence
from newsroom.world import language
from newsroom.world.language import FakeLanguage, SpacyLanguage

ENGLISH = SpacyLanguage()
TEXT = "The mayor, Ada Tervolin, closed two bridges on Monday. Saudi-backed troops won 3-2—quietly—near Oslo."


def test_sentences_and_tokens_stand_where_they_say() -> None:
    """Offsets are in the parsed text, heads in their sentence, and each sentence has one root."""
    parsed = ENGLISH.parse(TEXT)
    assert len(parsed) == 2
    for sentence in parsed:
        assert TEXT[sentence.start : sentence.end] == sentence.text
        assert all(TEXT[token.start : token.end] == token.text for token in sentence.tokens)
        assert all(0 <= token.head < len(sentence.tokens) for token in sentence.tokens)
        assert sum(token.dep == "ROOT" for token in sentence.tokens) == 1


def test_grammar_is_read() -> None:
    """Subject, verb and lemma of a plain clause."""
    first = ENGLISH.parse(TEXT)[0].tokens
    closed = next(token for token in first if token.text == "closed")
    mayor = next(token for token in first if token.text == "mayor")
    assert (closed.lemma, closed.pos) == ("close", "VERB")
    assert mayor.dep == "nsubj"
    assert first[mayor.head] == closed


def test_hyphens_do_not_cut_words_and_dashes_do() -> None:
    """Scores and compounds are one word; a long dash separates."""
    tokens = [token.text for token in ENGLISH.parse(TEXT)[1].tokens]
    assert tokens[:5] == ["Saudi-backed", "troops", "won", "3-2", "—"]


def test_entities_carry_their_kind_and_place() -> None:
    """People, dates and towns are told apart."""
    found = {entity.text: entity for entity in ENGLISH.entities(TEXT)}
    assert found["Ada Tervolin"].label == "PERSON"
    assert found["Oslo"].label == "GPE"
    assert all(TEXT[entity.start : entity.end] == entity.text for entity in found.values())


def test_an_empty_text_has_no_grammar() -> None:
    """Blank input needs no model."""
    assert SpacyLanguage().parse("  \n") == ()
    assert SpacyLanguage().entities("") == ()


def test_a_text_is_parsed_once_and_the_oldest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking again gives the same answer object; the store of answers is bounded."""
    monkeypatch.setattr(language, "KEPT", 2)
    reader = SpacyLanguage()
    first = reader.parse("One dam broke.")
    assert reader.parse("One dam broke.") is first
    reader.parse("Two dams broke.")
    reader.parse("Three dams broke.")
    again = reader.parse("One dam broke.")
    assert again is not first
    assert again == first


def test_a_missing_model_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code, a sentence and what to do, not a traceback from inside a library."""
    monkeypatch.setattr(language, "PACKAGE", "no_such_model")
    language._model.cache_clear()
    with pytest.raises(Unavailable) as caught:
        SpacyLanguage().parse("A dam broke.")
    language._model.cache_clear()
    assert caught.value.code == "no_language_model"
    assert caught.value.next_step


def test_the_fake_answers_what_it_is_given() -> None:
    """For tests of rules, without the model."""
    sentence = Sentence("A dam broke.", 0, 12, ())
    fake = FakeLanguage({"A dam broke.": (sentence,)}, {"Oslo": (Entity("Oslo", "GPE", 0, 4),)})
    assert fake.parse("A dam broke.") == (sentence,)
    assert fake.entities("Oslo")[0].label == "GPE"
    assert fake.parse("Elsewhere") == ()
