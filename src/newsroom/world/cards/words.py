"""Cards made of words: title, text, quote, list and timeline, sources."""

from typing import Any

import skia

from newsroom.world.cards.furniture import paint
from newsroom.world.cards.grid import Grid
from newsroom.world.cards.lettering import Block, draw_lines, fit, font, width
from newsroom.world.cards.motion import grow, rise
from newsroom.world.cards.palette import AMBER, TEAL, WHITE, Theme


def title(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """Kicker tag, headline, a rule, deck, and where and when in words."""
    box, x, y = grid.content, grid.content.left, grid.content.top
    y = _tag(canvas, grid, theme, data["kicker"], x, y, rise(t))
    below = (34 + 11 + 40 + 62) * grid.scale + (140 * grid.scale if data.get("deck") else 0)
    room = box.bottom - y - 26 * grid.scale - below
    size = 132 * grid.scale
    block = fit(
        data["headline"], "headline", size, box.width - 20, max_lines=5, min_size=64 * grid.scale, max_height=room
    )
    y = draw_lines(
        canvas, block, x, y + 26 * grid.scale, theme.text, [rise(t, i, 0.1) for i in range(len(block.lines))]
    )
    y += 34 * grid.scale
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, 200 * grow(t, 2), 11), paint(theme.accent))
    y += 40 * grid.scale
    if data.get("deck"):
        deck = fit(data["deck"], "text", 50 * grid.scale, box.width - 60, max_lines=2, min_size=38 * grid.scale)
        y = draw_lines(canvas, deck, x, y, theme.muted, [rise(t, i, 0.45) for i in range(2)]) + 18 * grid.scale
    size, entered = 38 * grid.scale, rise(t, 0, 0.7)
    if entered > 0:
        place = str(data.get("place", "")).upper()
        gold = AMBER if theme.text == WHITE else theme.accent
        canvas.drawString(place, x, y + size, font("label", size), paint(gold, int(255 * entered)))
        offset = width(place, "label", size) + 24 if place else 0
        canvas.drawString(
            data["date"], x + offset, y + size, font("text", size * 0.95), paint(theme.muted, int(255 * entered))
        )


def text(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """One statement in large type with a rule at its side, and its source."""
    box = grid.content
    x, y = box.left, box.top + 10 * grid.scale
    if data.get("kicker"):
        y = _tag(canvas, grid, theme, data["kicker"], x, y, rise(t)) + 34 * grid.scale
    room, wide = box.bottom - y - 150 * grid.scale, grid.rail - x - 44
    block = fit(
        data["statement"], "headline", 100 * grid.scale, wide, max_lines=7, min_size=44 * grid.scale, max_height=room
    )
    canvas.drawRect(skia.Rect.MakeXYWH(x, y + 8, 10, (block.height - 8) * grow(t, 0, 0.05)), paint(theme.accent))
    y = draw_lines(canvas, block, x + 44, y, theme.text, [rise(t, i, 0.1) for i in range(len(block.lines))])
    _source(canvas, grid, theme, data.get("source", ""), x + 44, y + 40 * grid.scale, rise(t, 0, 0.7))


def quote(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """The words, large, between marks; then who said them and who carried them."""
    box = grid.content
    x, y = box.left, box.top
    mark = 240 * grid.scale
    canvas.drawString(
        "“", x - 14 * grid.scale, y + mark * 0.78, font("headline", mark), paint(theme.accent, int(255 * rise(t)))
    )
    y += 150 * grid.scale
    room = box.bottom - y - 190 * grid.scale
    size = 96 * grid.scale
    block = fit(data["quote"], "headline", size, box.width - 40, max_lines=6, min_size=50 * grid.scale, max_height=room)
    y = (
        draw_lines(canvas, block, x, y, theme.text, [rise(t, i, 0.1) for i in range(len(block.lines))])
        + 50 * grid.scale
    )
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, 10, 118 * grid.scale * grow(t, 3)), paint(theme.accent))
    entered = rise(t, 0, 0.6)
    name = fit(data["speaker"], "bold", 58 * grid.scale, box.width - 80, max_lines=1, min_size=36)
    draw_lines(canvas, name, x + 38, y - 4, theme.text, [entered])
    note = " · ".join(part for part in (data.get("role", ""), data.get("source", "")) if part)
    under = fit(note, "text", 38 * grid.scale, box.width - 80, max_lines=2, min_size=30) if note else None
    if under:
        draw_lines(canvas, under, x + 38, y + 66 * grid.scale, theme.muted, [rise(t, 1, 0.6)])


