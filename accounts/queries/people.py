"""People and what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from accounts import rules
from accounts.models import Agency, Authority, Invitation, Membership, Person
from accounts.queries.standings import standings_of
from foundation import clock
from foundation.acts import Actor, Grant
from foundation.db import reading


@dataclass(frozen=True)
class PersonShown:
    """Somebody with an account; `roles` and `since` are those of the question (an agency's, an authority's, all)."""

    uuid: str
    name: str
    email: str
    language: str
    roles: tuple[str, ...]
    since: datetime | None


@dataclass(frozen=True)
class MemberShown:
    """One role that somebody holds."""

    uuid: str
    person: str
    name: str
    email: str
    role: str
    authority: str
    agency: str
    agency_name: str
    since: datetime


@dataclass(frozen=True)
class InvitationShown:
    """A letter that asked somebody in and that nobody has answered yet."""

    uuid: str
    name: str
    email: str
    language: str
    role: str
    authority: str
    agency: str
    agency_name: str
    invited_at: datetime
    ends_at: datetime
    state: str  # "open", "late", "accepted", "ended"


def person(uuid: str) -> PersonShown | None:
    """One person, with every role they hold now."""
    found = reading().scalar(select(Person).where(Person.uuid == uuid))
    if found is None:
        return None
    held = reading().execute(
        select(Membership.role, Membership.since).where(Membership.person_id == found.id, Membership.ended_at.is_(None))
    )
    pairs = [(role, since) for role, since in held]
    roles = tuple(sorted({role for role, _since in pairs}))
    return PersonShown(
        found.uuid, found.name, found.email, found.language, roles, min((since for _role, since in pairs), default=None)
    )


def people_of(agency_uuid: str, roles: Iterable[str] = ()) -> list[PersonShown]:
    """Who works for an agency in one of these roles (all roles when none is named), by name."""
    return _people(Agency.uuid == agency_uuid, roles)


def staff_of(authority_slug: str, roles: Iterable[str] = ()) -> list[PersonShown]:
    """Who works for the authority itself in one of these roles (all when none is named), by name."""
    return _people((Authority.slug == authority_slug) & Membership.agency_id.is_(None), roles)


def actor_of(person_uuid: str) -> Actor | None:
    """This person with what they may do now, or None when there is nobody of that name."""
    found = reading().scalar(select(Person.id).where(Person.uuid == person_uuid))
    if found is None:
        return None
    grants = grants_of(found)
    return Actor("person", person_uuid, grants, agency=rules.acts_for(grants))


def grants_of(person_id: int) -> frozenset[Grant]:
    """The roles that somebody holds and that count now: not ended ones, nor those of the practitioner side without
    a clearance that stands."""
    rows = reading().execute(
        select(Membership.role, Authority.slug, Agency.uuid)
        .join(Authority, Authority.id == Membership.authority_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    )
    held = frozenset(Grant(role, slug, agency or "") for role, slug, agency in rows)
    if rules.PRACTICE_ROLES.isdisjoint(one.role for one in held):
        return held
    found = standings_of(person_id)
    shut = {one for one in held if one.role in rules.PRACTICE_ROLES and found.get(one.authority, found[""]).lacks}
    return held - shut


def members(authority_slug: str, agency_uuid: str = "") -> list[MemberShown]:
    """Every role held in an authority, or for one agency of it, by name."""
    wanted = _members().where(Membership.ended_at.is_(None), Authority.slug == authority_slug)
    if agency_uuid:
        wanted = wanted.where(Agency.uuid == agency_uuid)
    return sorted((_member(*row) for row in reading().execute(wanted)), key=lambda one: (one.name.casefold(), one.role))


def membership(uuid: str) -> MemberShown | None:
    """One role that somebody holds now."""
    row = reading().execute(_members().where(Membership.uuid == uuid, Membership.ended_at.is_(None))).first()
    return None if row is None else _member(*row)


def invitations(authority_slug: str, agency_uuid: str = "") -> list[InvitationShown]:
    """Invitations that nobody has answered, the latest first; those whose time has passed too."""
    wanted = _invited().where(
        Invitation.accepted_at.is_(None), Invitation.ended_at.is_(None), Authority.slug == authority_slug
    )
    if agency_uuid:
        wanted = wanted.where(Agency.uuid == agency_uuid)
    rows = reading().execute(wanted.order_by(Invitation.invited_at.desc(), Invitation.id.desc()))
    return [_invitation(*row) for row in rows]


def invitation(uuid: str) -> InvitationShown | None:
    """One invitation, in whatever state."""
    return _one_invitation(Invitation.uuid == uuid)


def invitation_by(digest: bytes) -> InvitationShown | None:
    """The invitation whose letter holds this token."""
    return _one_invitation(Invitation.digest == digest)


def _people(which: ColumnElement[bool], roles: Iterable[str]) -> list[PersonShown]:
    rows = reading().execute(
        select(Person, Membership.role, Membership.since)
        .join(Membership, Membership.person_id == Person.id)
        .join(Authority, Authority.id == Membership.authority_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(which, Membership.ended_at.is_(None))
    )
    asked, held = frozenset(roles), dict[Person, list[tuple[str, datetime]]]()
    for one, role, since in rows:
        if not asked or role in asked:
            held.setdefault(one, []).append((role, since))
    shown = [
        PersonShown(
            one.uuid,
            one.name,
            one.email,
            one.language,
            tuple(sorted({role for role, _since in pairs})),
            min(since for _role, since in pairs),
        )
        for one, pairs in held.items()
    ]
    return sorted(shown, key=lambda one: (one.name.casefold(), one.email))


def _members() -> Select[Membership, Person, str, Agency]:
    return (
        select(Membership, Person, Authority.slug, Agency)
        .join(Person, Person.id == Membership.person_id)
        .join(Authority, Authority.id == Membership.authority_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
    )


def _member(row: Membership, who: Person, authority: str, agency: Agency | None) -> MemberShown:
    return MemberShown(
        row.uuid,
        who.uuid,
        who.name,
        who.email,
        row.role,
        authority,
        agency.uuid if agency else "",
        agency.name if agency else "",
        row.since,
    )


def _invited() -> Select[Invitation, str, Agency]:
    return (
        select(Invitation, Authority.slug, Agency)
        .join(Authority, Authority.id == Invitation.authority_id)
        .outerjoin(Agency, Agency.id == Invitation.agency_id)
    )


def _one_invitation(which: ColumnElement[bool]) -> InvitationShown | None:
    row = reading().execute(_invited().where(which)).first()
    return None if row is None else _invitation(*row)


def _invitation(row: Invitation, authority: str, agency: Agency | None) -> InvitationShown:
    state = "late" if row.ends_at <= clock.now() else "open"
    state = "accepted" if row.accepted_at else "ended" if row.ended_at else state
    return InvitationShown(
        row.uuid,
        row.name,
        row.email,
        row.language,
        row.role,
        authority,
        agency.uuid if agency else "",
        agency.name if agency else "",
        row.invited_at,
        row.ends_at,
        state,
    )
