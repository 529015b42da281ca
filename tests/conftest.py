"""What every test may ask for: a fresh database, on SQLite or PostgreSQL, and a scope on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation import audit, db, jobs, post  # noqa: F401  # their tables belong to the schema

TRAIL_KEY = b"a key for tests, thirty-two bytes"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[db.Database]:
    """A fresh database with the whole schema."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    engine = db.migration_engine(url)
    db.Base.metadata.create_all(engine)
    engine.dispose()
    opened = db.Database(url, trail_key=TRAIL_KEY)
    yield opened
    opened.dispose()


@pytest.fixture
def scoped(database: db.Database) -> Iterator[db.Database]:
    """The same, with a scope open."""
    db.open_scope(database)
    yield database
    db.close_scope()
