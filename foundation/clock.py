"""The only place that asks what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")
_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


_ahead = [timedelta(0)]


def run_ahead(days: int) -> None:
    """From now on this process lives so many days later: to see on a sample site what becomes of entries that nobody
    confirms. The trail keeps the real time."""
    _ahead[0] = timedelta(days=days)


def now() -> datetime:
    """This moment, in UTC."""
    return _frozen.get() or real() + _ahead[0]


def real() -> datetime:
    """This moment even where the clock is frozen: a line of the trail is never dated back."""
    return datetime.now(UTC)


def today() -> date:
    """The date on a calendar in England."""
    return now().astimezone(HERE).date()


def local() -> datetime:
    """This moment on a clock in England, without a time zone."""
    return now().astimezone(HERE).replace(tzinfo=None)


@contextmanager
def freeze(when: datetime) -> Iterator[None]:
    """Inside, it is always `when` (with a time zone). For tests, sample data and commands; this thread only."""
    if when.tzinfo is None:
        raise ValueError("freeze() needs a time with a time zone")
    token = _frozen.set(when.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
