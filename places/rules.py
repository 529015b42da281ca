"""Postcode forms, names folded for comparing, distance. (pure)"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import product

from foundation.acts import is_system
from foundation.permissions import Permission

EARTH_RADIUS_MILES = 3958.8
LONGEST_TEXT = 200  # nobody types a longer place; the rest is not looked at
OUTWARD_FORMS = ("A9", "A99", "AA9", "AA99", "A9A", "AA9A")
INWARD_FORM = "9AA"

_AS_DIGIT = {"O": "0", "I": "1", "L": "1"}
_AS_LETTER = {"0": "O", "1": "I"}
_NOT_LETTERS_OR_DIGITS = re.compile(r"[^A-Z0-9]+")
_SLIPPED = "0-9OIL"
_WITHIN_TEXT = re.compile(rf"\b([A-Z01]{{1,2}}[{_SLIPPED}][A-Z0-9]?)\s*([{_SLIPPED}][A-Z01]{{2}})\b")


def miles_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance in miles over the ground, as the crow flies, between two points in degrees."""
    north, other_north = math.radians(lat), math.radians(other_lat)
    half_east = math.radians(other_lon - lon) / 2
    half_north = (other_north - north) / 2
    chord = math.sin(half_north) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(half_east) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(min(1.0, math.sqrt(chord)))


def plain(text: str) -> str:
    """Typed text in one form: width and digits of any script made plain, control characters and spaces one space."""
    shown = unicodedata.normalize("NFKC", text[:LONGEST_TEXT])
    return " ".join("".join(_plain_character(character) for character in shown).split())


def _plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return " " if unicodedata.category(character)[0] in "CZ" else character


def folded(name: str) -> str:
    """A place's name for comparing: no case, accents, dots or hyphens; "&" is "and" and "saint" is "st"."""
    bare = unicodedata.normalize("NFKD", plain(name).casefold().replace("&", " and "))
    letters = "".join(
        character if character.isalnum() else "" if character in "'’" else " "
        for character in bare
        if not unicodedata.combining(character)
    )
    return " ".join("st" if word == "saint" else word for word in letters.split())


def postcode_key(postcode: str) -> str:
    """The postcode as the database keeps it: capitals, no space."""
    return _NOT_LETTERS_OR_DIGITS.sub("", plain(postcode).upper())


def spaced(key: str) -> str:
    """A postcode as people write it: TF1 3AB."""
    return f"{key[:-3]} {key[-3:]}"


def outcode_of(key: str) -> str:
    """The outcode of a postcode key: TF1."""
    return key[:-3]


def sector_of(key: str) -> str:
    """The sector of a postcode key, as people write it: TF1 3."""
    return f"{key[:-3]} {key[-3]}"


def area_of(outcode: str) -> str:
    """The letters an outcode begins with: TF."""
    return re.match(r"[A-Z]*", outcode).group()  # type: ignore[union-attr]  # matches the empty text too


def _fit(typed: str, form: str) -> str | None:
    """`typed` in the letters and digits of this form, mending 0 for O, 1 for I or l; None when it cannot fit."""
    mended = []
    for character, kind in zip(typed, form, strict=True):
        mend = _AS_DIGIT if kind == "9" else _AS_LETTER
        better = character if _is(character, kind) else mend.get(character, "")
        if not _is(better, kind):
            return None
        mended.append(better)
    return "".join(mended)


def _is(character: str, kind: str) -> bool:
    return character.isascii() and (character.isdigit() if kind == "9" else character.isalpha())


def _slips(typed: str, mended: str) -> int:
    return sum(a != b for a, b in zip(typed, mended, strict=True))


def _best_first(typed: str, found: Iterator[str | None]) -> tuple[str, ...]:
    ways = {way for way in found if way is not None}
    return tuple(sorted(ways, key=lambda way: (_slips(typed, way), way)))


def postcodes_meant(text: str) -> tuple[str, ...]:
    """The postcode keys that the whole text may mean, likeliest first ("tfl 3ab" means TF13AB), or none."""
    typed = postcode_key(text)
    forms = OUTWARD_FORMS if _has_digit(typed) else ()
    ways = (_fit(typed, outward + INWARD_FORM) for outward in forms if len(outward + INWARD_FORM) == len(typed))
    return _best_first(typed, ways)


def postcode_within(text: str) -> str:
    """The last full postcode somewhere in a longer text, such as an address; empty when there is none."""
    found = _WITHIN_TEXT.findall(plain(text).upper())
    return next((way for outward, inward in reversed(found) for way in postcodes_meant(outward + inward)), "")


def outcodes_meant(text: str) -> tuple[str, ...]:
    """The outcodes that the whole text may mean, likeliest first. A word without any digit ("Hull") is none."""
    typed = postcode_key(text)
    forms = OUTWARD_FORMS if _has_digit(typed) else ()
    return _best_first(typed, (_fit(typed, form) for form in forms if len(form) == len(typed)))


def sectors_meant(text: str) -> tuple[str, ...]:
    """The sectors ("TF1 3") that the whole text may mean, likeliest first."""
    typed = postcode_key(text)
    forms = OUTWARD_FORMS if _has_digit(typed) else ()
    ways = _best_first(typed, (_fit(typed, form + "9") for form in forms if len(form) + 1 == len(typed)))
    return tuple(f"{way[:-1]} {way[-1]}" for way in ways)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of some points; good enough within one county. ValueError when there are none."""
    if not points:
        raise ValueError("no points")
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)


class Nearest:
    """Finds the nearest of many points quickly, by squares of a tenth of a degree."""

    def __init__(self, points: dict[str, tuple[float, float]]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[str, float, float]]] = {}
        for name, (lat, lon) in points.items():
            self._squares.setdefault(_square(lat, lon), []).append((name, lat, lon))

    def to(self, lat: float, lon: float, within_miles: float) -> str:
        """The name of the nearest point within some miles (at most 60); empty when there is none."""
        return self._to(lat, lon, within_miles / 4) or self._to(lat, lon, within_miles)

    def _to(self, lat: float, lon: float, within_miles: float) -> str:
        rows, columns = int(within_miles / 6.9) + 1, int(within_miles / 3.4) + 1  # a square is at least this far across
        row, column = _square(lat, lon)
        around = product(range(row - rows, row + rows + 1), range(column - columns, column + columns + 1))
        near = [
            (miles_between(lat, lon, other_lat, other_lon), name)
            for square in around
            for name, other_lat, other_lon in self._squares.get(square, ())
        ]
        miles, name = min(near, default=(math.inf, ""))
        return name if miles <= within_miles else ""


def _square(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat * 10), math.floor(lon * 10)


POLICY = {Permission.PLACES_LOAD: [[is_system]]}
