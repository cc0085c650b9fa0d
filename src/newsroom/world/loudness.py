"""Broadcast loudness: -14 LUFS +-0.5, true peak at most -1 dBTP after AAC (av.md section 1).

Two channels first: mono to stereo keeps the loudness and drops the peaks 3 dB, which is the headroom the limiter needs.
The limiter works at 192 kHz, where sample peaks are true peaks, to -1.5 dBTP, since AAC adds some 0.2 dB.
"""

import re
from pathlib import Path
from typing import NamedTuple

from newsroom.model.errors import Unavailable
from newsroom.world.ffmpeg import ffmpeg

TARGET_LUFS = -14.0
CLOSE_ENOUGH_LU = 0.3
PASSES_MAX = 3
FIRST_GAIN_DB = 13.5
CHAIN = "highpass=f=70,acompressor=threshold=-24dB:ratio=3:attack=8:release=120,pan=stereo|c0=c0|c1=c0"
LIMITER = "aresample=192000,alimiter=limit=-1.5dB:level=false:latency=true,aresample=48000"
_INTEGRATED = re.compile(r"^\s+I:\s+(-?[\d.]+|-inf|nan) LUFS", re.M)
_PEAK = re.compile(r"^\s+Peak:\s+(-?[\d.]+|-inf|nan) dBFS", re.M)


class Loudness(NamedTuple):
    """Integrated loudness in LUFS and true peak in dBTP."""

    lufs: float
    peak_dbtp: float


def level(raw: Path, finished: Path) -> Loudness:
    """Write `raw` (mono, any rate) to `finished` (stereo, 48 kHz, 16 bit) at broadcast loudness, in at most 3 passes.

    Raises:
        Unavailable: ffmpeg failed, or the sound is silent.
    """
    gain = FIRST_GAIN_DB
    for _ in range(PASSES_MAX):
        sound = f"{CHAIN},volume={gain:.2f}dB,{LIMITER},ebur128=peak=true"
        _, report = ffmpeg(["-i", str(raw), "-af", sound, "-ar", "48000", "-c:a", "pcm_s16le", str(finished)])
        reached = read(report)
        if reached.lufs < -60:
            raise Unavailable("silent_voice", "The voice made no sound.", "Check the voice's model file.")
        if abs(TARGET_LUFS - reached.lufs) <= CLOSE_ENOUGH_LU:
            break
        gain += TARGET_LUFS - reached.lufs
    return reached


def read(report: str) -> Loudness:
    """The last summary of an ebur128 filter in ffmpeg's report; -inf reads as -120.

    Raises:
        Unavailable: the report has no summary.
    """
    integrated, peak = _INTEGRATED.findall(report), _PEAK.findall(report)
    if not integrated or not peak:
        raise Unavailable("no_loudness", "ffmpeg gave no loudness.", "Use an ffmpeg with the ebur128 filter.")
    return Loudness(_number(integrated[-1]), _number(peak[-1]))


def _number(written: str) -> float:
    return -120.0 if written in {"-inf", "nan"} else float(written)
