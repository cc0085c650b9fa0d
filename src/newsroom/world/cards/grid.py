"""Where things may stand: frame, safe area, furniture, content and caption boxes for each aspect, in pixels.

The vertical box keeps clear of the platforms' buttons (right rail below y=850, text and buttons from y=1420).
"""

from typing import NamedTuple

from newsroom.model.channel import Aspect


class Box(NamedTuple):
    """A rectangle by its edges, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top


class Grid(NamedTuple):
    """One aspect's layout. `scale` multiplies type sizes; `rail` is the right edge below the platform's buttons."""

    width: int
    height: int
    progress: Box
    furniture_y: float
    content: Box
    caption: Box
    rail: float
    scale: float
    bars: bool


GRIDS: dict[Aspect, Grid] = {
    "9:16": Grid(
        1080, 1920, Box(96, 250, 936, 257), 313, Box(96, 400, 984, 1170), Box(96, 1210, 888, 1400), 888, 1.0, True
    ),
    "1:1": Grid(
        1080, 1080, Box(64, 48, 1016, 54), 100, Box(64, 165, 1016, 800), Box(64, 835, 1016, 1015), 1016, 0.82, False
    ),
    "16:9": Grid(
        1920, 1080, Box(110, 48, 1810, 54), 104, Box(110, 180, 1810, 810), Box(400, 845, 1520, 1015), 1810, 0.92, False
    ),
}
