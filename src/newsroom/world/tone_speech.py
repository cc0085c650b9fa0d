"""A `Speech` for tests and simulations: a tone for each word at exactly known times, no voice and no ffmpeg."""

import hashlib
import io
import wave

import numpy as np

from newsroom.model.assets import Narration, Word
from newsroom.model.channel import Channel
from newsroom.model.ids import content_key
from newsroom.model.script import Script
from newsroom.ports import Media
from newsroom.world.media import relative

RATE = 48_000
WORD_S, GAP_S, LINE_GAP_S = 0.28, 0.06, 0.32
LOUDNESS_LUFS, PEAK_DBTP = -14.0, -12.0
AMPLITUDE = 10 ** (PEAK_DBTP / 20)


class ToneSpeech:
    """Each word is a 997 Hz tone of 0.28 s divided by the channel's pace; a line's span is that of its words."""

    def __init__(self, media: Media) -> None:
        self._media = media

    def licence(self, voice: str) -> str:
        """A tone belongs to nobody."""
        return f"{voice}: a tone, no rights"

    def narrate(self, script: Script, channel: Channel) -> Narration:
        """The script as tones, written under its content key."""
        words: list[Word] = []
        spans: dict[str, tuple[float, float]] = {}
        at = 0.1
        for line in script.lines:
            start = at
            for text in line.spoken.split():
                end = at + WORD_S / channel.pace
                words.append(Word(text=text, start=round(at, 3), end=round(end, 3), line_id=line.id))
                at = end + GAP_S
            spans[line.id] = (round(start, 3), round(at - GAP_S, 3))
            at += LINE_GAP_S
        duration = round(at, 3)
        data = _tones(words, duration)
        key = content_key("tones", f"{channel.pace:g}", *(line.id + line.spoken for line in script.lines))
        place = self._media.put(key, ".wav", data)
        return Narration(
            path=relative(self._media, place),
            sha256=hashlib.sha256(data).hexdigest(),
            duration_s=duration,
            words=tuple(words),
            line_spans=spans,
            voice="tone",
            voice_licence=self.licence("tone"),
            loudness_lufs=LOUDNESS_LUFS,
            true_peak_dbtp=PEAK_DBTP,
            words_per_minute=round(60 / (WORD_S / channel.pace + GAP_S), 1),
        )


def _tones(words: list[Word], duration_s: float) -> bytes:
    moments = np.arange(round(duration_s * RATE)) / RATE
    loud = np.zeros(len(moments))
    for word in words:
        loud[round(word.start * RATE) : round(word.end * RATE)] = AMPLITUDE
    mono = np.round(np.sin(2 * np.pi * 997 * moments) * loud * 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.repeat(mono, 2).tobytes())
    return file.getvalue()
