"""The engines, and which of them this process asks."""

from __future__ import annotations

from pathlib import Path

from foundation.db import Database
from search.engine import Engine
from search.engines.embedded import EmbeddedEngine
from search.engines.postgres import PostgresEngine

_chosen: dict[str, Engine] = {}


def engine_for(data: Path, database: Database) -> Engine:
    """PostgreSQL's own when the database is PostgreSQL, else the embedded one in a folder of the data."""
    if database.url.get_backend_name() == "postgresql":
        return PostgresEngine()
    return EmbeddedEngine(data / "index")


def choose(engine: Engine) -> None:
    """Ask this engine from now on. Each process keeps one, with its readers and arrays."""
    _chosen["engine"] = engine


def current() -> Engine:
    """The engine of this process; RuntimeError before one was chosen."""
    if "engine" not in _chosen:
        raise RuntimeError("No search engine was chosen: search.indexing.serve() does it.")
    return _chosen["engine"]
