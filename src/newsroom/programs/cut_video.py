# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws and encodes one stretch of a video: `python -m newsroom.programs.cut_video`, one JSON job on standard input.

A program of its own because the encoder library it loads is built with x264, which is GPL; and so that two stretches
run at once. It is started, never imported.

Only what changed is drawn: a card while it enters, then its progress and the caption; the last converted frame is
encoded again while nothing moves. Each stretch starts with a keyframe and ends with its own frames, so that stretches
are joined without encoding again. Job: see `newsroom.world.render`. A fault is one JSON line {"error", "message"}.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import skia
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from newsroom.model.assets import Visual
from newsroom.model.channel import Channel
from newsroom.model.errors import Unavailable
from newsroom.studio.captions import Cue, CueWord
from newsroom.world import captions
from newsroom.world.cards import Scene, scene
from newsroom.world.media import MACHINE_FAULTS

Pixels = npt.NDArray[np.uint8]
Rect = tuple[int, int, int, int]
FPS = 30
KEYFRAME_EVERY = 60
PROGRESS_EVERY = 10
DISSOLVE_FRAMES = 8
BT709 = 1
# Without look-ahead and B-frames: a third of the encoder's time for half again the (small) file.
X264 = "colorprim=bt709:transfer=bt709:colormatrix=bt709:scenecut=0:bframes=0:weightp=0:rc-lookahead=0"


