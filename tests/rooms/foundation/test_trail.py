"""The trail: what is done behind its back is found, and what is done honestly never is."""

from __future__ import annotations

from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from foundation import audit, clock
from foundation.audit import TrailLine, TrailSeal, sealing, streams, write_line
from foundation.audit.sealing import outside
from foundation.audit.streams import _streams_of
from foundation.db import Database
from tests import databases, workers

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outside" / "trail.seals"


@pytest.fixture(autouse=True)
def _trail_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trail never takes a frozen time, so these tests give it one by another road."""
    monkeypatch.setattr(clock, "real", clock.now)
    monkeypatch.setattr(clock, "_frozen", ContextVar("frozen", default=NOON))


def lines(database: Database, count: int, start: datetime = NOON) -> None:
    for second in range(count):
        with clock.freeze(start + timedelta(seconds=second)), database.write() as session:
            write_line(database, session, {"act": "record:see", "outcome": "done"})


def found(database: Database, file: Path) -> list[str]:
    return [finding.what for finding in audit.verify(database, file)]


def two_sealed_parts(database: Database, file: Path) -> None:
    lines(database, 5)
    assert audit.seal(database, file) == 1
    lines(database, 1, NOON + timedelta(hours=1))
    assert audit.seal(database, file) == 2


def test_a_true_trail_has_no_findings(database: Database, file: Path) -> None:
    two_sealed_parts(database, file)
    other = Database(workers.address(database), trail_key=workers.TRAIL_KEY)  # another process's streams
    lines(other, 3)
    other.dispose()
    assert audit.seal(database, file) == 3
    lines(database, 2, NOON + timedelta(hours=2))  # not yet sealed
    assert found(database, file) == []


def test_nothing_new_no_seal(database: Database, file: Path) -> None:
    assert audit.seal(database, file) is None
    assert not file.exists()
    two_sealed_parts(database, file)
    assert audit.seal(database, file) is None


def test_a_seal_names_only_the_streams_that_moved(database: Database, file: Path) -> None:
    lines(database, 1)
    audit.seal(database, file)
    other = Database(workers.address(database), trail_key=workers.TRAIL_KEY)
    lines(other, 1)
    assert audit.seal(other, file) == 2, "read from the first process's seal"
    other.dispose()
    with database.new_reading() as session:
        bodies = session.scalars(select(TrailSeal.body).order_by(TrailSeal.number)).all()
    assert [body.count('":[') for body in bodies] == [1, 1]


TAMPERING = [
    ("delete from trail_line where number = 2", "missing"),
    ("update trail_line set body = replace(body, 'done', 'refused') where number = 3", "edited"),
    ("update trail_line set at = '2026-03-01T12:00:02.500+00:00' where number = 3", "edited"),
    ("update trail_line set number = -1 where number = 2", "missing"),
    ("update trail_line set stream = 'another' where number = 1", "missing"),
    ("delete from trail_line where number > 3", "end was cut"),
    ("delete from trail_line", "end was cut"),
    ("delete from trail_seal where number = 1", "one before it is missing"),
    ("delete from trail_seal where number = 2", "file outside"),
    ("delete from trail_seal", "file outside"),
    ("update trail_seal set body = replace(body, '[5,', '[4,') where number = 1", "was altered"),
]


@pytest.mark.parametrize(("sql", "word"), TAMPERING)
def test_what_was_done_behind_our_back_is_found(database: Database, file: Path, sql: str, word: str) -> None:
    two_sealed_parts(database, file)
    databases.behind_the_back(database, sql)
    assert any(word in what for what in found(database, file))


NO_MAC = {"sqlite": "x'00'", "postgresql": "decode('00', 'hex')"}
HISTORY = st.lists(st.sampled_from(["line", "two lines", "rollback", "seal", "restart"]), min_size=1, max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORY, st.integers(min_value=0), st.sampled_from(["at", "body", "mac", "number", "gone"]))
def test_any_honest_history_is_whole_and_any_one_sealed_line_touched_is_found(
    database: Database, file: Path, history: list[str], which: int, part: str
) -> None:
    _live_through(database, file, "restart")
    for table in ("trail_line", "trail_seal"):
        databases.behind_the_back(database, f"delete from {table}")
    file.unlink(missing_ok=True)
    with clock.freeze(NOON):
        for step in [*history, "line", "seal"]:
            _live_through(database, file, step)
    assert found(database, file) == []
    _touch_one(database, which, part)
    assert found(database, file) != []


def _live_through(database: Database, file: Path, step: str) -> None:
    if step == "restart":  # a new process has no streams and has read no seals
        streams._idle.pop(database, None)
        sealing._known.pop(database, None)
    elif step == "seal":
        audit.seal(database, file)
    else:
        _write_some(database, step)


def _write_some(database: Database, step: str) -> None:
    with suppress(ZeroDivisionError), database.write() as session:
        for _ in range(2 if step == "two lines" else 1):
            write_line(database, session, {"act": step})
        if step == "rollback":
            raise ZeroDivisionError


def _touch_one(database: Database, which: int, part: str) -> None:
    with database.new_reading() as session:
        places = session.execute(select(TrailLine.stream, TrailLine.number)).all()
    stream, number = places[which % len(places)]
    change = {
        "at": "update trail_line set at = at || '0'",
        "body": "update trail_line set body = body || ' '",
        "mac": f"update trail_line set mac = {NO_MAC[database.url.get_backend_name()]}",
        "number": "update trail_line set number = number + 100",
        "gone": "delete from trail_line",
    }[part]
    databases.behind_the_back(database, f"{change} where stream = '{stream}' and number = {number}")


def test_two_lines_that_change_places_are_found(database: Database, file: Path) -> None:
    two_sealed_parts(database, file)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        databases.behind_the_back(database, f"update trail_line set number = {new} where number = {old}")
    assert any("another's place" in what for what in found(database, file))


def test_a_trail_forged_with_another_key_is_found(database: Database, file: Path) -> None:
    two_sealed_parts(database, file)
    databases.behind_the_back(database, "delete from trail_line")
    databases.behind_the_back(database, "delete from trail_seal")
    forger = Database(workers.address(database), trail_key=b"guessed")
    lines(forger, 6)
    audit.seal(forger, file.with_name("elsewhere"))
    forger.dispose()
    assert any("edited" in what for what in found(database, file))
    assert any("file outside" in what for what in found(database, file))


def test_lines_younger_than_the_last_seal_can_be_cut_unseen(database: Database, file: Path) -> None:
    """The limit we state; should this fail one day, the manual can promise more."""
    two_sealed_parts(database, file)
    lines(database, 1, NOON + timedelta(hours=2))
    databases.behind_the_back(database, "delete from trail_line where number = 7")
    assert found(database, file) == []


def test_a_clock_that_goes_back_is_a_remark(database: Database, file: Path) -> None:
    lines(database, 2)
    lines(database, 1, NOON - timedelta(days=1))
    audit.seal(database, file)
    assert [(f.what, f.remark) for f in audit.verify(database, file)] == [("the clock went back", True)]


def test_a_line_is_never_dated_back(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "real", lambda: NOON)
    with clock.freeze(NOON - timedelta(days=900)), database.write() as session:
        write_line(database, session, {"act": "x"})
    with database.new_reading() as session:
        assert session.scalars(select(TrailLine.at)).one() == "2026-03-01T12:00:00.000+00:00"


def test_a_lost_file_outside_is_remarked(database: Database, file: Path) -> None:
    two_sealed_parts(database, file)
    file.unlink()
    assert [(f.what, f.remark) for f in audit.verify(database, file)] == [("lacks 1 of 2 seals", True)]


def test_a_change_that_is_rolled_back_gives_its_number_back(database: Database, file: Path) -> None:
    lines(database, 2)
    with pytest.raises(KeyError), database.write() as session:  # noqa: PT012  # a change that fails late
        write_line(database, session, {"act": "x"})
        raise KeyError
    lines(database, 2, NOON + timedelta(hours=1))
    with database.new_reading() as session:
        assert session.scalars(select(TrailLine.number)).all() == [1, 2, 3, 4]
        assert len(set(session.scalars(select(TrailLine.stream)))) == 1
    audit.seal(database, file)
    assert found(database, file) == []


def test_two_lines_of_one_change_follow_one_another(database: Database, file: Path) -> None:
    with database.write() as session:
        places = [write_line(database, session, {"act": "x"}) for _ in range(2)]
    assert [place.split(":")[1] for place in places] == ["1", "2"]
    assert found(database, file) == []


def test_two_changes_at_once_take_two_streams(database: Database) -> None:
    if database.url.get_backend_name() == "sqlite":
        pytest.skip("one change at a time on SQLite")
    with database.write() as one, database.write() as two:
        places = [write_line(database, session, {"act": "x"}) for session in (one, two)]
    assert len({place.split(":")[0] for place in places}) == 2


def test_a_line_inside_a_savepoint_is_refused(database: Database, file: Path) -> None:
    with database.write() as session:
        write_line(database, session, {"act": "before"})
        with session.begin_nested(), pytest.raises(RuntimeError, match="savepoint"):
            write_line(database, session, {"act": "x"})
        with pytest.raises(KeyError), session.begin_nested():
            raise KeyError
        with session.begin_nested():
            pass  # neither the end of a savepoint nor its rollback gives the stream away
        write_line(database, session, {"act": "after"})
        assert _streams_of(database) == []
    assert len(_streams_of(database)) == 1
    assert found(database, file) == []


def test_a_stream_name_used_twice_is_refused_by_the_database_and_not_used_again(database: Database, file: Path) -> None:
    lines(database, 1)
    twin = Database(workers.address(database), trail_key=workers.TRAIL_KEY)
    lines(twin, 1)
    (mine,), (theirs,) = _streams_of(database), _streams_of(twin)
    theirs.name, theirs.number = mine.name, 0
    with pytest.raises(IntegrityError):
        lines(twin, 1)
    lines(twin, 1)
    twin.dispose()
    audit.seal(database, file)
    assert found(database, file) == []


def test_a_process_killed_between_seal_and_file_is_made_good(database: Database, file: Path) -> None:
    two_sealed_parts(database, file)
    whole = file.read_text().strip()
    file.write_text(whole[:-20])  # and its last line cut short by a power cut
    assert len(outside(file)) == 1
    audit.seal(database, file)
    assert [number for number, _mac in outside(file)] == [1, 2]
    assert found(database, file) == []


def test_without_the_key_no_line_is_written(database: Database) -> None:
    database.trail_key = b""
    with pytest.raises(RuntimeError, match="key"), database.write() as session:
        write_line(database, session, {"act": "x"})
