"""Texts cut to what a platform takes, in the unit it counts, never inside a character that people see as one.

A grapheme is a letter with its marks, a flag, or an emoji with everything joined to it (Unicode annex 29, without the
rules for scripts whose letters are prefixed). X counts common Latin, Greek and Cyrillic letters once, all else and each
emoji twice.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from newsroom.model.cleaning import clean

Unit = Literal["characters", "bytes", "utf16", "weighted"]

_JOINER, _KEYCAP = "\u200d", "\u20e3"
_SINGLE_WEIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_CRLF = "\r\n"
_HANGUL_TAIL = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")


def fitted(text: str, limit: int, unit: Unit = "characters") -> str:
    """`text` without control characters, at most `limit` units: cut after a whole word where one ends in its last half."""
    text = clean(text)
    if measured(text, unit) <= limit:
        return text
    room, kept = limit - measured("…", unit), ""
    for piece in graphemes(text):
        room -= measured(piece, unit)
        if room < 0:
            break
        kept += piece
    space = kept.rfind(" ")
    if space > len(kept) // 2:
        kept = kept[:space]
    return kept.rstrip(",;:. \n") + "…"


def measured(text: str, unit: Unit) -> int:
    """How much of a platform's limit a text takes."""
    return _MEASURES[unit](text)


def graphemes(text: str) -> Iterator[str]:
    """The characters that people see, in order; joined they are the text."""
    held, flags = "", 0
    for letter in text:
        if held and not _joins(held, letter, flags):
            yield held
            held, flags = "", 0
        held += letter
        flags += _is_flag_part(letter)
    if held:
        yield held


def _joins(held: str, letter: str, flags: int) -> bool:
    if held[-1] + letter == _CRLF or held[-1] == _JOINER or letter in (_JOINER, _KEYCAP):
        return True
    if _is_flag_part(letter):
        return flags % 2 == 1 and _is_flag_part(held[-1])
    if unicodedata.category(letter) in ("Mn", "Mc", "Me") or 0x1F3FB <= ord(letter) <= 0x1F3FF:
        return True
    return bool(_HANGUL_TAIL.match(letter)) and unicodedata.name(held[-1], "").startswith("HANGUL")


def _is_flag_part(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF


def _weight(text: str) -> int:
    return sum(_grapheme_weight(piece) for piece in graphemes(unicodedata.normalize("NFC", text)))


def _grapheme_weight(piece: str) -> int:
    if len(piece) > 1 and any(ord(letter) > 0x1F000 or letter in (_JOINER, _KEYCAP) for letter in piece):
        return 2
    return sum(1 if any(low <= ord(letter) <= high for low, high in _SINGLE_WEIGHT) else 2 for letter in piece)


_MEASURES: Mapping[Unit, Callable[[str], int]] = {
    "characters": len,
    "bytes": lambda text: len(text.encode("utf-8", "replace")),
    "utf16": lambda text: len(text.encode("utf-16-le", "replace")) // 2,
    "weighted": _weight,
}
