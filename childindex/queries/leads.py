"""Whoever leads, or is asked to, with names and a number to ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from accounts.models import Agency, Person
from childindex.models import Involvement
from childindex.models import Lead as LeadRow
from foundation.db import reading


@dataclass(frozen=True)
class LeadShown:
    """Whoever leads, or is asked to."""

    uuid: str
    role: str
    person: str
    name: str
    agency_name: str
    lay: bool
    lay_relation: str
    phone: str
    chosen_by: str
    cover: str
    cover_name: str
    review_on: date
    offered_by: str
    accepted_at: datetime | None


def leads(records: Sequence[int]) -> list[LeadShown]:
    """Inside a look: the leads of a child that are not over, those accepted first."""
    rows = (
        reading()
        .scalars(
            select(LeadRow)
            .where(LeadRow.child_id.in_(records), LeadRow.ended_at.is_(None))
            .order_by(LeadRow.accepted_at.is_(None), LeadRow.id)
        )
        .all()
    )
    return [lead_shown(one, records) for one in rows]


def lead_shown(one: LeadRow, records: tuple[int, ...]) -> LeadShown:
    """A lead with the names of who holds it and who stands in, and a number from the involvement."""
    names = dict(
        reading().execute(select(Person.uuid, Person.name).where(Person.uuid.in_([one.person, one.cover]))).all()  # type: ignore[arg-type]
    )
    agency = reading().scalar(select(Agency.name).where(Agency.uuid == one.agency)) or ""
    phone = one.lay_phone or reading().scalar(
        select(Involvement.phone).where(
            Involvement.child_id.in_(records), Involvement.person == one.person, Involvement.ends.is_(None)
        )
    )
    return LeadShown(
        one.uuid,
        one.role,
        one.person,
        one.lay_name or names.get(one.person, ""),
        agency,
        bool(one.lay_name),
        one.lay_relation,
        phone or "",
        one.chosen_by,
        one.cover,
        names.get(one.cover, ""),
        one.review_on,
        one.offered_by,
        one.accepted_at,
    )
