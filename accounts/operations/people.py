"""Who may do what: asked in, given another role, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts import correspondence, keys, rules
from accounts.models import Agency, Authority, Invitation, Membership, Person
from accounts.operations import leaving
from accounts.queries.signing import ways_of
from accounts.security import sessions, tokens
from foundation import clock, words
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission
from foundation.words import gettext as _

LASTS = timedelta(days=14)


class Unknown(LookupError):
    """There is no such authority, agency, person or invitation here."""


class StrongerNeeded(ValueError):
    """This role asks for a passkey or an app, not for codes by e-mail."""


class BothSides(ValueError):
    """An administrator decides who sees children and never sees one: nobody is both. Its words are for the reader."""


@dataclass(frozen=True)
class NewMember:
    """Who is to hold which role, where."""

    authority: str
    agency: str
    role: str
    email: str
    name: str
    language: str = "en"


def about_place(_session: Session, authority: str, agency: str, *_more: object, **_others: object) -> Subject:
    """An agency, or the authority itself."""
    return Subject("agency" if agency else "authority", agency or authority, authority, agency)


def _about_invitation(session: Session, uuid: str, *_more: object) -> Subject:
    row = session.execute(
        select(Authority.slug, Agency.uuid)
        .select_from(Invitation)
        .join(Authority, Authority.id == Invitation.authority_id)
        .outerjoin(Agency, Agency.id == Invitation.agency_id)
        .where(Invitation.uuid == uuid)
    ).first()
    if row is None:
        raise Unknown(uuid)
    return Subject("invitation", uuid, row[0], row[1] or "")


def about_membership(session: Session, uuid: str, *_more: object) -> Subject:
    """The place where a role is held."""
    row = session.execute(
        select(Authority.slug, Agency.uuid)
        .select_from(Membership)
        .join(Authority, Authority.id == Membership.authority_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Membership.uuid == uuid)
    ).first()
    if row is None:
        raise Unknown(uuid)
    return Subject("membership", uuid, row[0], row[1] or "")


@operation(Permission.PERSON_INVITE, about=about_place)
def invite(
    session: Session,
    actor: Actor,
    authority: str,
    agency: str,
    role: str,
    *,
    email: str,
    name: str,
    language: str = "en",
) -> str:
    """Ask somebody in by a letter; answers the token of its link. Unknown for a place that is not there, ValueError
    for a role that does not fit it."""
    must_fit(role, agency=bool(agency))
    where, whose = place_of(session, authority, agency)
    address, token = email.strip().lower(), tokens.new()
    for earlier in session.scalars(_open_invitations(address, where, whose).with_for_update()):
        earlier.ended_at = clock.now()
    row = Invitation(
        authority_id=where.id,
        agency_id=whose.id if whose else None,
        role=role,
        email=address,
        name=name,
        language=_spoken(language),
        digest=tokens.digest(token),
        invited_by=actor.id,
        invited_at=clock.now(),
        ends_at=clock.now() + LASTS,
    )
    session.add(row)
    correspondence.send_invitation(session, row, whose.name if whose else where.name, token)
    return token


@operation(Permission.PERSON_INVITE, about=_about_invitation)
def invite_again(session: Session, actor: Actor, uuid: str) -> str:
    """Send the letter anew to the same address, with a new link and time; the old link ends."""
    return sent_anew(session, uuid, actor.id)


def sent_anew(session: Session, uuid: str, by: str) -> str:
    """Inside a change: the same invitation with a new link and time, by letter."""
    old = session.scalars(select(Invitation).where(Invitation.uuid == uuid).with_for_update()).one()
    if old.accepted_at is not None or old.ended_at is not None:
        raise Unknown(uuid)
    token = tokens.new()
    old.digest, old.invited_by, old.invited_at = tokens.digest(token), by, clock.now()
    old.ends_at = clock.now() + LASTS
    correspondence.send_invitation(session, old, _place_name(session, old), token)
    return token


@operation(Permission.PERSON_INVITE, about=_about_invitation)
def take_back(session: Session, _actor: Actor, uuid: str) -> None:
    """End an invitation that nobody has answered."""
    row = session.scalars(select(Invitation).where(Invitation.uuid == uuid).with_for_update()).one()
    if row.accepted_at is None and row.ended_at is None:
        row.ended_at = clock.now()


@operation(Permission.PERSON_KEEP, about=about_membership)
def change_role(session: Session, _actor: Actor, uuid: str, role: str) -> None:
    """Give somebody another role in the same place. What they held before is ended and stays on record."""
    row = _held(session, uuid)
    must_fit(role, agency=row.agency_id is not None)
    if role == row.role:
        return
    _refuse_codes_by_email(session, session.get_one(Person, row.person_id), role)
    row.ended_at = clock.now()
    join(session, row.person_id, row.authority_id, row.agency_id, role)
    leaving.has_left(session, row)


@operation(Permission.PERSON_KEEP, about=about_membership)
def end(session: Session, _actor: Actor, uuid: str) -> None:
    """End a role, and every sign-in of the person, who signs in again to whatever is left to them."""
    row = _held(session, uuid)
    row.ended_at = clock.now()
    sessions.end_all(session, row.person_id)
    leaving.has_left(session, row)


@operation(Permission.PERSON_KEEP, about=lambda _session, new: about_place(_session, new.authority, new.agency))
def add_member(session: Session, _actor: Actor, new: NewMember) -> str:
    """Add a person with a role and without a way to sign in: for samples, imports and tests. Answers their UUID."""
    if new.role in rules.PRACTICE_ROLES:
        must_fit(new.role, agency=bool(new.agency))
    where, whose = place_of(session, new.authority, new.agency)
    address = new.email.strip().lower()
    person = session.scalar(select(Person).where(Person.email == address).with_for_update())
    if person is None:
        person = Person(email=address, name=new.name, language=_spoken(new.language), added_at=clock.now())
        session.add(person)
        session.flush()
    join(session, person.id, where.id, whose.id if whose else None, new.role)
    return person.uuid


def join(session: Session, person_id: int, authority_id: int, agency_id: int | None, role: str) -> None:
    """Inside a change: the role is held from now on; held already, nothing happens. BothSides where that cannot be."""
    refuse_both(session, person_id, role)
    same = (
        *(Membership.person_id == person_id, Membership.authority_id == authority_id, Membership.role == role),
        *(Membership.agency_id.is_(None) if agency_id is None else Membership.agency_id == agency_id,),
    )
    if session.scalar(select(Membership.id).where(*same, Membership.ended_at.is_(None))) is None:
        session.add(
            Membership(
                person_id=person_id, authority_id=authority_id, agency_id=agency_id, role=role, since=clock.now()
            )
        )


def must_fit(role: str, *, agency: bool) -> None:
    """ValueError for a role that people of an agency, or else of the authority itself, do not hold here."""
    if not rules.role_fits(role, agency=agency, practice=keys.serves_practitioners()):
        raise ValueError(role)


def refuse_both(session: Session, person_id: int, role: str) -> None:
    """Inside a change: BothSides when this role would make one person decide on access and have it."""
    held = select(Membership.role).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    if rules.both_sides({role, *session.scalars(held)}):
        raise BothSides(
            _("An administrator decides who works with the index of children, so nobody can do both. Choose one.")
        )


def _refuse_codes_by_email(session: Session, person: Person, role: str) -> None:
    """Nobody who proves who they are by codes sent by e-mail is shut out by a role that asks for more."""
    ways = ways_of(session, person)
    if person.code_by_email and not rules.codes_by_email_suffice([role]) and not (ways.app or ways.passkeys):
        raise StrongerNeeded(role)


def _held(session: Session, uuid: str) -> Membership:
    row = session.scalar(select(Membership).where(Membership.uuid == uuid).with_for_update())
    if row is None or row.ended_at is not None:
        raise Unknown(uuid)
    return row


def place_of(session: Session, authority: str, agency: str) -> tuple[Authority, Agency | None]:
    """Inside a change: the authority, and the agency of it when one is named. Unknown when they are not there."""
    where = session.scalar(select(Authority).where(Authority.slug == authority))
    whose = session.scalar(select(Agency).where(Agency.uuid == agency)) if agency else None
    if where is None or (agency and (whose is None or whose.authority_id != where.id)):
        raise Unknown(agency or authority)
    return where, whose


def _place_name(session: Session, row: Invitation) -> str:
    if row.agency_id is not None:
        return session.get_one(Agency, row.agency_id).name
    return session.get_one(Authority, row.authority_id).name


def _open_invitations(address: str, where: Authority, whose: Agency | None) -> Select[Invitation]:
    place = Invitation.agency_id.is_(None) if whose is None else Invitation.agency_id == whose.id
    return select(Invitation).where(
        Invitation.email == address,
        Invitation.authority_id == where.id,
        place,
        Invitation.accepted_at.is_(None),
        Invitation.ended_at.is_(None),
    )


def _spoken(tag: str) -> str:
    return tag if tag in {one.tag for one in words.languages()} else words.SOURCE
