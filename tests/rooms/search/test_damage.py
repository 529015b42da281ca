"""A damaged, missing or foreign index: the process says so, asks once for another, and heals."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from foundation import happenings, jobs
from foundation.clock import now
from foundation.db import Database, reading, scope
from foundation.settings import Settings
from search import engines, indexing
from search.engine import IndexMissing
from search.engines.embedded import EmbeddedEngine
from search.question import Question
from tests.rooms.search.search_help import document
from tests.rooms.search.search_house import allow_all, found_authority, publish
from tests.workers import address

pytestmark = [  # Whoosh leaves files open that it could not read to their end
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
DOCUMENTS = [document(f"c{number}", f"debt advice {number}", description="for families") for number in range(40)]


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Files that were left open are closed here, and not during another test."""
    yield
    gc.collect()


def found(made: EmbeddedEngine, words: str = "debt") -> int:
    """How many entries these words find."""
    return made.answer(Question(words=words), now(), {}).total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built index with a later change."""
    made = EmbeddedEngine(tmp_path / "index")
    made.rebuild(DOCUMENTS, lambda _count: None)
    made.put([document("new", "debt")], ["c1"])
    return tmp_path / "index"


def files(folder: Path, ending: str) -> list[Path]:
    """The files of the current build that end so."""
    return sorted(path for path in folder.glob("build-*/*") if path.name.endswith(ending))


def cut(path: Path) -> None:
    """Half of it is left."""
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    """Nothing is left."""
    os.truncate(path, 0)


def scribbled(path: Path) -> None:
    """Other bytes in many places, the size as before."""
    chance, data = random.Random(5), bytearray(path.read_bytes())
    for _ in range(max(8, len(data) // 50)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(bytes(data))


def one_bit(path: Path) -> None:
    """A single bit in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def gone(path: Path) -> None:
    """Deleted."""
    path.unlink()


HARM = [cut, emptied, scribbled, one_bit, gone]


@pytest.mark.parametrize("harm", HARM)
def test_damaged_arrays_are_made_again(folder: Path, harm: Callable[[Path], None]) -> None:
    before = {path.name: path.read_bytes() for path in files(folder, ".arrays")}
    assert len(before) == 2
    for path in files(folder, ".arrays"):
        harm(path)
    assert found(EmbeddedEngine(folder)) == 40
    assert {path.name: path.read_bytes() for path in files(folder, ".arrays")} == before


def test_arrays_of_another_segment_are_not_believed(folder: Path) -> None:
    one, other = files(folder, ".arrays")
    one.write_bytes(other.read_bytes())
    assert found(EmbeddedEngine(folder)) == 40


@pytest.mark.parametrize("harm", HARM)
def test_a_reader_whose_files_are_damaged_under_its_hands_goes_on(folder: Path, harm: Callable[[Path], None]) -> None:
    made = EmbeddedEngine(folder)
    assert found(made) == 40
    for path in files(folder, ".arrays"):
        harm(path)
    assert found(made, "families") in range(41)  # a word it has not read yet: numbers may be wrong, nothing breaks
    assert found(EmbeddedEngine(folder), "families") == 39


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("ending", [".toc", ".col", ".trm", ".pst"])
def test_whatever_is_damaged_an_answer_is_right_or_the_index_is_missing(
    folder: Path, harm: Callable[[Path], None], ending: str
) -> None:
    for path in [*files(folder, ending), *files(folder, ".arrays")]:
        harm(path)
    made = EmbeddedEngine(folder)
    try:
        assert found(made) in range(41)
    except IndexMissing:
        with pytest.raises(IndexMissing):
            made.put([document("other", "debt")], [])
    made.rebuild(DOCUMENTS, lambda _count: None)
    assert found(made) == 40


@pytest.mark.parametrize("ending", [".trm", ".pst", ".col"])
def test_while_the_arrays_are_whole_damage_elsewhere_loses_no_answer(folder: Path, ending: str) -> None:
    for path in files(folder, ending):
        scribbled(path)
    made = EmbeddedEngine(folder)
    assert found(made) == 40
    made.put([document("c2", "swimming", number=2)], ["c3"])
    assert found(made) == 38


# The whole way: a page notices, one job heals


@pytest.fixture
def house(scoped: Database, no_policy: None, tmp_path: Path) -> Iterator[Database]:
    """A directory of one authority with two entries and its index."""
    if scoped.url.get_backend_name() == "postgresql":
        pytest.skip("PostgreSQL keeps its index itself")
    allow_all()
    indexing.listen()
    indexing.serve(Settings(data=tmp_path, database_url=address(scoped)), scoped)
    found_authority()
    publish("a: Debt club", "b: Other")
    indexing.drain()
    yield scoped
    happenings.forget()
    jobs.forget()


def _a_file(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("what?")


def _foreign(folder: Path) -> None:
    folder.chmod(0o777)


def _no_pointer(folder: Path) -> None:
    (folder / "current").unlink()


def _odd_pointer(folder: Path) -> None:
    (folder / "current").write_bytes(b"\xff\x00")


def _pointer_is_a_folder(folder: Path) -> None:
    (folder / "current").unlink()
    (folder / "current").mkdir()


def _contents_gone(folder: Path) -> None:
    for path in files(folder, ".toc"):
        path.unlink()


def _all_cut(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith(".lock"):
            emptied(path)


def _elsewhere(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize(
    "harm",
    [_a_file, _foreign, _no_pointer, _odd_pointer, _pointer_is_a_folder, _contents_gone, _all_cut, _elsewhere],
)
def test_an_index_that_cannot_be_read_is_asked_for_once_and_built(
    house: Database, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    harm(tmp_path / "index")
    with pytest.raises(IndexMissing):
        engines.current().answer(Question(), now(), {})
    assert not indexing.is_built()
    for _ in range(3):
        with scope(house):
            indexing.ask_to_heal()
    waiting = select(func.count()).select_from(jobs.Job).where(jobs.Job.name == indexing.HEAL)
    with scope(house):
        assert reading().scalar(waiting) == 1
    jobs.run(house, once=True)
    with scope(house):
        assert reading().scalar(waiting) == 0
        assert engines.current().answer(Question(words="debt"), now(), {}).total == 1


@pytest.mark.parametrize("harm", [_a_file, _odd_pointer, _contents_gone, _all_cut, _elsewhere])
def test_a_change_that_finds_no_index_builds_it(house: Database, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    harm(tmp_path / "index")
    publish("c: Third debt club")
    indexing.drain()
    assert engines.current().answer(Question(words="debt"), now(), {}).total == 2


def test_the_second_of_two_that_heal_finds_nothing_to_do(house: Database, tmp_path: Path) -> None:
    _contents_gone(tmp_path / "index")
    assert indexing.heal() == 2
    assert indexing.heal() == 0
