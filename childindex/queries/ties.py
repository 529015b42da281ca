"""How somebody is tied to a child: what the rules of access ask."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from access.rules import AGENCY, INVOLVED, LEAD
from accounts.models import Agency, Membership, Person
from accounts.rules import PRACTICE_AGENCY_ROLES
from childindex.models import Involvement
from childindex.models import Lead as LeadRow
from foundation.db import reading


def ties(records: Sequence[int], person: str) -> frozenset[str]:
    """involved: in person; lead: accepted, or standing in for whoever leads; agency: somebody is, of an agency where
    this person works with children too; to keep an agency's entries is no tie."""
    own = (
        select(Agency.uuid)
        .join(Membership, Membership.agency_id == Agency.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.uuid == person, Membership.ended_at.is_(None), Membership.role.in_(PRACTICE_AGENCY_ROLES))
    )
    rows = reading().execute(
        select(Involvement.person).where(
            Involvement.child_id.in_(records),
            Involvement.ends.is_(None),
            (Involvement.person == person) | Involvement.agency.in_(own),
        )
    )
    people = [one for (one,) in rows]
    leads = reading().scalar(
        select(LeadRow.id).where(
            LeadRow.child_id.in_(records),
            (LeadRow.person == person) | (LeadRow.cover == person),
            LeadRow.accepted_at.is_not(None),
            LeadRow.ended_at.is_(None),
        )
    )
    found = {INVOLVED} if person in people else set()
    return frozenset(found | ({AGENCY} if people else set()) | ({LEAD} if leads is not None else set()))
