"""How long a change waits for its turn: processes and threads that read, add one and write the same rows.

    python -m bench.contention [sqlite:///somewhere.db | postgresql://...] [processes] [threads] [changes]

Nothing may be lost and nobody may be told that the database is locked; the worst wait is printed.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from foundation.db import Database, migration_engine

ROWS = 3


class _Base(DeclarativeBase):
    """A table of the benchmark's own."""


class Tally(_Base):
    """A row that everybody adds to."""

    __tablename__ = "bench_tally"
    id: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True)
class Result:
    """What came of it. Waits are in milliseconds, a whole change each."""

    expected: int
    counted: int
    waits: list[float]

    def report(self) -> str:
        """One line."""
        waits = sorted(self.waits)
        parts = [f"p{share} {waits[len(waits) * share // 100]:.1f} ms" for share in (50, 95, 99)]
        lost = self.expected - self.counted
        return f"{self.expected} changes, {lost} lost, {', '.join(parts)}, worst {waits[-1]:.1f} ms"


def measure(url: str, processes: int = 4, threads: int = 4, changes: int = 50) -> Result:
    """Run it on this database, in a table made and dropped here. Raises what any of the processes raised."""
    engine = migration_engine(url)
    _Base.metadata.create_all(engine)
    try:
        with engine.begin() as connection:
            connection.execute(Tally.__table__.insert(), [{"id": row, "count": 0} for row in range(ROWS)])
        with multiprocessing.get_context("spawn").Pool(processes) as pool:
            waits = pool.starmap(_one_process, [(url, threads, changes)] * processes)
        with engine.connect() as connection:
            counted = connection.scalar(select(func.sum(Tally.count))) or 0
    finally:
        _Base.metadata.drop_all(engine)
        engine.dispose()
    return Result(processes * threads * changes, counted, [wait for many in waits for wait in many])


def _one_process(url: str, threads: int, changes: int) -> list[float]:
    database = Database(url)
    try:
        with ThreadPoolExecutor(threads) as pool:
            running = [pool.submit(_one_thread, database, changes) for _ in range(threads)]
            return [wait for thread in running for wait in thread.result()]
    finally:
        database.dispose()


def _one_thread(database: Database, changes: int) -> list[float]:
    waits = []
    for turn in range(changes):
        began = time.perf_counter()
        with database.write() as session:
            row = session.scalars(select(Tally).where(Tally.id == turn % ROWS).with_for_update()).one()
            row.count += 1
        waits.append((time.perf_counter() - began) * 1000)
    return waits


def main(arguments: list[str]) -> None:
    """The command."""
    numbers = [int(argument) for argument in arguments[1:]]
    with tempfile.TemporaryDirectory() as folder:
        url = arguments[0] if arguments else f"sqlite:///{Path(folder) / 'bench.db'}"
        print(measure(url, *numbers).report())


if __name__ == "__main__":
    main(sys.argv[1:])
