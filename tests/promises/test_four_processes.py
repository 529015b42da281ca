"""Four processes of several threads at once: nothing is lost, nobody is turned away, and the trail stays whole."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from sqlalchemy import func, select

from bench import contention
from foundation import audit
from foundation.audit import TrailLine
from foundation.db import Database, reading
from tests import workers
from tests.little import Family

SPAWN = multiprocessing.get_context("spawn")
PROCESSES, THREADS, CHANGES = 4, 3, 20


def test_nothing_is_lost_when_all_read_and_write_the_same_rows(database: Database) -> None:
    result = contention.measure(workers.address(database), PROCESSES, THREADS, CHANGES)
    assert result.counted == result.expected == PROCESSES * THREADS * CHANGES
    assert f"{result.expected} changes, 0 lost" in result.report()


def test_the_trail_is_whole_after_rollbacks_in_every_thread_and_seals_meanwhile(
    little: Database, tmp_path: Path
) -> None:
    url, file, stop = workers.address(little), tmp_path / "trail.seals", SPAWN.Event()
    sealer = SPAWN.Process(target=workers.seal_all_the_time, args=(url, str(file), stop))
    busy = [SPAWN.Process(target=workers.busy_threads, args=(url, THREADS, CHANGES)) for _ in range(PROCESSES)]
    for process in (sealer, *busy):
        process.start()
    while any(process.is_alive() for process in busy):
        assert [*audit.verify(little, file)] == [], "also while they write"
        busy[0].join(0.1)
    stop.set()
    for process in (sealer, *busy):
        process.join()
        assert process.exitcode == 0
    audit.seal(little, file)
    assert [*audit.verify(little, file)] == []
    kept = PROCESSES * THREADS * CHANGES * 4 // 5
    assert reading().scalar(select(func.count()).select_from(TrailLine)) == kept
    assert reading().scalars(select(Family.count)).one() == kept
