"""How somebody's clearance stands, and what was asked for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

import profiles
from accounts import rules
from accounts.models import Agency, Authority, Clearance, LapseLetter, Membership, Passkey, Person, SignedTerms
from accounts.rules import Held, Standing
from foundation import clock
from foundation.db import reading

SOON = 30  # days: whoever has fewer left is told


@dataclass(frozen=True)
class ClearanceShown:
    """What was asked for one person, and what became of it."""

    uuid: str
    person: str
    name: str
    email: str
    authority: str
    agency: str
    agency_name: str
    level: int
    state: str
    evidence: str
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    why: str
    vetting_until: date | None
    vetting_by_authority: bool
    trained_until: date | None
    ended_at: datetime | None
    ended_why: str


@dataclass(frozen=True)
class StaffShown:
    """Somebody with a role of the practitioner side in one place, and how their clearance stands."""

    person: str
    name: str
    email: str
    roles: tuple[str, ...]
    standing: Standing
    asked: bool


@dataclass(frozen=True)
class Due:
    """Something of somebody's that lapses soon: "vetting", "training" or "terms", and its last day."""

    person: str
    name: str
    agency: str
    authority: str
    what: str
    until: date


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
    rows = [(slug, held) for _person, slug, held in _held(Person.id == person_id)]
    anywhere = replace(rows[0][1], level=None, vetting_until=None, vetting_by_authority=False, trained_until=None)
    return {**{slug: held for slug, held in rows if slug}, "": anywhere}


def is_shut_out(person_uuid: str) -> bool:
    """Whether somebody holds a role of the practitioner side that does not count for now."""
    rows = reading().execute(_practice().where(Person.uuid == person_uuid)).all()
    if not rows:
        return False
    found = standings_of(rows[0].id)
    return any(found.get(row.slug, found[""]).lacks for row in rows)


def practice_roles_of(person_uuid: str) -> tuple[str, ...]:
    """The roles of the practitioner side that somebody holds, whether or not they count today."""
    rows = reading().execute(_practice().where(Person.uuid == person_uuid)).all()
    return tuple(sorted({row.role for row in rows}))


def practice_places_of(person_uuid: str) -> list[tuple[str, str]]:
    """Where somebody holds them: pairs of an authority's slug and an agency's UUID, or ""."""
    rows = reading().execute(_practice().where(Person.uuid == person_uuid)).all()
    return sorted({(row.slug, row.agency or "") for row in rows})


def staff_with_access(authority: str, agency: str = "") -> list[StaffShown]:
    """Who holds a role of the practitioner side in one place (the authority itself: agency ""), by name."""
    place = Agency.uuid == agency if agency else Membership.agency_id.is_(None)
    rows = reading().execute(_practice().where(Authority.slug == authority, place)).all()
    ids = {row.id for row in rows}
    today, vetting = clock.today(), profiles.current().access.vetting
    held = _best(_held(Person.id.in_(ids)), authority) if ids else {}
    asked = set(reading().scalars(_asked(ids, authority))) if ids else set()
    shown = {
        row.id: StaffShown(
            row.uuid,
            row.name,
            row.email,
            tuple(sorted(one.role for one in rows if one.id == row.id)),
            rules.standing_of(held[row.uuid], today, vetting),
            row.id in asked,
        )
        for row in rows
    }
    return sorted(shown.values(), key=lambda one: (one.name.casefold(), one.email))


def clearances(authority_slug: str) -> list[ClearanceShown]:
    """Everything that was asked in an authority: what waits first, then the latest."""
    shown = [_shown(*row) for row in reading().execute(_all().where(Authority.slug == authority_slug))]
    order = ("asked", "granted", "refused", "ended")
    return sorted(shown, key=lambda one: (order.index(one.state), one.name.casefold(), -one.asked_at.timestamp()))


def clearance(uuid: str) -> ClearanceShown | None:
    """One of them, in whatever state."""
    row = reading().execute(_all().where(Clearance.uuid == uuid)).first()
    return None if row is None else _shown(*row)


def clearances_of(person_uuid: str) -> list[ClearanceShown]:
    """What was asked for one person, the latest first."""
    rows = reading().execute(_all().where(Person.uuid == person_uuid).order_by(Clearance.id.desc()))
    return [_shown(*row) for row in rows]


def staff_due(agency: str) -> list[Due]:
    """What of an agency's staff lapses within 30 days, the soonest first."""
    return _due(Agency.uuid == agency)


def all_due() -> list[Due]:
    """The same of everybody: for the job that writes letters."""
    return _due(Clearance.id.is_not(None))


def letters_sent() -> set[tuple[str, str, date, int]]:
    """Which letters of this kind went to whom: the person, what lapses, when, and how many days before."""
    rows = reading().execute(
        select(Person.uuid, LapseLetter.what, LapseLetter.until, LapseLetter.days)
        .join(Person, Person.id == LapseLetter.person_id)
        .where(LapseLetter.until >= clock.today())
    )
    return {(person, what, until, days) for person, what, until, days in rows}


def _held(which: ColumnElement[bool]) -> list[tuple[str, str, Held]]:
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


def _best(rows: Iterable[tuple[str, str, Held]], authority: str) -> dict[str, Held]:
    """What is known of each person in this authority."""
    found: dict[str, Held] = {}
    for person, slug, held in rows:
        if slug == authority:
            found[person] = held
        else:
            none = replace(held, level=None, vetting_until=None, vetting_by_authority=False, trained_until=None)
            found.setdefault(person, none)
    return found


def _practice() -> Select[int, str, str, str, str, str, str]:
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


def _asked(ids: Iterable[int], authority: str) -> Select[int]:
    return (
        select(Clearance.person_id)
        .join(Authority, Authority.id == Clearance.authority_id)
        .where(Clearance.person_id.in_(ids), Clearance.state == "asked", Authority.slug == authority)
    )


def _due(which: ColumnElement[bool]) -> list[Due]:
    rows = reading().execute(_all().where(which, Clearance.state == "granted")).all()
    vetting, today = profiles.current().access.vetting, clock.today()
    held = {(person, slug): one for person, slug, one in _held(Clearance.id.in_([row[0].id for row in rows]))}
    found = [
        Due(who.uuid, who.name, agency.uuid if agency else "", slug, what, until)
        for _row, who, slug, agency, _asker in rows
        for what, until in rules.lapses(held[who.uuid, slug], vetting).items()
        if rules.warned_at(until, today)
    ]
    return sorted(found, key=lambda one: (one.until, one.name.casefold(), one.what))


def _all() -> Select[Clearance, Person, str, Agency, str]:
    asker = aliased(Person)
    return (
        select(Clearance, Person, Authority.slug, Agency, asker.name)
        .join(Person, Person.id == Clearance.person_id)
        .join(Authority, Authority.id == Clearance.authority_id)
        .outerjoin(Agency, Agency.id == Clearance.agency_id)
        .outerjoin(asker, asker.uuid == Clearance.asked_by)
    )


def _shown(row: Clearance, who: Person, authority: str, agency: Agency | None, asker: str | None) -> ClearanceShown:
    return ClearanceShown(
        row.uuid,
        who.uuid,
        who.name,
        who.email,
        authority,
        agency.uuid if agency else "",
        agency.name if agency else "",
        row.level,
        row.state,
        row.evidence,
        row.asked_by,
        asker or row.asked_by,
        row.asked_at,
        row.decided_by,
        row.decided_at,
        row.why,
        row.vetting_until,
        row.vetting_by_authority,
        row.trained_until,
        row.ended_at,
        row.ended_why,
    )
