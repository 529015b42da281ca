"""On sample sites, a visitor is one of the sample's people."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority, Membership, Person
from accounts.security import sessions
from accounts.security.sessions import Opened
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


class NotASample(LookupError):
    """There is no such person, or they hold a role in an authority that exists."""


def _about(_session: Session, email: str, _device: str) -> Subject:
    return Subject("person", email)


@operation(Permission.SIGN_IN, about=_about)
def try_as(session: Session, _actor: Actor, email: str, device: str) -> Opened:
    """Sign in as somebody of the sample, whose every role is in an authority that is marked as a sample. NotASample."""
    person = session.scalar(select(Person).where(Person.email == email))
    if person is None:
        raise NotASample(email)
    places = (
        select(Authority.sample)
        .join(Membership, Membership.authority_id == Authority.id)
        .where(Membership.person_id == person.id)
    )
    found = list(session.scalars(places))
    if not found or not all(found):
        raise NotASample(email)
    return sessions.open_one(session, person.id, "whole", device)
