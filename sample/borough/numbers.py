"""NHS numbers, pupil numbers and telephone numbers that belong to nobody. (pure)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # of pupil numbers: no I, O or S
_NOWHERE = "999"  # of NHS numbers: kept for tests; of authorities in pupil numbers: there is none
_PHONES = {"office": "01632 960{:03}", "mobile": "07700 900{:03}"}  # kept for drama


def nhs_numbers(rng: Random) -> Iterator[str]:
    """Ten digits, each number once."""
    first = rng.randrange(10**6)
    for step in range(10**6):
        digits = f"{_NOWHERE}{(first + step * 149_993) % 10**6:06}"  # no factor in common, so that none comes twice
        check = (
            11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        ) % 11
        if check < 10 and len(set(digits)) > 1:  # ten times one digit stands for "not known" in old systems
            yield f"{digits}{check}"


def upn(school: int, born: date, serial: int) -> str:
    """A check letter and twelve digits: authority, school, the year of the first register, a number of that register."""
    digits = f"{_NOWHERE}{school:04}{(born.year + 4) % 100:02}{serial:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True))
    return f"{_LETTERS[total % 23]}{digits}"


class Phones:
    """Numbers of each range in turn; a range has a thousand."""

    def __init__(self, rng: Random) -> None:
        self._order = list(range(1000))
        rng.shuffle(self._order)
        self._given = dict.fromkeys(_PHONES, 0)

    def give(self, kind: str) -> str:
        """The next number: office or mobile."""
        self._given[kind] += 1
        return _PHONES[kind].format(self._order[self._given[kind] % 1000])
