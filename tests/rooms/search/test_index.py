"""The index itself: changes are seen at once, builds are swapped, nobody else's folder is opened."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from foundation.clock import now
from foundation.db import Database, reading, scope
from search.documents import SearchDocument
from search.engine import Engine, IndexMissing, IndexNotTrusted
from search.engines.embedded import EmbeddedEngine
from search.engines.folder import IndexFolder
from search.question import Question
from tests.rooms.search.search_help import document, engine


def silent(_count: int) -> None:
    """Nobody watches."""


def found(made: Engine, words: str = "") -> set[str]:
    """The codes that these words find."""
    return {hit.code for hit in made.answer(Question(words=words), now(), {}).hits}


@pytest.fixture
def made(scoped: Database, tmp_path: Path) -> Engine:
    """An engine with three documents."""
    made = engine(scoped, tmp_path)
    made.rebuild([document(code, f"club {code}", number=1) for code in ("aa", "bb", "cc")], silent)
    return made


def test_before_the_first_build_a_sentence_says_what_to_do(scoped: Database, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="flask search rebuild"):
        engine(scoped, tmp_path).answer(Question(), now(), {})


def test_what_is_changed_or_taken_out_is_gone_at_once_for_readers_kept_open(made: Engine) -> None:
    """Searcher.refresh() of the forks of Whoosh goes on showing these."""
    assert found(made, "club") == {"aa", "bb", "cc"}
    for number in range(2, 14):
        made.put([document("aa", f"unique{number}", number=number)], ["bb"] if number == 5 else [])
        assert found(made, f"unique{number}") == {"aa"}
        assert found(made, f"unique{number - 1}") == set()
        assert found(made, "club") == ({"bb", "cc"} if number < 5 else {"cc"})
    assert made.numbers() == {"aa": 13, "cc": 1}
    assert made.answer(Question(), now(), {}).considered == 2


def test_many_small_changes_do_not_leave_many_parts(made: Engine) -> None:
    for number in range(40):
        made.put([document(f"n{number}", "small")], [])
    assert len(made.numbers()) == 43
    snapshot = made.snapshot()  # type: ignore[attr-defined]
    parts = snapshot.segments if hasattr(snapshot, "segments") else snapshot.parts
    assert len(parts) <= 17
    assert made.answer(Question(words="small"), now(), {}).total == 40


def test_small_changes_never_make_a_reader_read_all_again(made: Engine) -> None:
    made.rebuild([document(f"o{number}", "old") for number in range(120)], silent)
    largest = made.snapshot().columns.blocks[0]  # type: ignore[attr-defined]
    for number in range(70):
        made.put([document(f"n{number % 50}", f"new{number}")], [f"o{number // 2}"])
        assert made.answer(Question(words=f"new{number}"), now(), {}).total == 1
    assert made.snapshot().columns.blocks[0] is largest  # type: ignore[attr-defined]
    assert made.answer(Question(words="old"), now(), {}).total == 85
    assert len(made.snapshot().columns.blocks) <= 17  # type: ignore[attr-defined]


def test_what_is_mostly_gone_is_read_again_without_it(made: Engine) -> None:
    made.rebuild([document(f"o{number}", "old") for number in range(120)], silent)
    for number in range(100):
        made.put([], [f"o{number}"])
    made.put([document("n", "new")], [])
    if not isinstance(made, EmbeddedEngine):  # a folder keeps them until the next build
        assert made.snapshot().columns.rows < 60  # type: ignore[attr-defined]
    assert made.answer(Question(words="old"), now(), {}).total == 20
    assert made.answer(Question(words="new"), now(), {}).total == 1


def test_every_change_is_another_generation(made: Engine) -> None:
    before = made.generation()
    assert made.generation() == before
    made.put([document("aa", "changed")], [])
    assert made.generation() != before


def test_the_same_code_twice_is_one_document(made: Engine) -> None:
    made.put([document("aa", "one", number=2), document("aa", "two", number=3)], [])
    assert made.numbers()["aa"] == 3
    assert found(made, "one") == set()


def test_a_failed_writer_leaves_the_index_as_it_was(made: Engine) -> None:
    def failing() -> list[SearchDocument]:
        raise ValueError("in the middle")

    class Failing(list[SearchDocument]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield document("dd", "new")
            failing()

    with pytest.raises(ValueError, match="in the middle"):
        made.put(Failing(), [])
    assert found(made) == {"aa", "bb", "cc"}
    made.put([document("dd", "new")], [])
    assert found(made) == {"aa", "bb", "cc", "dd"}


def test_the_old_build_answers_until_the_new_one_is_whole(scoped: Database, made: Engine) -> None:
    seen: list[set[str]] = []

    def watch(_count: int) -> None:
        with scope(scoped):  # as another request would
            seen.append(found(made, "club"))

    made.rebuild([document("dd", "club"), document("ee", "club")], watch)
    assert seen
    assert all(codes == {"aa", "bb", "cc"} for codes in seen)
    assert found(made, "club") == {"dd", "ee"}


def test_a_reader_in_another_thread_never_goes_back(scoped: Database, made: Engine) -> None:
    """Threads read while one writes: every answer is of one generation, and none is older than the one before."""
    wrong: list[object] = []
    stop = threading.Event()

    def read() -> None:
        last = 0
        while not stop.is_set():
            with scope(scoped):
                try:
                    numbers = made.numbers()
                except Exception as error:
                    wrong.append(error)
                    return
            if numbers["aa"] < last:
                wrong.append((last, numbers))
            last = numbers["aa"]

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 20):
        made.put([document("aa", "club", number=number)], [])
    made.rebuild([document("aa", "club", number=20)], silent)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert made.numbers() == {"aa": 20}


def test_a_request_that_began_before_a_change_is_answered_all_the_same(scoped: Database, made: Engine) -> None:
    """Its view of the database is older than the arrays that another request has loaded meanwhile."""
    assert found(made, "club") == {"aa", "bb", "cc"}
    reading().connection()  # the old view is open

    def change() -> None:
        with scope(scoped):
            made.put([document("aa", "changed", number=2)], ["bb"])
            assert found(made, "club") == {"cc"}

    other = threading.Thread(target=change)
    other.start()
    other.join()
    assert "cc" in found(made, "club")
    assert found(made) <= {"aa", "bb", "cc"}


# The folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built index."""
    made = EmbeddedEngine(tmp_path / "index")
    made.rebuild([document("aa", "club")], silent)
    return tmp_path / "index"


