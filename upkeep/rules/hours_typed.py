"""Opening hours as people type them for each day of the week, understood. (pure)"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from directory.rules import DAYS
from directory.shapes import Schedule

_TIME = r"(\d{1,2})(?:[.:h](\d\d))?\s*(am|pm)?"
_SPAN = re.compile(rf"{_TIME}\s*(?:to|until|-|–|—)\s*{_TIME}", re.I)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.I)
LONGEST = 80


class NotHours(ValueError):
    """What was typed for a day is no time; the day's code."""


def simple(schedules: Sequence[Schedule]) -> bool:
    """Whether hours can be told day by day: the same every week, without dates."""
    return all(
        one.weeks == "any"
        and one.every == 1
        and not (one.closed or one.valid_from or one.valid_to or one.note)
        and one.opens is not None
        and one.closes is not None
        for one in schedules
    )


def typed(schedules: Sequence[Schedule]) -> dict[str, str]:
    """What stands in the box of each day."""
    found: dict[str, list[str]] = {day: [] for day in DAYS}
    for one in schedules:
        for day in one.days:
            if one.opens and one.closes:
                found[day].append(f"{one.opens:%H:%M}-{one.closes:%H:%M}")
    return {day: ", ".join(sorted(spans)) for day, spans in found.items()}


def understood(said: Mapping[str, str]) -> tuple[Schedule, ...]:
    """The hours of a week; days with the same hours together. NotHours names the day that cannot be read."""
    days: dict[tuple[time, time], list[str]] = {}
    for day in DAYS:
        for span in filter(None, _BETWEEN.split(said.get(day, "").strip()[:LONGEST])):
            days.setdefault(_span(span, day), []).append(day)
    return tuple(Schedule(tuple(some), opens, closes) for (opens, closes), some in days.items())


def _span(said: str, day: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(said)
    if not found:
        raise NotHours(day)
    first_half, last_half = (found[3] or "").lower(), (found[6] or "").lower()
    return _time(found[1], found[2], first_half, day), _time(found[4], found[5], last_half, day)


def _time(hour: str, minute: str | None, half: str, day: str) -> time:
    number = int(hour) + (12 if half == "pm" and int(hour) < 12 else -12 if half == "am" and int(hour) == 12 else 0)
    if number == 24:
        number = 0
    if not (0 <= number < 24 and 0 <= int(minute or 0) < 60):
        raise NotHours(day)
    return time(number, int(minute or 0))
