"""What is wrong with a card as it is laid out: measured on its pixels, not on its plan.

A card is compared with its empty ground. Nothing of it may stand in the caption's box or outside the safe area, and
it may not be empty.
"""

import numpy as np
import skia

from newsroom.model.assets import Visual
from newsroom.model.channel import Aspect, Channel
from newsroom.world.cards import furniture
from newsroom.world.cards.grid import GRIDS, Grid
from newsroom.world.cards.palette import Theme
from newsroom.world.cards.scene import Pixels, Scene

VISIBLE = 24
MIN_INK = 0.004


def issues(visual: Visual, channel: Channel, aspect: Aspect) -> tuple[str, ...]:
    """Sentences saying what is wrong; empty when the card may be shown."""
    missing = [key for key in NEEDED[visual.kind] if key not in visual.data]
    if missing:
        return (f"the card has no {', '.join(missing)}",)
    grid = GRIDS[aspect]
    card = Scene(visual, channel, aspect)
    changed = _changed(card.still(), _bare(grid, card.theme, channel))
    if visual.kind == "map":
        return ()
    found = []
    if _share(changed, grid.caption.left, grid.caption.top, grid.caption.right, grid.caption.bottom) > 0:
        found.append("it runs into the captions")
    if _share(changed, grid.content.right + 6, grid.content.top, grid.width, grid.content.bottom) > 0:
        found.append("it runs out of the safe area at the right")
    if _share(changed, grid.content.left, grid.content.top, grid.content.right, grid.content.bottom) < MIN_INK:
        found.append("it is empty")
    return tuple(found)


NEEDED: dict[str, tuple[str, ...]] = {
    "title": ("kicker", "headline", "date"),
    "text": ("statement",),
    "quote": ("quote", "speaker"),
    "list": ("headline", "rows"),
    "timeline": ("headline", "rows"),
    "sources": ("headline", "rows", "check", "disclosure"),
    "stat": ("kicker", "value"),
    "chart": ("headline", "subtitle", "bars", "source"),
    "map": ("headline", "lat", "lon", "place"),
}


def _bare(grid: Grid, theme: Theme, channel: Channel) -> Pixels:
    frame = np.zeros((grid.height, grid.width, 4), dtype=np.uint8)
    canvas = skia.Surface(frame).getCanvas()
    furniture.ground(canvas, grid, theme)
    furniture.progress(canvas, grid, theme, 1, 0, 1.0)
    furniture.masthead(canvas, grid, theme, channel)
    return frame


def _changed(first: Pixels, second: Pixels) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    difference = np.abs(first[:, :, :3].astype(np.int16) - second[:, :, :3].astype(np.int16)).max(axis=2)
    changed: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = difference > VISIBLE
    return changed


def _share(
    changed: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]", left: float, top: float, right: float, bottom: float
) -> float:
    box = changed[int(top) : int(bottom), int(left) : int(right)]
    return float(box.mean()) if box.size else 0.0
