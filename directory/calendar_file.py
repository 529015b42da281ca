"""Opening times of an entry as a calendar file (RFC 5545), in the reader's language. (pure)

What is written is what the page would say: each stretch of being open in the next half year, as a weekly event that leaves out
the weeks in which it is not (school holidays, closed days, every second week).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from directory import hours
from directory.presenting import EntryShown
from foundation import words
from foundation.words import gettext as _

HERE = ZoneInfo("Europe/London")
WEEKS = 26
_TURNING = frozenset("\u2066\u2067\u2068\u2069")
Stretch = tuple[int, time, timedelta]  # day of the week, opens, how long


def written(entry: EntryShown, address: str, *, neutral: bool = False) -> bytes:
    """The file. address: of the entry's page. A service whose hours nobody has told is an empty calendar.

    neutral: it says neither whose hours these are nor where, for calendars are shared."""
    spoken = words.language_of(words.language()).html
    calendar = Calendar()
    calendar.add("prodid", f"-//Waymark//{spoken}//")
    calendar.add("version", "2.0")
    name, tongue = (_("Opening hours"), spoken) if neutral else (_plain(entry.name.words), entry.name.html)
    calendar.add("x-wr-calname", name, parameters={"language": tongue})
    for number, event in enumerate(_events(entry, neutral=neutral), 1):
        event.add("summary", name, parameters={"language": tongue})
        event.add("uid", f"{entry.entry['code']}-{number}@{address.split('/')[2]}")
        event.add("dtstamp", datetime.combine(entry.today, time(), HERE).astimezone(ZoneInfo("UTC")))
        event.add("url", address)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _events(entry: EntryShown, *, neutral: bool) -> Iterator[Event]:
    place = next((place for place in entry.places if place.lines and not neutral), None)
    told = [entry.summary.words, f"{_('Phone:')} {entry.ring}" if entry.ring else "", _("Ring before you go.")]
    for (_day, _opens, length), days in sorted(_stretches(entry).items()):
        event = Event()
        if not neutral:
            event.add("description", "\n".join(filter(None, map(_plain, told))))
        if place:
            event.add("location", _plain(", ".join(place.lines)))
        event.add("dtstart", days[0])
        event.add("dtend", days[0] + length)
        if len(days) > 1:
            event.add("rrule", {"freq": "weekly", "until": days[-1].astimezone(ZoneInfo("UTC"))})
            missing = [day for day in _weekly(days[0], days[-1]) if day not in days]
            if missing:
                event.add("exdate", missing)
        yield event


def _stretches(entry: EntryShown) -> dict[Stretch, list[datetime]]:
    """Every opening of the next half year, those of the same weekday and hours together."""
    found: dict[Stretch, list[datetime]] = defaultdict(list)
    for day in _days(entry.today):
        for window in hours.windows_on(entry.schedules, day, entry.holidays):
            length = window.closes - window.opens
            found[day.weekday(), window.opens.time(), length].append(window.opens.replace(tzinfo=HERE))
    return found


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(7 * WEEKS))


def _weekly(first: datetime, last: datetime) -> Iterator[datetime]:
    """The same hour on the clock each week, over the ends of summer time too."""
    day = first
    while day <= last:
        yield day
        day = (day.replace(tzinfo=None) + timedelta(days=7)).replace(tzinfo=HERE)


def _plain(said: str) -> str:
    """Without what turns the direction of a line: a calendar shows it in a line of its own."""
    return "".join(character for character in str(said) if character not in _TURNING)
