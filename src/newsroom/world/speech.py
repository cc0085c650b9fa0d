"""Narration: the script spoken sentence by sentence, joined with set gaps, levelled, and timed word by word (N 3.4).

The sound is the master clock of the video: every sentence is trimmed to what is heard and laid after an explicit gap,
so no pause comes from a picture's length. One narration is made once for its content and kept with its timings, since
another run of a voice would not be the same length.
"""

import hashlib
import re
import tempfile
import wave
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsroom.model.assets import Narration, Word
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused
from newsroom.model.ids import content_key
from newsroom.model.script import Line, Script
from newsroom.ports import Media
from newsroom.studio.spoken import spoken
from newsroom.world import loudness
from newsroom.world.media import cannot_write, relative
from newsroom.world.voice_program import Part, Sentence, Sound, speak
from newsroom.world.voices import Voice, bundled_voices, voice_named
from newsroom.world.word_timing import groups, word_spans

VERSION = "narration-1"
SENTENCE_GAP_S = 0.32
SCENE_GAP_S = 0.45
SPLIT_GAP_S = 0.10
LEAD_S = 0.12
TAIL_S = 0.50
KEPT_EDGE_S = 0.03
HEARD_ABOVE = 0.004
ALIGNMENT_LATENESS_S = 0.05
PACE_MIN, PACE_MAX = 0.8, 1.2
_TOKEN = re.compile(r"\[\[.*?\]\]\S*|\S+")


class Laid(NamedTuple):
    """The joined sound with its words (seconds) and the span of each line."""

    sound: Sound
    rate: int
    words: tuple[Word, ...]
    spans: dict[str, tuple[float, float]]


class PiperSpeech:
    """`Speech` with the Piper program. `voices` maps a channel's voice name to its model."""

    def __init__(self, media: Media, voices: Mapping[str, Voice] | None = None) -> None:
        self._media = media
        self._voices = bundled_voices() if voices is None else voices

    def licence(self, voice: str) -> str:
        """What the voice's licence says, to be shown and kept with each video. Raises Refused for an unknown voice."""
        return voice_named(self._voices, voice).licence

    def narrate(self, script: Script, channel: Channel) -> Narration:
        """The script's narration, made at most once for the same words, voice and pace.

        Raises:
            Refused: unknown voice, another language, a pace out of range, or a script without words.
            Unavailable: voice or ffmpeg missing.
            MachineFault: the media folder cannot be written.
        """
        voice = voice_named(self._voices, channel.voice)
        _check(script, channel, voice)
        lines = [(line, _TOKEN.findall(spoken(line.spoken))) for line in script.lines]
        key = _key(voice, channel.pace, lines)
        kept = self._media.find(key, ".json")
        if kept is not None and self._media.find(key, ".wav") is not None:
            return Narration.model_validate_json(kept.read_bytes())
        rate, engine, sentences = speak(voice, 1.0 / channel.pace, [words for _, words in lines])
        laid = lay(lines, sentences, rate)
        data, reached = _levelled(laid)
        sound = self._media.put(key, ".wav", data)
        narration = Narration(
            path=relative(self._media, sound),
            sha256=hashlib.sha256(data).hexdigest(),
            duration_s=_wave_seconds(sound),
            words=laid.words,
            line_spans=laid.spans,
            voice=f"{channel.voice} ({engine})",
            voice_licence=voice.licence,
            loudness_lufs=reached.lufs,
            true_peak_dbtp=reached.peak_dbtp,
            words_per_minute=_pace(laid.words),
        )
        self._media.put(key, ".json", narration.model_dump_json().encode())
        return narration


def lay(lines: Sequence[tuple[Line, Sequence[str]]], sentences: Sequence[Sentence], rate: int) -> Laid:
    """Sentences one after another: trimmed to their sound, a gap between sentences, a longer one between beats."""
    pieces: list[Sound] = [np.zeros(round(LEAD_S * rate), dtype=np.float32)]
    words: list[Word] = []
    spans: dict[str, tuple[float, float]] = {}
    at, beat = len(pieces[0]), ""
    for (line, tokens), sentence in zip(lines, sentences, strict=True):
        if beat:
            gap = SENTENCE_GAP_S if line.beat == beat else SCENE_GAP_S
            pieces.append(np.zeros(round(gap * rate), dtype=np.float32))
            at += len(pieces[-1])
        sound, offsets = _joined(sentence.parts, rate)
        spans[line.id] = (round(at / rate, 3), round((at + len(sound)) / rate, 3))
        words += _timed(line.id, tokens, sentence, offsets, at, rate)
        pieces.append(sound)
        at, beat = at + len(sound), line.beat
    pieces.append(np.zeros(round(TAIL_S * rate), dtype=np.float32))
    return Laid(np.concatenate(pieces), rate, tuple(words), spans)


