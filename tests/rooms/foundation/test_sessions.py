"""Two kinds of session and one scope for each piece of work."""

from __future__ import annotations

import multiprocessing
import os
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from foundation import clock, db
from foundation.acts import Unguarded
from foundation.db import Database, changing, open_scope, reading, scope
from foundation.jobs import Beat
from tests import workers
from tests.little import Family, Secret

SPAWN = multiprocessing.get_context("spawn")


def names() -> list[str]:
    return list(reading().scalars(select(Family.name).order_by(Family.id)))


def test_a_change_is_seen_by_the_next_read_of_the_same_scope(little: Database) -> None:
    assert names() == ["Reed"]
    with changing() as session:
        session.add(Family(name="Shah"))
    assert names() == ["Reed", "Shah"]


def test_a_change_that_raises_leaves_nothing(little: Database) -> None:
    with pytest.raises(KeyError), changing() as session:  # noqa: PT012  # a change that fails late
        session.add(Family(name="Shah"))
        session.flush()
        raise KeyError
    assert names() == ["Reed"]
    with changing() as session:  # and the next change is not shut out
        session.add(Family(name="Kaur"))
    assert names() == ["Reed", "Kaur"]


def test_the_reading_session_cannot_write(little: Database) -> None:
    reading().add(Family(name="x"))
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        reading().flush()


def test_reads_of_one_scope_share_a_snapshot(little: Database) -> None:
    assert names() == ["Reed"]
    with little.write() as session:  # somebody else
        session.add(Family(name="Shah"))
    assert names() == ["Reed"]
    open_scope(little)
    assert names() == ["Reed", "Shah"]


def test_foreign_keys_hold(little: Database) -> None:
    with pytest.raises(IntegrityError), changing() as session:
        session.execute(text("delete from family"))


def test_changes_do_not_nest(little: Database) -> None:
    with changing(), pytest.raises(RuntimeError, match="inside a change"), changing():
        pass


def test_a_row_that_was_read_is_not_a_row_to_change(little: Database) -> None:
    """The trap behind "operations take ids": the row is detached when the change begins, and setting it is lost."""
    row = reading().scalars(select(Family)).one()
    with changing():
        row.name = "lost"
    assert names() == ["Reed"]


def test_without_a_scope_nothing_is_read_or_changed(database: Database) -> None:
    with pytest.raises(RuntimeError, match="No scope"):
        reading()
    with pytest.raises(RuntimeError, match="No scope"), changing():
        pass


def test_an_inner_scope_gives_back_the_outer_one(little: Database) -> None:
    outer = reading()
    with scope(little):
        assert reading() is not outer
    assert reading() is outer


def test_a_scope_belongs_to_its_thread(little: Database) -> None:
    heard: list[str] = []

    def look() -> None:
        try:
            reading()
        except RuntimeError as error:
            heard.append(str(error))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert [words[:8] for words in heard] == ["No scope"]


def test_moments_go_in_with_a_zone_and_come_out_in_utc(scoped: Database) -> None:
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    with changing() as session:
        session.add(Beat(name="x", at=summer))
    read = reading().scalars(select(Beat.at)).one()
    assert read == summer
    assert read.tzinfo is UTC
    with pytest.raises(StatementError, match="time zone"), changing() as session:
        session.add(Beat(name="y", at=datetime(2026, 7, 1)))  # the fault that is refused


def test_a_writer_killed_in_the_middle_leaves_nothing_and_holds_nobody_up(little: Database) -> None:
    held = SPAWN.Event()
    worker = SPAWN.Process(target=workers.hold_the_pen, args=(workers.address(little), held))
    worker.start()
    assert held.wait(60)
    worker.kill()
    worker.join()
    with changing() as session:
        session.add(Family(name="next"))
    assert names() == ["Reed", "next"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_takes_its_own_turn(little: Database) -> None:
    """It inherits its parent's open turn file; with that one it would share the parent's turn."""
    with changing() as session:
        session.add(Family(name="before"))
    little.dispose()
    child = workers.forked(lambda: workers.add_family(little, "child"))
    with changing() as session:
        session.add(Family(name="parent"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    open_scope(little)
    assert sorted(names()) == ["Reed", "before", "child", "parent"]


def test_the_lock_stands_on_every_engine(little: Database) -> None:
    for engine in (little.reading_engine, little.writing_engine, little.sealing_engine):
        with engine.connect() as connection, pytest.raises(Unguarded):
            connection.execute(select(Secret.words))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y"])
def test_a_database_that_cannot_serve_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite"):
        db.with_driver(url)


def test_postgresql_gets_its_driver() -> None:
    assert db.with_driver("postgresql://a:b@h/d").drivername == "postgresql+psycopg"


def test_durable_means_every_commit_reaches_the_disk(little: Database) -> None:
    if little.url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL always does")
    url = workers.address(little)
    for durable, expected in ((False, 1), (True, 2)):
        opened = Database(url, durable=durable)
        with opened.write() as session:
            assert session.scalar(text("pragma synchronous")) == expected
        with opened.write(sealing=True) as session:
            assert session.scalar(text("pragma synchronous")) == 2
        opened.dispose()


def test_the_clock_stands_still_only_inside() -> None:
    moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    with clock.freeze(moment):
        assert clock.now() == moment
        assert clock.today().isoformat() == "2026-07-01"  # British summer time
    assert clock.now() != moment
