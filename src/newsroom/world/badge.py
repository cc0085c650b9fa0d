"""Whether the words AI-GENERATED are to be read in the finished pictures: compared with how they are drawn.

A few frames are taken from the file, one in each of several cards. Where the badge stands, the letters' shape is
compared with our own drawing of them, whichever of letters and ground is the darker.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import skia

from newsroom.model.assets import Cut
from newsroom.model.channel import Aspect
from newsroom.world.cards.furniture import BADGE
from newsroom.world.cards.grid import GRIDS
from newsroom.world.cards.lettering import font, width

Grey = npt.NDArray[np.float64]
LETTERS_PX = 28.0
ALIKE_MIN = 0.80
FRAMES_MAX = 4
INTO_CARD_S = 1.0
SHIFTS = (-2, -1, 0, 1, 2)


def samples(cut: Cut) -> tuple[int, ...]:
    """The frames to look at: one second into each of at most four cards."""
    step = max(1, -(-len(cut.card_starts) // FRAMES_MAX))
    last = max(0, round(cut.duration_s * cut.fps) - 3)
    return tuple(sorted({min(round((start + INTO_CARD_S) * cut.fps), last) for start in cut.card_starts[::step]}))


def sampling(cut: Cut) -> str:
    """The ffmpeg filters that give the badge's place of those frames as grey pixels."""
    left, top, wide, tall = _box(cut.aspect)
    chosen = "+".join(f"eq(n\\,{frame})" for frame in samples(cut))
    return f"select='{chosen}',crop={wide}:{tall}:{left}:{top},format=gray"


def badge_found(raw: bytes, cut: Cut) -> bool:
    """True when every sampled frame carries the badge; `raw` is what `sampling` gave."""
    _, _, wide, tall = _box(cut.aspect)
    seen = np.frombuffer(raw, dtype=np.uint8).astype(np.float64)
    if not seen.size or seen.size != len(samples(cut)) * wide * tall:
        return False
    return all(_alike(frame, cut.aspect) for frame in seen.reshape(-1, tall, wide))


def _box(aspect: Aspect) -> tuple[int, int, int, int]:
    """Left, top, width and height of the letters' place, with two pixels around for the shifts."""
    grid = GRIDS[aspect]
    wide = int(width(BADGE, "label", LETTERS_PX))
    left = int(grid.progress.right) - wide - 18
    return left - 4, int(grid.furniture_y) - 16, wide + 8, 32


def _alike(seen: Grey, aspect: Aspect) -> bool:
    drawn = _drawn(aspect)
    inner = drawn[2:-2, 2:-2]
    best = max(abs(_correlation(inner, np.roll(seen, (dy, dx), (0, 1))[2:-2, 2:-2])) for dy in SHIFTS for dx in SHIFTS)
    return best >= ALIKE_MIN


@cache
def _drawn(aspect: Aspect) -> Grey:
    left, top, wide, tall = _box(aspect)
    grid = GRIDS[aspect]
    pixels = np.zeros((tall, wide, 4), dtype=np.uint8)
    canvas = skia.Surface(pixels).getCanvas()
    canvas.clear(skia.ColorBLACK)
    x = grid.progress.right - width(BADGE, "label", LETTERS_PX) - 18 - left
    white = skia.Paint(AntiAlias=True, Color=skia.ColorWHITE)
    canvas.drawString(BADGE, x, grid.furniture_y + LETTERS_PX * 0.36 - top, font("label", LETTERS_PX), white)
    return np.asarray(pixels[:, :, 0], dtype=np.float64)


def _correlation(one: Grey, other: Grey) -> float:
    a, b = one - one.mean(), other - other.mean()
    scale = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / scale if scale > 0 else 0.0
