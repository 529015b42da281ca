"""A drawing of where services are: which part of the country is seen, and where on the paper each place falls. (pure)

No other site is asked for it. Within a county the earth is as good as flat: a mile north and a mile east are drawn alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MILES_A_DEGREE = 69.05  # of latitude; of longitude it is less by the cosine of the latitude
WIDTH, HEIGHT = 480, 360  # of the paper, in units of its own
DISC = 20  # radius of a mark: 24 pixels across on a screen of 320
MARGIN = 2.2 * DISC
LETTER, LINE = 6.2, 13  # half of a letter's width and of a line's height, as they are on a narrow screen
CLOSEST, WIDEST = 0.2, 400.0  # miles from top to bottom
LONE = 2.0  # miles from top to bottom around one place alone
_NICE = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Place:
    """A place of a service: the number of the service in its list, what the mark is called, and where it is."""

    number: int
    called: Any
    lat: float
    lon: float


@dataclass(frozen=True)
class Mark:
    """A disc on the paper, for one place or for several that would cover each other. said: what stands in it."""

    x: float
    y: float
    places: tuple[Place, ...]

    @property
    def said(self) -> str:
        """The number; the first with dots, where there are several: all of them stand in what the mark is called."""
        numbers = sorted({one.number for one in self.places})
        return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}…"


@dataclass(frozen=True)
class View:
    """What is seen: its middle, and how many miles from top to bottom."""

    lat: float
    lon: float
    miles: float

    @property
    def scale(self) -> float:
        """Units of the paper a mile."""
        return HEIGHT / self.miles

    def on_paper(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point falls, from the upper left corner."""
        east = (lon - self.lon) * MILES_A_DEGREE * math.cos(math.radians(self.lat))
        north = (lat - self.lat) * MILES_A_DEGREE
        return round(WIDTH / 2 + east * self.scale, 1), round(HEIGHT / 2 - north * self.scale, 1)

    def shows(self, x: float, y: float, edge: float = DISC) -> bool:
        """Whether a point of the paper is on it, so far from the edge."""
        return edge <= x <= WIDTH - edge and edge <= y <= HEIGHT - edge

    def box(self) -> tuple[float, float, float, float]:
        """The lowest and highest latitude, and longitude, that are seen."""
        up = self.miles / 2 / MILES_A_DEGREE
        side = up * WIDTH / HEIGHT / math.cos(math.radians(self.lat))
        return self.lat - up, self.lat + up, self.lon - side, self.lon + side

    def nearer(self, times: float) -> View:
        """The same middle from nearer (2) or further (0.5); never nearer or further than makes sense."""
        return View(self.lat, self.lon, min(max(self.miles / times, CLOSEST), WIDEST))

    def moved(self, north: float, east: float) -> View:
        """Moved by so many halves of what is seen."""
        up = self.miles / 2 / MILES_A_DEGREE
        lat = min(max(self.lat + north * up, -85.0), 85.0)
        lon = self.lon + east * up * WIDTH / HEIGHT / math.cos(math.radians(self.lat))
        return View(lat, min(max(lon, -179.0), 179.0), self.miles)

    def written(self) -> str:
        """As an address has it: "52.7012,-2.4805,3.2"."""
        return f"{self.lat:.4f},{self.lon:.4f},{self.miles:.4g}"


def read(text: str) -> View | None:
    """A view from an address; None for anything that is none."""
    parts = text[:60].split(",")
    if len(parts) != 3:
        return None
    try:
        lat, lon, miles = map(float, parts)
    except ValueError:
        return None
    if not (-85 <= lat <= 85 and -179 <= lon <= 179 and CLOSEST <= miles <= WIDEST):  # also refuses nan and inf
        return None
    return View(lat, lon, miles)


def around(places: Sequence[Place]) -> View | None:
    """The view that has every place on it, none at the edge; None without places."""
    if not places:
        return None
    lats, lons = [one.lat for one in places], [one.lon for one in places]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    high = (max(lats) - min(lats)) * MILES_A_DEGREE
    wide = (max(lons) - min(lons)) * MILES_A_DEGREE * math.cos(math.radians(lat))
    needed = max(high * HEIGHT / (HEIGHT - 2 * MARGIN), wide * HEIGHT / (WIDTH - 2 * MARGIN))
    return View(lat, lon, min(max(needed, LONE), WIDEST))


def marks(view: View, places: Iterable[Place]) -> list[Mark]:
    """A disc for each place that is seen; those that would cover each other share one."""
    found: list[Mark] = []
    for place in places:
        x, y = view.on_paper(place.lat, place.lon)
        if not view.shows(x, y):
            continue
        near = next((at for at, one in enumerate(found) if math.dist((x, y), (one.x, one.y)) < MARGIN), None)
        if near is None:
            found.append(Mark(x, y, (place,)))
        else:
            found[near] = Mark(found[near].x, found[near].y, (*found[near].places, place))
    return found


def names(
    view: View, towns: Iterable[tuple[str, float, float]], taken: Sequence[Mark]
) -> list[tuple[str, float, float]]:
    """Names of towns that can be read: none over another or over a mark, as many as there is room for, in the order given."""
    boxes = [(one.x, one.y, float(DISC), float(DISC)) for one in taken]
    written = []
    for name, lat, lon in towns:
        x, y = view.on_paper(lat, lon)
        half = len(name) * LETTER
        if view.shows(x, y, max(half, 10)) and not any(
            abs(x - bx) < half + bw and abs(y - by) < LINE + bh for bx, by, bw, bh in boxes
        ):
            boxes.append((x, y, half, LINE))
            written.append((name, x, y))
    return written


def ruler(view: View) -> tuple[float, float]:
    """A length in miles that is easy to read, and how long it is on the paper: about a fifth of its width."""
    most = max((one for one in _NICE if one * view.scale <= WIDTH / 3), default=_NICE[0])
    return most, round(most * view.scale, 1)
