"""What stands on every card: ground, story progress, the channel's bug, the AI badge, the rehearsal band."""

from functools import cache

import skia

from newsroom.model.channel import Channel
from newsroom.world.cards.grid import Grid
from newsroom.world.cards.lettering import font, width
from newsroom.world.cards.palette import AMBER, INK, Rgb, Theme

BADGE = "AI-GENERATED"
REHEARSAL = "REHEARSAL · NOT REAL NEWS"
_BARS = (0.13, 0.25, 0.19, 0.31, 0.24, 0.44, 0.38, 0.62)


def paint(colour: Rgb, alpha: int = 255) -> "skia.Paint":
    """A filled, smooth paint."""
    return skia.Paint(AntiAlias=True, Color=skia.Color(*colour, alpha))


def ground(canvas: "skia.Canvas", grid: Grid, theme: Theme) -> None:
    """The card's ground: a soft light from the upper right, and rising bars where platform buttons will lie."""
    canvas.drawImage(_ground(grid, theme), 0, 0, skia.SamplingOptions(), skia.Paint(BlendMode=skia.BlendMode.kSrc))


@cache
def _ground(grid: Grid, theme: Theme) -> "skia.Image":
    surface = skia.Surface(grid.width, grid.height)
    _paint_ground(surface.getCanvas(), grid, theme)
    return surface.makeImageSnapshot()


def _paint_ground(canvas: "skia.Canvas", grid: Grid, theme: Theme) -> None:
    fill = skia.Paint(BlendMode=skia.BlendMode.kSrc)
    fill.setShader(
        skia.GradientShader.MakeRadial(
            center=skia.Point(grid.width * 0.85, grid.height * 0.08), radius=grid.height * 0.62,
            colors=[skia.Color(*theme.ground_top), skia.Color(*theme.ground)],
        )
    )  # fmt: skip
    canvas.drawPaint(fill)
    if not grid.bars:
        return
    step = grid.width / len(_BARS)
    for number, share in enumerate(_BARS):
        top = grid.height - share * 480
        left = number * step + step * 0.08
        bar = skia.Paint(AntiAlias=True)
        bar.setShader(
            skia.GradientShader.MakeLinear(
                points=[skia.Point(0, top), skia.Point(0, grid.height)],
                colors=[skia.Color(*theme.bars), skia.Color(*theme.ground)],
            )
        )
        canvas.drawRect(skia.Rect.MakeLTRB(left, top, left + step * 0.72, grid.height), bar)


def progress(canvas: "skia.Canvas", grid: Grid, theme: Theme, cards: int, card: int, share: float) -> None:
    """One segment a card; `share` is how far the present card has come, 0 to 1."""
    box, gap = grid.progress, 12.0
    each = (box.width - gap * (cards - 1)) / cards
    for number in range(cards):
        left = box.left + number * (each + gap)
        canvas.drawRoundRect(skia.Rect.MakeLTRB(left, box.top, left + each, box.bottom), 3, 3, paint(theme.idle))
        filled = 1.0 if number < card else share if number == card else 0.0
        if filled > 0:
            right = left + max(6.0, each * filled)
            canvas.drawRoundRect(skia.Rect.MakeLTRB(left, box.top, right, box.bottom), 3, 3, paint(theme.accent))


def masthead(canvas: "skia.Canvas", grid: Grid, theme: Theme, channel: Channel) -> None:
    """Bug and title at the left, the AI badge at the right, and the rehearsal band below where it is one."""
    y, x, size = grid.furniture_y, grid.progress.left, 33 * max(grid.scale, 0.9)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y - 25, 50, 50), 8, 8, paint(theme.accent))
    for number, height in enumerate((14, 22, 30)):
        left = x + 12 + number * 10
        canvas.drawRect(
            skia.Rect.MakeXYWH(left, y + 15 - height, 7, height),
            paint(theme.on_accent if theme.on_accent != INK else (255, 255, 255)),
        )
    canvas.drawString(channel.title.upper(), x + 66, y + size * 0.36, font("label", size), paint(theme.text))
    badge_size = 28.0
    wide = width(BADGE, "label", badge_size) + 36
    right = grid.progress.right
    outline = paint(theme.muted)
    outline.setStyle(skia.Paint.kStroke_Style)
    outline.setStrokeWidth(3)
    canvas.drawRoundRect(skia.Rect.MakeLTRB(right - wide, y - 25, right, y + 25), 25, 25, outline)
    canvas.drawString(BADGE, right - wide + 18, y + badge_size * 0.36, font("label", badge_size), paint(theme.muted))
    if channel.rehearsal:
        _rehearsal(canvas, grid)


def _rehearsal(canvas: "skia.Canvas", grid: Grid) -> None:
    wide = width(REHEARSAL, "label", 28)
    if grid.progress.top > 90:
        top = grid.progress.top - 74
        box = skia.Rect.MakeLTRB(grid.progress.left, top, grid.progress.right, top + 48)
    else:
        middle = grid.width / 2
        box = skia.Rect.MakeLTRB(middle - wide / 2 - 24, grid.height - 56, middle + wide / 2 + 24, grid.height - 10)
    canvas.drawRoundRect(box, 6, 6, paint(AMBER))
    canvas.drawString(REHEARSAL, box.centerX() - wide / 2, box.centerY() + 10, font("label", 28), paint(INK))
