"""The trail when processes fork and are killed."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

from sqlalchemy import select

from foundation import audit
from foundation.audit import TrailLine, write_line
from foundation.db import Database
from tests import workers

SPAWN = multiprocessing.get_context("spawn")


def two_lines(database: Database) -> None:
    for _ in range(2):
        with database.write() as session:
            write_line(database, session, {"act": "record:see", "outcome": "done"})


def test_a_forked_child_starts_streams_of_its_own(database: Database, tmp_path: Path) -> None:
    two_lines(database)
    database.dispose()

    def child_writes() -> None:
        two_lines(database)
        database.dispose()

    child = workers.forked(child_writes)
    two_lines(database)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    file = tmp_path / "trail.seals"
    audit.seal(database, file)
    assert [*audit.verify(database, file)] == []
    with database.new_reading() as session:
        assert sorted(session.scalars(select(TrailLine.number))) == [1, 1, 2, 2, 3, 4]


def test_a_process_killed_between_line_and_seal_loses_nothing(database: Database, tmp_path: Path) -> None:
    started = SPAWN.Event()
    writer = SPAWN.Process(target=workers.write_lines_for_ever, args=(workers.address(database), started))
    writer.start()
    assert started.wait(60)
    writer.kill()
    writer.join()
    file = tmp_path / "trail.seals"
    assert audit.seal(database, file) == 1
    with database.new_reading() as session:
        assert len(session.scalars(select(TrailLine.number)).all()) >= 20
    assert [*audit.verify(database, file)] == []
