"""The national grid of Great Britain: metres east and north of its origin, as degrees.

The formulas and constants are those of Ordnance Survey, “A guide to coordinate systems in Great
Britain”, annexes B and C. The last step (Helmert) is right to about 5 metres, which is plenty.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin, sqrt, tan

from hearth.core.directory.activity import Point


@dataclass(frozen=True)
class Ellipsoid:
    """The shape of the earth: half its longer and half its shorter axis, in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """Its eccentricity, squared."""
        return 1 - (self.b / self.a) ** 2


AIRY = Ellipsoid(6377563.396, 6356256.909)
WGS84 = Ellipsoid(6378137.0, 6356752.3141)
SCALE = 0.9996012717
ORIGIN = (radians(49), radians(-2))
FALSE_EAST, FALSE_NORTH = 400_000.0, -100_000.0
SHIFT = (446.448, -125.157, 542.060)
"""Metres from the centre of the older ellipsoid to that of WGS 84."""
TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
GROWTH = -20.4894e-6


def to_point(east: float, north: float) -> Point:
    """Return where a place on the grid is, in degrees of WGS 84."""
    return _to_wgs84(on_airy(east, north))


def on_airy(east: float, north: float) -> Point:
    """Return the latitude and longitude on the older ellipsoid, OSGB36 (annex C.2)."""
    phi = _footpoint(north)
    nu, rho = _curvature(phi)
    eta = nu / rho - 1
    t, d = tan(phi), east - FALSE_EAST
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    x = 1 / (cos(phi) * nu)
    xi = x / (6 * nu**2) * (nu / rho + 2 * t**2)
    xii = x / (120 * nu**4) * (5 + 28 * t**2 + 24 * t**4)
    xiia = x / (5040 * nu**6) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    latitude = phi - vii * d**2 + viii * d**4 - ix * d**6
    longitude = ORIGIN[1] + x * d - xi * d**3 + xii * d**5 - xiia * d**7
    return Point(degrees(latitude), degrees(longitude))


def _footpoint(north: float) -> float:
    """Return the latitude at which the meridian is as long as the northing says."""
    phi = ORIGIN[0]
    for _ in range(20):
        rest = north - FALSE_NORTH - _meridian(phi)
        phi += rest / (AIRY.a * SCALE)
        if abs(rest) < 1e-5:
            break
    return phi


def _curvature(phi: float) -> tuple[float, float]:
    flat = 1 - AIRY.e2 * sin(phi) ** 2
    return AIRY.a * SCALE / sqrt(flat), AIRY.a * SCALE * (1 - AIRY.e2) / flat**1.5


def _meridian(phi: float) -> float:
    """Return the length of the meridian from the origin to a latitude, in metres."""
    n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
    less, more = phi - ORIGIN[0], phi + ORIGIN[0]
    parts = (
        (1 + n + 5 / 4 * (n**2 + n**3)) * less,
        -(3 * (n + n**2) + 21 / 8 * n**3) * sin(less) * cos(more),
        15 / 8 * (n**2 + n**3) * sin(2 * less) * cos(2 * more),
        -35 / 24 * n**3 * sin(3 * less) * cos(3 * more),
    )
    return AIRY.b * SCALE * sum(parts)


def _to_wgs84(point: Point) -> Point:
    x, y, z = _cartesian(point)
    (tx, ty, tz), (rx, ry, rz), s = SHIFT, TURN, 1 + GROWTH
    moved = (
        tx + s * x - rz * y + ry * z,
        ty + rz * x + s * y - rx * z,
        tz - ry * x + rx * y + s * z,
    )
    return _from_cartesian(*moved)


def _cartesian(point: Point) -> tuple[float, float, float]:
    phi, lam = radians(point.latitude), radians(point.longitude)
    nu = AIRY.a / sqrt(1 - AIRY.e2 * sin(phi) ** 2)
    flat = (1 - AIRY.e2) * nu * sin(phi)
    return nu * cos(phi) * cos(lam), nu * cos(phi) * sin(lam), flat


def _from_cartesian(x: float, y: float, z: float) -> Point:
    across = sqrt(x**2 + y**2)
    phi = atan2(z, across * (1 - WGS84.e2))
    for _ in range(5):
        nu = WGS84.a / sqrt(1 - WGS84.e2 * sin(phi) ** 2)
        phi = atan2(z + WGS84.e2 * nu * sin(phi), across)
    return Point(degrees(phi), degrees(atan2(y, x)))
