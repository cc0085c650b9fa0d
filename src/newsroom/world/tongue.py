"""The language of an item: its own tag, else its source's, else what the words look like – and a tag that the words
plainly contradict is not believed, for a text in another language must never be read aloud as English."""

import re
from functools import cache
from typing import Any

from newsroom.world.language_names import language_code

ENOUGH_TO_TELL = 40
"""Characters; a shorter text is too little to guess by."""
ENOUGH_TO_DOUBT = 12
"""Words; a headline alone often has no small word at all."""
SURE = 0.98
_ONE_IN = 25
"""English has a small word among so many words, and mostly one among four."""
_LATIN_ENOUGH = 0.5
_READ_CHARS = 400
_SMALL_WORDS = (
    "the of to in and a an is for on with at by from as are was has have be it its that this will after over not he she "
    "they his her their who but which or were been says said about into out up new how what why when more than"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")


def language_of(tag: str, source_tag: str, title: str, text: str) -> str:
    """Two lower-case letters, "" when nothing tells. Tags are believed except English for what is plainly not English."""
    tagged = language_code(tag) or language_code(source_tag)
    words = f"{title} {text[:_READ_CHARS]}"
    if tagged == "en" and _is_doubtful(words):
        told, sure = _told(words)
        return told if told != "en" and sure >= SURE else tagged
    if tagged or len(words) < ENOUGH_TO_TELL:
        return tagged
    return _told(words)[0]


def _is_doubtful(text: str) -> bool:
    """Long enough to tell, and hardly a small English word in it, or mostly written in other letters."""
    if text.isascii():
        lower = text.lower()
        return not _is_plainly_english(lower) and _has_few_small_words(_WORD.findall(lower))
    words = [word.casefold() for word in _WORD.findall(text)]
    letters = "".join(words)
    if len(letters) >= ENOUGH_TO_TELL // 2 and len(_LATIN_LETTER.findall(letters)) < _LATIN_ENOUGH * len(letters):
        return True
    return _has_few_small_words(words)


def _has_few_small_words(words: list[str]) -> bool:
    return len(words) >= ENOUGH_TO_DOUBT and sum(map(_SMALL.__contains__, words)) * _ONE_IN < len(words)


def _is_plainly_english(lower: str) -> bool:
    """Small words enough, counting only those between spaces, for as many words as so many letters could make."""
    return sum(map(_SMALL.__contains__, lower.split())) * _ONE_IN > len(lower) // 2


def _told(text: str) -> tuple[str, float]:
    """The likeliest language of a text, and how likely, 0 to 1."""
    language, sure = _identifier().classify(text)
    return str(language), float(sure)


@cache
def _identifier() -> Any:
    # Loading the model takes a good part of a second, and most days tag every item.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
