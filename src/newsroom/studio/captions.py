"""Captions: the script's own words, broken where a reader breathes, timed by the sound (broadcast-writing section 5).

Order: 1. a cue never has more than two lines, nor a line more characters than the aspect allows; 2. a cue lasts 0.8 to
5 seconds; 3. breaks fall after punctuation, then before a conjunction or preposition, never between an article and its
noun, a first name and a last, or an auxiliary and its verb; 4. 17 characters a second where the voice leaves room.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from newsroom.model.assets import Narration, Word
from newsroom.model.channel import Aspect
from newsroom.model.script import Line, Script
from newsroom.studio.spoken import spoken

CHARS_A_LINE: dict[Aspect, int] = {"9:16": 24, "1:1": 32, "16:9": 42}
LINES_MAX = 2
CUE_S_MIN, CUE_S_MAX = 0.8, 5.0
CHARS_A_SECOND = 17.0
HOLD_S = 0.5
GAP_S = 2 / 30
_CLINGS = (
    "a an the this that these those his her its their our my your no every each some any is are was were be been being "
    "has have had will would can could may might must shall should do does did not mr mrs ms dr prof of to in on at for "
    "from by with and or but than as per about nearly over under"
)
_OPENS = (
    "and or but because although while when where which who whose if unless until before after since so yet of to in on "
    "at for from by with into over under near between against during through about as than that"
)
_COUNTED = "am pm percent million billion trillion thousand hundred people metres km kilometres"
_BAD_AFTER = frozenset(_CLINGS.split())
_GOOD_BEFORE = frozenset(_OPENS.split())
_AFTER_NUMBERS = frozenset(_COUNTED.split())


class CueWord(NamedTuple):
    """One word as shown, with the seconds in which it is spoken."""

    text: str
    start: float
    end: float


class Cue(NamedTuple):
    """What is on the plate from `start` to `end`: one or two lines of words."""

    start: float
    end: float
    lines: tuple[tuple[CueWord, ...], ...]

    @property
    def text(self) -> str:
        """The words, lines separated by a line break."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)


def cues(script: Script, narration: Narration, aspect: Aspect) -> tuple[Cue, ...]:
    """The captions of a whole script, in order, none overlapping the next."""
    limit = CHARS_A_LINE[aspect]
    found: list[Cue] = []
    for line in script.lines:
        words = shown_words(line, [word for word in narration.words if word.line_id == line.id])
        found += [_cue(part, limit) for part in _parts(words, limit)]
    return tuple(_held(found, narration.duration_s))


def shown_words(line: Line, said: Sequence[Word]) -> tuple[CueWord, ...]:
    """The line's written words with the times of the words that speak them ("$1.2bn" is four spoken words)."""
    shown = [token for token in line.text.split() if re.search(r"\w", token)]
    if not said or not shown:
        return ()
    pieces = [(at, piece) for at, token in enumerate(shown) for piece in _pieces(token)]
    heard = [_plain(word.text) for word in said]
    spans: list[list[float]] = [[] for _ in shown]
    matcher = SequenceMatcher(None, [piece for _, piece in pieces], heard, autojunk=False)
    for _, p0, p1, h0, h1 in matcher.get_opcodes():
        _share(spans, [at for at, _ in pieces[p0:p1]], said[h0:h1])
    return _filled(shown, spans, said)


