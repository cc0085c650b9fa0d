"""What a calendar says will happen: elections, summits, matches, trials (N 1.4 local event calendar)."""

from newsroom.model.base import Noun, UtcTime
from newsroom.model.item import Place


class Expected(Noun):
    """One entry of a calendar file. `ends_at` is after `starts_at`; `kind` is the calendar's own word, or empty.

    `where` is the place as written, `place` that place on the map where it could be found.
    """

    id: str
    title: str
    starts_at: UtcTime
    ends_at: UtcTime
    where: str = ""
    kind: str = ""
    place: Place | None = None
