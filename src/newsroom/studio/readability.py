"""Ease of listening: words, sentence length, Flesch and Kincaid (broadcast-writing.md sections 1, 3 and 8).

Syllables by a rule of our own; names are left out, since they count as hard without being so.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.script import Line
from newsroom.model.text import word_count, words

VOWELS = re.compile(r"[aeiouy]+")
VOICE_WPM = 157.0
"""Pace of the house voice in words a minute: the slow end of what listeners find normal (section 3)."""


class Ease(NamedTuple):
    """Flesch reading ease (60 to 80 is our band) and Kincaid grade (6 to 9), names excluded."""

    flesch: float
    grade: float
    mean_words: float
    longest: int


def count_words(text: str) -> int:
    """Words as read aloud: a number is one word of the shown text."""
    return word_count(text)


def seconds(spoken_words: int, lines: int = 0, pace: float = 1.0) -> float:
    """Expected length of narration at the channel's pace, 0.25 s between lines."""
    return round(spoken_words / (VOICE_WPM * pace) * 60 + max(0, lines - 1) * 0.25, 1)


def syllables(word: str) -> int:
    """Vowel groups, less a silent final e."""
    low = word.lower()
    groups = len(VOWELS.findall(low))
    silent = low.endswith("e") and not low.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def ease(lines: Sequence[Line]) -> Ease:
    """Readability of the spoken lines together."""
    lengths = [count_words(line.text) for line in lines]
    plain = [w for line in lines for i, w in enumerate(words(line.text)) if i == 0 or not w[0].isupper()]
    if not plain or not lengths:
        return Ease(0.0, 0.0, 0.0, 0)
    per_sentence = sum(lengths) / len(lengths)
    per_word = sum(syllables(w) for w in plain) / len(plain)
    return Ease(
        score(206.835 - 1.015 * per_sentence - 84.6 * per_word),
        score(0.39 * per_sentence + 11.8 * per_word - 15.59),
        score(per_sentence),
        max(lengths),
    )
