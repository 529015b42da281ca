"""Two engines, two kinds of session, and one scope for each request, job or command."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, DateTime, Dialect, Engine, MetaData, TypeDecorator, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from foundation.keys import kept_key
from foundation.locks import CONFIDENTIAL, lock
from foundation.settings import Settings
from foundation.turn import Turn

_WAIT_SECONDS = 30  # for a lock on SQLite; the turn file makes real waits far shorter


class Base(DeclarativeBase):
    """Every table of every room."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Confidential:
    """Marks a table whose rows may be touched only inside an act; TypeError unless it is named sealed_* or child_*."""

    __tablename__: str

    def __init_subclass__(cls, **options: Any) -> None:
        if not cls.__tablename__.startswith(CONFIDENTIAL):
            raise TypeError(f"{cls.__name__} is confidential, so its table must be named sealed_... or child_...")
        super().__init_subclass__(**options)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: goes in with a time zone, comes out in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_uuid() -> str:
    """A public id that nobody can guess."""
    return str(uuid.uuid4())


class Database:
    """A reading engine and a writing engine over one database. Every engine of the site is made, and locked, here."""

    def __init__(self, url: str, *, trail_key: bytes = b"", durable: bool = False) -> None:
        """`trail_key` chains the trail: without it no act can be written down. `durable`: commits reach the disk."""
        self.url, self.trail_key = with_driver(url), trail_key
        if self.url.get_backend_name() == "sqlite":
            sync = "FULL" if durable else "NORMAL"
            self.reading_engine = _sqlite_engine(self.url, "BEGIN", "query_only=ON")
            self.writing_engine = _sqlite_engine(self.url, "BEGIN IMMEDIATE", f"synchronous={sync}")
            self.sealing_engine = _sqlite_engine(self.url, "BEGIN IMMEDIATE", "synchronous=FULL")
            self._turn: Turn | None = Turn(Path(f"{self.url.database}.turn"))
        else:
            self.writing_engine = create_engine(self.url, pool_pre_ping=True, hide_parameters=True)
            lock(self.writing_engine)  # the engine below is the same pool with other options, and the same lock
            self.reading_engine = self.writing_engine.execution_options(
                postgresql_readonly=True, isolation_level="REPEATABLE READ"
            )
            self.sealing_engine = self.writing_engine
            self._turn = None
        self.new_reading = sessionmaker(self.reading_engine, autoflush=False)
        self._new_writing = sessionmaker(self.writing_engine, expire_on_commit=False)
        self._new_sealing = sessionmaker(self.sealing_engine, expire_on_commit=False)

    @classmethod
    def from_settings(cls, settings: Settings) -> Database:
        """The site's database; its folder and the trail's key are made if they are not there."""
        settings.data.mkdir(parents=True, exist_ok=True)
        key = kept_key(settings.data, "trail", settings.trail_key)
        return cls(settings.database_url, trail_key=key, durable="practitioner" in settings.sides)

    @contextmanager
    def write(self, *, sealing: bool = False) -> Iterator[Session]:
        """One transaction: committed at the end, or rolled back. `sealing`: on the disk for certain when it returns."""
        make = self._new_sealing if sealing else self._new_writing
        if self._turn is None:
            with make.begin() as session:
                yield session
        else:
            with self._turn, make.begin() as session:
                yield session

    def dispose(self) -> None:
        """Close every idle connection: before a process forks, and at the end."""
        for engine in (self.reading_engine, self.writing_engine, self.sealing_engine):
            engine.dispose()


def with_driver(url: str) -> URL:
    """The address with the driver we use; ValueError for another kind of database or a SQLite without a file."""
    made = make_url(url)
    backend = made.get_backend_name()
    if backend in ("postgres", "postgresql"):
        return made.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise ValueError(f"The database must be SQLite or PostgreSQL, not {backend}.")
    if made.database in (None, "", ":memory:"):
        raise ValueError("A SQLite database needs a file, as in sqlite:///var/waymark.db.")
    return made


def migration_engine(url: str) -> Engine:
    """The one engine without the lock, for migrations and for tests that make their own tables."""
    address = with_driver(url)
    engine = create_engine(address, hide_parameters=True)
    if address.get_backend_name() == "sqlite":
        _prepare(engine, "BEGIN IMMEDIATE", ("foreign_keys=ON",))
    return engine


def _sqlite_engine(url: URL, begin: str, *pragmas: str) -> Engine:
    engine = create_engine(url, hide_parameters=True)  # an error in a log names no child
    _prepare(engine, begin, ("foreign_keys=ON", *pragmas))
    lock(engine)
    return engine


def _prepare(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    """A deferred transaction that reads and then writes fails at once in WAL, so each begins as what it will be."""

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        for pragma in (f"busy_timeout={_WAIT_SECONDS * 1000}", "journal_mode=WAL", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_as_said(connection: Any) -> None:
        connection.exec_driver_sql(begin)


class Scope:
    """What one request, job or command has open: reads share a snapshot, each change is its own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.in_change = False
        self._session: Session | None = None

    def reading(self) -> Session:
        """This scope's reading session, opened when first asked for."""
        if self._session is None:
            self._session = self.database.new_reading()
        return self._session

    def close(self) -> None:
        """End the snapshot."""
        if self._session is not None:
            self._session.close()
            self._session = None


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope:
    """The scope that is open; RuntimeError when none is."""
    here = _scope.get()
    if here is None:
        raise RuntimeError("No scope is open: pages, jobs and commands open one with open_scope().")
    return here


def open_scope(database: Database) -> None:
    """At the start of a request, a job or a command."""
    close_scope()
    _scope.set(Scope(database))


def close_scope() -> None:
    """At its end; safe to call twice."""
    here = _scope.get()
    if here is not None:
        here.close()
        _scope.set(None)


@contextmanager
def scope(database: Database) -> Iterator[Scope]:
    """A scope for the length of a block; the scope around it, if any, is untouched and comes back."""
    opened = Scope(database)
    token = _scope.set(opened)
    try:
        yield opened
    finally:
        opened.close()
        _scope.reset(token)


def insert_once(session: Session, table: Any) -> Any:
    """An insert that may say what happens to a row that is there already, in the dialect of this database."""
    made = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return made(table)


def reading() -> Session:
    """The session for looking. The database itself refuses a write on it."""
    return current_scope().reading()


@contextmanager
def changing(*, at_leisure: bool = False) -> Iterator[Session]:
    """The session for one change: one transaction. Afterwards this scope's reads see it. Changes do not nest.

    `at_leisure`: PostgreSQL need not wait until the disk has it; a power cut may lose it, never tear it.
    """
    here = current_scope()
    if here.in_change:
        raise RuntimeError("A change inside a change: SQLite would wait for itself.")
    here.close()  # an old snapshot would hide what is about to be written, and stop the log from shrinking
    here.in_change = True
    try:
        with here.database.write() as session:
            if at_leisure and here.database.url.get_backend_name() == "postgresql":
                session.execute(text("SET LOCAL synchronous_commit TO off"))
            yield session
    finally:
        here.close()  # so would one that was opened while the change went on
        here.in_change = False
