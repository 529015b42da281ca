"""Opening hours as numbers: what a document's schedules say, in minutes and bits. (pure)

What they mean is what directory.hours says of the same schedules; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.rules import DAYS

DAY_NUMBERS = {day: number for number, day in enumerate(DAYS)}
ALL_DAYS = 127
ENDLESS = 9_999_999  # later than any date's ordinal
Document = Mapping[str, Any]
Holidays = Mapping[str, Sequence[tuple[date, date]]]  # by authority: school holidays, both days included


@dataclass(frozen=True)
class Opening:
    """Open from `opens` to `closes`, minutes after midnight (past 1440: the next day), on these days (bit 0 is Monday).

    `weeks` is any, term or holidays; `first` and `last` are ordinals of dates. A closed one is an exception. `group`
    keeps the hours of different sites apart, so that one that is closed for a day leaves the others open.
    """

    days: int
    opens: int
    closes: int
    weeks: str = "any"
    every: int = 1
    first: int = 0
    last: int = ENDLESS
    closed: bool = False
    group: int = 0


def openings_of(entry: Document, sites: Iterable[Document]) -> tuple[Opening, ...]:
    """The entry's hours and those it has at its sites; where it tells none, the hours of the sites themselves."""
    own = [entry["schedules"], *(use["schedules"] for use in entry["sites"])]
    told = any(schedule["opens"] for schedules in own for schedule in schedules)
    groups = own if told else [site["schedules"] for site in sites]
    return tuple(
        opening_of(schedule, number)
        for number, schedules in enumerate(groups)
        for schedule in schedules
        if schedule["closed"] or schedule["opens"]
    )


def opening_of(schedule: Document, group: int = 0) -> Opening:
    """One schedule of a document."""
    opens, closes = _minutes(schedule["opens"] or "00:00"), _minutes(schedule["closes"] or "23:59")
    named = sum(1 << DAY_NUMBERS[day] for day in dict.fromkeys(schedule["days"]))
    return Opening(
        days=named or (ALL_DAYS if schedule["closed"] else 0),
        opens=opens,
        closes=closes if closes > opens else closes + 1440,
        weeks=schedule["weeks"],
        every=schedule["every"] if schedule["every"] and schedule["valid_from"] else 1,
        first=ordinal(schedule["valid_from"]) or 0,
        last=ordinal(schedule["valid_to"]) or ENDLESS,
        closed=bool(schedule["closed"]),
        group=group,
    )


def days_of(openings: Iterable[Opening]) -> int:
    """The days on which it is open at some time, as bits."""
    days = 0
    for opening in openings:
        if not opening.closed:
            days |= opening.days
    return days


def ordinal(day: str | None) -> int | None:
    """A date as a number of days."""
    return date.fromisoformat(day[:10]).toordinal() if day else None


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])
