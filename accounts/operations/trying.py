"""On sample sites, a visitor is one of the sample's people. Nobody's second factor is bypassed."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from accounts import keys, rules
from accounts.models import Authority, Membership, Person
from accounts.security import codes, sessions
from accounts.security.sessions import Opened
from foundation.acts import Actor, Subject, operation
from foundation.db import reading
from foundation.permissions import Permission


class NotASample(LookupError):
    """There is no such person, or they hold a role in an authority that exists, or this is no sample site."""


def _about(_session: Session, email: str, *_more: object, **_others: object) -> Subject:
    return Subject("person", email)


@operation(Permission.SIGN_IN, about=_about)
def try_as(session: Session, _actor: Actor, email: str, device: str) -> Opened:
    """Sign in as somebody of the sample, whose every role is in an authority that is marked as a sample. NotASample.

    Whoever works with children is signed in half: their app's code is still asked for.
    """
    person, roles = _invented(session, email)
    stage = "whole" if rules.PRACTICE_ROLES.isdisjoint(roles) else "half"
    return sessions.open_one(session, person.id, stage, device)


@operation(Permission.SIGN_IN, about=_about)
def hold_sample_factor(session: Session, _actor: Actor, email: str, secret: str, password_hash: str) -> None:
    """Give somebody of the sample a password (hashed beforehand, once for all) and an app's secret. NotASample."""
    if not keys.is_sample():
        raise NotASample(email)
    person, _roles = _invented(session, email)
    person.totp_secret, person.totp_step, person.password_hash = codes.sealed(secret), 0, password_hash


def sample_code(name: str) -> str:
    """What the app of somebody of the sample shows now (by e-mail address, or the part of it before @). NotASample.

    A code that has been used is followed by the next one, which is taken already.
    """
    said = name.strip().lower()[:320]
    known = (
        reading()
        .scalars(
            select(Person.email).where(or_(Person.email == said, Person.email.startswith(f"{said}@", autoescape=True)))
        )
        .all()
    )
    if not keys.is_sample() or len(known) != 1:
        raise NotASample(name)
    person, _roles = _invented(reading(), known[0])
    if person.totp_secret is None:
        raise NotASample(name)
    return codes.next_code(person)


def is_invented(email: str) -> bool:
    """Whether this is somebody of the sample, on a sample site."""
    try:
        return keys.is_sample() and bool(_invented(reading(), email))
    except NotASample:
        return False


def _invented(session: Session, email: str) -> tuple[Person, set[str]]:
    person = session.scalar(select(Person).where(Person.email == email))
    if person is None:
        raise NotASample(email)
    held = session.execute(
        select(Authority.sample, Membership.role, Membership.ended_at)
        .join(Membership, Membership.authority_id == Authority.id)
        .where(Membership.person_id == person.id)
    ).all()
    if not held or not all(sample for sample, _role, _ended in held):
        raise NotASample(email)
    return person, {role for _sample, role, ended in held if ended is None}
