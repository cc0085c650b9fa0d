"""The critic's ears and eyes: measures the finished file and the captions beside it, never the plan (N 3.7).

One decode gives black, frozen and silent stretches, loudness and the sound for the recogniser; one look at the
container gives streams, colour and disclosure. The recogniser hears the decoded sound and is compared with the word
times written in the caption file.
"""

import json
import re
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsroom.model.assets import Cut, Narration
from newsroom.model.errors import Refused
from newsroom.model.script import Script
from newsroom.ports import FileFacts, Media
from newsroom.studio.captions import Cue, read_vtt, shown_words
from newsroom.world import loudness
from newsroom.world.badge import badge_found, sampling
from newsroom.world.ffmpeg import ffmpeg, ffprobe
from newsroom.world.forced_alignment import RATE, word_starts

CONSTANT_S_MAX = 0.15
"""A constant lateness of the recogniser up to this is taken out; what lies beyond is the captions' own fault."""
# -70 dB: at -60 a word that changes colour on a wide picture counts as nothing; a held frame is still found.
SMALL = "'if(gt(iw,ih),640,360)':-2"
PICTURE = f"scale={SMALL}:flags=fast_bilinear,blackdetect=d=0.1:pix_th=0.10,freezedetect=n=-70dB:d=3"
SOUND = "asplit[a][b];[a]silencedetect=n=-45dB:d=0.7,ebur128=peak=true[c];[b]pan=mono|c0=0.5*c0+0.5*c1"
_BLACK = re.compile(r"black_start:([\d.]+) black_end:([\d.]+)")
_FROZEN = re.compile(r"freeze_(start|end): ([\d.]+)")
_SILENT = re.compile(r"silence_(start|end): (-?[\d.]+)")


class FileInspect:
    """`Inspect` with ffmpeg and a forced alignment. Paths in nouns are relative to `media`'s home folder."""

    def __init__(self, media: Media) -> None:
        self._media = media

    def measure(self, cut: Cut, narration: Narration, script: Script) -> FileFacts:
        """Measure the finished file and its captions.

        Raises:
            Refused: the file is missing or is not a video with sound.
            Unavailable: ffmpeg is missing or fails.
        """
        video = self._media.path(cut.path)
        if not video.is_file():
            raise Refused("no_video", f"The video {cut.path} is missing.", "Cut it again.")
        seen = _streams(video)
        picture, sound = seen["video"], seen["audio"]
        report, pcm, grey = _decoded(video, cut, (picture["width"], picture["height"]))
        heard = loudness.read(report)
        found = _captions(self._media.path(cut.captions_vtt))
        placed, late = _captions_against(pcm, found, narration, script)
        length = float(seen["format"]["duration"])
        return FileFacts(
            video_codec=picture["codec_name"],
            pixel_format=picture.get("pix_fmt", ""),
            width=picture["width"],
            height=picture["height"],
            fps=_rate(picture["avg_frame_rate"]),
            audio_codec=sound["codec_name"],
            sample_rate=int(sound["sample_rate"]),
            channels=sound["channels"],
            duration_s=round(length, 3),
            video_s=round(float(picture["duration"]), 3),
            audio_s=round(float(sound["duration"]), 3),
            loudness_lufs=heard.lufs,
            true_peak_dbtp=heard.peak_dbtp,
            silences=_stretches(_SILENT, report, length),
            black=tuple((float(start), float(end)) for start, end in _BLACK.findall(report)),
            frozen=_stretches(_FROZEN, report, length),
            faststart=_index_first(video),
            words_placed=placed,
            caption_p95_s=late,
            badge_found=badge_found(grey, cut),
            colour=picture.get("color_space", ""),
            comment=seen["format"].get("tags", {}).get("comment", ""),
            caption_lines=max((len(cue.lines) for cue in found), default=0),
            caption_chars=max((len(line) for cue in found for line in cue.text.split("\n")), default=0),
        )


