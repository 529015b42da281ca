"""Days, hours and opening times as sentences. (pure)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from babel.dates import format_date, get_day_names
from babel.dates import format_time as babel_time

from directory import hours, rules
from directory.telling.writing import joined
from foundation import words
from foundation.words import gettext as _
from foundation.words import ngettext

MIDNIGHT_SOON = time(23, 59)  # how many agencies write that they close at midnight


def clock_time(at: time) -> str:
    """9am, 9:30am, noon, midnight in English; as the language writes it elsewhere, always in Latin digits."""
    if words.language() != "en":
        return babel_time(at, "short", locale=words.locale())
    if at == MIDNIGHT_SOON or (at.minute == 0 and at.hour in (0, 12)):
        return _("noon") if at.hour == 12 else _("midnight")
    hour, half = (at.hour % 12 or 12), ("am" if at.hour < 12 else "pm")
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"


def day_name(day: str) -> str:
    """Monday, poniedziałek, الاثنين. (Names that stand alone are mixed up between languages: python-babel#1234.)"""
    return get_day_names("wide", "format", locale=words.locale())[rules.DAYS.index(day)]


def day_and_month(day: date) -> str:
    """3 May 2026."""
    return format_date(day, "d MMMM y", locale=words.locale())


def span(opens: str, closes: str) -> str:
    """9am to 5pm; all day."""
    if (opens, closes) == ("00:00", "00:00"):
        return _("all day and night")
    first = clock_time(time.fromisoformat(opens))
    if not closes:
        return _("from %(time)s") % {"time": first}
    return _("%(opens)s to %(closes)s") % {"opens": first, "closes": clock_time(time.fromisoformat(closes))}


def open_now(state: hours.State, moment: datetime) -> str:
    """Open until 3pm; Closed now, opens Tuesday at 9am; "" when nobody told us any hours."""
    if state.open is None:
        return ""
    if state.open:
        if state.until is None:
            return _("Open all day and night")
        return _("Open until %(time)s") % {"time": clock_time(state.until.time())}
    if state.next is None:
        return _("Closed now")
    at = clock_time(state.next.time())
    days = (state.next.date() - moment.date()).days
    if days == 0:
        return _("Closed now, opens today at %(time)s") % {"time": at}
    if days == 1:
        return _("Closed now, opens tomorrow at %(time)s") % {"time": at}
    if days < 7:
        return _("Closed now, opens on %(day)s at %(time)s") % {
            "day": day_name(rules.DAYS[state.next.weekday()]),
            "time": at,
        }
    return _("Closed now, opens on %(date)s") % {"date": day_and_month(state.next.date())}


def open_in_list(state: hours.State) -> str:
    """After the word "Open:": now, until 5pm."""
    if state.until is None:
        return _("all day and night")
    return _("now, until %(time)s") % {"time": clock_time(state.until.time())}


def week_line(line: hours.DayHours) -> tuple[str, str]:
    """("Monday to Thursday", "9am to 5pm")."""
    days = day_name(line.first)
    if rules.DAYS.index(line.last) == rules.DAYS.index(line.first) + 1:
        days = joined([days, day_name(line.last)])
    elif line.last != line.first:
        days = _("%(first)s to %(last)s") % {"first": days, "last": day_name(line.last)}
    return days, joined(span(*times) for times in line.times) if line.times else _("closed")


def week_title(week: hours.WeekHours) -> str:
    """In which weeks these hours hold; "" for every week."""
    titles = {
        ("any", 1): "",
        ("term", 1): _("In school term"),
        ("holidays", 1): _("In school holidays"),
        ("any", 2): _("Every second week"),
        ("term", 2): _("Every second week in school term"),
        ("holidays", 2): _("Every second week in school holidays"),
    }
    several = ngettext("Every %(num)d week", "Every %(num)d weeks", week.every) % {"num": week.every}
    return titles.get((week.weeks, week.every), several)


def short_hours(schedules: Sequence[Mapping[str, Any]], today: date) -> str:
    """For one line of a list: Monday and Tuesday, 9am to noon; or several times."""
    weeks = hours.usual_weeks(schedules, today)
    if not weeks:
        return ""
    open_days = [line for line in weeks[0].days if line.times]
    if len({line.times for line in open_days}) == 1:
        named = joined(week_line(line)[0] for line in open_days)
        said = _("%(days)s, %(times)s") % {"days": named, "times": week_line(open_days[0])[1]}
    else:
        said = _("%(days)s, times differ") % {"days": joined(week_line(line)[0] for line in open_days)}
    when = _short_title(weeks[0])
    return _("%(hours)s (%(weeks)s)") % {"hours": said, "weeks": when} if when else said


def _short_title(week: hours.WeekHours) -> str:
    """The same in brackets, after the hours."""
    if week.every > 1:
        return ngettext("every %(num)d week", "every %(num)d weeks", week.every) % {"num": week.every}
    return {"any": "", "term": _("school term only"), "holidays": _("school holidays only")}[week.weeks]
