"""One line of what `newsroom doctor` found."""

from typing import Literal, NamedTuple

Light = Literal["ok", "off", "missing", "overdue"]


class Finding(NamedTuple):
    """One part: `ok`, `off` (an option nobody switched on), `missing` (needed and not there) or `overdue` (to be read again)."""

    part: str
    light: Light
    detail: str
    next_step: str = ""
