"""Signing in, step by step. A wrong answer is counted by a change that returns its verdict: raising would undo it."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Person, SignIn
from accounts.security import sessions
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


def about_person(_session: Session, person: str, *_more: object, **_others: object) -> Subject:
    """The person whose account it is."""
    return Subject("person", person)


def person_row(session: Session, uuid: str) -> Person:
    """Inside a change: the person, locked. LookupError when there is none."""
    row = session.scalar(select(Person).where(Person.uuid == uuid).with_for_update())
    if row is None:
        raise LookupError(uuid)
    return row


@operation(Permission.SIGN_IN, about=about_person)
def sign_out(session: Session, _actor: Actor, person: str, sign_in: str) -> None:
    """End one sign-in of this person's; one that has ended already is no mistake."""
    whose = person_row(session, person).id
    session.execute(delete(SignIn).where(SignIn.uuid == sign_in, SignIn.person_id == whose))


@operation(Permission.SIGN_IN, about=about_person)
def sign_out_everywhere(session: Session, _actor: Actor, person: str) -> None:
    """End every sign-in of this person's."""
    sessions.end_all(session, person_row(session, person).id)
