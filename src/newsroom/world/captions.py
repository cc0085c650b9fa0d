"""The caption plate: at most two lines on their own ground, the spoken word in amber (av.md section 2)."""

import skia

from newsroom.model.channel import Aspect
from newsroom.studio.captions import Cue, CueWord
from newsroom.world.cards.furniture import paint
from newsroom.world.cards.grid import GRIDS, Box
from newsroom.world.cards.lettering import Face, face_for, font, width
from newsroom.world.cards.palette import AMBER, INK, WHITE
from newsroom.world.cards.scene import Pixels, Rect

SIZE_PX = 55.0
SMALLEST_PX = 40.0
LEADING = 1.26
PAD_X, PAD_Y = 30.0, 20.0
PLATE_ALPHA = 235
EARLIEST_S = 0.02
"""A word lights up this long before its first sound reaches the ear: half a frame, so rounding never shows it late."""


def area(aspect: Aspect) -> Rect:
    """The pixels a plate may cover: left, top, right, bottom, on even numbers."""
    box = GRIDS[aspect].caption
    return (
        int(box.left) & ~1,
        int(box.top - PAD_Y) & ~1,
        (int(box.right) + 2) & ~1,
        (int(box.bottom) + 2) & ~1,
    )


def state(cue: Cue | None, t: float) -> tuple[float, int]:
    """What a plate looks like at `t`: which cue and which of its words is lit. Equal states draw equal pixels."""
    if cue is None:
        return (-1.0, -1)
    lit = sum(1 for line in cue.lines for word in line if word.start - EARLIEST_S <= t)
    return (cue.start, lit)


def draw(frame: Pixels, cue: Cue, t: float, aspect: Aspect) -> Rect:
    """Draw the plate of `cue` at `t` seconds over the frame (height × width × 4, RGBA); returns what it covers."""
    grid = GRIDS[aspect]
    lit = state(cue, t)[1]
    canvas = skia.Surface(frame).getCanvas()
    face = face_for(cue.text.replace("\n", " "), "bold")
    size = _size(cue, face, grid.caption.width - 2 * PAD_X, SIZE_PX * min(1.0, grid.scale + 0.08))
    plate = _plate(cue, face, size, grid.caption, whole=aspect == "9:16")
    canvas.drawRoundRect(skia.Rect.MakeLTRB(*plate), 18, 18, paint(INK, PLATE_ALPHA))
    baseline, number = plate.top + PAD_Y + size * 0.92, 0
    for line in cue.lines:
        spare = plate.right - plate.left - 2 * PAD_X - width(_text(line), face, size)
        x = plate.left + PAD_X + (0.0 if aspect == "9:16" else spare / 2)
        for word in line:
            number += 1
            colour = AMBER if number == lit else WHITE
            canvas.drawString(word.text, x, baseline, font(face, size), paint(colour))
            x += width(word.text + " ", face, size)
        baseline += size * LEADING
    return area(aspect)


def _text(line: tuple[CueWord, ...]) -> str:
    return " ".join(word.text for word in line)


def _size(cue: Cue, face: Face, room: float, size: float) -> float:
    widest = max(width(_text(line), face, size) for line in cue.lines)
    return max(SMALLEST_PX * 0.7, size * min(1.0, room / widest)) if widest else size


def _plate(cue: Cue, face: Face, size: float, box: Box, *, whole: bool) -> Box:
    """The plate: the whole width of the box where lines start at its left, else as wide as its words."""
    wide = box.width if whole else max(width(_text(line), face, size) for line in cue.lines) + 2 * PAD_X
    tall = size * LEADING * len(cue.lines) + 2 * PAD_Y - size * 0.12
    middle = (box.left + box.right) / 2
    top = box.bottom - tall
    return Box(middle - wide / 2, top, middle + wide / 2, box.bottom)
