"""A small site with agencies whose entries grow old, and the letters that were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from accounts.models import Agency
from directory.shapes import Assurance
from foundation import clock, db, jobs
from foundation.db import changing, reading
from foundation.post import Letter
from tests import factories
from upkeep.models import Reminder

CONFIRMED = date(2026, 1, 1)


def noon(days: int) -> datetime:
    """So many days after it was last confirmed."""
    return datetime.combine(CONFIRMED + timedelta(days=days), time(12), UTC)


@contextmanager
def at(app: Flask, days: int) -> Iterator[None]:
    """A scope of this site on a day."""
    with clock.freeze(noon(days)), db.scope(app.extensions["waymark.database"]):
        yield


def grown(app: Flask, *names: str, on: date | None = CONFIRMED, **more: Any) -> dict[str, str]:
    """Entries of the agency "larks", confirmed on a day; their codes by name."""
    sure = Assurance(on, "agency", more.pop("assurer", "")) if on else None
    entries = [factories.entry(name, name, assurance=sure, **more) for name in names]
    with at(app, 0):
        return factories.save(*entries)


def agency(app: Flask) -> str:
    """The UUID of "larks"."""
    with at(app, 0):
        return reading().scalars(select(Agency.uuid).where(Agency.key == "larks")).one()


def change_agency(app: Flask, **values: Any) -> None:
    """What vetting would do."""
    with at(app, 0), changing() as session:
        row = session.scalars(select(Agency).where(Agency.key == "larks")).one()
        for name, value in values.items():
            setattr(row, name, value)


def hour(app: Flask, days: int) -> list[Letter]:
    """All jobs that are due on a day, twice over; the letters that came of it."""
    before = {letter.message_id for letter in letters(app)}  # ids are given anew once old letters are cleared out
    database = app.extensions["waymark.database"]
    for hours in (0, 1):
        with clock.freeze(noon(days) + timedelta(hours=hours)):
            jobs.run(database, once=True)
    return [letter for letter in letters(app) if letter.message_id not in before]


def letters(app: Flask) -> list[Letter]:
    """Every letter, in order."""
    with at(app, 0):
        return list(reading().scalars(select(Letter).order_by(Letter.id)))


def reminders(app: Flask) -> list[Reminder]:
    """What was told."""
    with at(app, 0):
        return list(reading().scalars(select(Reminder).order_by(Reminder.id)))


def link_in(letter: Letter) -> str:
    """The path of the link that a letter holds."""
    found = re.search(r"http://localhost(/\w+/confirm/\S+)", letter.text)
    assert found, letter.text
    return found.group(1)
