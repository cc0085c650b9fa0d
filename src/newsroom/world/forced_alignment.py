"""Where a recogniser hears each word of a known text: the critic's own ear (av.md section 1, independent timing check).

The recogniser is told the words and finds their places; it places none when the sound is not that text. Words missing
from its dictionary are given a plain letter-by-letter pronunciation, which is enough to find them between known ones.
"""

import re
from collections.abc import Sequence
from functools import cache

from pocketsphinx import Decoder

RATE = 16_000
FRAMES_A_SECOND = 100
_LETTERS = {
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH", "k": "K",
    "l": "L", "m": "M", "n": "N", "o": "OW", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "UH", "v": "V",
    "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
_PAIRS = {
    "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "ck": "K", "ng": "NG", "qu": "K W", "ee": "IY", "ea": "IY",
    "oo": "UW", "ou": "AW", "ow": "AW", "ai": "EY", "ay": "EY", "oi": "OY", "au": "AO", "ie": "IY", "er": "ER",
}  # fmt: skip
_ACCENTS = str.maketrans("àáâãäåąçćčèéêëęìíîïłñńòóôõöøśšùúûüýźżž", "aaaaaaaccceeeeeiiiilnnoooooossuuuuyzzz")


def word_starts(pcm: bytes, words: Sequence[str]) -> list[float | None]:
    """When each word is heard to start, in seconds; None for words that are not found.

    `pcm` is 16-bit mono at 16 kHz. A word of several parts ("twenty-six", "U-N") starts with its first part. All are
    None when the sound cannot be that text.
    """
    parts = [_parts(word) for word in words]
    decoder = _decoder()
    spoken = [part for group in parts for part in group]
    for part in sorted(set(spoken)):
        if decoder.lookup_word(part) is None:
            decoder.add_word(part, _phones(part), part == "")
    if not spoken:
        return [None] * len(words)
    heard = _heard(decoder, pcm, spoken)
    if len(heard) != len(spoken):
        return [None] * len(words)
    starts: list[float | None] = []
    at = 0
    for group in parts:
        starts.append(heard[at] if group else None)
        at += len(group)
    return starts


def _heard(decoder: Decoder, pcm: bytes, spoken: Sequence[str]) -> list[float]:
    try:
        decoder.set_align_text(" ".join(spoken))
        decoder.start_utt()
        decoder.process_raw(pcm, full_utt=True)
        decoder.end_utt()
    except RuntimeError:
        # The recogniser's one way to say that it found no path through this text.
        return []
    segments = decoder.seg() or ()
    return [s.start_frame / FRAMES_A_SECOND for s in segments if not s.word.startswith(("<", "[", "+"))]


@cache
def _decoder() -> Decoder:
    return _fresh()


def _fresh() -> Decoder:
    return Decoder(lm=None, samprate=RATE, loglevel="FATAL", beam=1e-80, wbeam=1e-60, pbeam=1e-80)


def _parts(word: str) -> list[str]:
    plain = re.sub(r"\[\[.*?\]\]", "name", word).lower().replace("’", "'").translate(_ACCENTS)
    parts = [re.sub(r"[^a-z']", "", part).strip("'") for part in plain.split("-")]
    return [f"{part}." if len(part) == 1 and part not in "ai" else part for part in parts if part]


def _phones(part: str) -> str:
    letters, phones, at = re.sub(r"[^a-z]", "", part), [], 0
    while at < len(letters):
        pair = letters[at : at + 2]
        if pair in _PAIRS:
            phones.append(_PAIRS[pair])
            at += 2
        else:
            if not (letters[at] == "e" and at == len(letters) - 1 and at > 1):
                phones.append(_LETTERS[letters[at]])
            at += 1
    return " ".join(phones) or "AH"