def _streams(video: Path) -> dict[str, Any]:
    report = json.loads(ffprobe(["-show_streams", "-show_format", "-of", "json", str(video)]))
    kinds = {stream["codec_type"]: stream for stream in report.get("streams", [])}
    if "video" not in kinds or "audio" not in kinds:
        raise Refused("not_a_video", f"{video.name} has no picture or no sound.", "Cut it again.")
    return {**kinds, "format": report["format"]}


def _decoded(video: Path, cut: Cut, size: tuple[int, int]) -> tuple[str, bytes, bytes]:
    """One decode of picture and sound: ffmpeg's report, the sound for the recogniser, the places of the badge."""
    readable = size == (cut.width, cut.height)
    graph = f"[0:v]{PICTURE}[v];[0:a]{SOUND},aresample={RATE}[d]"
    if readable:
        graph = f"[0:v]split[p][q];[p]{PICTURE}[v];[q]{sampling(cut)}[w];[0:a]{SOUND},aresample={RATE}[d]"
    with tempfile.TemporaryDirectory(prefix="inspect-") as folder:
        grey = Path(folder, "badge.gray")
        pcm, report = ffmpeg([
            "-i", str(video), "-filter_complex", graph, "-map", "[v]", "-map", "[c]", "-f", "null", "-",
            "-map", "[d]", "-f", "s16le", "pipe:1",
            *(["-map", "[w]", "-fps_mode", "passthrough", "-f", "rawvideo", str(grey)] if readable else []),
        ])  # fmt: skip
        return report, pcm, grey.read_bytes() if grey.is_file() else b""


def _captions(place: Path) -> tuple[Cue, ...]:
    return read_vtt(place.read_text("utf-8")) if place.is_file() else ()


def _captions_against(
    pcm: bytes, found: Sequence[Cue], narration: Narration, script: Script
) -> tuple[float, float | None]:
    """Share of spoken words heard, and the 95th percentile of how far caption words are from their sound, in seconds.

    None when the captions do not hold the script's words, or nothing was heard.
    """
    starts = word_starts(pcm, [word.text for word in narration.words])
    placed = sum(start is not None for start in starts) / max(1, len(starts))
    heard = [
        word.model_copy(update={"start": start, "end": start + 0.1})
        for word, start in zip(narration.words, starts, strict=True)
        if start is not None
    ]
    expected = [word for line in script.lines for word in shown_words(line, [w for w in heard if w.line_id == line.id])]
    written = [word for cue in found for line in cue.lines for word in line]
    if not expected or [word.text for word in written] != [word.text for word in expected]:
        return round(placed, 3), None
    late = sorted(one.start - other.start for one, other in zip(written, expected, strict=True))
    constant = max(-CONSTANT_S_MAX, min(CONSTANT_S_MAX, late[len(late) // 2]))
    errors = sorted(abs(each - constant) for each in late)
    return round(placed, 3), round(errors[min(len(errors) - 1, int(0.95 * len(errors)))], 3)


def _stretches(pattern: re.Pattern[str], report: str, length: float) -> tuple[tuple[float, float], ...]:
    """Pairs of start and end from a filter's report; one that never ends lasts to the end of the file."""
    found: list[tuple[float, float]] = []
    start: float | None = None
    for kind, value in pattern.findall(report):
        if kind == "start":
            start = max(0.0, float(value))
        elif start is not None:
            found.append((round(start, 3), round(float(value), 3)))
            start = None
    if start is not None:
        found.append((round(start, 3), round(length, 3)))
    return tuple(found)


def _rate(written: str) -> float:
    above, _, below = written.partition("/")
    return round(int(above) / int(below or 1), 3) if int(below or 1) else 0.0


def _index_first(video: Path) -> bool:
    """Whether the index (moov) lies before the sound and picture (mdat), so that playing starts at once."""
    with video.open("rb") as file:
        while head := file.read(8):
            if len(head) < 8:
                return False
            size, kind = struct.unpack(">I4s", head)
            if kind in (b"moov", b"mdat"):
                return bool(kind == b"moov")
            if size == 1:
                size = struct.unpack(">Q", file.read(8))[0] - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False