def _joined(parts: Sequence[Part], rate: int) -> tuple[Sound, list[int]]:
    """The parts of one sentence with a short gap; offset of each part's first sample (trimmed away or not)."""
    sounds: list[Sound] = []
    offsets: list[int] = []
    at = 0
    for number, part in enumerate(parts):
        if number:
            ended = any(symbol in ".!?" for symbol, _ in parts[number - 1].phonemes[-3:])
            gap = SENTENCE_GAP_S if ended else SPLIT_GAP_S
            sounds.append(np.zeros(round(gap * rate), dtype=np.float32))
            at += len(sounds[-1])
        start, end = _heard(part.sound, rate)
        offsets.append(at - start)
        sounds.append(part.sound[start:end])
        at += end - start
    return np.concatenate(sounds), offsets


def _heard(sound: Sound, rate: int) -> tuple[int, int]:
    loud = np.flatnonzero(np.abs(sound) > HEARD_ABOVE)
    if not len(loud):
        return 0, len(sound)
    edge = round(KEPT_EDGE_S * rate)
    return max(0, int(loud[0]) - edge), min(len(sound), int(loud[-1]) + 1 + edge)


def _timed(
    line_id: str, tokens: Sequence[str], sentence: Sentence, offsets: Sequence[int], at: int, rate: int
) -> list[Word]:
    found = [
        group._replace(start=group.start + offset, end=group.end + offset)
        for part, offset in zip(sentence.parts, offsets, strict=True)
        for group in groups(part.phonemes)
    ]
    pairs = word_spans(sentence.words, found)
    if pairs is None:
        raise Refused(
            "untimed_words", f"The words of line {line_id} cannot be matched to their sound.", "Rewrite the line."
        )
    timed: list[Word] = []
    for token, (start, end) in zip(tokens, pairs, strict=True):
        starts = round(max(0.0, (at + start) / rate - ALIGNMENT_LATENESS_S), 3)
        ends = round(max(starts, (at + end) / rate - ALIGNMENT_LATENESS_S), 3)
        timed.append(Word(text=token, start=starts, end=ends, line_id=line_id))
    return timed


def _check(script: Script, channel: Channel, voice: Voice) -> None:
    if voice.language != channel.language:
        raise Refused(
            "voice_language",
            f"The voice {channel.voice} speaks {voice.language}, the channel {channel.language}.",
            "Choose another voice for the channel.",
        )
    if not PACE_MIN <= channel.pace <= PACE_MAX:
        raise Refused("pace", f"A pace of {channel.pace:g} is out of range.", f"Use {PACE_MIN} to {PACE_MAX}.")
    if not script.lines or not all(line.spoken.strip() for line in script.lines):
        raise Refused("nothing_to_say", "The script has a line without words.", "Write the script again.")


def _key(voice: Voice, pace: float, lines: Sequence[tuple[Line, Sequence[str]]]) -> str:
    texts = [f"{line.id}|{line.beat}|{' '.join(words)}" for line, words in lines]
    model = f"{voice.package}/{voice.model}|{voice.seed}|{voice.size}|{pace:.3f}"
    return content_key("narration", VERSION, f"piper {version('piper-tts')}", model, loudness.CHAIN, *texts)


def _levelled(laid: Laid) -> tuple[bytes, loudness.Loudness]:
    with tempfile.TemporaryDirectory(prefix="narration-") as folder:
        raw, finished = Path(folder, "raw.wav"), Path(folder, "finished.wav")
        try:
            write_wave(raw, laid.sound, laid.rate)
        except OSError as error:
            raise cannot_write(raw, error) from error
        reached = loudness.level(raw, finished)
        return finished.read_bytes(), reached


def write_wave(place: Path, sound: Sound, rate: int) -> None:
    """Write mono samples of -1 to 1 as 16-bit PCM."""
    with wave.open(str(place), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.clip(np.round(sound * 32767.0), -32768, 32767).astype("<i2").tobytes())


def _wave_seconds(place: Path) -> float:
    with wave.open(str(place), "rb") as file:
        return round(file.getnframes() / file.getframerate(), 3)


def _pace(words: Sequence[Word]) -> float:
    seconds = words[-1].end - words[0].start
    return round(len(words) * 60.0 / seconds, 1) if seconds > 0 else 0.0
