"""A directory of one authority, with an index that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation import happenings, jobs
from foundation.db import Database
from foundation.settings import Settings
from search import indexing
from tests.rooms.search.search_house import allow_all, found_authority
from tests.workers import address


@pytest.fixture
def house(scoped: Database, no_policy: None, tmp_path: Path) -> Iterator[Database]:
    """A directory of one authority, with an index that follows it."""
    allow_all()
    indexing.listen()
    indexing.serve(Settings(data=tmp_path, database_url=address(scoped)), scoped)
    found_authority()
    indexing.drain()
    yield scoped
    happenings.forget()
    jobs.forget()
