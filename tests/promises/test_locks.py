"""No road to confidential rows but an act: what is promised of the whole site."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, exists, insert, select, text, update
from sqlalchemy.orm import DeclarativeBase, Session, joinedload, selectinload

from foundation.acts import Subject, Unguarded, looking, set_policy, system
from foundation.db import Base, Confidential, Database, changing, reading
from foundation.locks import CONFIDENTIAL, TRAIL
from foundation.permissions import Permission
from tests import databases
from tests.little import Family, Secret

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("foundation", "profiles", "web", "places", "accounts", "directory", "search", "sample")
RAW = re.compile(r"\.connection\.cursor|connection\(\)\.connection\b|dbapi_connection|raw_connection|driver_connection")


@pytest.fixture(scope="module", autouse=True)
def _models() -> None:
    for models in ROOT.glob("*/models.py"):
        importlib.import_module(f"{models.parent.name}.models")


READS: dict[str, Callable[[Session], Any]] = {
    "the whole row": lambda s: s.scalars(select(Secret)).all(),
    "one column": lambda s: s.scalars(select(Secret.words)).all(),
    "by key": lambda s: s.get(Secret, 1),
    "lazily, as a template might": lambda s: s.scalars(select(Family)).one().secrets,
    "joined load": lambda s: s.scalars(select(Family).options(joinedload(Family.secrets))).unique().all(),
    "select in load": lambda s: s.scalars(select(Family).options(selectinload(Family.secrets))).all(),
    "a subquery": lambda s: s.scalars(select(Family).where(exists().where(Secret.words == "x"))).all(),
    "a common table": lambda s: s.scalars(select(select(Secret.words).cte("c").c.words)).all(),
    "plain text": lambda s: s.execute(text("select words from sealed_secret")).all(),
    "plain text, hidden": lambda s: s.execute(text('select words from/**/"sealed_secret"')).all(),
    "the driver's text": lambda s: s.connection().exec_driver_sql("select words from sealed_secret").all(),
}
WRITES: dict[str, Callable[[Session], Any]] = {
    "a new row": lambda s: (s.add(Secret(family_id=1, words="x")), s.flush()),
    "an update": lambda s: s.execute(update(Secret).values(words="x")),
    "many at once": lambda s: s.execute(insert(Secret), [{"family_id": 1, "words": "x"}] * 3),
    "many prepared": lambda s: s.connection().execute(
        update(Secret).where(Secret.id == bindparam("n")).values(words="x"), [{"n": 1}, {"n": 2}]
    ),
    "insert from select": lambda s: s.execute(text("insert into family (name) select words from sealed_secret")),
    "the cascade of a public parent": lambda s: (s.delete(s.get_one(Family, 1)), s.flush()),
}


@pytest.mark.parametrize("road", READS)
def test_no_road_reads_a_confidential_row_outside_an_act(little: Database, road: str) -> None:
    with pytest.raises(Unguarded, match="outside an act"):
        READS[road](reading())


@pytest.mark.parametrize("road", READS)
def test_every_road_reads_it_inside_a_look(little: Database, no_policy: None, road: str) -> None:
    """So that the refusals above are for the act, not for a fault in the statement."""
    set_policy({Permission.ADDRESS_SEE: [lambda _actor, _subject: True]})
    with looking(system("test"), Permission.ADDRESS_SEE, Subject("family", "1")):
        READS[road](reading())


@pytest.mark.parametrize("road", WRITES)
def test_no_road_writes_a_confidential_row_outside_an_act(little: Database, road: str) -> None:
    with pytest.raises(Unguarded, match="outside an act"), changing() as session:
        WRITES[road](session)


TRAIL_IS_KEPT = [
    "update trail_line set body = ''",
    "/* tidy */ delete from trail_line",
    "with x as (select 1) delete from trail_line",
    "insert into trail_seal select * from trail_seal",
    "drop table trail_name",
]


@pytest.mark.parametrize("sql", TRAIL_IS_KEPT)
def test_the_trail_takes_new_lines_and_nothing_else(little: Database, sql: str) -> None:
    with pytest.raises(Unguarded, match="never"), changing() as session:
        session.execute(text(sql))


def test_confidential_tables_are_named_so_and_no_others() -> None:
    marked = {
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Confidential)
    }
    named = {name for name in Base.metadata.tables if name.startswith(CONFIDENTIAL)}
    assert marked == named


def test_a_confidential_table_of_another_name_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="sealed_"):

        class Open(Confidential, DeclarativeBase):
            __tablename__ = "open"


def test_no_column_is_named_like_a_confidential_table() -> None:
    """A statement that names such a column would be taken for one that names such a table."""
    prefixes = (*CONFIDENTIAL, *TRAIL)
    mistakable = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.startswith(prefixes) and not table.name.startswith(CONFIDENTIAL)
    ]
    assert mistakable == []


def test_the_database_has_no_views_and_no_triggers(database: Database) -> None:
    """Both run behind the statement the lock reads, on PostgreSQL with their owner's rights."""
    if database.url.get_backend_name() == "sqlite":
        sql = "select name from sqlite_master where type in ('view', 'trigger')"
    else:
        sql = (
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where c.relkind in ('v', 'm') and n.nspname = 'public'"
            " union all select tgname from pg_trigger where not tgisinternal"
        )
    engine = databases.owner(database)
    with engine.connect() as connection:
        assert connection.execute(text(sql)).all() == []
    engine.dispose()


def sources() -> list[Path]:
    return [path for room in ROOMS for path in (ROOT / room).rglob("*.py")] + list(ROOT.glob("*.py"))


def test_nobody_asks_for_the_drivers_own_connection() -> None:
    assert RAW.search("engine.raw_connection()")
    found = [path.name for path in sources() if RAW.search(path.read_text()) and path != ROOT / "foundation" / "db.py"]
    assert found == []


def test_engines_are_made_in_one_place() -> None:
    allowed = {ROOT / "foundation" / "db.py"}
    found = [str(path) for path in sources() if "create_engine(" in path.read_text() and path not in allowed]
    assert found == []
