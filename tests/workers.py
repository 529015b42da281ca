"""What other processes do in tests: each function is named by the test that starts it."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy import select

from foundation import jobs
from foundation.audit import seal, write_line
from foundation.db import Database
from tests.little import Family

TRAIL_KEY = b"a key for tests, thirty-two bytes"


def address(database: Database) -> str:
    """The database's address with its password, for another process."""
    return database.url.render_as_string(hide_password=False)


def hold_the_pen(url: str, held: Event) -> None:
    """Begin a change and never end it; the test kills this process."""
    with Database(url).write() as session:
        session.add(Family(name="unfinished"))
        session.flush()
        held.set()
        time.sleep(600)


def add_family(database: Database, name: str) -> None:
    """One change."""
    with database.write() as session:
        session.add(Family(name=name))
    database.dispose()


def forked(do: Callable[[], None]) -> int:
    """Do it in a forked child; returns the child's id. The child ends at once, without the tests' own endings."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        do()
        code = 0
    finally:
        os._exit(code)


def write_lines_for_ever(url: str, started: Event) -> None:
    """Line after line until this process is killed."""
    database = Database(url, trail_key=TRAIL_KEY)
    for count in itertools.count():
        with database.write() as session:
            write_line(database, session, {"act": "see", "count": count})
        if count == 20:
            started.set()


def busy_threads(url: str, threads: int, changes: int) -> None:
    """Read, add one, write, with a line each; one change in five is rolled back."""
    database = Database(url, trail_key=TRAIL_KEY)
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(_count_up, database, changes) for _ in range(threads)]:
            done.result()
    database.dispose()


def _count_up(database: Database, changes: int) -> None:
    for turn in range(changes):
        with suppress(ZeroDivisionError), database.write() as session:
            family = session.scalars(select(Family).where(Family.id == 1).with_for_update()).one()
            family.count += 1
            write_line(database, session, {"act": "count"}, names={"who": "Asha"}, key="family:1")
            if turn % 5 == 4:
                raise ZeroDivisionError


def seal_all_the_time(url: str, file: str, stop: Event) -> None:
    """What the sealing job does each minute, without the minutes."""
    database = Database(url, trail_key=TRAIL_KEY)
    while not stop.is_set():
        seal(database, Path(file))
        time.sleep(0.02)
    database.dispose()


def do_jobs(url: str) -> list[int]:
    """Do jobs until none is left, and say which."""
    heard: list[int] = []
    jobs.handles("tell")(lambda payload: heard.append(payload["of"]))
    database = Database(url)
    jobs.run(database, once=True)
    database.dispose()
    return heard
