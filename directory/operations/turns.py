"""One at a time: whoever publishes for an agency waits for its turn before looking at what stands, so that what is merged
is what is there. Always the agency first, then the change, then the entry: in one order nobody waits for each other."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency
from directory.models import Change, Entry, Organisation


def turn_of_entry(session: Session, code: str) -> Entry:
    """Inside a change: the agency's turn, then its entry, locked."""
    agency = (
        select(Agency.id)
        .join(Organisation, Organisation.agency_id == Agency.id)
        .join(Entry, Entry.organisation == Organisation.uuid)
        .where(Entry.code == code)
    )
    session.execute(agency.with_for_update(of=Agency, key_share=True))
    return session.scalars(select(Entry).where(Entry.code == code).with_for_update()).one()


def turn_of_change(session: Session, uuid: str) -> Change:
    """Inside a change: the agency's turn, then the change, then the entry that it is about, locked."""
    agency = select(Agency.id).join(Change, Change.agency_id == Agency.id).where(Change.uuid == uuid)
    session.execute(agency.with_for_update(of=Agency, key_share=True))
    row = session.scalars(select(Change).where(Change.uuid == uuid).with_for_update()).one()
    if row.entry:
        session.execute(select(Entry.uuid).where(Entry.uuid == row.entry).with_for_update())
    return row
