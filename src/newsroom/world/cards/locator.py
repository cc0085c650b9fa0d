"""The locator map: where it happened, with neighbours named, a scale bar and the credit."""

from functools import cache
from typing import Any

import skia

from newsroom.world.cards.furniture import paint
from newsroom.world.cards.grid import Grid
from newsroom.world.cards.lettering import draw_lines, fit, font, width
from newsroom.world.cards.motion import rise
from newsroom.world.cards.outlines import Projection, countries, holds
from newsroom.world.cards.palette import AMBER, BLUE, INK, NAVY, WHITE, Theme

CREDIT = "Map: Natural Earth"
_SEA = INK
_NICE_KM = (20, 50, 100, 200, 500, 1000, 2000)


def locator(canvas: "skia.Canvas", grid: Grid, theme: Theme, data: dict[str, Any], t: float) -> None:
    """The country of the place lit up, a pin with its name, the headline over it."""
    lat, lon = float(data["lat"]), float(data["lon"])
    cx, cy = grid.width * 0.46, grid.content.top + grid.content.height * 0.60
    canvas.drawImage(_land(grid, lat, lon, float(data.get("span_deg", 30.0)), cx, cy), 0, 0)
    box = grid.content
    head = fit(data["headline"], "headline", 86 * grid.scale, box.width - 20, max_lines=2, min_size=52)
    _scrim(canvas, grid, box.top + head.height)
    draw_lines(canvas, head, box.left, box.top, theme.text, [rise(t, i) for i in range(2)])
    _pin(canvas, grid, data, cx, cy, t)
    _scale_bar(canvas, grid, lat, lon, float(data.get("span_deg", 30.0)))


@cache
def _land(grid: Grid, lat: float, lon: float, span: float, cx: float, cy: float) -> "skia.Image":
    surface = skia.Surface(grid.width, grid.height)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color(*_SEA))
    view = Projection(lat, lon, span, grid.width, cx, cy)
    names: list[tuple[str, float, float, float]] = []
    for country in countries():
        path, box = _path(country.rings, view, grid)
        if path is None:
            continue
        here = holds(country, lon, lat)
        canvas.drawPath(path, paint(BLUE if here else NAVY))
        edge = paint(_SEA)
        edge.setStyle(skia.Paint.kStroke_Style)
        edge.setStrokeWidth(3)
        canvas.drawPath(path, edge)
        if not here and box is not None:
            names.append((country.name, box.centerX(), box.centerY(), min(box.width(), box.height())))
    _neighbours(canvas, grid, names, cx, cy)
    return surface.makeImageSnapshot()


def _path(rings: Any, view: Projection, grid: Grid) -> tuple["skia.Path | None", "skia.Rect | None"]:
    path = skia.Path()
    path.setFillType(skia.PathFillType.kEvenOdd)
    best: skia.Rect | None = None
    for ring in rings:
        points = [p for p in (view.xy(lon, lat) for lon, lat in ring) if p is not None]
        if len(points) < 3:
            continue
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if max(xs) < 0 or min(xs) > grid.width or max(ys) < 0 or min(ys) > grid.height:
            continue
        path.addPoly([skia.Point(x, y) for x, y in points], True)
        seen = skia.Rect.MakeLTRB(max(0, min(xs)), max(0, min(ys)), min(grid.width, max(xs)), min(grid.height, max(ys)))
        if best is None or seen.width() * seen.height() > best.width() * best.height():
            best = seen
    return (path, best) if best is not None else (None, None)


def _neighbours(
    canvas: "skia.Canvas", grid: Grid, names: list[tuple[str, float, float, float]], cx: float, cy: float
) -> None:
    taken: list[skia.Rect] = [skia.Rect.MakeLTRB(cx - 60, cy - 130, cx + 460, cy + 60)]
    low, high = grid.content.top + 190 * grid.scale, grid.content.bottom - 60
    for name, x, y, room in sorted(names, key=lambda n: -n[3])[:8]:
        size = 30.0
        wide = width(name.upper(), "label", size)
        spot = skia.Rect.MakeLTRB(x - wide / 2 - 12, y - 26, x + wide / 2 + 12, y + 16)
        inside = (
            spot.left() > grid.content.left and spot.right() < grid.rail and spot.top() > low and spot.bottom() < high
        )
        if room < 70 or not inside or any(skia.Rect.Intersects(spot, other) for other in taken):
            continue
        taken.append(spot)
        canvas.drawString(name.upper(), x - wide / 2, y, font("label", size), paint((150, 166, 204)))


