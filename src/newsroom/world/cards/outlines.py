"""Country outlines: TopoJSON (Natural Earth) decoded to rings of longitude and latitude, and a map projection."""

import json
import math
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

Ring = tuple[tuple[float, float], ...]


class Country(NamedTuple):
    """One country: its name and its outer and inner rings, in degrees east and north."""

    name: str
    rings: tuple[Ring, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Every country at 1:50 million."""
    text = resources.files("newsroom").joinpath("data/maps/countries-50m.json").read_text(encoding="utf-8")
    topology = json.loads(text)
    arcs = _decode(topology)
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = geometry.get("arcs", [])
        groups = polygons if geometry["type"] == "MultiPolygon" else [polygons]
        rings = tuple(_ring(ring, arcs) for polygon in groups for ring in polygon)
        found.append(Country(geometry.get("properties", {}).get("name", ""), rings))
    return tuple(found)


class Projection:
    """Azimuthal equal-area around a point (Lambert): true shapes near the centre, no broken poles.

    `span_deg` is the width of the view in degrees of arc, drawn over `width` pixels around (cx, cy).
    """

    def __init__(self, lat: float, lon: float, span_deg: float, width: float, cx: float, cy: float) -> None:
        self._lat, self._lon = math.radians(lat), math.radians(lon)
        self._scale = width / (2 * math.sin(math.radians(min(span_deg, 179) / 2) / 2) * 2)
        self._cx, self._cy = cx, cy

    def xy(self, lon: float, lat: float) -> tuple[float, float] | None:
        """Pixels of a point; None on the far side of the globe."""
        phi, lam = math.radians(lat), math.radians(lon) - self._lon
        cosc = math.sin(self._lat) * math.sin(phi) + math.cos(self._lat) * math.cos(phi) * math.cos(lam)
        if cosc < -0.2:
            return None
        k = math.sqrt(2 / (1 + cosc))
        x = k * math.cos(phi) * math.sin(lam)
        y = k * (math.cos(self._lat) * math.sin(phi) - math.sin(self._lat) * math.cos(phi) * math.cos(lam))
        return self._cx + self._scale * x, self._cy - self._scale * y

    def km_pixels(self, km: float) -> float:
        """How many pixels `km` kilometres take at the centre."""
        return km / 6371.0 * self._scale


def holds(country: Country, lon: float, lat: float) -> bool:
    """Whether the point lies in the country (even-odd over all rings)."""
    inside = False
    for ring in country.rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def _decode(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        decoded.append(points)
    return decoded


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> Ring:
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc if not points else arc[1:])
    return tuple(points)
