"""The staleness clock as SQL asks it: the same days as directory/staleness.py, as conditions on columns."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, case, or_, select

from accounts.models import Authority
from desk.models import Scored
from directory.models import Entry, Listing
from directory.quality import FRESH_POINTS
from directory.staleness import Periods
from foundation import clock
from foundation.db import reading

HEALTH = ("fresh", "due", "overdue", "marked", "stale", "agreement", "desk", "never")
HIDDEN = ("stale", "agreement", "desk")


def periods_of(authority: str) -> Periods:
    """The authority's own days."""
    return Periods.of(reading().scalar(select(Authority.periods).where(Authority.slug == authority)) or {})


def not_since(days: int) -> ColumnElement[bool]:
    """The entry was last confirmed (or, never confirmed, came) so many days ago or longer."""
    limit = clock.today() - timedelta(days=days)
    said = and_(Entry.assured_on.is_not(None), Entry.assured_on <= limit)  # never NULL, so that it can be turned round
    return or_(said, and_(Entry.assured_on.is_(None), Listing.added_at < _end_of(limit)))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def is_in(health: str, periods: Periods) -> ColumnElement[bool]:
    """Whether an entry stands so. KeyError for a name that is none of HEALTH."""
    shown = Entry.status == "active"
    return {
        "fresh": lambda: and_(shown, ~not_since(periods.due)),
        "due": lambda: and_(shown, not_since(periods.due), ~not_since(periods.overdue)),
        "overdue": lambda: and_(shown, not_since(periods.overdue), ~not_since(periods.marked)),
        "marked": lambda: and_(shown, not_since(periods.marked)),
        "never": lambda: and_(shown, Entry.assured_on.is_(None)),
        "stale": lambda: _hidden("stale"),
        "agreement": lambda: _hidden("agreement"),
        "desk": lambda: _hidden("desk"),
    }[health]()


def _hidden(why: str) -> ColumnElement[bool]:
    return and_(Entry.status == "hidden", Entry.hidden_why == why)


def score(periods: Periods) -> ColumnElement[int]:
    """The whole score; NULL where nobody scored the entry yet."""
    fresh_from = clock.today() - timedelta(days=periods.due)
    return Scored.points + case((Entry.assured_on > fresh_from, FRESH_POINTS), else_=0)
