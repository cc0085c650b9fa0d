"""Sentence vectors: near in meaning is near in direction, and a text's vector is its own whatever it is read with."""

import numpy as np
import pytest

from newsroom.model.errors import Unavailable
from newsroom.ports import DIMENSIONS
from newsroom.world import embeddings
from newsroom.world.embeddings import HashedWords, SentenceVectors

TEXTS = (
    "Ferry sinks off the coast, forty people missing",
    "Dozens missing after a passenger boat goes down at sea",
    "Central bank keeps its rate unchanged",
    "",
    "word " * 5000,
)

needs_model = pytest.mark.skipif(not embeddings.is_installed(), reason="the sentence model is not installed")


@needs_model
def test_what_means_the_same_lies_near() -> None:
    boat, ship, bank, *_ = SentenceVectors().vectors(TEXTS)
    assert float(boat @ ship) > 0.5 > 0.3 > float(boat @ bank)


@needs_model
def test_a_vector_does_not_depend_on_its_company() -> None:
    together = SentenceVectors().vectors(TEXTS * 3)
    alone = [SentenceVectors().vectors([text])[0] for text in TEXTS]
    for at, vector in enumerate(together):
        assert np.array_equal(vector, alone[at % len(TEXTS)])


@needs_model
def test_vectors_are_of_length_one() -> None:
    for vector in SentenceVectors().vectors(TEXTS):
        assert vector.shape == (DIMENSIONS,)
        assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=0.002)


def test_a_model_we_do_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "PACKAGE", "no_such_model_here")
    with pytest.raises(Unavailable) as refusal:
        embeddings.model_file()
    assert refusal.value.code == "no_embedding_model"


def test_the_fake_knows_words_only() -> None:
    one, same, other = HashedWords().vectors(("ferry sinks", "Sinks: ferry", "rate unchanged"))
    assert float(one @ same) == pytest.approx(1.0, abs=0.001)
    assert abs(float(one @ other)) < 0.5