class Picture:
    """The present picture as RGBA, and as the encoder's frame; only changed rectangles are converted."""

    def __init__(self, width: int, height: int) -> None:
        self.card: Pixels = np.zeros((height, width, 4), dtype=np.uint8)
        self.shown: Pixels = np.zeros((height, width, 4), dtype=np.uint8)
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self.frame.colorspace = BT709
        self.frame.color_range = ColorRange.MPEG
        self._planes = [
            np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)[:, : plane.width]
            for plane in self.frame.planes
        ]
        self._reformat = VideoReformatter()

    def convert(self, rect: Rect) -> None:
        """Bring one rectangle (edges on even numbers) of `shown` into the encoder's frame."""
        left, top, right, bottom = rect
        part = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(self.shown[top:bottom, left:right]), format="rgba")
        made = self._reformat.reformat(
            part, format="yuv420p", dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG, dst_color_range=ColorRange.MPEG,
        )  # fmt: skip
        for plane, target, half in zip(made.planes, self._planes, (1, 2, 2), strict=True):
            source = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)[:, : plane.width]
            target[top // half : bottom // half, left // half : right // half] = source


class Reel:
    """The stretch as a sequence of pictures: which card, how far in, which caption."""

    def __init__(self, job: dict[str, Any]) -> None:
        self._aspect = job["aspect"]
        self._channel = Channel.model_validate(job["channel"])
        self._visuals = [Visual.model_validate(row) for row in job["visuals"]]
        self._spans: list[tuple[int, int, int]] = [tuple(row) for row in job["spans"]]
        self._cues = [_cue(row) for row in job["cues"]]
        self._at = -1
        self._scene: Scene | None = None
        self._plate: tuple[float, int] = (-2.0, -1)
        self._before: Pixels | None = None
        width, height = job["width"], job["height"]
        self.picture = Picture(width, height)
        self._whole: Rect = (0, 0, width, height)

    def bring_to(self, number: int) -> None:
        """Make the picture that of frame `number`. Frames must come in order."""
        at = next(n for n, (_, first, end) in enumerate(self._spans) if first <= number < end)
        if at != self._at:
            self._change_card(at)
        _, first, end = self._spans[at]
        into = number - first
        share = (into // PROGRESS_EVERY * PROGRESS_EVERY) / max(1, end - first)
        changed = self._drawn(into / FPS, share)
        cue = self._cue_at(number / FPS)
        plate = captions.state(cue, number / FPS)
        dissolving = self._before is not None and into < DISSOLVE_FRAMES
        if dissolving or self._before is not None:
            changed = [self._whole]
        if plate != self._plate:
            changed.append(captions.area(self._aspect))
        if changed:
            self._compose(changed, cue, number / FPS, (into + 1) / (DISSOLVE_FRAMES + 1) if dissolving else 1.0)
        self._plate = plate
        if not dissolving:
            self._before = None

    def _change_card(self, at: int) -> None:
        self._before = self.picture.card.copy() if self._at >= 0 else None
        self._at = at
        visual = self._visuals[self._spans[at][0]]
        self._scene = scene(visual, self._channel, self._aspect, at, len(self._spans))

    def _drawn(self, t: float, share: float) -> list[Rect]:
        assert self._scene is not None
        return [_even(rect, self._whole) for rect in self._scene.draw(self.picture.card, t, share)]

    def _compose(self, changed: list[Rect], cue: Cue | None, t: float, opacity: float) -> None:
        """Lay the card, what is left of the card before, and the caption's plate over each other."""
        picture, area = self.picture, captions.area(self._aspect)
        touched = [rect for rect in changed if _overlap(rect, area)]
        for left, top, right, bottom in [*changed, *([area] if touched else [])]:
            picture.shown[top:bottom, left:right] = picture.card[top:bottom, left:right]
        if opacity < 1.0 and self._before is not None:
            fading = skia.Paint(Alphaf=1.0 - opacity)
            before = skia.Image.fromarray(self._before, skia.kRGBA_8888_ColorType, copy=False)
            skia.Surface(picture.shown).getCanvas().drawImage(before, 0, 0, skia.SamplingOptions(), fading)
        if cue is not None and touched:
            captions.draw(picture.shown, cue, t, self._aspect)
        covered = self._whole in changed
        for rect in [self._whole] if covered else [*changed, *([area] if touched and area not in changed else [])]:
            picture.convert(rect)

    def _cue_at(self, t: float) -> Cue | None:
        return next((cue for cue in self._cues if cue.start - captions.EARLIEST_S <= t < cue.end), None)


def _cue(row: list[Any]) -> Cue:
    start, end, lines = row
    return Cue(start, end, tuple(tuple(CueWord(*word) for word in line) for line in lines))


def _even(rect: Rect, whole: Rect) -> Rect:
    left, top, right, bottom = rect
    return max(0, left & ~1), max(0, top & ~1), min(whole[2], (right + 1) & ~1), min(whole[3], (bottom + 1) & ~1)


def _overlap(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def encode(job: dict[str, Any]) -> None:
    """Draw and encode the job's frames into its file."""
    reel = Reel(job)
    with av.open(job["out"], "w") as container:
        stream: Any = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = job["width"], job["height"], "yuv420p"
        stream.time_base = Fraction(1, FPS)
        context = stream.codec_context
        context.time_base, context.gop_size, context.thread_count = Fraction(1, FPS), KEYFRAME_EVERY, 1
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = ColorRange.MPEG
        stream.options = {"preset": job["preset"], "crf": str(job["crf"]), "x264-params": X264}
        for number in range(job["from"], job["to"]):
            reel.bring_to(number)
            frame = reel.picture.frame
            frame.pts, frame.time_base = number - job["from"], Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def thumbnail(job: dict[str, Any]) -> None:
    """Save the first card, settled and without a caption, as a PNG."""
    visual = Visual.model_validate(job["visuals"][job["spans"][0][0]])
    channel = Channel.model_validate(job["channel"])
    still = scene(visual, channel, job["aspect"], 0, len(job["spans"])).still()
    image = skia.Image.fromarray(still, skia.kRGBA_8888_ColorType)
    Path(job["thumbnail"]).write_bytes(bytes(image.encodeToData(skia.kPNG, 100)))


def main() -> int:
    """Do one job. 0, or 1 after a fault."""
    job = json.load(sys.stdin)
    try:
        if job["thumbnail"]:
            thumbnail(job)
        encode(job)
    except OSError as error:
        code = "machine_cannot_write" if error.errno in MACHINE_FAULTS else "cannot_write"
        return _fail(code, f"The video cannot be written: {error.strerror or error}.")
    except (KeyError, TypeError, ValueError, IndexError) as error:
        return _fail("card_data", f"A card cannot be drawn from its data ({type(error).__name__}: {error}).")
    except Unavailable as error:
        return _fail(error.code, error.message)
    return 0


def _fail(code: str, message: str) -> int:
    sys.stdout.write(json.dumps({"error": code, "message": message}) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
