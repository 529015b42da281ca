"""What ends with a role: the clearance that was asked for it, and whatever upper rooms hang on it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from accounts import rules
from accounts.happenings import PersonLeft
from accounts.models import Agency, Authority, Clearance, Membership, Person
from foundation import clock, happenings

LEFT = "left"  # why a clearance ended, as the table keeps it; all other reasons are words


def has_left(session: Session, ended: Membership) -> None:
    """Inside a change, after a role was ended: if it was the last one with children in this place, their clearance
    ends with it, and others hear."""
    if ended.role not in rules.PRACTICE_ROLES or _works_still(session, ended):
        return
    asked_for = select(Clearance).where(
        Clearance.person_id == ended.person_id,
        Clearance.authority_id == ended.authority_id,
        _same(Clearance.agency_id, ended.agency_id),
        Clearance.state.in_(("asked", "granted")),
    )
    for row in session.scalars(asked_for.with_for_update()):
        row.state, row.ended_at, row.ended_why = "ended", clock.now(), LEFT
    person = session.get_one(Person, ended.person_id).uuid
    agency = session.get_one(Agency, ended.agency_id).uuid if ended.agency_id is not None else ""
    authority = session.get_one(Authority, ended.authority_id).slug
    happenings.announce(session, PersonLeft(person, authority, agency))


def _works_still(session: Session, ended: Membership) -> bool:
    session.flush()
    found = select(Membership.id).where(
        Membership.person_id == ended.person_id,
        Membership.authority_id == ended.authority_id,
        _same(Membership.agency_id, ended.agency_id),
        Membership.role.in_(rules.PRACTICE_ROLES),
        Membership.ended_at.is_(None),
    )
    return session.scalar(found.limit(1)) is not None


def _same(column: InstrumentedAttribute[int | None], value: int | None) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value
