"""On PostgreSQL the site connects as a role that owns nothing, and can only add to the trail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from foundation import audit
from foundation.acts import Actor, Refused, Subject, operation, set_policy
from foundation.audit import write_line
from foundation.db import Database, scope
from foundation.permissions import Permission
from foundation.roles import grant_site_role, rights_on
from tests import databases, workers

ROLE = "w_site"


@pytest.fixture
def site(database: Database) -> Iterator[str]:
    """The address the site would use: this database as a role that owns nothing."""
    if database.url.get_backend_name() != "postgresql":
        pytest.skip("SQLite has no roles")
    name = f"{ROLE}_{database.url.database}"
    engine = databases.owner(database)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
        connection.exec_driver_sql("CREATE TABLE trail_new (n int)")
        connection.exec_driver_sql(f"GRANT ALL ON trail_new TO {name}")  # as a default right would
        grant_site_role(connection, name)
        grant_site_role(connection, name)  # every migration does
    yield make_url(workers.address(database)).set(username=name).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    engine.dispose()


@pytest.fixture
def unlocked(site: str) -> Iterator[Engine]:
    """As that role, without the lock at the cursor: the database itself must refuse."""
    engine = create_engine(make_url(site).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


REFUSED = [
    "update trail_line set body = ''",
    "delete from trail_line",
    "truncate trail_line",
    "drop table trail_line",
    "alter table trail_line rename to other",
    "select * from trail_line for update",
    "update trail_seal set body = ''",
    "delete from trail_seal",
    "delete from trail_name",
    "update trail_new set n = 1",
    "truncate job",
    "drop table job",
    "create table mine (n int)",
    "create temporary table mine (n int)",
    "create view mine as select * from trail_line",
    "create function f() returns int language sql as 'select 1'",
    "set role postgres",
    "alter table job disable row level security",
    "copy job to program 'true'",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_database_itself_refuses(unlocked: Engine, sql: str) -> None:
    with unlocked.connect() as connection, pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        connection.execute(text(sql))


NEEDED = ["select * from trail_line", "insert into trail_new values (1)", "select * from job for update"]


@pytest.mark.parametrize("sql", NEEDED)
def test_what_the_site_needs_is_allowed(unlocked: Engine, sql: str) -> None:
    with unlocked.begin() as connection:
        connection.execute(text(sql))


def test_an_act_its_line_and_its_seal_work_as_that_role(site: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("outside") / "trail.seals"
    database = Database(site, trail_key=workers.TRAIL_KEY)
    with database.write() as session:
        write_line(database, session, {"act": "see"}, names={"asked": "Asha"}, key="child:1")
    assert audit.seal(database, file) == 1
    assert [*audit.verify(database, file)] == []
    with database.new_reading() as session, pytest.raises(DBAPIError, match="read-only"):
        session.execute(
            text(
                "insert into job (name, payload, due, tries, failed, given_up) values ('x', '{}', now(), 0, '', false)"
            )
        )
    database.dispose()


def test_a_refusal_is_written_as_that_role(site: str, no_policy: None) -> None:
    set_policy({Permission.ADDRESS_SEE: [lambda _actor, _subject: False]})

    @operation(Permission.ADDRESS_SEE, about=lambda _session: Subject("x", "1"))
    def nothing(_session: object, _actor: Actor) -> None:
        pytest.fail("refused before this")

    database = Database(site, trail_key=workers.TRAIL_KEY)
    with scope(database), pytest.raises(Refused):
        nothing(Actor("person", "1"))
    with database.new_reading() as session:
        assert session.scalar(text("select count(*) from trail_line")) == 1
    database.dispose()


def test_rights_follow_the_name_of_the_table() -> None:
    assert rights_on("trail_anything") == "SELECT, INSERT"
    assert rights_on("alembic_version") == "SELECT"
    assert "DELETE" in rights_on("sealed_address")
