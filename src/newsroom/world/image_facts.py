"""What a picture's bytes say about themselves: a fingerprint, camera day and place, who made it, a provenance manifest.

Runs in the limited process like every parser of strangers' bytes. Read are JPEG, PNG, WebP and GIF. The fingerprint is a
difference hash: the picture in grey, nine by eight dots, one bit for each pair of neighbours in a row. A content-credentials
manifest (C2PA) is found by its container - APP11 segments of a JPEG, the caBX chunk of a PNG, the C2PA chunk of a WebP -
and kept by its hash; its signature is not checked, so it proves nothing. Only a statement against interest is believed:
the IPTC source type `trainedAlgorithmicMedia` in manifest or XMP, or a generator's own parameters in the file.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from newsroom.model.errors import Refused
from newsroom.model.item import GeoPoint
from newsroom.model.picture import Picture, Provenance
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.plain import clean, cut

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

PIXELS_MOST = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_WIDE, _HIGH = 9, 8
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _SOFTWARE = 36867, 305
_GENERATED = re.compile(rb"digitalsourcetype/trainedAlgorithmicMedia\b")
_PARAMETERS = re.compile(r"\bSteps: \d+.*\bSampler: ", re.S)
_UNSET_CLOCKS_UNTIL = date(2001, 12, 31)
_NAME_CHARS = 80


def parse(data: bytes) -> Parsed:
    """The facts of one picture, as the one `picture` of a parsed document.

    Raises:
        Refused: not_a_picture, too_large (more than sixty million dots).
    """
    import PIL.Image

    try:
        with PIL.Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MOST:
                raise Refused("too_large", f"The picture has more than {PIXELS_MOST:,} dots.")
            exif, info = image.getexif(), dict(image.info)
            size = image.width, image.height
            image.draft("L", (_WIDE * 8, _HIGH * 8))
            fingerprint = _fingerprint(image)
    except (PIL.UnidentifiedImageError, PIL.Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Refused("not_a_picture", "The document is no picture that can be read.") from error
    manifest = b"".join(_manifest(data))
    software = _software(exif, info)
    return Parsed(
        picture=Picture(
            item_id="",
            url="",
            sha256=hashlib.sha256(data).hexdigest(),
            fingerprint=fingerprint,
            width=size[0],
            height=size[1],
            taken_on=_taken_on(exif),
            point=_point(exif),
            made_with=software,
            provenance=_provenance(data, manifest, info),
            manifest_sha256=hashlib.sha256(manifest).hexdigest() if manifest else "",
        )
    )


def _fingerprint(image: "Image") -> str:
    import PIL.Image

    grey = image.convert("L").resize((_WIDE, _HIGH), PIL.Image.Resampling.LANCZOS)
    dots = grey.tobytes()
    bits = 0
    for row in range(_HIGH):
        for at in range(_WIDE - 1):
            here = row * _WIDE + at
            bits = bits << 1 | (dots[here] > dots[here + 1])
    return f"{bits:016x}"


def _taken_on(exif: "Exif") -> str:
    """The day the camera noted; a clock that nobody set (a first of January up to 2001) noted none."""
    raw = str(exif.get_ifd(_EXIF).get(_TAKEN, ""))
    found = re.match(r"(\d{4}):(\d\d):(\d\d) ", raw)
    if not found:
        return ""
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return ""
    unset = (day.month, day.day) == (1, 1) and day <= _UNSET_CLOCKS_UNTIL
    return "" if unset else day.isoformat()


def _point(exif: "Exif") -> GeoPoint | None:
    gps = exif.get_ifd(_GPS)
    lat, lon = _degrees(gps.get(2), str(gps.get(1, "")), "S"), _degrees(gps.get(4), str(gps.get(3, "")), "W")
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180) or lat == lon == 0:
        return None
    return GeoPoint(lat=round(lat, 4), lon=round(lon, 4))


def _degrees(parts: object, side: str, negative: str) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        whole, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = whole + minutes / 60 + seconds / 3600
    if value != value:
        return None
    return -value if side.upper().startswith(negative) else value


def _software(exif: "Exif", info: Mapping[Any, Any]) -> str:
    said = exif.get(_SOFTWARE) or info.get("Software") or info.get("software") or ""
    return cut(" ".join(clean(str(said)[:1_000]).split()), _NAME_CHARS)


def _provenance(data: bytes, manifest: bytes, info: Mapping[Any, Any]) -> Provenance:
    if _GENERATED.search(data) or _PARAMETERS.search(str(info.get("parameters", ""))[:20_000]):
        return "generated"
    return "unread" if manifest else "none"


def _manifest(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"\xff\xd8"):
        return (part[2:] for mark, part in _segments(data) if mark == 0xEB and part.startswith(b"JP"))
    if data.startswith(b"\x89PNG"):
        return (part for name, part in _chunks(data, 8, "big", after=4) if name == b"caBX")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return (part for name, part in _chunks(data, 12, "little", after=0) if name == b"C2PA")
    return iter(())


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, payload) of a JPEG's segments before its picture data."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            return
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length


def _chunks(data: bytes, at: int, order: str, after: int) -> Iterator[tuple[bytes, bytes]]:
    """(name, payload) of a PNG's or a WebP's chunks; `after` are the check bytes behind each."""
    while at + 8 <= len(data):
        if order == "big":
            length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        else:
            name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + after + (length % 2 if order == "little" else 0)
