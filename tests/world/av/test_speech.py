"""The voice: a program of its own, exact word times, broadcast loudness, once per content."""

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from newsroom.model.channel import Channel
from newsroom.model.errors import Refused, Unavailable
from newsroom.model.script import Script
from newsroom.world.media import FolderMedia
from newsroom.world.speech import PiperSpeech
from newsroom.world.tone_speech import ToneSpeech
from newsroom.world.voices import Voice, bundled_voices
from newsroom.world.word_timing import Group, groups, word_spans


def test_every_spoken_word_is_timed_in_order_within_its_line(bulletin) -> None:
    """Words follow one another, cover the script, and lie inside their line's span (within the alignment's lateness)."""
    words = bulletin.narration.words
    assert [w.text for w in words] == [t for line in bulletin.script.lines for t in line.spoken.split()]
    assert all(a.start <= b.start and a.end >= a.start for a, b in zip(words, words[1:], strict=False))
    for word in words:
        start, end = bulletin.narration.line_spans[word.line_id]
        assert start - 0.06 <= word.start <= word.end <= end + 0.06


def test_loudness_and_peak_meet_broadcast_values(bulletin) -> None:
    """-14 LUFS within 0.5, peak at most -1 dBTP, stereo at 48 kHz."""
    assert abs(bulletin.narration.loudness_lufs + 14) <= 0.5
    assert bulletin.narration.true_peak_dbtp <= -1.0
    with wave.open(str(bulletin.media.path(bulletin.narration.path))) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (48_000, 2)


def test_the_same_script_is_spoken_once_and_kept_with_its_times(bulletin) -> None:
    """A second narration is read from the media folder; its file is not touched."""
    place = bulletin.media.path(bulletin.narration.path)
    before = place.stat().st_mtime_ns
    again = PiperSpeech(bulletin.media).narrate(bulletin.script, bulletin.channel.model_copy(update={"pace": 1.04}))
    assert again.sha256 == bulletin.narration.sha256
    assert place.stat().st_mtime_ns == before


def test_two_homes_give_the_same_samples(bulletin, tmp_path: Path) -> None:
    """The voice starts from its seed in every run, so a replay on another day hears the same file."""
    pace = bulletin.channel.model_copy(update={"pace": 1.04})
    other = PiperSpeech(FolderMedia(tmp_path)).narrate(bulletin.script, pace)
    assert other.sha256 == bulletin.narration.sha256


def test_the_voice_names_its_licence_and_can_be_replaced(tmp_path: Path, script: Script, channel: Channel) -> None:
    """The licence is shown with each video; an unknown or missing voice is said clearly."""
    speech = PiperSpeech(FolderMedia(tmp_path))
    assert "lessac" in speech.licence("joe")
    with pytest.raises(Refused, match="no voice called anna"):
        speech.narrate(script, channel.model_copy(update={"voice": "anna"}))
    absent = Voice(model=str(tmp_path / "none.onnx"), language="en", locale="en_US", licence="none")
    with pytest.raises(Unavailable, match="missing"):
        PiperSpeech(FolderMedia(tmp_path), {"joe": absent}).narrate(script, channel)
    assert bundled_voices()["joe"].language == "en"


def pitch_hz(sound: bytes, rate: int) -> float:
    """The middle fundamental frequency of the voiced stretches, by autocorrelation."""
    left = np.frombuffer(sound, dtype="<i2")[::2].astype(float)
    found = []
    for at in range(0, len(left) - 2048, 4096):
        frame = left[at : at + 2048] - left[at : at + 2048].mean()
        if np.sqrt((frame**2).mean()) < 1_500:
            continue
        alike = np.correlate(frame, frame, "full")[len(frame) - 1 :]
        low, high = rate // 250, rate // 60
        best = low + int(alike[low:high].argmax())
        if alike[best] > 0.5 * alike[0]:
            found.append(rate / best)
    return float(np.median(found))


def test_two_voices_are_two_people_at_one_pace(bulletin) -> None:
    """The larger speaker's voice lies lower; the words take the same time, and stay timed."""
    deep = PiperSpeech(bulletin.media).narrate(
        bulletin.script, bulletin.channel.model_copy(update={"pace": 1.04, "voice": "joe_deep"})
    )
    heights = []
    for narration in (bulletin.narration, deep):
        with wave.open(str(bulletin.media.path(narration.path))) as sound:
            heights.append(pitch_hz(sound.readframes(sound.getnframes()), sound.getframerate()))
    assert 1.06 < heights[0] / heights[1] < 1.25
    assert abs(deep.duration_s / bulletin.narration.duration_s - 1) < 0.05
    assert len(deep.words) == len(bulletin.narration.words)


@pytest.mark.parametrize("change", [{"pace": 1.5}, {"language": "pl"}])
def test_what_the_voice_cannot_do_is_refused(tmp_path: Path, script: Script, channel: Channel, change: dict) -> None:
    """A pace out of range or another language is an answer, not a bad sound."""
    with pytest.raises(Refused):
        PiperSpeech(FolderMedia(tmp_path)).narrate(script, channel.model_copy(update=change))


def test_word_times_survive_joined_and_split_groups() -> None:
    """A voice says "of the" as one group and splits a long word: both still get their own times."""
    heard = [Group("ɛnd", 0, 10), Group("ʌvðə", 10, 30), Group("twɛnti", 30, 50), Group("sɪks", 50, 60)]
    spans = word_spans(["ɛnd", "ʌv", "ðə", "twɛntisɪks"], heard)
    assert spans == [(0, 10), (10, 20), (20, 30), (30, 60)]
    assert groups([("^", 5), ("ˈ", 2), ("a", 3), (" ", 4), ("b", 6), (".", 1), ("$", 1)]) == [
        Group("a", 5, 10),
        Group("b", 14, 20),
    ]
    assert word_spans(["a"] * 9, heard[:1]) is None


def test_tones_have_exact_times(tmp_path: Path, script: Script, channel: Channel) -> None:
    """The double used by other tests gives one tone a word at known times."""
    media = FolderMedia(tmp_path)
    said = ToneSpeech(media).narrate(script, channel)
    assert len(said.words) == sum(len(line.spoken.split()) for line in script.lines)
    assert media.path(said.path).is_file()
    assert json.loads(said.model_dump_json())["words"][0]["start"] == 0.1
