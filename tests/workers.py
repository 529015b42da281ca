"""What other processes do in tests: each function is named by the test that starts it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event

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
