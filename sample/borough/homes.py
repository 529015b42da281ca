"""Where the invented families live: streets that nobody built, on real postcodes. (pure)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from sample.authorities import authority
from sample.borough.shapes import Home
from sample.borough.words import column
from sample.ground import Ground
from sample.wordfile import alternatives

_HIGHEST = 140  # house number
_STREETS_OF_A_TOWN = 14


@dataclass(frozen=True)
class Street:
    """An invented street, all of it on one real postcode."""

    name: str
    town: str
    postcode: str


@cache
def streets() -> tuple[Street, ...]:
    """The streets of the borough, the same for every seed: each name once."""
    ground, rng = Ground(authority("telford-and-wrekin")), Random("streets of the borough")
    names = [
        f"{one} {two}"
        for one in alternatives("streets.txt")["street"]["first"]
        for two in column("streets.tsv", "second")
    ]
    rng.shuffle(names)
    found = []
    for town in ground.towns:
        for row in ground.near(town)[:_STREETS_OF_A_TOWN]:
            found.append(Street(names.pop(), town, row.postcode))
    return tuple(found)


class Homes:
    """Gives each door to one family at a time; a door that a family left may be given again."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[tuple[str, int]] = set()
        self._left: list[Home] = []

    def history(self, first: date, today: date) -> list[Home]:
        """Where a family has lived since its first day, the last home last."""
        span = (today - first).days
        moves = self._rng.choices((0, 1, 2, 3), (58, 29, 9, 4))[0]
        days = sorted(self._rng.sample(range(1, max(span, 5)), min(moves, max(span, 5) - 1)))
        starts = [first, *(first + timedelta(days=day) for day in days if day < span)]
        ends = [*starts[1:], None]
        homes = [replace(self._one(start), until_on=end) for start, end in zip(starts, ends, strict=True)]
        self._left += homes[:-1]
        return homes

    def new(self, start: date, source: str = "education") -> Home:
        """A door that nobody of the borough has lived behind."""
        while True:
            street, number = self._rng.choice(streets()), self._rng.randint(1, _HIGHEST)
            if (street.name, number) not in self._given:
                break
        self._given.add((street.name, number))
        return Home((f"{number} {street.name}", street.town), street.postcode, source, start)

    def _one(self, start: date) -> Home:
        if self._left and self._rng.random() < 0.08:
            empty = self._rng.randrange(len(self._left))
            until = self._left[empty].until_on
            if until is not None and until < start:
                return replace(self._left.pop(empty), from_on=start, until_on=None)
        return self.new(start, self._rng.choice(("education", "education", "health", "housing")))


def lived_in(homes: Sequence[Home], born: date) -> tuple[Home, ...]:
    """A family's homes as one of its children has known them."""
    return tuple(
        replace(home, from_on=max(home.from_on, born))
        for home in homes
        if home.until_on is None or home.until_on > born
    )