def _scrim(canvas: "skia.Canvas", grid: Grid, until: float) -> None:
    shade = skia.Paint()
    shade.setShader(
        skia.GradientShader.MakeLinear(
            points=[skia.Point(0, until * 0.55), skia.Point(0, until + 150)],
            colors=[skia.Color(*_SEA, 240), skia.Color(*_SEA, 0)],
        )
    )
    canvas.drawRect(skia.Rect.MakeLTRB(0, 0, grid.width, until + 160), shade)
    foot = skia.Paint()
    top = grid.content.bottom - 60
    foot.setShader(
        skia.GradientShader.MakeLinear(
            points=[skia.Point(0, top), skia.Point(0, grid.height)],
            colors=[skia.Color(*_SEA, 0), skia.Color(*_SEA, 255)],
        )
    )
    canvas.drawRect(skia.Rect.MakeLTRB(0, top, grid.width, grid.height), foot)


def _pin(canvas: "skia.Canvas", grid: Grid, data: dict[str, Any], cx: float, cy: float, t: float) -> None:
    entered = rise(t, 0, 0.3)
    if entered <= 0:
        return
    ring = paint(AMBER, int(255 * entered))
    ring.setStyle(skia.Paint.kStroke_Style)
    ring.setStrokeWidth(5)
    canvas.drawCircle(cx, cy, 28 * entered, ring)
    canvas.drawCircle(cx, cy, 15, paint(INK))
    canvas.drawCircle(cx, cy, 11, paint(AMBER))
    name = fit(data["place"], "headline", 60 * grid.scale, grid.rail - cx - 110, max_lines=1, min_size=36)
    note = fit(data.get("place_note", ""), "text", 36 * grid.scale, grid.rail - cx - 110, max_lines=1, min_size=28)
    wide = max(name.width, note.width) + 54
    tall = name.height + (note.height if data.get("place_note") else 0) + 26
    left, top = cx + 60, cy - 60 - tall
    line = paint(AMBER, int(255 * entered))
    line.setStrokeWidth(4)
    canvas.drawLine(cx + 16, cy - 16, left + 4, top + tall, line)
    canvas.drawRect(skia.Rect.MakeXYWH(left, top, wide, tall), paint(INK, int(235 * entered)))
    canvas.drawRect(skia.Rect.MakeXYWH(left, top, 9, tall), paint(AMBER, int(255 * entered)))
    draw_lines(canvas, name, left + 30, top + 10, WHITE, [entered])
    if data.get("place_note"):
        draw_lines(canvas, note, left + 30, top + 12 + name.height, (201, 211, 230), [entered])


def _scale_bar(canvas: "skia.Canvas", grid: Grid, lat: float, lon: float, span: float) -> None:
    view = Projection(lat, lon, span, grid.width, 0, 0)
    km = max((k for k in _NICE_KM if view.km_pixels(k) < 260), default=_NICE_KM[0])
    x, y, long = grid.content.left, grid.content.bottom - 14, view.km_pixels(km)
    mark = paint((201, 211, 230))
    mark.setStrokeWidth(4)
    canvas.drawLine(x, y, x + long, y, mark)
    canvas.drawLine(x, y - 9, x, y, mark)
    canvas.drawLine(x + long, y - 9, x + long, y, mark)
    canvas.drawString(f"{km:,} km", x + long + 16, y + 6, font("text", 30), paint((201, 211, 230)))
    wide = width(CREDIT, "text", 28)
    canvas.drawString(CREDIT, grid.rail - wide, y + 6, font("text", 28), paint((201, 211, 230)))
