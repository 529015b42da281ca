"""Days and moments in words, in the language of the moment."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_time

from foundation import clock, words
from foundation.words import gettext as _


def day(at: datetime) -> str:
    """The day, on a calendar in England: 3 May 2026."""
    return format_date(at.astimezone(clock.HERE).date(), "long", words.locale())


def moment(at: datetime) -> str:
    """The day and the time of day, in England."""
    time = format_time(at.astimezone(clock.HERE).time(), "short", locale=words.locale())
    return _("%(day)s at %(time)s") % {"day": day(at), "time": time}


def date_words(on: date) -> str:
    """A date in full: 3 May 2026."""
    return format_date(on, "long", words.locale())


def lapsing(what: str, until: date) -> str:
    """What of somebody's access lapses, and when."""
    return {
        "vetting": _("The statement that you were vetted counts until %(day)s."),
        "training": _("Your training counts until %(day)s."),
        "terms": _("Your signature of the terms of use counts until %(day)s."),
    }[what] % {"day": date_words(until)}


def remedy(what: str) -> str:
    """What is to be done about it, and by whom."""
    return {
        "vetting": _("After that day the door is shut. Your manager asks the administrator for a new date."),
        "training": _("After that day the door is shut. Do the training again, then tell your manager."),
        "terms": _("After that day the door is shut. Read the terms again and sign them: it takes five minutes."),
    }[what]
