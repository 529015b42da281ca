"""Which documents are open at a moment: the hours of all of them as numbers. (pure)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from search.hours import Holidays

_MIDNIGHT = 1440
Numbers = NDArray[np.int32]
Bools = NDArray[np.bool_]
Spans = tuple[Numbers, Numbers, Numbers]  # row, from this minute, to that


class Opened:
    """The hours of the rows of a block. What counts on a day is worked out once; a minute is then two comparisons."""

    def __init__(self, openings: Numbers, authority: Numbers, authorities: Sequence[str], rows: int) -> None:
        self._openings, self._authority, self._authorities, self._rows = openings, authority, authorities, rows
        self._days: dict[tuple[date, int], Spans] = {}
        self._last: tuple[tuple[date, int, int], Bools] | None = None

    def at(self, moment: datetime, holidays: Holidays) -> Bools:
        """Rows open at this local moment."""
        said = hash(tuple((name, *spans) for name, spans in sorted(holidays.items())))
        key = (moment.date(), moment.hour * 60 + moment.minute, said)
        if self._last is None or self._last[0] != key:
            found = np.zeros(self._rows, np.bool_)
            for day, minute in ((key[0], key[1]), (key[0] - timedelta(days=1), key[1] + _MIDNIGHT)):
                rows, opens, closes = self._day(day, said, holidays)
                found[rows[(opens <= minute) & (minute < closes)]] = True
            self._last = (key, found)
        return self._last[1]

    def _day(self, day: date, said: int, holidays: Holidays) -> Spans:
        """The hours that count on this day (past 1440: into the next)."""
        if (day, said) not in self._days:
            if len(self._days) > 3:
                self._days.clear()
            self._days[day, said] = self._on(day, holidays)
        return self._days[day, said]

    def _on(self, day: date, holidays: Holidays) -> Spans:
        row, group, days, opens, closes, weeks, every, first, last, closed = self._openings.T
        number = day.toordinal()
        dated = (first <= number) & (number <= last) & (days >> day.weekday() & 1 == 1)
        groups = row.astype(np.int64) << 12 | group
        shut = np.unique(groups[dated & (closed == 1)])
        at_home = np.array([_in_holiday(day, holidays.get(name, ())) for name in self._authorities], np.bool_)
        in_holiday = at_home[self._authority[row]] if self._rows else np.zeros(0, np.bool_)
        right_week = (weeks == 0) | ((weeks == 2) == in_holiday)
        # ordinal 1 was a Monday, so (ordinal - 1) // 7 numbers the weeks
        right_turn = (every == 1) | (((number - 1) // 7 - (first - 1) // 7) % every == 0)
        counts = (closed == 0) & dated & right_week & right_turn
        counts &= ~np.isin(groups, shut)
        return row[counts], opens[counts], closes[counts]


def _in_holiday(day: date, holidays: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in holidays)
