"""Loading places: those that come with the site, a whole ONS Postcode Directory, or every English postcode."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from foundation.acts import Actor, Subject, operation
from foundation.db import Base, reading
from foundation.permissions import Permission
from places.english import PACKAGE, english_rows
from places.middles import Middles
from places.models import District, Outcode, Postcode, Sector, Town, Ward
from places.onspd import PostcodeRow, Report, columns_of, names_in, opened, read_rows, ward_year
from places.shipped import WARD_YEAR, shipped

_BATCH = 2000  # rows a transaction: others wait for the pen no longer than this takes
_TABLES: dict[str, type[Base]] = {
    table.__tablename__: table for table in (District, Outcode, Sector, Town, Ward, Postcode)
}
_COLUMNS = ("postcode", "lat", "lon", "district", "ward", "ended")
Row = dict[str, Any]
Progress = Callable[[int], None]


def _silent(_done: int) -> None:
    """Progress that nobody watches."""


def load_shipped(actor: Actor, progress: Progress = _silent) -> int:
    """Load the places that come with the site; those already there are replaced. Answers how many rows."""
    total = 0
    for table, rows in shipped().items():
        total += _put_all(actor, table, rows, "places/data")
        progress(total)
    return total


def load_onspd(actor: Actor, file: Path, progress: Progress = _silent) -> Report:
    """Load a full ONS Postcode Directory, zip or CSV. Wrong rows are counted and reported, the others are loaded.

    `progress` hears bytes read. NotAPostcodeFile before anything is changed when the file is not one.
    Sectors, outcodes and wards get their middles from the live postcodes.
    """
    report, middles = Report(), Middles()
    with opened(file, progress) as lines:
        first = next(lines, "")
        header = next(csv.reader([first]), [])
        columns_of(header)
        _put_postcodes(actor, middles.seeing(read_rows(chain([first], lines), report)), file.name)
    _put_middles(actor, middles, file.name, names_in(file), ward_year(header) or WARD_YEAR)
    return report


def load_english(actor: Actor, progress: Progress = _silent) -> int:
    """Load every English postcode from the optional package; answers how many. ExtraMissing when not installed."""
    return _put_postcodes(actor, english_rows(), PACKAGE, progress)


def _put_postcodes(actor: Actor, rows: Iterable[PostcodeRow], source: str, progress: Progress = _silent) -> int:
    columns = ({name: getattr(row, name) for name in _COLUMNS} for row in rows)
    return _put_all(actor, Postcode.__tablename__, columns, source, progress)


def _put_middles(actor: Actor, middles: Middles, source: str, names: dict[str, str], year: int) -> None:
    """A sector keeps the town it had; wards are named by the file, or keep the name they had."""
    towns = {row.sector: row.town for row in reading().scalars(select(Sector))}
    known = {row.code: row.name for row in reading().scalars(select(Ward))}
    _put_all(actor, Sector.__tablename__, middles.sectors(towns), source)
    _put_all(actor, Outcode.__tablename__, middles.outcodes(), source)
    _put_all(actor, Ward.__tablename__, middles.wards(known | names, year), source)


def _put_all(actor: Actor, table: str, rows: Iterable[Row], source: str, progress: Progress = _silent) -> int:
    """Write rows in batches, each its own change, so that others need not wait for the whole."""
    stream, total = iter(rows), 0
    while batch := list(islice(stream, _BATCH)):
        _put(actor, table, batch, source)
        total += len(batch)
        progress(total)
    return total


def _subject(_session: Session, table: str, _rows: list[Row], source: str) -> Subject:
    return Subject("places", f"{table} from {source}")


@operation(Permission.PLACES_LOAD, about=_subject)
def _put(session: Session, actor: Actor, table: str, rows: list[Row], source: str) -> None:
    """Replace these rows by their keys."""
    model = _TABLES[table]
    key = next(iter(model.__table__.primary_key))
    newest = {row[key.name]: row for row in rows}  # the same key twice in a batch: the later row stands
    session.execute(delete(model).where(key.in_(newest)))
    session.execute(insert(model), list(newest.values()))