def rows(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """A headline and two to four rows, numbered, or dated when a row carries a time."""
    box = grid.content
    x, y, right = box.left, box.top, grid.rail
    head = fit(data["headline"], "headline", 88 * grid.scale, box.width, max_lines=2, min_size=54 * grid.scale)
    y = draw_lines(canvas, head, x, y, theme.text, [rise(t, i) for i in range(2)]) + 26 * grid.scale
    shown = data["rows"][:4]
    pitch = (box.bottom - y) / max(len(shown), 2)
    for number, row in enumerate(shown):
        entered, top = rise(t, number, 0.3), y + number * min(pitch, 190 * grid.scale)
        canvas.drawRect(skia.Rect.MakeXYWH(x, top, (right - x) * grow(t, number, 0.2), 3), paint(theme.rule))
        label, size = str(row.get("time") or number + 1), 42 * grid.scale
        lead = max(76 * grid.scale, width(label, "label", size) + 34)
        ink = paint(theme.accent, int(255 * entered))
        canvas.drawString(label, x, top + 24 * grid.scale + size, font("label", size), ink)
        room = min(pitch, 190 * grid.scale) - 34 * grid.scale
        block = fit(row["text"], "bold", 50 * grid.scale, right - x - lead, max_lines=3, min_size=32, max_height=room)
        draw_lines(canvas, block, x + lead, top + 22 * grid.scale, theme.text, [entered])


def sources(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """How we know: up to four outlets, the check, and the disclosure."""
    box = grid.content
    x, y, right = box.left, box.top, grid.rail
    head = fit(data["headline"], "headline", 92 * grid.scale, box.width, max_lines=1, min_size=56)
    y = draw_lines(canvas, head, x, y, theme.text, [rise(t)]) + 22 * grid.scale
    shown = data["rows"][:4]
    check_height, foot = 112 * grid.scale, 128 * grid.scale
    pitch = min(132 * grid.scale, (box.bottom - y - check_height - foot) / max(len(shown), 1))
    for number, row in enumerate(shown):
        _source_row(canvas, theme, row, number, (x, y + number * pitch, right), pitch, t)
    y = _check(canvas, data["check"], x, y + len(shown) * pitch + 6, right, check_height, t)
    canvas.drawRect(skia.Rect.MakeXYWH(x, y + 24, 9, 92 * grid.scale * grow(t, 5)), paint(theme.accent))
    note = fit(data["disclosure"], "text", 36 * grid.scale, right - x - 36, max_lines=2, min_size=28)
    draw_lines(canvas, note, x + 32, y + 22, theme.text, [rise(t, 1, 0.8)])


def _source_row(canvas: "skia.Canvas", theme: Theme, row: dict[str, Any], number: int, at: tuple[float, float, float],
                pitch: float, t: float) -> None:  # fmt: skip
    x, y, right = at
    entered = rise(t, number, 0.2)
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, (right - x) * grow(t, number, 0.1), 3), paint(theme.rule))
    tag_width = width(row["tag"], "label", 27) if row.get("tag") else 0
    name = fit(row["name"], "bold", pitch * 0.36, right - x - 90 - tag_width - 20, max_lines=1, min_size=28)
    side = pitch * 0.44
    canvas.drawRoundRect(
        skia.Rect.MakeXYWH(x, y + pitch * 0.2, side, side), 8, 8, paint(theme.text, int(255 * entered))
    )
    digit, size = str(number + 1), side * 0.6
    middle = x + side / 2 - width(digit, "label", size) / 2
    canvas.drawString(digit, middle, y + pitch * 0.2 + side * 0.72, font("label", size), paint(theme.ground))
    draw_lines(canvas, name, x + side + 28, y + pitch * 0.1, theme.text, [entered])
    note = fit(row.get("note", ""), "text", pitch * 0.26, right - x - side - 30, max_lines=1, min_size=28)
    draw_lines(canvas, note, x + side + 28, y + pitch * 0.1 + name.height, theme.muted, [entered])
    if tag_width:
        canvas.drawString(
            row["tag"], right - tag_width, y + pitch * 0.42, font("label", 27), paint(TEAL, int(255 * entered))
        )


def _check(
    canvas: "skia.Canvas", check: dict[str, str], x: float, y: float, right: float, height: float, t: float
) -> float:
    entered = rise(t, 0, 0.6)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, (right - x), height), 12, 12, paint(TEAL, int(255 * entered)))
    tick = paint(WHITE, int(255 * entered))
    tick.setStyle(skia.Paint.kStroke_Style)
    tick.setStrokeWidth(11)
    tick.setStrokeCap(skia.Paint.kRound_Cap)
    path = skia.Path()
    path.moveTo(x + 36, y + height * 0.52)
    path.lineTo(x + 62, y + height * 0.70)
    path.lineTo(x + 104, y + height * 0.30)
    canvas.drawPath(path, tick)
    first = fit(check["title"], "bold", height * 0.36, right - x - 160, max_lines=1, min_size=30)
    draw_lines(canvas, first, x + 138, y + height * 0.1, WHITE, [entered])
    second = fit(check["detail"], "bold", height * 0.27, right - x - 160, max_lines=1, min_size=28)
    draw_lines(canvas, second, x + 138, y + height * 0.55, WHITE, [entered])
    return y + height


def _tag(canvas: "skia.Canvas", grid: Grid, theme: Theme, words: str, x: float, y: float, entered: float) -> float:
    size = 38 * grid.scale
    wide = width(words.upper(), "label", size) + 46
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, wide * entered, size * 1.5), 5, 5, paint(theme.accent))
    if entered > 0.6:
        canvas.drawString(words.upper(), x + 23, y + size * 1.11, font("label", size), paint(theme.on_accent))
    return y + size * 1.5


def _source(canvas: "skia.Canvas", grid: Grid, theme: Theme, words: str, x: float, y: float, entered: float) -> None:
    if words:
        block: Block = fit(words, "text", 36 * grid.scale, grid.rail - x, max_lines=2, min_size=30)
        draw_lines(canvas, block, x, y, theme.muted, [entered])
