"""How far apart two points of the earth lie."""

import math

from newsroom.model.item import GeoPoint

EARTH_KM = 6371.0
"""Mean radius."""


def kilometres(one: GeoPoint, other: GeoPoint) -> float:
    """Great-circle distance on a sphere, 0 to about 20,015."""
    north, south = math.radians(one.lat), math.radians(other.lat)
    across = math.radians(other.lon - one.lon)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
