"""Several processes over one index: a change is seen by all at once, what is gone is gone, one of them indexes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from directory import operations as directory
from directory import queries
from foundation import jobs
from foundation.db import Database, changing, reading, scope
from search import engines, indexing
from search.models import Generation
from tests.rooms.search.search_house import ACTOR, publish
from tests.workers import address

ROOT = Path(__file__).resolve().parents[3]
READERS = 3
NAMES = [
    "alder",
    "hornbeam",
    "cypress",
    "sycamore",
    "juniper",
    "magnolia",
    "quince",
    "laburnum",
    "eucalyptus",
    "spruce",
    "rowan",
    "wisteria",
]


class Other:
    """Another process."""

    def __init__(self, what: str, database: Database, folder: Path) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "tests.rooms.search.search_house", what]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._running = subprocess.Popen([*command, address(database), str(folder)], text=True, cwd=ROOT, **pipes)

    def line(self) -> str:
        """The next line it says."""
        assert self._running.stdout is not None
        return self._running.stdout.readline().strip()

    def found(self, words: str) -> set[str]:
        """What these words find there, asked now."""
        assert self._running.stdin is not None
        self._running.stdin.write(words + "\n")
        self._running.stdin.flush()
        return set(self.line().split())

    def end(self) -> None:
        """No more of it."""
        self._running.kill()
        self._running.communicate()


@pytest.fixture
def readers(house: Database, tmp_path: Path) -> Iterator[list[Other]]:
    """Processes that answer, and have answered."""
    others = [Other("answer", house, tmp_path) for _ in range(READERS)]
    assert [other.line() for other in others] == ["ready"] * READERS
    assert [other.found("club") for other in others] == [set()] * READERS
    yield others
    for other in others:
        other.end()


def test_a_change_is_seen_by_every_process_and_what_is_deleted_is_gone_at_once(
    house: Database, readers: list[Other]
) -> None:
    codes = publish("a: Club", "b: Group")
    indexing.drain()
    last = "toddler"
    for name in NAMES:
        before = time.monotonic()
        publish(f"a: Club {name}")
        indexing.drain()
        assert [reader.found(name) for reader in readers] == [{codes["a"]}] * READERS
        assert [reader.found(last) for reader in readers] == [set()] * READERS
        last = name
        assert time.monotonic() - before < 20  # a second on a machine that does nothing else
    directory.retire(ACTOR, codes["a"])
    indexing.drain()
    assert [reader.found("club") for reader in readers] == [set()] * READERS
    assert [reader.found("group") for reader in readers] == [{codes["b"]}] * READERS


def test_readers_go_on_through_a_build_and_see_it_when_it_is_whole(house: Database, readers: list[Other]) -> None:
    codes = publish("a: Club")
    indexing.drain()
    seen: list[set[str]] = []
    assert indexing.build(lambda _count: seen.append(readers[0].found("club"))) == 1
    assert seen == [{codes["a"]}]
    assert [reader.found("club") for reader in readers] == [{codes["a"]}] * READERS


def test_of_several_processes_that_do_jobs_each_change_is_indexed_once(house: Database, tmp_path: Path) -> None:
    for number in range(12):
        publish(f"k{number}: Club {number}")
    before = engines.current().generation()
    others = [Other("jobs", house, tmp_path) for _ in range(3)]
    done = [int(other.line()) for other in others]
    for other in others:
        other.end()
    assert sum(done) >= 12
    with scope(house):
        assert indexing.waiting() == 0
        assert engines.current().generation() != before
        assert engines.current().numbers() == queries.current_numbers("entry")


def test_an_index_that_is_lost_is_built_by_one_of_several_processes(
    house: Database, readers: list[Other], tmp_path: Path
) -> None:
    codes = publish("a: Club")
    indexing.drain()
    if house.url.get_backend_name() == "postgresql":
        with changing() as session:
            session.delete(session.get_one(Generation, "index"))
    else:
        (tmp_path / "index").rename(tmp_path / "lost")
    assert [reader.found("club") for reader in readers] == [{"no", "index"}] * READERS
    with scope(house):
        indexing.ask_to_heal()
    others = [Other("jobs", house, tmp_path) for _ in range(3)]
    for other in others:
        other.line()
        other.end()
    assert [reader.found("club") for reader in readers] == [{codes["a"]}] * READERS
    if house.url.get_backend_name() != "postgresql":
        assert len(list((tmp_path / "index").glob("build-*"))) == 1
    with scope(house):
        assert reading().scalar(select(func.count()).select_from(jobs.Job).where(jobs.Job.name == indexing.HEAL)) == 0
