"""One's own lists of services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from casework import rules
from casework.models import Shortlist, ShortlistItem
from directory import queries as directory
from directory.queries import EntryPage
from foundation.db import reading
from vetting.rules import until


@dataclass(frozen=True)
class ShortlistRow:
    """One list in the list of lists. goes_on: when it is forgotten unless it is used."""

    uuid: str
    title: str
    count: int
    goes_on: date


@dataclass(frozen=True)
class ItemShown:
    """A service of a list. page is None for one that is no longer in the directory."""

    code: str
    note: str
    page: EntryPage | None


@dataclass(frozen=True)
class ShortlistShown:
    """One list."""

    uuid: str
    title: str
    used_on: date
    goes_on: date
    items: Sequence[ItemShown]


def mine(person: str) -> list[ShortlistRow]:
    """Somebody's lists, the one used last first."""
    counts = (
        select(ShortlistItem.shortlist_id, func.count().label("count")).group_by(ShortlistItem.shortlist_id).subquery()
    )
    rows = reading().execute(
        select(Shortlist, counts.c.count)
        .outerjoin(counts, counts.c.shortlist_id == Shortlist.id)
        .where(Shortlist.person == person)
        .order_by(Shortlist.used_on.desc(), Shortlist.id.desc())
    )
    return [ShortlistRow(row.uuid, row.title, count or 0, _goes_on(row)) for row, count in rows]


def one(person: str, uuid: str) -> ShortlistShown | None:
    """A list of this person's, or None."""
    row = reading().scalar(select(Shortlist).where(Shortlist.uuid == uuid, Shortlist.person == person))
    if row is None:
        return None
    items = reading().scalars(
        select(ShortlistItem).where(ShortlistItem.shortlist_id == row.id).order_by(ShortlistItem.id)
    )
    shown = [ItemShown(item.code, item.note, directory.entry_page(item.code)) for item in items]
    return ShortlistShown(row.uuid, row.title, row.used_on, _goes_on(row), shown)


def _goes_on(row: Shortlist) -> date:
    return until(row.used_on, rules.SHORTLISTS_KEPT_MONTHS)
