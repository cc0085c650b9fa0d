"""Title Case back to sentence case, by how the bodies write each word. A word the bodies do not show stays unsure."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from newsroom.council.lexicon import known_words
from newsroom.model.text import sentence_spans
from newsroom.model.wordlists import stop_words

_WORD = re.compile(r"[^\W\d_][\w'’.-]*[^\W_]|[^\W\d_]")
_CONTRACTED = re.compile(r"(?:i|you|he|she|it|we|they|who|that|there|what|here)['’](?:m|re|ll|ve|d|s)$|[a-z]+n['’]t$")
_TITLE_SHARE = 0.7
_PAIRS_MIN = 2
_COMMON_LOOKS = (
    "s",
    "ed",
    "ing",
    "ly",
    "tion",
    "sion",
    "ment",
    "ness",
    "able",
    "ible",
    "ism",
    "ist",
    "ity",
    "ous",
    "ful",
    "less",
    "ive",
    "al",
    "ic",
    "er",
    "or",
    "age",
    "ance",
    "ence",
    "th",
    "ty",
)
"""Endings that a rare common word shows: such a word that nothing speaks for stays unsure, any other is a name."""
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "est")


def is_title_case(text: str) -> bool:
    """Whether most words of four letters and more begin with a capital, the first left out."""
    long = [word for word in _WORD.findall(text)[1:] if len(word) >= 4]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= _TITLE_SHARE * len(long)


class Truecaser:
    """Counts of how running text writes each word inside a sentence. More text, fewer unsure words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        for text in texts:
            for start, end in sentence_spans(text):
                sentence = text[start:end]
                if not is_title_case(sentence):
                    self._count(sentence)

    def _count(self, sentence: str) -> None:
        found = _WORD.findall(sentence)[1:]
        for word in found:
            (self._small if word[0].islower() else self._large)[word.casefold()] += 1
        for left, right in pairwise(found):
            if left[0].isupper() and right[0].isupper():
                self._pairs[f"{left} {right}".casefold()] += 1

    def recase(self, text: str, start: int, end: int) -> tuple[str, tuple[tuple[int, int], ...]]:
        """`text` with `text[start:end]` in sentence case (same length), and the spans of words of unknown case."""
        letters = list(text)
        unsure = []
        for found in _WORD.finditer(text, start, end):
            word = found.group()
            if not word[0].isupper() or (len(word) > 1 and word[1:2].isupper()):
                continue
            following = _WORD.match(text, found.end() + 1)
            paired = following is not None and self._pairs[f"{word} {following.group()}".casefold()] >= _PAIRS_MIN
            keep = True if paired else self._is_name(word.casefold())
            if keep is None:
                unsure.append(found.span())
            elif not keep and found.start() != start and len(word[0].lower()) == 1:
                for at in _part_starts(word):
                    letters[found.start() + at] = word[at].lower()
        return "".join(letters), tuple(unsure)

    def _is_name(self, word: str) -> bool | None:
        """True for a name, False for a common word, None when nothing speaks for either."""
        base = word.removesuffix("'s").removesuffix("’s")
        small, large = self._small[word] + self._small[base], self._large[word] + self._large[base]
        if small or large:
            return large > small
        if base in stop_words("en") or _common(base) or _CONTRACTED.match(base):
            return False
        return None if base.endswith(_COMMON_LOOKS) or len(base) < 4 else True


def _part_starts(word: str) -> list[int]:
    """Where the parts of a word begin that lose their capital: "Open-Carry" -> o, c; "Saudi-Led" keeps its first."""
    starts = [0, *(found.end() for found in re.finditer("-", word))]
    if len(starts) == 1:
        return starts
    parts = word.split("-")
    return [at for at, part in zip(starts, parts, strict=True) if part and _common(part.casefold())]


def _common(word: str) -> bool:
    known = known_words()
    if "-" in word:
        return any(_common(part) for part in word.split("-") if part)
    return word in known or any(
        word.endswith(ending) and (word[: -len(ending)] in known or word[: -len(ending)] + "e" in known)
        for ending in _ENDINGS
    )
