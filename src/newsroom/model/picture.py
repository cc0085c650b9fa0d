"""What can be measured of a picture that a report carries, and where the same picture was met before (N 2.4, step 4)."""

from typing import Annotated, Literal

from pydantic import Field

from newsroom.model.base import Noun, UtcTime
from newsroom.model.item import GeoPoint

Provenance = Literal["none", "unread", "generated"]
"""`unread`: a content-credentials manifest (C2PA) is there and kept by its hash, its signature is not checked here.
`generated`: the file itself says that a trained model made it, which needs no signature to be believed."""

Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""64 bits of brightness gradients (a difference hash), in hex: alike pictures differ in few bits."""


class Picture(Noun):
    """One picture of one item. `taken_on` is the camera's day (ISO), empty where the file has none; `point` its place.

    Size in pixels. `sha256` is of the bytes as received, `manifest_sha256` of the manifest's, empty without one.
    """

    item_id: str
    url: str
    sha256: str
    fingerprint: Fingerprint
    width: int
    height: int
    taken_on: str = ""
    point: GeoPoint | None = None
    made_with: str = ""
    provenance: Provenance = "none"
    manifest_sha256: str = ""


class SeenPicture(Noun):
    """A picture that an earlier story carried, and when it was first seen there."""

    story_id: str
    fingerprint: Fingerprint
    seen_at: UtcTime
