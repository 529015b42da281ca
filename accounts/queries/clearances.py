"""What was asked for whom, who of one's staff has access, and what lapses soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

import profiles
from accounts import rules
from accounts.models import Agency, Authority, Clearance, LapseLetter, Membership, Person
from accounts.queries.standings import best, held_by, level_of, practice_held, standing
from accounts.rules import Standing
from foundation import clock
from foundation.db import reading

__all__ = [
    "ClearanceShown",
    "Due",
    "StaffShown",
    "all_due",
    "all_in",
    "clearance",
    "clearances_of",
    "letters_sent",
    "level_of",
    "staff_due",
    "staff_with_access",
    "standing",
]


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
    days: int  # how many days before, the letter that is due says: 30 or 7


def staff_with_access(authority: str, agency: str = "") -> list[StaffShown]:
    """Who holds a role of the practitioner side in one place (the authority itself: agency ""), by name."""
    place = Agency.uuid == agency if agency else Membership.agency_id.is_(None)
    rows = reading().execute(practice_held().where(Authority.slug == authority, place)).all()
    ids = {row.id for row in rows}
    today, vetting = clock.today(), profiles.current().access.vetting
    held = best(held_by(Person.id.in_(ids)), authority) if ids else {}
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


def all_in(authority_slug: str) -> list[ClearanceShown]:
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


def _asked(ids: Iterable[int], authority: str) -> Select[int]:
    return (
        select(Clearance.person_id)
        .join(Authority, Authority.id == Clearance.authority_id)
        .where(Clearance.person_id.in_(ids), Clearance.state == "asked", Authority.slug == authority)
    )


def _due(which: ColumnElement[bool]) -> list[Due]:
    rows = reading().execute(_all().where(which, Clearance.state == "granted")).all()
    vetting, today = profiles.current().access.vetting, clock.today()
    held = {(person, slug): one for person, slug, one in held_by(Clearance.id.in_([row[0].id for row in rows]))}
    found = [
        Due(who.uuid, who.name, agency.uuid if agency else "", slug, what, until, days)
        for _row, who, slug, agency, _asker in rows
        for what, until in rules.lapses(held[who.uuid, slug], vetting).items()
        if (days := rules.warned_at(until, today))
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
