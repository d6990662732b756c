"""How far it is between two points, in miles."""

from math import asin, cos, radians, sin, sqrt

from hearth.core.directory.activity import Point

EARTH_MILES = 3958.8
"""The mean radius of the earth."""
MILES_A_DEGREE = 69.09
"""One degree of latitude, and of longitude at the equator."""


def miles(here: Point, there: Point) -> float:
    """Return the distance in a straight line (haversine)."""
    north = radians(there.latitude - here.latitude)
    east = radians(there.longitude - here.longitude)
    across = cos(radians(here.latitude)) * cos(radians(there.latitude))
    return 2 * EARTH_MILES * asin(min(1.0, sqrt(sin(north / 2) ** 2 + across * sin(east / 2) ** 2)))


def roughly_miles(north: float, east: float, to_north: float, to_east: float) -> float:
    """Return the distance between two points in degrees, quickly: right to a yard in ten miles."""
    up = to_north - north
    aside = (to_east - east) * cos(radians((north + to_north) / 2))
    return sqrt(up * up + aside * aside) * radians(EARTH_MILES)


def miles_words(distance: float) -> str:
    """Write a distance: “0.8 miles”, “12 miles”, “less than 0.1 miles”."""
    if distance < 0.1:
        return "less than 0.1 miles"
    shown = f"{distance:.1f}" if distance < 9.95 else f"{distance:.0f}"
    return f"{shown} {'mile' if shown == '1.0' else 'miles'}".replace("1.0 mile", "1 mile", 1)
