"""Captions: two lines, whole words, times from the sound, breaks where a reader breathes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.assets import Narration, Word
from newsroom.model.script import Line, Script
from newsroom.studio.captions import CHARS_A_LINE, CUE_S_MAX, Cue, cues, read_vtt, shown_words, srt, vtt
from newsroom.studio.spoken import spoken


def line(text: str, number: int = 0) -> Line:
    return Line(id=f"l{number}", beat="what", text=text, spoken=spoken(text), claim_ids=(), way="clause")


def said(lines: list[Line], word_s: float = 0.3) -> Narration:
    words, spans, at = [], {}, 0.1
    for each in lines:
        start = at
        for text in each.spoken.split():
            words.append(Word(text=text, start=round(at, 3), end=round(at + word_s, 3), line_id=each.id))
            at += word_s + 0.04
        spans[each.id] = (start, at)
        at += 0.32
    return Narration(
        path="n.wav", sha256="0", duration_s=round(at, 3), words=tuple(words), line_spans=spans, voice="v",
        voice_licence="", loudness_lufs=-14, true_peak_dbtp=-1.5, words_per_minute=160,
    )  # fmt: skip


def script(lines: list[Line]) -> Script:
    return Script(
        story_id="s", channel="c", version=1, template="breaking", title="t", lines=tuple(lines), hooks=(), words=1,
        seconds=1,
    )  # fmt: skip


def captions(*texts: str) -> tuple[Cue, ...]:
    lines = [line(text, n) for n, text in enumerate(texts)]
    return cues(script(lines), said(lines), "9:16")


def test_figures_stay_figures_and_keep_the_time_of_their_words() -> None:
    """ "$1.2bn" is on the plate while "one point two billion dollars" is spoken."""
    told = line("Repairs cost $1.2bn so far.")
    words = shown_words(told, said([told]).words)
    assert [word.text for word in words] == ["Repairs", "cost", "$1.2bn", "so", "far."]
    heard = said([told]).words
    assert (words[2].start, words[2].end) == (heard[2].start, heard[6].end)
    assert words[3].start == heard[7].start


def test_breaks_fall_where_a_reader_breathes() -> None:
    """After a comma, before a preposition; never after an article or between a number and what it counts."""
    found = captions("The harbour office says, in a short note, that the channel opens again at 6:30 a.m. on Monday.")
    ends = [part.split()[-1] for cue in found for part in cue.text.split("\n")]
    assert not {"the", "a", "The", "6:30"} & set(ends)
    assert any(end.endswith(",") for end in ends)


def test_every_word_is_shown_once_in_order() -> None:
    """Captions are verbatim."""
    texts = ("Two ferries touched in thick fog – nobody was hurt.", "About 140 people were on board.")
    shown = " ".join(cue.text.replace("\n", " ") for cue in captions(*texts))
    assert shown == " ".join(texts).replace(" –", "")


def test_files_hold_the_same_cues() -> None:
    """WebVTT carries each word's own time and reads back as written; SubRip numbers its cues."""
    found = captions("Police say <two> boats & a barge met.", "Nobody was hurt.")
    assert read_vtt(vtt(found)) == tuple(
        cue._replace(lines=tuple(tuple(w._replace(end=cue.end) for w in row) for row in cue.lines)) for cue in found
    )
    assert srt(found).startswith("1\n00:00:00,100 --> ")


@pytest.mark.parametrize("aspect", ["9:16", "1:1", "16:9"])
@given(
    st.lists(st.lists(st.text("abcdefgh", min_size=1, max_size=14), min_size=1, max_size=25), min_size=1, max_size=4)
)
def test_no_cue_breaks_the_limits(aspect, texts: list[list[str]]) -> None:
    """At most two lines within the aspect's width, never longer than five seconds, never one over another."""
    lines = [line(" ".join(words), n) for n, words in enumerate(texts)]
    found = cues(script(lines), said(lines), aspect)
    for cue in found:
        assert len(cue.lines) <= 2
        assert all(len(part) <= CHARS_A_LINE[aspect] for part in cue.text.split("\n"))
        assert 0 <= cue.end - cue.start <= CUE_S_MAX + 0.001
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert " ".join(cue.text.replace("\n", " ") for cue in found) == " ".join(each.text for each in lines)
