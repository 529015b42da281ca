"""How somebody's clearance stands today, asked at every request of whoever holds a role of the practitioner side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import ColumnElement, Select, exists, func, select

import profiles
from accounts import rules
from accounts.models import Agency, Authority, Clearance, Membership, Passkey, Person, SignedTerms
from accounts.rules import Held, Standing
from foundation import clock
from foundation.db import reading


def standing(person_uuid: str, authority: str = "") -> Standing:
    """How somebody's clearance stands today: in one authority, or in that where it stands best."""
    person_id = reading().scalar(select(Person.id).where(Person.uuid == person_uuid))
    found = standings_of(person_id) if person_id is not None else {"": rules.standing_of(Held(), clock.today(), "none")}
    if authority:
        return found.get(authority, found[""])
    return min(found.values(), key=lambda one: (len(one.lacks), -one.level))


def level_of(person_uuid: str, authority: str = "") -> int:
    """The level that somebody's clearance has today; 0 when it does not stand."""
    found = standing(person_uuid, authority)
    return 0 if found.lacks else found.level


def standings_of(person_id: int) -> dict[str, Standing]:
    """The same in every authority where somebody has a clearance; under "" that in any other. One statement."""
    today, vetting = clock.today(), profiles.current().access.vetting
    return {slug: rules.standing_of(held, today, vetting) for slug, held in held_of(person_id).items()}


def held_of(person_id: int) -> dict[str, Held]:
    """What is known of somebody's clearances, by authority; under "" what is known where they have none."""
    rows = [(slug, held) for _person, slug, held in held_by(Person.id == person_id)]
    anywhere = replace(rows[0][1], level=None, vetting_until=None, vetting_by_authority=False, trained_until=None)
    return {**{slug: held for slug, held in rows if slug}, "": anywhere}


def held_for(person_uuid: str, authority: str) -> Held:
    """What is known of somebody's clearance in one authority."""
    person_id = reading().scalar(select(Person.id).where(Person.uuid == person_uuid))
    known = held_of(person_id) if person_id is not None else {"": Held()}
    return known.get(authority, known[""])


def is_shut_out(person_uuid: str) -> bool:
    """Whether somebody holds a role of the practitioner side that does not count for now."""
    rows = reading().execute(practice_held().where(Person.uuid == person_uuid)).all()
    if not rows:
        return False
    found = standings_of(rows[0].id)
    return any(found.get(row.slug, found[""]).lacks for row in rows)


def practice_roles_of(person_uuid: str) -> tuple[str, ...]:
    """The roles of the practitioner side that somebody holds, whether or not they count today."""
    rows = reading().execute(practice_held().where(Person.uuid == person_uuid)).all()
    return tuple(sorted({row.role for row in rows}))


def practice_places_of(person_uuid: str) -> list[tuple[str, str]]:
    """Where somebody holds them: pairs of an authority's slug and an agency's UUID, or ""."""
    rows = reading().execute(practice_held().where(Person.uuid == person_uuid)).all()
    return sorted({(row.slug, row.agency or "") for row in rows})


def standings_in(authority: str) -> dict[str, Standing]:
    """How it stands with everybody who was ever asked for in an authority, by their UUID. One statement."""
    ids = select(Clearance.person_id).join(Authority, Authority.id == Clearance.authority_id)
    held = best(held_by(Person.id.in_(ids.where(Authority.slug == authority))), authority)
    today, vetting = clock.today(), profiles.current().access.vetting
    return {person: rules.standing_of(one, today, vetting) for person, one in held.items()}


def held_by(which: ColumnElement[bool]) -> list[tuple[str, str, Held]]:
    """Person, authority ("" for none) and what is known, for every clearance granted, or once for who has none."""
    terms = (
        select(func.max(SignedTerms.until))
        .where(SignedTerms.person_id == Person.id, SignedTerms.version == rules.TERMS_VERSION)
        .scalar_subquery()
    )
    runs = exists().where(
        Membership.person_id == Person.id, Membership.role == "administrator", Membership.ended_at.is_(None)
    )
    rows = reading().execute(
        select(
            Person.uuid,
            Authority.slug,
            Clearance.level,
            Person.totp_secret.is_not(None) | exists().where(Passkey.person_id == Person.id),
            Clearance.vetting_until,
            Clearance.vetting_by_authority,
            Clearance.trained_until,
            terms,
            runs,
        )
        .select_from(Person)
        .outerjoin(Clearance, (Clearance.person_id == Person.id) & (Clearance.state == "granted"))
        .outerjoin(Authority, Authority.id == Clearance.authority_id)
        .where(which)
    )
    return [
        (uuid, slug or "", Held(level, bool(factor), vetted, bool(by_authority), trained, signed, bool(administrator)))
        for uuid, slug, level, factor, vetted, by_authority, trained, signed, administrator in rows
    ]


def best(rows: Iterable[tuple[str, str, Held]], authority: str) -> dict[str, Held]:
    """What is known of each person in this authority."""
    found: dict[str, Held] = {}
    for person, slug, held in rows:
        if slug == authority:
            found[person] = held
        else:
            none = replace(held, level=None, vetting_until=None, vetting_by_authority=False, trained_until=None)
            found.setdefault(person, none)
    return found


def practice_held() -> Select[int, str, str, str, str, str, str]:
    """Who holds which role of the practitioner side, where."""
    return (
        select(
            Person.id,
            Person.uuid,
            Person.name,
            Person.email,
            Membership.role,
            Authority.slug,
            Agency.uuid.label("agency"),
        )
        .join(Membership, Membership.person_id == Person.id)
        .join(Authority, Authority.id == Membership.authority_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Membership.ended_at.is_(None), Membership.role.in_(rules.PRACTICE_ROLES))
    )
