"""What the trail is found by is a copy of what its lines say: a copy that was cut, changed or added is found and named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, select, text
from sqlalchemy.exc import ProgrammingError

from foundation import audit, clock
from foundation.audit import TrailAbout, write_line
from foundation.audit.lines import About
from foundation.db import Database
from foundation.roles import grant_site_role
from tests import databases, workers

CHILD, OTHER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outside" / "trail.seals"


def look(database: Database, child: str = CHILD, actor: str = "someone", **more: Any) -> str:
    """One line about a child, as an act writes it."""
    about = About(child, actor, "an-agency", "child:see", "done")
    fields = {"act": "child:see", "outcome": "done", "actor": ["person", actor, ""], **more}
    with database.write() as session:
        return write_line(database, session, fields, names={"reason": "enquiry"}, key=f"child:{child}", about=about)


@pytest.fixture
def looked(database: Database, file: Path) -> Database:
    """Three lines, sealed."""
    for child in (CHILD, CHILD, OTHER):
        look(database, child)
    audit.seal(database, file)
    return database


def found(database: Database, file: Path) -> list[str]:
    return [one.what for one in audit.verify(database, file) if not one.remark]


def test_what_is_true_has_no_findings(looked: Database, file: Path) -> None:
    assert found(looked, file) == []


@pytest.mark.parametrize(
    "sql",
    [
        "delete from trail_about where number = 2",
        "delete from trail_about",
        "update trail_about set child = '' where number = 1",
        f"update trail_about set child = '{OTHER}' where number = 1",
        "update trail_about set actor = 'somebody else' where number = 2",
        "update trail_about set agency = '' where number = 3",
        "update trail_about set act = 'child:find' where number = 1",
        "update trail_about set outcome = 'shown' where number = 1",
        "update trail_about set at = '2001-01-01T00:00:00.000+00:00' where number = 2",
        "update trail_about set number = 40 where number = 2",
        "update trail_about set stream = 'another' where number = 2",
    ],
)
def test_a_copy_that_was_touched_is_found(looked: Database, file: Path, sql: str) -> None:
    databases.behind_the_back(looked, sql)
    assert found(looked, file)


def test_a_copy_that_was_added_is_found(looked: Database, file: Path) -> None:
    added = "insert into trail_about values ('{}', {}, '2026-01-01', 'c', 'a', '', 'child:see', 'done')"
    databases.behind_the_back(looked, added.format("forged", 1))
    assert "is to be found, but there is no such line" in found(looked, file)


def test_a_copy_for_a_line_that_has_none_is_found(database: Database, file: Path) -> None:
    with database.write() as session:
        stream = write_line(database, session, {"act": "entry:edit", "outcome": "done"}).partition(":")[0]
    audit.seal(database, file)
    assert found(database, file) == []
    added = f"insert into trail_about values ('{stream}', 1, '2026-01-01', '{CHILD}', 'a', '', 'entry:edit', 'done')"
    databases.behind_the_back(database, added)
    assert found(database, file) == ["cannot be found, or not rightly, by whom it is about"]


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("delete from trail_line where number = 2", "missing"),
        ("update trail_line set body = replace(body, 'done', 'refused') where number = 3", "edited"),
        (f"update trail_line set body = replace(body, '{CHILD}', '{OTHER}') where number = 1", "edited"),
        ("delete from trail_line where number > 1", "end was cut"),
        ("update trail_line set number = number + 100", "missing"),
    ],
)
def test_a_line_that_was_touched_is_found(looked: Database, file: Path, sql: str, word: str) -> None:
    databases.behind_the_back(looked, sql)
    assert any(word in what for what in found(looked, file))


def test_names_that_were_changed_are_found_and_never_shown(looked: Database, file: Path) -> None:
    with looked.new_reading() as session:
        stream = session.scalars(select(TrailAbout.stream)).first()
    databases.behind_the_back(
        looked,
        "update trail_name set sealed = (select sealed from trail_name where number = 1), key = "
        "(select key from trail_name where number = 1) where number = 2",
    )
    assert found(looked, file) == ["its protected words were changed"]
    with looked.new_reading() as session:
        rows = session.execute(text("select stream, number, key, sealed from trail_name")).all()
        opened = audit.open_names(looked, session, [tuple(row) for row in rows])
    assert set(opened) == {(stream, 1), (stream, 3)}


def test_names_that_were_destroyed_are_no_finding(looked: Database, file: Path) -> None:
    with looked.write() as session:
        audit.destroy_names(session, f"child:{CHILD}")
    databases.behind_the_back(looked, "delete from trail_name where number = 3")
    assert found(looked, file) == []


def test_a_clock_that_goes_back_is_a_remark(database: Database, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for hours in (0, -1):
        monkeypatch.setattr(clock, "real", lambda hours=hours: now + timedelta(hours=hours))
        look(database)
    audit.seal(database, file)
    assert [(one.what, one.remark) for one in audit.verify(database, file)] == [("the clock went back", True)]


@pytest.fixture
def unlocked(database: Database) -> Iterator[Any]:
    """PostgreSQL as the role that the site runs under, without the lock at the cursor."""
    if database.url.get_backend_name() != "postgresql":
        pytest.skip("SQLite has no roles")
    name, owner = f"w_about_{database.url.database}", databases.owner(database)
    with owner.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
        grant_site_role(connection, name)
    address = make_url(workers.address(database)).set(username=name, drivername="postgresql+psycopg")
    engine = create_engine(address)
    yield engine
    engine.dispose()
    with owner.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    owner.dispose()


@pytest.mark.parametrize(
    "sql", ["update trail_about set child = ''", "delete from trail_about", "truncate trail_about", "drop table trail_about"]
)  # fmt: skip
def test_the_site_can_only_add_to_what_is_found_by(unlocked: Any, sql: str) -> None:
    with unlocked.connect() as connection, pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        connection.execute(text(sql))


def test_the_site_adds_reads_and_keeps_what_it_needs(unlocked: Any) -> None:
    with unlocked.begin() as connection:
        connection.execute(text("insert into trail_about values ('s', 1, 'now', '', '', '', 'child:see', 'done')"))
        assert connection.execute(text("select count(*) from trail_about")).scalar() == 1
        for table in ("child_question", "child_looked_sheet", "oversight_verification"):
            connection.execute(text(f"select * from {table} for update"))
