"""Two kinds of session and one scope."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from foundation import clock
from foundation.db import Database, changing, reading
from foundation.jobs import Job


def a_job() -> Job:
    return Job(name="x", payload={}, due=clock.now())


def test_a_change_is_seen_by_the_next_read_of_the_same_scope(scoped: Database) -> None:
    assert reading().scalar(select(Job.name)) is None
    with changing() as session:
        session.add(a_job())
    assert reading().scalar(select(Job.name)) == "x"


def test_the_reading_session_cannot_write(scoped: Database) -> None:
    reading().add(a_job())
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        reading().flush()


def test_changes_do_not_nest(scoped: Database) -> None:
    with changing(), pytest.raises(RuntimeError, match="inside a change"), changing():
        pass
