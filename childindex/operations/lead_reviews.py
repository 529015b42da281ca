"""A lead is not for ever: whoever leads is told when the day of the review comes near, once for each day."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from access.models import Child
from access.rules import ACTIVE
from accounts.happenings import PersonLeft
from accounts.models import Authority
from childindex import correspondence
from childindex.models import Lead
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission

BEFORE = timedelta(days=14)


@operation(Permission.LEAD_KEEP, about=lambda _session, authority: Subject("index", "", authority))
def remind_leads(session: Session, _actor: Actor, authority: str) -> int:
    """One letter to each person, however many children; answers how many letters."""
    due = session.scalars(
        select(Lead)
        .join(Child, Child.id == Lead.child_id)
        .join(Authority, Authority.id == Child.authority_id)
        .where(
            Authority.slug == authority,
            Child.status == ACTIVE,
            Lead.person != "",
            Lead.accepted_at.is_not(None),
            Lead.ended_at.is_(None),
            Lead.review_on <= clock.today() + BEFORE,
            or_(Lead.reminded_for.is_(None), Lead.reminded_for != Lead.review_on),
        )
        .with_for_update(of=Lead)
    ).all()
    for row in due:
        row.reminded_for = row.review_on
    many = Counter(row.person for row in due)
    for person, count in many.items():
        correspondence.tell_of_reviews(session, person, count)
    return len(many)


def tell_of_leader(session: Session, left: PersonLeft) -> None:
    """Somebody has left who leads: the central team is told how many children have no lead now, by number only."""
    led = select(func.count()).where(Lead.person == left.person, Lead.accepted_at.is_not(None), Lead.ended_at.is_(None))
    if many := session.scalar(led):
        correspondence.tell_central_of_leads(session, left.authority, many)
