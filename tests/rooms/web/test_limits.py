"""A limit counts for every process together, and keeps nobody's address."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from foundation import clock, db
from foundation.db import reading
from tests.conftest import TRAIL_KEY
from tests.site import MOMENT
from web import limits
from web.limits import LimitCount

HOUR = timedelta(hours=1)


def test_so_often_and_no_more_until_the_hour_is_over(small_site: Flask) -> None:
    with small_site.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        with clock.freeze(MOMENT):
            assert [limits.allow("x", most=2, per=HOUR) for _ in range(3)] == [True, True, False]
            assert limits.allow("y", most=2, per=HOUR)
            assert limits.allow("x", most=2, per=HOUR, who="somebody else")
        with clock.freeze(MOMENT + HOUR):
            assert limits.allow("x", most=2, per=HOUR)
        kept = " ".join(reading().scalars(select(LimitCount.name)))
        assert "192.0.2.7" not in kept


def count(url: str, times: int) -> None:
    """In a process of its own: count so often."""
    database = db.Database(url, trail_key=TRAIL_KEY)
    with db.scope(database), clock.freeze(MOMENT):
        for _ in range(times):
            with db.changing() as session:
                limits.counted(session, "x", HOUR)
    database.dispose()


def test_four_processes_count_together(database: db.Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    spawned = multiprocessing.get_context("spawn")
    both = [spawned.Process(target=count, args=(url, 25)) for _ in range(4)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0] * 4
    with db.scope(database):
        assert reading().scalars(select(LimitCount.count)).all() == [100]
