"""Names in the trail: encrypted apart, and destroyed without breaking the chain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from foundation import audit
from foundation.audit import TrailLine, TrailName, write_line
from foundation.db import Database
from tests import databases


@pytest.fixture
def named(database: Database) -> tuple[str, int]:
    with database.write() as session:
        place = write_line(database, session, {"act": "find"}, names={"asked": "Asha K"}, key="child:1")
    stream, number = place.split(":")
    return stream, int(number)


def read(database: Database, place: tuple[str, int]) -> dict[str, str] | None:
    with database.new_reading() as session:
        return audit.read_names(database, session, *place)


def test_names_are_encrypted_apart(database: Database, named: tuple[str, int]) -> None:
    with database.new_reading() as session:
        assert b"Asha" not in session.scalars(select(TrailName.sealed)).one()
        assert "Asha" not in session.scalars(select(TrailLine.body)).one()
    assert read(database, named) == {"asked": "Asha K"}


def destroy_key(database: Database) -> None:
    with database.write() as session:
        audit.destroy_names(session, "child:1")


def destroy_rows(database: Database) -> None:
    databases.behind_the_back(database, "delete from trail_name")


@pytest.mark.parametrize("destroy", [destroy_key, destroy_rows])
def test_names_can_be_destroyed_and_the_chain_holds(
    database: Database, tmp_path: Path, named: tuple[str, int], destroy: Callable[[Database], None]
) -> None:
    file = tmp_path / "trail.seals"
    audit.seal(database, file)
    destroy(database)
    assert read(database, named) is None
    assert [*audit.verify(database, file)] == []


def test_names_moved_to_another_line_do_not_open(database: Database, named: tuple[str, int]) -> None:
    databases.behind_the_back(database, "update trail_name set number = 9")
    with pytest.raises(InvalidTag):
        read(database, (named[0], 9))


def test_names_of_one_subject_share_a_key(database: Database, named: tuple[str, int]) -> None:
    with database.write() as session:
        place = write_line(database, session, {"act": "find"}, names={"asked": "again"}, key="child:1")
    stream, number = place.split(":")
    assert read(database, (stream, int(number))) == {"asked": "again"}
    destroy_key(database)
    assert read(database, (stream, int(number))) is None
