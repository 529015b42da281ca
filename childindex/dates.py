"""A date of birth from three boxes: day, month by number or name, year. (pure)"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

Fault = Literal["", "missing", "impossible", "future", "too-old"]
OLDEST = 26  # years: help for disabled young people ends at 25
_LONGEST = 20  # characters of a box that are read
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """What was read: a date, or the fault that prevents it."""

    date: date | None
    fault: Fault


def read(day: str, month: str, year: str, *, today: date, oldest: int = OLDEST) -> Read:
    """A date of birth, or why there is none. The year has four digits: with two we would have to guess."""
    boxes = [_plain(box) for box in (day, month, year)]
    if not all(boxes):
        return Read(None, "missing")
    born = _date(*boxes)
    if born is None:
        return Read(None, "impossible")
    if born > today:
        return Read(None, "future")
    return Read(None, "too-old") if _age(born, today) >= oldest else Read(born, "")


def _plain(box: str) -> str:
    text = unicodedata.normalize("NFKC", box[:_LONGEST]).strip().rstrip(".").casefold()
    kept = (char for char in text if unicodedata.category(char) != "Cf")  # marks of direction
    return "".join(str(unicodedata.digit(char, char)) for char in kept)


def _date(day: str, month: str, year: str) -> date | None:
    numbers = (_number(year, 4), _month(month), _number(day, 2))
    try:
        return date(*numbers) if len(year) == 4 else None
    except ValueError:
        return None


def _number(box: str, longest: int) -> int:
    return int(box) if box.isascii() and box.isdigit() and len(box) <= longest else 0


def _month(box: str) -> int:
    if len(box) >= 3:
        named = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(box)]
        return named[0] if named else 0
    return _number(box, 2)


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