def test_a_folder_that_others_may_write_is_never_opened(folder: Path) -> None:
    build = IndexFolder(folder).current()
    for path, mode in ((folder, 0o777), (folder, 0o770), (build, 0o722)):
        path.chmod(mode)
        with pytest.raises(IndexNotTrusted):
            EmbeddedEngine(folder).answer(Question(), now(), {})
        path.chmod(0o700)
    assert found(EmbeddedEngine(folder)) == {"aa"}


def test_a_folder_of_somebody_else_is_never_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(IndexNotTrusted):
        EmbeddedEngine(folder).generation()


@pytest.mark.parametrize("name", ["../elsewhere", "/tmp", "", "build-../x"])
def test_the_pointer_names_a_build_and_nothing_else(folder: Path, name: str) -> None:
    (folder / "current").write_text(name)
    with pytest.raises(IndexNotTrusted):
        IndexFolder(folder).current()


def test_a_deleted_folder_is_a_missing_index(folder: Path) -> None:
    build = IndexFolder(folder).current()
    build.rename(folder / "gone")
    with pytest.raises(IndexMissing):
        EmbeddedEngine(folder).answer(Question(), now(), {})


def test_old_builds_are_swept_away_but_not_the_one_just_left(folder: Path) -> None:
    made = EmbeddedEngine(folder)
    for _ in range(4):
        made.rebuild([document("aa", "club")], silent)
    assert len(list(folder.glob("build-*"))) == 2


def test_a_second_writer_waits_for_the_first(folder: Path) -> None:
    made, order = EmbeddedEngine(folder), []

    def second() -> None:
        made.put([document("bb", "club")], [])
        order.append("second")

    with IndexFolder(folder).holding("writing"):
        writer = threading.Thread(target=second)
        writer.start()
        writer.join(0.2)
        order.append("first")
    writer.join()
    assert order == ["first", "second"]
    assert found(made) == {"aa", "bb"}


def test_vectors_have_positions_and_weights_and_stay_within_the_limits(scoped: Database, tmp_path: Path) -> None:
    from sqlalchemy import text

    from search.engines.vectors import LAST_POSITION, vector

    one = document(
        "A", "Debt advice", description="debt " * 1000 + "O'Neill \\ " + " ".join(f"w{n}" for n in range(20_000))
    )
    written = vector(one)
    assert written.startswith("'debt':1A,")
    assert "'advice':2A" in written
    assert written.split("'debt':")[1].split(" ")[0].count(",") == 255
    assert (
        max(int(place[:-1]) for part in written.split(" ") for place in part.split(":")[-1].split(",")) == LAST_POSITION
    )
    if scoped.url.get_backend_name() != "postgresql":
        return
    kept = reading().execute(
        text("SELECT CAST(:v AS tsvector) @@ CAST(:q AS tsquery)"), {"v": written, "q": "'debt' <-> 'advice'"}
    )
    assert kept.scalar() is True
