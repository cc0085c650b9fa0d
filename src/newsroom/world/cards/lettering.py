"""Type: faces, measuring, balanced lines, fitting a text into a box."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

import skia

from newsroom.model.errors import Unavailable
from newsroom.world.cards.palette import Rgb

Face = Literal["headline", "label", "text", "bold"]
FILES: dict[Face, str] = {
    "headline": "Archivo-Headline.ttf",
    "label": "Archivo-Label.ttf",
    "text": "Inter-Medium.ttf",
    "bold": "Inter-Bold.ttf",
}
LINE_HEIGHT: dict[Face, float] = {"headline": 1.0, "label": 1.15, "text": 1.3, "bold": 1.25}


class Block(NamedTuple):
    """Text set in lines: face and size in pixels, the lines, and the height they take."""

    face: Face
    size: float
    lines: tuple[str, ...]
    leading: float
    height: float
    width: float


@cache
def typeface(face: Face) -> "skia.Typeface":
    """The face's outlines.

    Raises:
        Unavailable: the font file is missing or damaged.
    """
    file = resources.files("newsroom").joinpath(f"data/fonts/{FILES[face]}")
    with resources.as_file(file) as path:
        loaded = skia.Typeface.MakeFromFile(str(path)) if path.exists() else None
    if loaded is None:
        raise Unavailable(
            "font_missing", f"The font {FILES[face]} cannot be read.", "Install the package again: make setup."
        )
    return loaded


@cache
def font(face: Face, size: float) -> "skia.Font":
    """A face at a size, with sub-pixel placing."""
    made = skia.Font(typeface(face), size)
    made.setSubpixel(True)
    made.setEdging(skia.Font.Edging.kAntiAlias)
    return made


def face_for(text: str, face: Face) -> Face:
    """The wanted face, or Inter where it lacks a letter of the text (Cyrillic, Greek in headlines)."""
    wanted = typeface(face)
    if all(wanted.unicharToGlyph(ord(c)) for c in text if not c.isspace()):
        return face
    return "bold" if face in ("headline", "label") else face


def width(text: str, face: Face, size: float) -> float:
    """Width of one line in pixels."""
    return float(font(face, size).measureText(text))


def fit(
    text: str, face: Face, size: float, box_width: float, *, max_lines: int, min_size: float, max_height: float = 1e9
) -> Block:
    """Text in at most `max_lines` balanced lines within the box, at `size` or the largest smaller size that fits.

    Never below `min_size`: a text that does not fit there is cut at a word with an ellipsis, its words were too many.
    """
    face = face_for(text, face)
    step = size
    while True:
        lines = wrap(text, face, step, box_width)
        widest = max((width(line, face, step) for line in lines), default=0.0)
        tall = step * LINE_HEIGHT[face] * len(lines)
        if len(lines) <= max_lines and widest <= box_width and tall <= max_height:
            return _block(face, step, balance(text, face, step, box_width, len(lines)))
        if step <= min_size:
            room = max(1, min(max_lines, int(max_height / (step * LINE_HEIGHT[face]))))
            kept = list(lines[:room])
            if len(lines) > room:
                kept[-1] = _ellipsis(kept[-1], face, step, box_width)
            return _block(face, step, tuple(kept))
        step = max(min_size, step * 0.94)


def wrap(text: str, face: Face, size: float, box_width: float) -> tuple[str, ...]:
    """Greedy lines of words."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, face, size) <= box_width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def balance(text: str, face: Face, size: float, box_width: float, count: int) -> tuple[str, ...]:
    """The same number of lines in the narrowest width, so that no last line is one lonely word."""
    low, high = 0.4 * box_width, box_width
    best = wrap(text, face, size, box_width)
    for _ in range(8):
        middle = (low + high) / 2
        tried = wrap(text, face, size, middle)
        fits = len(tried) <= count and all(width(line, face, size) <= middle for line in tried)
        if fits:
            best, high = tried, middle
        else:
            low = middle
    return best


def draw_lines(
    canvas: "skia.Canvas", block: Block, x: float, y: float, colour: Rgb, shown: Sequence[float] = ()
) -> float:
    """Draw a block with its top at `y`; returns the y below. `shown`: each line's entrance, 0 hidden to 1 in place."""
    ink = skia.Paint(AntiAlias=True, Color=skia.Color(*colour))
    baseline = y + block.size * 0.8
    for number, line in enumerate(block.lines):
        entered = shown[min(number, len(shown) - 1)] if shown else 1.0
        if entered > 0:
            canvas.save()
            top = baseline - block.size * 0.95
            canvas.clipRect(skia.Rect.MakeLTRB(0, top, 10_000, baseline + block.size * 0.32))
            shift = (1 - entered) * block.size * 1.1
            canvas.drawString(line, x, baseline + shift, font(block.face, block.size), ink)
            canvas.restore()
        baseline += block.leading
    return y + block.height


def _block(face: Face, size: float, lines: tuple[str, ...]) -> Block:
    leading = size * LINE_HEIGHT[face]
    widest = max((width(line, face, size) for line in lines), default=0.0)
    return Block(face, size, lines, leading, leading * len(lines), widest)


def _ellipsis(line: str, face: Face, size: float, box_width: float) -> str:
    words = line.split()
    while words and width(" ".join(words) + "…", face, size) > box_width:
        words.pop()
    return " ".join(words) + "…"
