"""Cards made of numbers: one large figure, and bars drawn from the story's own numbers."""

from typing import Any

import skia

from newsroom.world.cards.furniture import paint
from newsroom.world.cards.grid import Grid
from newsroom.world.cards.lettering import draw_lines, fit, font, width
from newsroom.world.cards.motion import grow, rise
from newsroom.world.cards.palette import Theme


def stat(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """One number as large as it fits, its unit, what it counts, and who gives it."""
    box = grid.content
    x, y = box.left, box.top
    kicker = fit(data["kicker"], "bold", 46 * grid.scale, box.width, max_lines=2, min_size=34)
    y = draw_lines(canvas, kicker, x, y, theme.muted, [rise(t)]) + 6 * grid.scale
    size = 400.0 * grid.scale
    while width(data["value"], "headline", size) > grid.rail - x and size > 120:
        size *= 0.94
    figure = fit(data["value"], "headline", size, box.width, max_lines=1, min_size=100)
    y = draw_lines(canvas, figure, x - size * 0.02, y, theme.text, [rise(t, 0, 0.1)]) + 4
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, 200 * grow(t, 1), 11), paint(theme.accent))
    y += 38 * grid.scale
    if data.get("unit"):
        unit = fit(data["unit"], "headline", 74 * grid.scale, grid.rail - x, max_lines=2, min_size=44)
        y = draw_lines(canvas, unit, x, y, theme.text, [rise(t, i, 0.3) for i in range(2)]) + 16 * grid.scale
    if data.get("statement"):
        words = fit(data["statement"], "text", 44 * grid.scale, grid.rail - x, max_lines=3, min_size=34)
        y = draw_lines(canvas, words, x, y, theme.muted, [rise(t, i, 0.5) for i in range(3)]) + 14 * grid.scale
    if data.get("source"):
        note = fit(data["source"], "text", 34, grid.rail - x, max_lines=2, min_size=30)
        draw_lines(canvas, note, x, y, theme.muted, [rise(t, 0, 0.8)])


def chart(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """Horizontal bars from zero with their labels and values written on them; measure and publisher below the title."""
    box = grid.content
    x, y, right = box.left, box.top, grid.rail
    head = fit(data["headline"], "headline", 82 * grid.scale, box.width, max_lines=2, min_size=50)
    y = draw_lines(canvas, head, x, y, theme.text, [rise(t, i) for i in range(2)]) + 8
    under = fit(data["subtitle"], "text", 38 * grid.scale, right - x, max_lines=2, min_size=30)
    y = draw_lines(canvas, under, x, y, theme.muted, [rise(t, 0, 0.2)]) + 26 * grid.scale
    bars = data["bars"][:4]
    most = max(bar["value"] for bar in bars) or 1
    room = box.bottom - y - 70 * grid.scale
    each = min(190 * grid.scale, room / len(bars))
    for number, bar in enumerate(bars):
        label = fit(bar["label"], "bold", 38 * grid.scale, right - x, max_lines=1, min_size=28)
        draw_lines(canvas, label, x, y, theme.text, [rise(t, number, 0.2)])
        shown_size = 46 * grid.scale
        shown_width = width(bar["shown"], "label", shown_size)
        longest = right - x - shown_width - 24
        length = max(8.0, longest * bar["value"] / most) * grow(t, number)
        top, height = y + label.height + 4, min(64 * grid.scale, each * 0.42)
        canvas.drawRect(skia.Rect.MakeXYWH(x, top, length, height), paint(theme.accent if number == 0 else theme.rule))
        if grow(t, number) > 0.3:
            at = (x + length + 20, top + height * 0.5 + shown_size * 0.34)
            canvas.drawString(bar["shown"], *at, font("label", shown_size), paint(theme.text))
        y += each
    note = fit(data["source"], "text", 32, right - x, max_lines=1, min_size=28)
    draw_lines(canvas, note, x, box.bottom - 44, theme.muted, [rise(t, 0, 0.8)])
