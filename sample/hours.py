"""Opening hours: from a writer's shorthand ("tue thu 0930-1130 term") to schedules, and into words. (pure)"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from directory.shapes import Schedule

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = dict(zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
_GROUPS = {"weekdays": DAYS[:5], "daily": DAYS}
_WEEKS = {"term": "term", "hols": "holidays"}
_EVERY = {"fortnight": 2, "monthly": 4}


def _clock(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:]))


def _first_before(today: date, day: str, weeks: int) -> date:
    """A date of the wanted weekday in the last weeks: the beat of "every second week" is counted from it."""
    back = (today.weekday() - DAYS.index(day)) % 7
    return today - timedelta(days=back + 7 * weeks)


def _one(part: str, today: date) -> Schedule:
    words = part.split()
    days: list[str] = []
    schedule = Schedule()
    for word in words:
        if word in _GROUPS:
            days += _GROUPS[word]
        elif word in DAYS:
            days.append(word)
        elif word in _WEEKS:
            schedule = replace(schedule, weeks=_WEEKS[word])
        elif word in _EVERY:
            schedule = replace(schedule, every=_EVERY[word])
        elif re.fullmatch(r"\d{4}-\d{4}", word):
            schedule = replace(schedule, opens=_clock(word[:4]), closes=_clock(word[5:]))
        else:
            raise ValueError(f"not a word of opening hours: {word!r} in {part!r}")
    begins = _first_before(today, days[0], 11) if schedule.every > 1 else None
    return replace(schedule, days=tuple(days), valid_from=begins)


def schedules(when: str, today: date) -> tuple[Schedule, ...]:
    """Schedules from shorthand. "none" gives none: the hours are not known. ValueError for a word it does not know."""
    if when in ("", "none"):
        return ()
    if when == "always":
        return (Schedule(DAYS, time(0, 0), time(23, 59)),)
    return tuple(_one(part.strip(), today) for part in when.split(";"))


def exceptions(when: str, today: date, rng: Random) -> tuple[Schedule, ...]:
    """Days on which it is shut after all: Christmas for about half, sometimes a week of its own."""
    if when in ("", "none", "always"):
        return ()
    year = today.year if today <= date(today.year, 12, 26) else today.year + 1
    found: tuple[Schedule, ...] = ()
    if rng.random() < 0.5:
        found += (_shut(date(year, 12, 25), date(year, 12, 26), "Closed at Christmas"),)
    if rng.random() < 0.07:
        begins = today + timedelta(days=rng.randint(-3, 40))
        found += (_shut(begins, begins + timedelta(days=rng.randint(0, 6)), rng.choice(_REASONS)),)
    return found


_REASONS = ("Staff training", "The hall is being painted", "Boiler work", "Volunteers' holiday", "Polling station")


def _shut(first: date, last: date, note: str) -> Schedule:
    return Schedule(valid_from=first, valid_to=last, closed=True, note=note)


def clock_words(moment: time) -> str:
    """9:30am, noon, 3pm."""
    if moment == time(12, 0):
        return "noon"
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def day_words(days: tuple[str, ...]) -> str:
    """Tuesday; Monday and Wednesday; Monday to Friday; every day."""
    if days == DAYS:
        return "every day"
    if days == DAYS[:5]:
        return "Monday to Friday"
    names = [_NAMES[day] for day in days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
