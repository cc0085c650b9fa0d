"""Headlines that one publisher cuts from one frame: "How to watch A against B", "How to watch C against D"; so are series.

A frame is met again and again with other names in it, so its words say nothing about what happened. A headline set
right (a letter mended, a toll raised, words put on its end) is no such thing: it tells of the same event as before.
A looser frame keeps half of its words in their order, wherever they stand, and counts other numbers besides: "A code:
get $200 for week 18", "B code: claim $50 before week 18".
"""

import re
from difflib import SequenceMatcher

from newsroom.model.wordlists import stop_words

FEWEST_SHARED = 3
"""Words at beginning and end that two headlines must share, and a third of the shorter one's words."""
SHARED_OF_SHORTER = 0.33
LOOSE_SHARED, LOOSE_OF_SHORTER, LOOSE_AT_MOST = 4, 0.5, 0.67
"""The same of a frame whose words stand anywhere, in one order; beyond the last share it is one headline set right."""
MENDED = 0.7
"""From this likeness of letters on (0 to 1) what stands between is the same, mended."""
FRAMES_HELD = 8
"""Headlines of one publisher that a story remembers."""

Frame = tuple[str, ...]


def frame_of(folded: str) -> Frame:
    """The words and numbers of a folded headline, in order; without what a site hangs on it behind a bar."""
    return max((tuple(_WORD.findall(part)) for part in folded.split(" | ")), key=len)


def is_filled_otherwise(one: Frame, other: Frame) -> bool:
    """Whether two headlines of one publisher share a frame, and each has a word in it that the other has nowhere."""
    return _fills_ends(one, other) or _fills_loosely(one, other)


def _fills_ends(one: Frame, other: Frame) -> bool:
    start, end = _shared_ends(one, other)
    shared, shorter = start + end, min(len(one), len(other))
    if shared < FEWEST_SHARED or shared < SHARED_OF_SHORTER * shorter:
        return False
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if not (_has_its_own(mine, other) and _has_its_own(theirs, one)):
        return False
    # The ratio depends on the order of its arguments; the headlines have none.
    first, second = sorted((" ".join(mine), " ".join(theirs)))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() < MENDED


def _fills_loosely(one: Frame, other: Frame) -> bool:
    counted, counted_there = _numbers(one), _numbers(other)
    if not counted or not counted_there or counted == counted_there:
        return False
    if not (_has_its_own(one, other) and _has_its_own(other, one)):
        return False
    first, second = sorted((one, other))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    shared, shorter = sum(block.size for block in blocks), min(len(one), len(other))
    return max(LOOSE_SHARED, LOOSE_OF_SHORTER * shorter) <= shared <= LOOSE_AT_MOST * shorter


def _numbers(frame: Frame) -> frozenset[str]:
    return frozenset(word for word in frame if word.isdigit())


def _shared_ends(one: Frame, other: Frame) -> tuple[int, int]:
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def _has_its_own(words: Frame, other: Frame) -> bool:
    little = stop_words("en")
    own = (word for word in words if word not in other and word not in little)
    return any(word.isalpha() and len(word) > _LONGEST_LITTLE for word in own)


_WORD = re.compile(r"\w+")
_LONGEST_LITTLE = 2