def _share(spans: list[list[float]], owners: Sequence[int], said: Sequence[Word]) -> None:
    """Give the spoken words of one stretch to the written words of that stretch, in proportion."""
    for number, owner in enumerate(owners):
        first = number * len(said) // len(owners)
        last = max(first + 1, (number + 1) * len(said) // len(owners))
        for word in said[first:last]:
            spans[owner] += [word.start, word.end]


def _filled(shown: Sequence[str], spans: Sequence[Sequence[float]], said: Sequence[Word]) -> tuple[CueWord, ...]:
    filled: list[CueWord] = []
    latest = said[0].start
    for token, times in zip(shown, spans, strict=True):
        start = max(latest, min(times)) if times else latest
        end = max(start, max(times)) if times else start
        filled.append(CueWord(token, round(start, 3), round(end, 3)))
        latest = start
    return tuple(filled)


@cache
def _pieces(token: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in spoken(token).split() if _plain(word)) or (_plain(token),)


def _plain(text: str) -> str:
    return re.sub(r"[^\w]", "", text).lower()


def _parts(words: Sequence[CueWord], limit: int) -> list[tuple[CueWord, ...]]:
    """The cheapest division of a line's words into cues, by a walk over all possible ends."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            cost = _cue_cost(words[start:end], limit, words[end : end + 1])
            if cost is None and start < end - 1:
                break
            options.append((best[start][0] + (1000.0 if cost is None else cost), start))
        best.append(min(options))
    parts: list[tuple[CueWord, ...]] = []
    end = len(words)
    while end:
        start = best[end][1]
        parts.insert(0, tuple(words[start:end]))
        end = start
    return parts


def _cue_cost(words: Sequence[CueWord], limit: int, following: Sequence[CueWord]) -> float | None:
    """What a cue of these words costs; None when it does not fit on the plate or stays too long."""
    seconds = words[-1].end - words[0].start
    if seconds > CUE_S_MAX or _lines(words, limit) is None:
        return None
    chars = sum(len(word.text) for word in words) + len(words) - 1
    cost = 2.0 + (8.0 * (CUE_S_MIN - seconds) / CUE_S_MIN if seconds < CUE_S_MIN else 0.0)
    cost += max(0.0, chars / max(seconds, 0.1) - CHARS_A_SECOND) / 4.0 if seconds >= CUE_S_MIN else 0.0
    cost += 3.0 if chars < limit // 2 else 0.0
    return cost + (_break_cost(words[-1].text, following[0].text) if following else 0.0)


def _break_cost(before: str, after: str) -> float:
    if _plain(after) in _AFTER_NUMBERS and before[-1:].isdigit():
        return 8.0
    if re.search(r"[.!?]['\"”’)]*$", before):
        return 0.0
    if re.search(r"[,;:—–]['\"”’)]*$", before):
        return 0.5
    if _plain(before) in _BAD_AFTER:
        return 8.0
    if before[:1].isupper() and after[:1].isupper():
        return 6.0
    return 1.0 if _plain(after) in _GOOD_BEFORE else 3.0


def _lines(words: Sequence[CueWord], limit: int) -> tuple[tuple[CueWord, ...], ...] | None:
    """The words in one line, or in the two best lines; None when they do not fit in two."""

    def length(part: Sequence[CueWord]) -> int:
        return sum(len(word.text) for word in part) + len(part) - 1

    if length(words) <= limit or len(words) == 1:
        return (tuple(words),)
    splits = [
        (_break_cost(words[at - 1].text, words[at].text) + abs(length(words[:at]) - length(words[at:])) / 6.0, at)
        for at in range(1, len(words))
        if max(length(words[:at]), length(words[at:])) <= limit
    ]
    if not splits:
        return None
    at = min(splits)[1]
    return tuple(words[:at]), tuple(words[at:])


def _cue(words: tuple[CueWord, ...], limit: int) -> Cue:
    return Cue(words[0].start, words[-1].end, _lines(words, limit) or (words,))


def _held(found: Sequence[Cue], duration_s: float) -> list[Cue]:
    """Each cue stays until the next when that is near, and at least 0.8 s where the next leaves room."""
    held: list[Cue] = []
    for number, cue in enumerate(found):
        following = found[number + 1].start if number + 1 < len(found) else duration_s
        latest = max(cue.start, following - GAP_S)
        end = latest if following - cue.end <= HOLD_S else max(cue.end + 0.2, cue.start + CUE_S_MIN)
        held.append(cue._replace(end=round(min(end, latest, cue.start + CUE_S_MAX), 3)))
    return held


def srt(found: Sequence[Cue]) -> str:
    """The cues as SubRip."""
    blocks = [
        f"{number}\n{_stamp(cue.start, ',')} --> {_stamp(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(found, 1)
    ]
    return "\n".join(blocks)


def vtt(found: Sequence[Cue]) -> str:
    """The cues as WebVTT, each word with its own time stamp."""
    blocks = ["WEBVTT\n"]
    for cue in found:
        lines = "\n".join(
            " ".join(f"<{_stamp(word.start, '.')}><c>{_escaped(word.text)}</c>" for word in line) for line in cue.lines
        )
        blocks.append(f"{_stamp(cue.start, '.')} --> {_stamp(cue.end, '.')}\n{lines}\n")
    return "\n".join(blocks)


def read_vtt(text: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file that `vtt` wrote (word times included); words without a time start with their cue."""
    found: list[Cue] = []
    for block in re.split(r"\n\s*\n", text):
        timing = re.search(r"(\d+:\d\d:\d\d\.\d{3}) --> (\d+:\d\d:\d\d\.\d{3})[^\n]*\n(.*)", block, re.S)
        if timing:
            start, end = _seconds(timing[1]), _seconds(timing[2])
            lines = tuple(_read_line(line, start, end) for line in timing[3].strip().splitlines())
            found.append(Cue(start, end, lines))
    return tuple(found)


def _read_line(line: str, start: float, end: float) -> tuple[CueWord, ...]:
    words = re.findall(r"(?:<(\d+:\d\d:\d\d\.\d{3})>)?(?:<c>)?([^<>\s]+)(?:</c>)?", line)
    return tuple(
        CueWord(
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), _seconds(at) if at else start, end
        )
        for at, text in words
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stamp(seconds: float, mark: str) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}{mark}{whole % 1000:03}"


def _seconds(stamp: str) -> float:
    hours, minutes, rest = stamp.split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(rest), 3)
