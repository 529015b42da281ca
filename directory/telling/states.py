"""What a change is, and where it stands, in a word or two. (pure)"""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_skeleton

from directory.telling.times import clock_time, day_and_month
from foundation import clock, words
from foundation.words import gettext as _


def kind_of_change(kind: str) -> str:
    """What sort of change it is."""
    return {
        "new": _("A new service"),
        "edit": _("A change"),
        "correction": _("A correction from a letter"),
        "report": _("From a reader"),
        "restore": _("Former words again"),
        "retire": _("To be taken off"),
        "bulk": _("One of many changed together"),
    }.get(kind, kind)


def state_of_change(state: str) -> str:
    """Where it stands."""
    return {
        "draft": _("Being written"),
        "waiting": _("Waiting"),
        "asked": _("A question was asked"),
        "published": _("Published"),
        "refused": _("Not published"),
        "withdrawn": _("Taken back"),
    }.get(state, state)


def day(when: date | datetime) -> str:
    """3 May 2026, as the day is in England."""
    return day_and_month(when.astimezone(clock.HERE).date() if isinstance(when, datetime) else when)


def month(when: date) -> str:
    """November 2026."""
    return format_skeleton("yMMMM", when, locale=words.locale())


def moment(when: datetime) -> str:
    """3 May 2026 at 10:42am, as the clock stands in England."""
    local = when.astimezone(clock.HERE)
    return _("%(date)s at %(time)s") % {"date": day_and_month(local.date()), "time": clock_time(local.time())}
