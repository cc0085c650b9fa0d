"""A visual as a scene that draws itself at a moment: entrances first, then only what moves."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import skia

from newsroom.model.assets import CardKind, Visual
from newsroom.model.channel import Aspect, Channel
from newsroom.world.cards import figures, furniture, words
from newsroom.world.cards.grid import GRIDS, Grid
from newsroom.world.cards.locator import locator
from newsroom.world.cards.motion import SETTLED_S
from newsroom.world.cards.palette import DARK, LIGHT, Theme

Pixels = npt.NDArray[np.uint8]
Rect = tuple[int, int, int, int]
Drawer = Callable[["skia.Canvas", Grid, Theme, dict[str, Any], float], None]

DRAWERS: dict[CardKind, tuple[Drawer, Theme]] = {
    "title": (words.title, DARK),
    "text": (words.text, DARK),
    "quote": (words.quote, LIGHT),
    "list": (words.rows, LIGHT),
    "timeline": (words.rows, LIGHT),
    "sources": (words.sources, LIGHT),
    "stat": (figures.stat, LIGHT),
    "chart": (figures.chart, LIGHT),
    "map": (locator, DARK),
}

GROUNDS: dict[str, Theme] = {"dark": DARK, "light": LIGHT}
"""A visual may ask for the other ground, so that two statements in a row do not look alike."""

PROGRESS_STEP_PX = 4.0


class Scene:
    """One card on one channel and aspect. `number` of `of` places it in the story's progress."""

    def __init__(self, visual: Visual, channel: Channel, aspect: Aspect, number: int = 0, of: int = 1) -> None:
        self._grid = GRIDS[aspect]
        self._drawer, usual = DRAWERS[visual.kind]
        self.theme = GROUNDS.get(str(visual.data.get("ground", "")), usual)
        self._data = visual.data
        self._channel = channel
        self._number, self._of = number, of
        self._still: Pixels | None = None
        self._step = -1
        self.size = (self._grid.width, self._grid.height)
        self.settled_after_s = SETTLED_S

    def draw(self, frame: Pixels, t: float, progress: float) -> tuple[Rect, ...]:
        """Bring `frame` (height × width × 4, RGBA) to `t` seconds into the card, `progress` 0 to 1 of its time.

        Returns the rectangles (left, top, right, bottom) that changed since the last call on this frame.
        """
        if t < self.settled_after_s:
            self._paint(frame, t, progress)
            self._still = None
            return ((0, 0, *self.size),)
        if self._still is None:
            self._paint(frame, self.settled_after_s + 9, progress)
            self._still = frame.copy()
            return ((0, 0, *self.size),)
        return self._advance(frame, progress)

    def _paint(self, frame: Pixels, t: float, progress: float) -> None:
        canvas = skia.Surface(frame).getCanvas()
        furniture.ground(canvas, self._grid, self.theme)
        self._drawer(canvas, self._grid, self.theme, self._data, t)
        furniture.progress(canvas, self._grid, self.theme, self._of, self._number, progress)
        furniture.masthead(canvas, self._grid, self.theme, self._channel)
        self._step = self._progress_step(progress)

    def _advance(self, frame: Pixels, progress: float) -> tuple[Rect, ...]:
        step = self._progress_step(progress)
        if step == self._step:
            return ()
        self._step = step
        furniture.progress(skia.Surface(frame).getCanvas(), self._grid, self.theme, self._of, self._number, progress)
        box = self._grid.progress
        return ((int(box.left), int(box.top) - 1, int(box.right) + 1, int(box.bottom) + 1),)

    def _progress_step(self, progress: float) -> int:
        return int(progress * self._grid.progress.width / self._of / PROGRESS_STEP_PX)

    def still(self) -> Pixels:
        """The settled card on its own, for thumbnails and checks."""
        frame = np.zeros((self._grid.height, self._grid.width, 4), dtype=np.uint8)
        self._paint(frame, self.settled_after_s + 9, 1.0)
        return frame


def scene(visual: Visual, channel: Channel, aspect: Aspect, number: int = 0, of: int = 1) -> Scene:
    """The scene of a visual.

    Raises:
        KeyError: the visual's data lacks what its kind of card shows.
    """
    return Scene(visual, channel, aspect, number, of)
