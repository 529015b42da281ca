"""Taking an entry off the directory. Its versions stay, so that what it said on a day can still be answered."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.happenings import Retired
from directory.models import CurrentVersion, Entry, EntryNames, Listing
from foundation import happenings
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


class NoSuchEntry(LookupError):
    """There is no entry with this code."""


def about_entry(session: Session, code: str, *_rest: object) -> Subject:
    """The entry and the authority that owns it; raises NoSuchEntry."""
    slug = session.scalar(
        select(Authority.slug)
        .join(Listing, Listing.authority_id == Authority.id)
        .join(Entry, Entry.uuid == Listing.uuid)
        .where(Entry.code == code)
    )
    if slug is None:
        raise NoSuchEntry(code)
    return Subject("entry", code, slug)


@operation(Permission.ENTRY_RETIRE, about=about_entry)
def retire(session: Session, _actor: Actor, code: str) -> None:
    """Show the entry no longer. Its page then says that it was here once (410)."""
    take_off(session, code)


def take_off(session: Session, code: str) -> None:
    """The same inside another change."""
    entry = session.scalars(select(Entry).where(Entry.code == code).with_for_update()).one()
    entry.status = "retired"
    session.execute(delete(CurrentVersion).where(CurrentVersion.kind == "entry", CurrentVersion.of == code))
    session.execute(delete(EntryNames).where(EntryNames.entry == code))
    happenings.announce(session, Retired("entry", code))
