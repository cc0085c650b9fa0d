"""The measurements behind Quality_Critic's checks: each gives passed or not, and what was measured, in words.

What was not measured has not passed. Gates and weights are in checks.yaml under the same names.
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from newsroom.model.assets import Cut, Narration, Visual
from newsroom.model.script import GuardReport, Script
from newsroom.model.text import word_count
from newsroom.ports import FileFacts
from newsroom.studio.captions import CHARS_A_LINE, LINES_MAX
from newsroom.studio.card_timing import FPS
from newsroom.studio.voice_actor import tone_of

MEAN_WORDS_MAX, LONGEST_WORDS = 15, 25
SECONDS = (25.0, 180.0)
HEARD_MIN = 0.98
SILENCE_S_MAX = 0.7
LOUDNESS_LUFS, LOUDNESS_LU = -14.0, 0.5
TRUE_PEAK_DBTP_MAX = -1.0
WORDS_A_MINUTE = (130.0, 220.0)
DRIFT_S_MAX = 1 / FPS + 0.05
WHOLE_S = 0.15
CAPTION_S_MAX = 0.10
BLACK_S_MAX = 0.1
FROZEN_S_MAX = 4.0
PLANNED_MIN = 0.5
KEY_BEATS = ("hook", "what", "sources")


class Exam(NamedTuple):
    """What the critic has before it."""

    script: Script
    guard: GuardReport
    narration: Narration
    visuals: tuple[Visual, ...]
    cut: Cut
    facts: FileFacts
    rehearsal: bool


Answer = tuple[bool, str]


def _guard_passed(e: Exam) -> Answer:
    same = e.guard.script_version == e.script.version and e.guard.story_id == e.script.story_id
    return e.guard.passed and same, f"score {e.guard.score:g} for version {e.guard.script_version}"


def _evidence(e: Exam) -> Answer:
    bare = [line.id for line in e.script.lines if line.way != "fixed" and not line.claim_ids]
    return not bare, f"lines without a claim: {', '.join(bare) or 'none'}"


def _key_information(e: Exam) -> Answer:
    beats = {line.beat for line in e.script.lines}
    told = beats | ({"what"} if beats & {"evidence", "quote"} else set())
    missing = [beat for beat in KEY_BEATS if beat not in told]
    return not missing, f"missing: {', '.join(missing) or 'nothing'}"


def _sentence_length(e: Exam) -> Answer:
    counts = [word_count(line.text) for line in e.script.lines] or [0]
    mean = sum(counts) / len(counts)
    return mean <= MEAN_WORDS_MAX and max(counts) <= LONGEST_WORDS, f"mean {mean:.1f}, longest {max(counts)} words"


def _no_repeats(e: Exam) -> Answer:
    twice = [text for text, n in Counter(line.text.casefold() for line in e.script.lines).items() if n > 1]
    return not twice, f"{len(twice)} repeated lines"


def _length(e: Exam) -> Answer:
    return SECONDS[0] <= e.facts.duration_s <= SECONDS[1], f"{e.facts.duration_s:g} s"


def _words_heard(e: Exam) -> Answer:
    placed = e.facts.words_placed
    return placed is not None and placed >= HEARD_MIN, "not measured" if placed is None else f"{placed:.1%} heard"


def _silence(e: Exam) -> Answer:
    longest = _longest(e.facts.silences)
    return longest <= SILENCE_S_MAX, f"longest silence {longest:.2f} s{_where(e.facts.silences)}"


def _loudness(e: Exam) -> Answer:
    off = abs(e.facts.loudness_lufs - LOUDNESS_LUFS)
    return round(off, 3) <= LOUDNESS_LU, f"{e.facts.loudness_lufs:g} LUFS"


def _true_peak(e: Exam) -> Answer:
    return e.facts.true_peak_dbtp <= TRUE_PEAK_DBTP_MAX, f"{e.facts.true_peak_dbtp:g} dBTP"


def _pace(e: Exam) -> Answer:
    pace = e.narration.words_per_minute
    return WORDS_A_MINUTE[0] <= pace <= WORDS_A_MINUTE[1], f"{pace:g} words a minute"


def _tone(e: Exam) -> Answer:
    wanted = tone_of(e.script).name
    return e.narration.tone == wanted, f"spoken {e.narration.tone or 'without a tone'}, the story is {wanted}"


def _rights(e: Exam) -> Answer:
    bare = [visual.id for visual in e.visuals if not visual.rights or any(not r.licence for r in visual.rights)]
    return bool(e.visuals) and not bare, f"cards without rights: {', '.join(bare) or 'none'}"


def _own_lines(e: Exam) -> Answer:
    known = {line.id for line in e.script.lines}
    strange = sorted({line for visual in e.visuals for line in visual.line_ids if line not in known})
    return not strange, f"lines of another script: {', '.join(strange) or 'none'}"


def _badge(e: Exam) -> Answer:
    said = {True: "read in every sample", False: "missing", None: "not measured"}[e.facts.badge_found]
    return e.facts.badge_found is True, said


def _every_line_shown(e: Exam) -> Answer:
    shown = {line for visual in e.visuals for line in visual.line_ids}
    bare = [line.id for line in e.script.lines if line.id not in shown]
    return not bare, f"lines without a card: {', '.join(bare) or 'none'}"


def _variety(e: Exam) -> Answer:
    pairs = zip(e.visuals, e.visuals[1:], strict=False)
    alike = [b.id for a, b in pairs if a.kind == b.kind and a.data == b.data]
    return not alike, f"cards like the one before: {', '.join(alike) or 'none'}"


def _as_planned(e: Exam) -> Answer:
    first = sum(visual.attempts == 1 and not visual.recovered_by for visual in e.visuals)
    return first >= PLANNED_MIN * len(e.visuals), f"{first} of {len(e.visuals)} cards as first planned"


def _picture_format(e: Exam) -> Answer:
    f = e.facts
    right = (f.video_codec, f.pixel_format, f.colour) == ("h264", "yuv420p", "bt709")
    sized = (f.width, f.height) == (e.cut.width, e.cut.height) and abs(f.fps - FPS) < 0.01
    return right and sized, f"{f.video_codec} {f.pixel_format} {f.colour} {f.width}x{f.height} at {f.fps:g}"


def _sound_format(e: Exam) -> Answer:
    f = e.facts
    right = (f.audio_codec, f.sample_rate, f.channels) == ("aac", 48_000, 2)
    return right, f"{f.audio_codec} {f.sample_rate} Hz, {f.channels} channels"


def _drift(e: Exam) -> Answer:
    drift = round(abs(e.facts.video_s - e.facts.audio_s), 3)
    return drift <= DRIFT_S_MAX, f"{drift:g} s apart"


def _sound_whole(e: Exam) -> Answer:
    off = round(abs(e.facts.audio_s - e.narration.duration_s), 3)
    return off <= WHOLE_S, f"sound {off:g} s from the narration's length"


def _caption_sync(e: Exam) -> Answer:
    late = e.facts.caption_p95_s
    said = "captions and sound do not hold the same words" if late is None else f"95 % within {late:g} s"
    return late is not None and late <= CAPTION_S_MAX, said


def _black(e: Exam) -> Answer:
    longest = _longest(e.facts.black)
    return longest <= BLACK_S_MAX, f"longest black {longest:.2f} s{_where(e.facts.black)}"


def _frozen(e: Exam) -> Answer:
    longest = _longest(e.facts.frozen)
    return longest <= FROZEN_S_MAX, f"longest still {longest:.2f} s{_where(e.facts.frozen)}"


def _caption_shape(e: Exam) -> Answer:
    lines, chars = e.facts.caption_lines, e.facts.caption_chars
    longest_word = max((len(word) for line in e.script.lines for word in line.text.split()), default=0)
    fits = chars <= max(CHARS_A_LINE[e.cut.aspect], longest_word)
    return 0 < lines <= LINES_MAX and fits, f"{lines} lines, {chars} characters"


def _disclosure(e: Exam) -> Answer:
    said = e.facts.comment
    right = "AI-generated" in said and ("REHEARSAL" in said) == e.rehearsal
    return right, f"the file says: {said or 'nothing'}"


def _faststart(e: Exam) -> Answer:
    return e.facts.faststart, "index first" if e.facts.faststart else "index last"


def _longest(stretches: tuple[tuple[float, float], ...]) -> float:
    return round(max((end - start for start, end in stretches), default=0.0), 3)


def _where(stretches: tuple[tuple[float, float], ...]) -> str:
    if not stretches:
        return ""
    start = max(stretches, key=lambda stretch: (stretch[1] - stretch[0], -stretch[0]))[0]
    return f" at {start:.1f} s"


MEASURES: dict[str, Callable[[Exam], Answer]] = {
    "guard_passed": _guard_passed,
    "evidence": _evidence,
    "key_information": _key_information,
    "sentence_length": _sentence_length,
    "no_repeats": _no_repeats,
    "length": _length,
    "words_heard": _words_heard,
    "silence": _silence,
    "loudness": _loudness,
    "true_peak": _true_peak,
    "pace": _pace,
    "tone": _tone,
    "rights": _rights,
    "own_lines": _own_lines,
    "badge": _badge,
    "every_line_shown": _every_line_shown,
    "variety": _variety,
    "as_planned": _as_planned,
    "picture_format": _picture_format,
    "sound_format": _sound_format,
    "drift": _drift,
    "sound_whole": _sound_whole,
    "caption_sync": _caption_sync,
    "black": _black,
    "frozen": _frozen,
    "caption_shape": _caption_shape,
    "disclosure": _disclosure,
    "faststart": _faststart,
}
