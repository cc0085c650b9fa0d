"""Whether a story's pictures are what they are shown as (N 2.4, step 4; compliance.md section 10).

Three things can be said without looking into a picture: its own file dates or places it elsewhere, the file says that a
trained model made it, or an earlier story carried it. Nothing of this proves a picture right: a file without metadata,
which most outlets publish, says nothing and counts as nothing.

- before: the camera's day lies more than two days before the story's first report;
- elsewhere: the camera's place lies more than 300 km from every place of the story that is known to a town;
- generated: see `model.picture.Provenance`;
- reused: at most 6 of 64 gradient bits differ from a picture that another story carried over two days ago. A flat picture
  (a logo on one colour) has no gradients to compare and is left out.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from newsroom.model.distance import kilometres
from newsroom.model.item import GeoPoint
from newsroom.model.picture import Picture
from newsroom.model.story import Dossier

DAYS_BEFORE = 2
KM_AWAY = 300.0
BITS_APART = 6
_TOWN = 1.0
_FEWEST_BITS, _MOST_BITS = 6, 58

Doubt = Literal["before", "elsewhere", "generated", "reused"]


class Doubted(NamedTuple):
    """One doubt about one item's picture, with what was measured."""

    item_id: str
    doubt: Doubt
    why: str


def doubts(dossier: Dossier) -> tuple[Doubted, ...]:
    """Every doubt about the story's pictures, in the order of its items; none without pictures."""
    return tuple(found for picture in dossier.context.pictures for found in _doubts(picture, dossier))


def apart(one: str, other: str) -> int:
    """In how many of 64 bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _doubts(picture: Picture, dossier: Dossier) -> Iterator[Doubted]:
    first = dossier.story.first_published_at
    if picture.taken_on and date.fromisoformat(picture.taken_on) < first.date() - timedelta(days=DAYS_BEFORE):
        yield Doubted(picture.item_id, "before", f"taken on {picture.taken_on}, first report on {first.date()}")
    away = _km_away(picture.point, dossier)
    if away is not None and away > KM_AWAY:
        yield Doubted(picture.item_id, "elsewhere", f"taken {away:.0f} km from the nearest place of the story")
    if picture.provenance == "generated":
        yield Doubted(
            picture.item_id, "generated", f"its file says that a model made it ({picture.made_with or 'unnamed'})"
        )
    earlier = _seen_before(picture, dossier)
    if earlier:
        yield Doubted(picture.item_id, "reused", f"carried before by {earlier}")


def _seen_before(picture: Picture, dossier: Dossier) -> str:
    if not _FEWEST_BITS <= int(picture.fingerprint, 16).bit_count() <= _MOST_BITS:
        return ""
    latest = dossier.story.first_published_at - timedelta(days=DAYS_BEFORE)
    same = (
        seen
        for seen in dossier.context.seen_pictures
        if seen.story_id != dossier.story.id
        and seen.seen_at < latest
        and apart(seen.fingerprint, picture.fingerprint) <= BITS_APART
    )
    found = min(same, key=lambda seen: (seen.seen_at, seen.story_id), default=None)
    return f"{found.story_id} on {found.seen_at.date()}" if found else ""


def _km_away(point: GeoPoint | None, dossier: Dossier) -> float | None:
    towns = [place.point for place in dossier.story.places if place.point and place.precision >= _TOWN]
    if point is None or not towns:
        return None
    return min(kilometres(point, town) for town in towns)
