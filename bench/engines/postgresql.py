"""Our engine on PostgreSQL, in a database of its own on the server that DATABASE_URL names; it is dropped at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from bench.engines import Running, waymark
from bench.entries import entries, vocabulary
from foundation import db
from search.documents import search_document
from search.engines.postgres import PostgresEngine

_NAME = "database"
_opened = ExitStack()  # of the one that is measured


def _server() -> str:
    url = make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


def _url(name: str) -> str:
    return make_url(os.environ["DATABASE_URL"]).set(database=name).render_as_string(hide_password=False)


def build(folder: Path, count: int) -> None:
    """A database with the tables of the search."""
    import accounts.models  # noqa: F401, PLC0415  # what is counted belongs to an authority
    import search.models  # noqa: F401, PLC0415  # the tables

    folder.mkdir(parents=True, exist_ok=True)
    name = f"waymark_bench_{os.urandom(4).hex()}"
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    (folder / _NAME).write_text(name)
    made = db.migration_engine(_url(name))
    names = [name for name in db.Base.metadata.tables if name == "authority" or name.startswith("search_")]
    tables = [db.Base.metadata.tables[name] for name in names]
    db.Base.metadata.create_all(made, tables=tables)
    made.dispose()
    with _scoped(name):
        PostgresEngine().rebuild((search_document(e, vocabulary) for e in entries(count)), lambda _n: None)


@contextmanager
def _scoped(name: str) -> Iterator[None]:
    database = db.Database(_url(name))
    with db.scope(database):
        yield
    database.dispose()


def running(folder: Path) -> Running:
    """The engine over that database."""
    _opened.enter_context(_scoped((folder / _NAME).read_text()))
    return waymark.over(PostgresEngine())


def drop(folder: Path) -> None:
    """The database of a build is gone afterwards."""
    _opened.close()
    if (folder / _NAME).exists():
        with psycopg.connect(_server(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{(folder / _NAME).read_text()}" WITH (FORCE)'.encode())
