"""Opening hours made ready for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from directory import hours, telling
from directory.documents import Document
from foundation.words import gettext as _


@dataclass(frozen=True)
class WeekShown:
    """The hours of one kind of week."""

    title: str
    lines: list[tuple[str, str]]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class HoursShown:
    """Opening hours as words. No weeks: nobody told us."""

    now: str
    weeks: list[WeekShown]
    closures: list[str]

    def __bool__(self) -> bool:
        return bool(self.weeks)


def all_schedules(entry: Document, sites: Sequence[Document]) -> list[dict[str, Any]]:
    """When the service can be used anywhere: its own hours, those at each place, else those of its places."""
    found = list(entry["schedules"]) + [s for use in entry["sites"] for s in use["schedules"]]
    return found or [s for site in sites for s in site["schedules"]]


def hours_shown(schedules: Sequence[Any], moment: datetime, holidays: hours.Holidays) -> HoursShown:
    """Schedules as a page shows them."""
    today = moment.date()
    weeks = [
        WeekShown(telling.week_title(week), [telling.week_line(line) for line in week.days], week.notes)
        for week in hours.usual_weeks(schedules, today)
    ]
    closed = [_closure(first, last) for first, last in hours.closures(schedules, today)]
    return HoursShown(telling.open_now(hours.state(schedules, moment, holidays), moment), weeks, closed)


def _closure(first: date, last: date) -> str:
    if first == last:
        return _("Closed on %(date)s.") % {"date": telling.day_and_month(first)}
    return _("Closed from %(first)s to %(last)s.") % {
        "first": telling.day_and_month(first),
        "last": telling.day_and_month(last),
    }
