"""The entries that a link speaks of, as they were last saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from accounts.models import Agency, Authority, Membership, Person
from directory.models import Entry, Organisation
from directory.queries import saved
from directory.rules import shown_name
from directory.work import Working
from foundation.db import reading


@dataclass(frozen=True)
class LinkedEntry:
    """An entry with everything that it says. status: active, hidden, retired."""

    code: str
    uuid: str
    name: str
    status: str
    confirmed_on: date | None
    working: Working


def linked_entries(codes: tuple[str, ...]) -> list[LinkedEntry]:
    """In the order of the codes; those that are gone are left out."""
    session = reading()
    rows = {row.code: row for row in session.scalars(select(Entry).where(Entry.code.in_(codes)))}
    return [_entry(rows[code]) for code in codes if code in rows]


def _entry(row: Any) -> LinkedEntry:
    working = saved.working(reading(), row.uuid)
    name = shown_name(working.entry.texts) or row.code
    return LinkedEntry(row.code, row.uuid, name, row.status, row.assured_on, working)


def contacts_of(code: str) -> list[tuple[str, str, str]]:
    """(address, name, language) of all who are to know when somebody wants to change how this entry is reached."""
    session = reading()
    row = session.execute(
        select(Entry.email, Entry.assurer_email, Organisation.email, Agency.id, Agency.name)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .where(Entry.code == code)
    ).first()
    if row is None:
        return []
    people = session.execute(
        select(Person.email, Person.name, Person.language)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.agency_id == row[3], Membership.ended_at.is_(None))
    )
    found = {email.lower(): (email, name, language) for email, name, language in people}
    for address in row[:3]:
        if address and address.lower() not in found:
            found[address.lower()] = (address, row[4], "en")
    return list(found.values())


def periods_of(slug: str) -> dict[str, int]:
    """The days of the staleness clock that an authority set itself."""
    found = reading().scalar(select(Authority.periods).where(Authority.slug == slug))
    return dict(found or {})


def agency_name(uuid: str) -> str:
    """What an agency is called, or ""."""
    return reading().scalar(select(Agency.name).where(Agency.uuid == uuid)) or ""
