"""What is kept goes: put away at eighteen, gone for good six years later, with every row that any room keeps about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Column, ColumnElement, Table, delete, or_, select
from sqlalchemy.orm import Session

from access.models import Child
from access.queries import child_by_id
from access.rules import ACTIVE, ARCHIVED
from accounts.models import Authority
from childindex.operations.cards import refresh
from foundation import acts, audit, clock
from foundation.acts import Actor, Subject, operation
from foundation.db import Base
from foundation.permissions import Permission

_AT_ONCE = 200  # records a change: nobody else waits longer than they take


def _index(_session: Session, authority: str) -> Subject:
    return Subject("index", "", authority)


@operation(Permission.CHILD_ARCHIVE, about=_index)
def put_away_due(session: Session, _actor: Actor, authority: str) -> int:
    """Records whose day has come are put away; answers how many."""
    home = select(Authority.id).where(Authority.slug == authority).scalar_subquery()
    due = select(Child).where(Child.authority_id == home, Child.status == ACTIVE, Child.archive_on <= clock.today())
    rows = session.scalars(due.with_for_update()).all()
    for row in rows:
        row.status = ARCHIVED
    acts.remark(records=[row.uuid for row in rows])
    return len(rows)


@operation(Permission.CHILD_ARCHIVE, about=_index)
def forget_due(session: Session, _actor: Actor, authority: str) -> int:
    """Records that were put away long enough go for good, with those merged into them; answers how many.

    The trail's lines stay, by reference; what they protected of these children can never be read again.
    """
    home = select(Authority.id).where(Authority.slug == authority).scalar_subquery()
    due = select(Child.id).where(Child.authority_id == home, Child.status == ARCHIVED, Child.purge_on <= clock.today())
    gone: list[str] = []
    forget_questions(session)
    for record in session.scalars(due.with_for_update()).all():
        known = child_by_id(record, session)
        if known is not None:
            gone += session.scalars(select(Child.uuid).where(Child.id.in_(known.records)))
            _forget(session, known.records)
    for uuid in gone:
        audit.destroy_names(session, f"child:{uuid}")
    acts.remark(records=gone)
    return len(gone)


def _forget(session: Session, records: Sequence[int]) -> None:
    """Every row that hangs on these records, in whatever room: asked of the tables themselves, so none is forgotten."""
    session.flush()
    session.expunge_all()
    for table in reversed(Base.metadata.sorted_tables):
        hangs = [_of_records(column, records) for column in table.columns]
        wanted = [one for one in hangs if one is not None]
        if wanted and table.name != Child.__tablename__:
            session.execute(delete(table).where(or_(*wanted)))
    for record in reversed(records):  # the kept record last: the others stand under it
        session.execute(delete(Child).where(Child.id == record))


def _of_records(column: Column[int], records: Sequence[int]) -> ColumnElement[bool] | None:
    """Whether a column leads to one of these records, by itself or through a row that does."""
    for key in column.foreign_keys:
        if key.column.table.name == Child.__tablename__:
            return column.in_(records)
        through = _direct(key.column.table)
        if through is not None:
            return column.in_(select(key.column).where(through.in_(records)))
    return None


def _direct(table: Table) -> Column[int] | None:
    if table.name == Child.__tablename__:
        return None
    found = [
        column for column in table.columns for key in column.foreign_keys if key.column.table.name == "child_record"
    ]
    return found[0] if found else None


@dataclass(frozen=True)
class Batch:
    """How many records were done, and the last of them."""

    count: int
    last: int


@operation(Permission.CHILD_ARCHIVE, about=lambda _session, authority, _after: Subject("index", "", authority))
def rekey(session: Session, _actor: Actor, authority: str, after: int) -> Batch:
    """Make card and keys anew for the next few hundred records after one; merged ones stand under theirs."""
    home = select(Authority.id).where(Authority.slug == authority).scalar_subquery()
    wanted = select(Child.id).where(Child.authority_id == home, Child.merged_into_id.is_(None), Child.id > after)
    records = session.scalars(wanted.order_by(Child.id).limit(_AT_ONCE)).all()
    for record in records:
        refresh(session, record)
    return Batch(len(records), records[-1] if records else after)


def forget_questions(session: Session) -> None:
    """Inside a change: what was asked of the index more than a year ago can never be read again."""
    gone = clock.today().replace(day=1) - timedelta(days=400)
    for months in range(36):  # a site that stood still for a while catches up
        audit.destroy_names(session, f"find:{(gone - timedelta(days=30 * months)):%Y-%m}")
