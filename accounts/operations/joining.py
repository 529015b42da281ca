"""Accepting an invitation. Nobody is a member before they can sign in, so that a link alone opens nothing."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts import rules
from accounts.models import Invitation, Person, Recovery
from accounts.operations.people import StrongerNeeded, Unknown, join, refuse_both, sent_anew
from accounts.operations.signing_in import about_person, person_row
from accounts.queries.signing import ways_of
from accounts.security import codes, sessions, tokens
from accounts.security.sessions import Opened
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


class NotYours(LookupError):
    """The invitation is for another address, or the account behind it is in use: its owner must sign in."""


def _about_link(session: Session, token: str, **_others: object) -> Subject:
    return Subject("person", session.scalar(_by(token).with_only_columns(Invitation.uuid)) or "")


def _by(token: str) -> Select[Invitation]:
    return select(Invitation).where(Invitation.digest == tokens.digest(token))


@operation(Permission.SIGN_IN, about=_about_link)
def begin_joining(
    session: Session, _actor: Actor, token: str, *, name: str, password_hash: str | None, language: str, device: str
) -> Opened:
    """Open an invitation: the person may now set up how to sign in. Again and again, until they have."""
    asked = _open(session, token)
    row = session.scalar(select(Person).where(Person.email == asked.email).with_for_update())
    if row is None:
        row = Person(email=asked.email, name=name, language=language, added_at=clock.now())
        session.add(row)
        session.flush()
    elif ways_of(session, row).enough:
        raise NotYours
    refuse_both(session, row.id, asked.role)
    row.name, row.language, row.password_hash = name[:200], language, password_hash
    return sessions.open_one(session, row.id, "joining", device, invitation_id=asked.id)


@operation(Permission.SIGN_IN, about=about_person)
def finish_joining(
    session: Session, _actor: Actor, person: str, digest: bytes, *, device: str
) -> tuple[Opened, list[str]]:
    """A way to sign in is set up: the role is held, the letter is spent. The sign-in, and ten codes to print."""
    here, row = sessions.current(session, digest, "joining"), person_row(session, person)
    if not ways_of(session, row).enough:
        raise sessions.NotSignedIn
    if here.invitation_id is not None:
        _accepted(session, session.get_one(Invitation, here.invitation_id, with_for_update=True), row)
    if here.recovery_id is not None:
        session.get_one(Recovery, here.recovery_id, with_for_update=True).used_at = clock.now()
    printed = codes.new_printed_codes(session, row.id)
    return sessions.open_one(session, row.id, "whole", device, instead_of=digest), printed


@operation(Permission.ACCOUNT_KEEP, about=about_person)
def accept(session: Session, _actor: Actor, person: str, *, token: str) -> None:
    """Somebody who has an account takes on one more role. NotYours when the letter went to another address."""
    asked, row = _open(session, token), person_row(session, person)
    if asked.email != row.email:
        raise NotYours
    ways = ways_of(session, row)
    if not rules.codes_by_email_suffice([asked.role]) and not (ways.passkeys or ways.app):
        raise StrongerNeeded
    _accepted(session, asked, row)


@operation(Permission.SIGN_IN, about=_about_link)
def ask_again(session: Session, _actor: Actor, token: str) -> None:
    """A link whose time has passed: send another to the address that the first was for."""
    found = session.scalar(_by(token))
    if found is None:
        raise Unknown(token)
    sent_anew(session, found.uuid, found.invited_by)


def _open(session: Session, token: str) -> Invitation:
    row = session.scalar(_by(token).with_for_update())
    if row is None or row.accepted_at is not None or row.ended_at is not None or row.ends_at <= clock.now():
        raise Unknown(token)
    return row


def _accepted(session: Session, asked: Invitation, row: Person) -> None:
    if asked.accepted_at is not None or asked.ended_at is not None:
        raise Unknown(asked.uuid)
    asked.accepted_at = clock.now()
    join(session, row.id, asked.authority_id, asked.agency_id, asked.role)
