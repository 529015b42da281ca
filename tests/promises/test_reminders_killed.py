"""Reminders sent by a process that is killed, again and again: nobody is written to twice, nobody is left out."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from directory.shapes import Assurance
from foundation import clock, db, jobs
from foundation.db import Database, reading
from foundation.post import Letter
from tests import factories, workers
from upkeep.models import ConfirmLink, Reminder

DAY = datetime(2026, 6, 30, 12, tzinfo=UTC)
AGENCIES = 120


@pytest.fixture
def many(small_site: Flask) -> Flask:
    """Agencies with one entry each, all due, none with an account."""
    database = small_site.extensions["waymark.database"]
    sure = Assurance(date(2026, 1, 1), "agency")
    organisations = [factories.organisation(f"org{n}", f"Organisation {n}") for n in range(AGENCIES)]
    entries = [
        factories.entry(
            f"e{n}", f"Entry {n}", organisation=f"org{n}", sites=(), email=f"a{n}@example.org", assurance=sure
        )
        for n in range(AGENCIES)
    ]
    with db.scope(database), clock.freeze(datetime(2026, 1, 1, 12, tzinfo=UTC)):
        factories.save(*entries, organisations=organisations, sites=(factories.site(organisation="org0"),))
    return small_site


def remind(url: str, at: datetime) -> None:
    """What the job loop does, in a process of its own, that may be killed at any moment."""
    database = Database(url, trail_key=workers.TRAIL_KEY)
    with clock.freeze(at):
        jobs.run(database, once=True)
    database.dispose()


def test_a_process_that_is_killed_at_any_moment_neither_doubles_nor_loses_a_letter(many: Flask, tmp_path: Path) -> None:
    database = many.extensions["waymark.database"]
    url = workers.address(database)
    database.dispose()
    killed, luck = 0, random.Random(20260630)
    for turn in range(12):
        # each turn comes after the leases of the last: what died is free again
        at = DAY + (jobs.LEASE * 2) * turn
        child = workers.forked(lambda at=at: remind(url, at))  # type: ignore[misc]
        time.sleep(luck.uniform(0.02, 0.5))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    assert killed, "at least one died at work"
    remind(url, DAY + jobs.LEASE * 26)
    with db.scope(database):
        sent = Counter(reading().scalars(select(Letter.to)))
        assert sent == Counter({f"a{n}@example.org": 1 for n in range(AGENCIES)})
        told = select(func.count()).select_from(Reminder).where(Reminder.side == "agency")
        assert reading().scalar(told) == AGENCIES
        assert reading().scalar(select(func.count()).select_from(ConfirmLink)) == AGENCIES
