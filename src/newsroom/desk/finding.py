"""One line of what `newsroom doctor` found."""

from typing import Literal, NamedTuple

Light = Literal["ok", "off", "missing"]


class Finding(NamedTuple):
    """One part: `ok`, `off` (an option that nobody switched on) or `missing` (needed and not there)."""

    part: str
    light: Light
    detail: str
    next_step: str = ""
