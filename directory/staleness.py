"""The staleness clock: when an entry is due, overdue, marked, lowered, hidden, and whose reminder is next. (pure)

It starts on the day on which somebody last said that the entry is right; when nobody ever did, on the day it came.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """Where an entry stands. Each follows the one before, never skipped, unless somebody confirms."""

    CONFIRMED = "confirmed"  # nothing to do
    DUE = "due"  # its editors are written to
    OVERDUE = "overdue"  # its manager is written to as well
    LATE = "late"  # the directory editor is told
    MARKED = "marked"  # the public page says so in words
    LOWERED = "lowered"  # it comes later in results
    HIDDEN = "hidden"  # it is shown no longer


ORDER = tuple(Stage)


@dataclass(frozen=True)
class Periods:
    """Days after the last confirmation. An authority may set its own; each must be later than the one before."""

    due: int = 180
    overdue: int = 194
    late: int = 208
    marked: int = 222
    lowered: int = 300
    hidden: int = 545

    @classmethod
    def of(cls, said: Mapping[str, int]) -> Periods:
        """The authority's own days, over the usual ones. ValueError for a name that is none, or days out of order."""
        names = [one.name for one in fields(cls)]
        if unknown := sorted(set(said) - set(names)):
            raise ValueError(f"no such period: {', '.join(unknown)}")
        made = cls(**said)
        days = [getattr(made, name) for name in names]
        if days[0] < 1 or any(later <= earlier for earlier, later in itertools.pairwise(days)):
            raise ValueError("each period must be longer than the one before")
        return made


USUAL = Periods()


@dataclass(frozen=True)
class Standing:
    """An entry on a day: its stage, since when, and what comes next on which day (None: nothing more)."""

    stage: Stage
    since: date
    next: Stage | None
    next_on: date | None
    dates: Mapping[Stage, date]  # the first day of every stage

    def at_least(self, stage: Stage) -> bool:
        """Whether this stage has been reached."""
        return ORDER.index(self.stage) >= ORDER.index(stage)


def standing(confirmed_on: date, today: date, periods: Periods) -> Standing:
    """Where an entry that was last confirmed on a day stands today. A day to come counts as today."""
    start = min(confirmed_on, today)
    dates = {Stage.CONFIRMED: start}
    dates |= {Stage(one.name): start + timedelta(days=getattr(periods, one.name)) for one in fields(periods)}
    reached = [stage for stage in ORDER if dates[stage] <= today]
    now = reached[-1]
    following = ORDER[len(reached)] if len(reached) < len(ORDER) else None
    return Standing(now, dates[now], following, dates[following] if following else None, dates)
