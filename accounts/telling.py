"""Days and moments in words, in the language of the moment."""

from __future__ import annotations

from datetime import datetime

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
