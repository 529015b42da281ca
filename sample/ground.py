"""Where the sample stands: real postcodes near real towns, under streets and buildings that nobody built. (pure)"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from directory.shapes import AddressLines, Area
from sample.authorities import SampleAuthority
from sample.wordfile import alternatives, table

POSTCODES = Path(__file__).parent.parent / "places" / "data"
_LARGE_USERS = ("WV99", "L70")  # business post, not places that a family walks to


@dataclass(frozen=True)
class Postcode:
    """One real postcode and the ward of 2013 that it lay in."""

    postcode: str
    lat: float
    lon: float
    ward_code: str
    ward_name: str


@cache
def _postcodes(folder: Path, authority: SampleAuthority) -> tuple[Postcode, ...]:
    name = f"postcodes_{authority.slug.replace('-', '_')}_{authority.gss}.csv"
    with (folder / name).open(encoding="utf-8", newline="") as handle:
        return tuple(
            Postcode(row["postcode"], float(row["lat"]), float(row["lon"]), row["ward13_code"], row["ward13_name"])
            for row in csv.DictReader(handle)
            if row["ward13_code"] and not row["postcode"].startswith(_LARGE_USERS)
        )


def _nearest(rows: tuple[Postcode, ...], lat: float, lon: float, many: int) -> list[Postcode]:
    """The nearest postcodes; a degree of longitude is about 0.6 of a degree of latitude here."""
    return sorted(rows, key=lambda row: (row.lat - lat) ** 2 + (0.6 * (row.lon - lon)) ** 2)[:many]


class Ground:
    """The towns of one authority, and addresses in them. Each address is given once."""

    def __init__(self, authority: SampleAuthority, folder: Path = POSTCODES) -> None:
        self._rows = _postcodes(folder, authority)
        self._points = {
            row["town"]: (float(row["lat"]), float(row["lon"]))
            for row in table("towns.tsv")
            if row["authority"] == authority.slug
        }
        self._near: dict[str, list[Postcode]] = {}
        self._given: set[str] = set()
        self.towns = list(self._points)

    def near(self, town: str) -> list[Postcode]:
        """The sixty postcodes nearest to the middle of a town."""
        if town not in self._near:
            self._near[town] = _nearest(self._rows, *self._points[town], 60)
        return self._near[town]

    def neighbour(self, town: str, rng: Random) -> str:
        """One of the three towns nearest to this one."""
        lat, lon = self._points[town]
        others = sorted(
            (name for name in self.towns if name != town),
            key=lambda name: (self._points[name][0] - lat) ** 2 + (0.6 * (self._points[name][1] - lon)) ** 2,
        )
        return rng.choice(others[:3])

    def address(self, town: str, rng: Random, named: bool = True) -> AddressLines:
        """A new invented address on a real postcode of this town; named: it may have a house name that others share."""
        names = alternatives("streets.txt")["street"]
        while True:
            street = f"{rng.choice(names['first'])} {rng.choice(names['second'])}"
            door = f"{rng.randint(1, 78)} {street}"
            if door not in self._given:
                break
        self._given.add(door)
        where = rng.choice(self.near(town)[:36])
        lines: tuple[str, ...] = (door, town)
        if named and rng.random() < 0.55:
            lines = (f"{rng.choice(names['house'])} {rng.choice(names['kind'])}", *lines)
        return AddressLines(lines, where.postcode, where.lat, where.lon)

    def wards(self, town: str, many: int) -> tuple[Area, ...]:
        """The wards (2013) that most of the postcodes round a town lie in."""
        count: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.near(town):
            count[(row.ward_code, row.ward_name)] += 1
        most = sorted(count, key=lambda ward: (-count[ward], ward))[:many]
        return tuple(Area("ward", code, name) for code, name in most)

    def outcodes(self, town: str) -> tuple[Area, ...]:
        """The outcodes round a town, the commonest first."""
        count: dict[str, int] = defaultdict(int)
        for row in self.near(town):
            count[row.postcode.split()[0]] += 1
        most = sorted(count, key=lambda code: (-count[code], code))[:2]
        return tuple(Area("outcode", code, code) for code in most)
