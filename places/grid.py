"""From British National Grid metres to degrees, for files that give only eastings and northings. (pure)

The formulas and constants are those of the Ordnance Survey's guide to coordinate systems in Great Britain; with the one
seven-parameter shift the answer is right to about five metres, which is finer than a postcode.
"""

from __future__ import annotations

from math import atan2, cos, degrees, radians, sin, sqrt, tan

_AIRY = (6377563.396, 6356256.909)  # the ellipsoid of the National Grid, in metres
_WGS84 = (6378137.0, 6356752.314245)
_SCALE = 0.9996012717
_ORIGIN_NORTH, _ORIGIN_EAST = radians(49.0), radians(-2.0)
_FALSE_NORTH, _FALSE_EAST = -100_000.0, 400_000.0
_SHIFT = (446.448, -125.157, 542.060)
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = -20.4894e-6


def to_degrees(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude (WGS 84) of a grid point in metres."""
    lat, lon = _unproject(easting, northing)
    return _to_ellipsoid(*_shifted(*_to_space(lat, lon, _AIRY)), _WGS84)


def _arc(lat: float) -> float:
    """Length of the meridian from the grid's origin to this latitude, in metres."""
    a, b = _AIRY
    n = (a - b) / (a + b)
    difference, total = lat - _ORIGIN_NORTH, lat + _ORIGIN_NORTH
    return (
        b
        * _SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * difference
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(difference) * cos(total)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * difference) * cos(2 * total)
            - 35 / 24 * n**3 * sin(3 * difference) * cos(3 * total)
        )
    )


def _unproject(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in radians on the National Grid's own ellipsoid."""
    a, b = _AIRY
    lat = _ORIGIN_NORTH
    for _ in range(10):  # each round is a thousand times closer; four are enough
        lat += (northing - _FALSE_NORTH - _arc(lat)) / (a * _SCALE)
    squeeze = 1 - (b / a) ** 2
    nu = a * _SCALE / sqrt(1 - squeeze * sin(lat) ** 2)
    rho = nu * (1 - squeeze) / (1 - squeeze * sin(lat) ** 2)
    eta = nu / rho - 1
    t, sec, east = tan(lat), 1 / cos(lat), easting - _FALSE_EAST
    north = (
        lat
        - t / (2 * rho * nu) * east**2
        + t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta) * east**4
        - t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * east**6
    )
    over = (
        _ORIGIN_EAST
        + sec / nu * east
        - sec / (6 * nu**3) * (nu / rho + 2 * t**2) * east**3
        + sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4) * east**5
    )
    return north, over


def _to_space(lat: float, lon: float, ellipsoid: tuple[float, float]) -> tuple[float, float, float]:
    a, b = ellipsoid
    squeeze = 1 - (b / a) ** 2
    nu = a / sqrt(1 - squeeze * sin(lat) ** 2)
    return nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), (1 - squeeze) * nu * sin(lat)


def _shifted(x: float, y: float, z: float) -> tuple[float, float, float]:
    """From the grid's datum to the satellites'."""
    (dx, dy, dz), (rx, ry, rz), s = _SHIFT, _TURN, 1 + _STRETCH
    return dx + s * x - rz * y + ry * z, dy + rz * x + s * y - rx * z, dz - ry * x + rx * y + s * z


def _to_ellipsoid(x: float, y: float, z: float, ellipsoid: tuple[float, float]) -> tuple[float, float]:
    a, b = ellipsoid
    squeeze = 1 - (b / a) ** 2
    across = sqrt(x * x + y * y)
    lat = atan2(z, across * (1 - squeeze))
    for _ in range(5):
        nu = a / sqrt(1 - squeeze * sin(lat) ** 2)
        lat = atan2(z + squeeze * nu * sin(lat), across)
    return degrees(lat), degrees(atan2(y, x))
