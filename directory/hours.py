"""When a service is open: what its schedules mean on a day, at a moment, in a week. (pure)

A schedule is the dict that a document holds: days, opens, closes ("09:00"), weeks, every, valid_from, valid_to, closed, note.
A schedule that closes at or before it opens runs past midnight; 00:00 to 00:00 is the whole day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from directory.rules import DAYS

Schedule = Mapping[str, Any]
Holidays = Sequence[tuple[date, date]]
LOOK_AHEAD = 15  # days: every second week is seen too


@dataclass(frozen=True)
class Window:
    """One stretch of being open, local time; `closes` may be on the next day."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class State:
    """At a moment. open None: nobody told us any hours. until: when it closes, None for never. next: when it opens."""

    open: bool | None
    until: datetime | None = None
    next: datetime | None = None


def in_holiday(day: date, holidays: Holidays) -> bool:
    """Whether schools are closed for holidays on this day, by the authority's own dates."""
    return any(first <= day <= last for first, last in holidays)


def windows_on(schedules: Sequence[Schedule], day: date, holidays: Holidays) -> list[Window]:
    """When it is open on this day, in order. A closed exception outdoes everything else."""
    if any(s["closed"] and _dated(s, day) and (not s["days"] or DAYS[day.weekday()] in s["days"]) for s in schedules):
        return []
    applying = [s for s in schedules if not s["closed"] and s["opens"] and _applies(s, day, holidays)]
    return sorted((_window(s, day) for s in applying), key=lambda w: (w.opens, w.closes))


def _dated(schedule: Schedule, day: date) -> bool:
    first, last = schedule["valid_from"], schedule["valid_to"]
    return (not first or date.fromisoformat(first) <= day) and (not last or day <= date.fromisoformat(last))


def _applies(schedule: Schedule, day: date, holidays: Holidays) -> bool:
    if DAYS[day.weekday()] not in schedule["days"] or not _dated(schedule, day):
        return False
    if schedule["weeks"] != "any" and (schedule["weeks"] == "holidays") != in_holiday(day, holidays):
        return False
    if schedule["every"] > 1 and schedule["valid_from"]:
        first = date.fromisoformat(schedule["valid_from"])
        weeks = ((day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))).days // 7
        return weeks % int(schedule["every"]) == 0
    return True


def _window(schedule: Schedule, day: date) -> Window:
    opens = datetime.combine(day, time.fromisoformat(schedule["opens"]))
    closes = datetime.combine(day, time.fromisoformat(schedule["closes"] or "23:59"))
    return Window(opens, closes if closes > opens else closes + timedelta(days=1))


def state(schedules: Sequence[Schedule], moment: datetime, holidays: Holidays) -> State:
    """Open or closed at a local moment (without time zone), until when, and when next within two weeks."""
    if not any(s["opens"] for s in schedules):
        return State(None)
    today = moment.date()
    days = [today + timedelta(days=n) for n in range(-1, LOOK_AHEAD)]
    windows = _joined([w for day in days for w in windows_on(schedules, day, holidays)])
    for window in windows:
        if window.opens <= moment < window.closes:
            endless = window.closes - moment > timedelta(days=LOOK_AHEAD - 2)
            return State(True, None if endless else window.closes)
        if window.opens > moment:
            return State(False, next=window.opens)
    return State(False)


def _joined(windows: list[Window]) -> list[Window]:
    """Stretches that touch or overlap become one: a helpline that never closes is open for days."""
    joined: list[Window] = []
    for window in sorted(windows, key=lambda w: (w.opens, w.closes)):
        if joined and window.opens <= joined[-1].closes:
            joined[-1] = Window(joined[-1].opens, max(joined[-1].closes, window.closes))
        else:
            joined.append(window)
    return joined


@dataclass(frozen=True)
class DayHours:
    """Days that follow one another and have the same hours. No times: closed."""

    first: str
    last: str
    times: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WeekHours:
    """The usual hours of one kind of week (any, term, holidays), and the notes that stand beside them."""

    weeks: str
    days: tuple[DayHours, ...]
    every: int = 1
    notes: tuple[str, ...] = ()


def usual_weeks(schedules: Sequence[Schedule], day: date) -> list[WeekHours]:
    """The hours as one writes them on a door: by kind of week, days with the same hours together, weekdays first."""
    usual = [s for s in schedules if not s["closed"] and s["opens"] and _not_over(s, day)]
    kinds = sorted(
        {(s["weeks"], s["every"]) for s in usual}, key=lambda k: (("any", "term", "holidays").index(k[0]), k[1])
    )
    return [
        _week(weeks, every, [s for s in usual if (s["weeks"], s["every"]) == (weeks, every)]) for weeks, every in kinds
    ]


def _not_over(schedule: Schedule, day: date) -> bool:
    return not schedule["valid_to"] or date.fromisoformat(schedule["valid_to"]) >= day


def _week(weeks: str, every: int, schedules: Sequence[Schedule]) -> WeekHours:
    by_day = {
        day: tuple(sorted({(s["opens"], s["closes"] or "") for s in schedules if day in s["days"]})) for day in DAYS
    }
    together: list[DayHours] = []
    for day in DAYS:
        if together and together[-1].times == by_day[day]:
            together[-1] = DayHours(together[-1].first, day, by_day[day])
        else:
            together.append(DayHours(day, day, by_day[day]))
    return WeekHours(weeks, tuple(together), every, tuple(dict.fromkeys(s["note"] for s in schedules if s["note"])))


def closures(schedules: Sequence[Schedule], day: date) -> list[tuple[date, date]]:
    """Days to come on which it is closed for once (holidays), first and last included."""
    dated = [s for s in schedules if s["closed"] and s["valid_from"] and _not_over(s, day)]
    return sorted(
        (date.fromisoformat(s["valid_from"]), date.fromisoformat(s["valid_to"] or s["valid_from"])) for s in dated
    )
