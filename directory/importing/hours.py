"""The ways in which files say when something is open. (pure)"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from datetime import time
from itertools import groupby

from directory.rules import DAYS
from directory.shapes import Schedule

_PART = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:-|–|to)\s*(\d{1,2})[:.](\d\d)", re.IGNORECASE)
_DAY_NAMES = {day: number for number, names in enumerate(
    (("monday",), ("tuesday", "tues"), ("wednesday",), ("thursday", "thur", "thurs"), ("friday",), ("saturday",), ("sunday",)))
    for day in (DAYS[number], *names)}  # fmt: skip
ENGLISH = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)  # the language of the file's words
_EARLY = 6  # "1:00" before this hour may mean the afternoon, so only "01:00" is believed


def times(value: str) -> list[tuple[time, time]] | None:
    """ "09:00-12:00,13:00-17:00" as pairs in order; None when that is not what it says, or when one ends before it begins."""
    found: list[tuple[time, time]] = []
    for part in re.split(r"[,;\n]", value):
        match = _PART.fullmatch(part.strip())
        opens, closes = (clock(f"{match[1]}:{match[2]}"), clock(f"{match[3]}:{match[4]}")) if match else (None, None)
        if opens is None or closes is None or closes <= opens or (found and opens < found[-1][1]):
            return None
        found.append((opens, closes))
    return found


def clock(value: str) -> time | None:
    """ "9:00" or "09:00". A single figure before 6 could be afternoon: not believed."""
    match = re.fullmatch(r"(\d{1,2})[:.](\d\d)", value)
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or (len(match[1]) == 1 and int(match[1]) < _EARLY):
        return None
    return time(int(match[1]), int(match[2]))


def day_of(value: str) -> str | None:
    """mon to sun from "Monday", "Mon" or "Tues"."""
    number = _DAY_NAMES.get(value.lower().rstrip("."))
    return None if number is None else DAYS[number]


def schedules(by_day: Dict[str, list[tuple[time, time]]], note: str = "") -> tuple[Schedule, ...]:
    """Schedules, days with the same hours together."""
    alike: dict[tuple[time, time], list[str]] = {}
    for day in DAYS:
        for pair in by_day.get(day, []):
            alike.setdefault(pair, []).append(day)
    return tuple(Schedule(tuple(days), *pair, note=note) for pair, days in alike.items())


def in_words(by_day: Dict[str, str]) -> str:
    """ "Monday to Friday: mornings. Saturday: closed." Days that follow one another with the same words are told together."""
    told = [(day, by_day[day]) for day in DAYS if by_day.get(day)]
    runs = []
    for words, some in groupby(told, key=lambda one: one[1]):
        numbers = [DAYS.index(day) for day, _words in some]
        for _gap, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0]):
            names = [ENGLISH[number] for _position, number in run]
            runs.append(f"{names[0]}: {words}." if len(names) == 1 else f"{_together(names)}: {words}.")
    return " ".join(runs)


def _together(names: list[str]) -> str:
    return f"{names[0]} and {names[1]}" if len(names) == 2 else f"{names[0]} to {names[-1]}"
