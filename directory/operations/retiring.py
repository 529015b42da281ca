"""Taking an entry off the directory, for good or for a while. Its versions stay, so that what it said on a day can be answered."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.happenings import Retired
from directory.models import CurrentVersion, Entry, EntryNames, Listing
from directory.operations.publishing import Press
from directory.queries.owners import NoSuchEntry, about_entry
from foundation import clock, happenings
from foundation.acts import Actor, operation
from foundation.permissions import Permission

__all__ = ["NoSuchEntry", "about_entry", "hide", "retire", "show_again", "take_off"]
WHY_HIDDEN = ("stale", "agreement", "desk")


@operation(Permission.ENTRY_RETIRE, about=about_entry)
def retire(session: Session, _actor: Actor, code: str, words: str = "", instead: str = "") -> None:
    """Show the entry no longer. Its page then says that it was here once (410), why, and where to go instead.

    instead: the code of another entry, or words.
    """
    take_off(session, code)
    entry = session.scalars(select(Entry).where(Entry.code == code)).one()
    entry.retired_words, entry.retired_instead = words, instead


@operation(Permission.ENTRY_HIDE, about=about_entry)
def hide(session: Session, _actor: Actor, code: str, why: str) -> bool:
    """Show the entry no longer until somebody says it is right. why: stale, agreement, desk. False when it is not shown."""
    if why not in WHY_HIDDEN:
        raise ValueError(f"no such reason: {why}")
    entry = session.scalars(select(Entry).where(Entry.code == code).with_for_update()).one()
    if entry.status != "active":
        return False
    take_off(session, code, "hidden", why)
    return True


@operation(Permission.ENTRY_HIDE, about=about_entry)
def show_again(session: Session, actor: Actor, code: str) -> bool:
    """Show a hidden or retired entry again as it was last written. False when it is shown already."""
    entry = session.scalars(select(Entry).where(Entry.code == code).with_for_update()).one()
    if entry.status == "active":
        return False
    entry.status, entry.hidden_why, entry.off_since = "active", "", None
    entry.retired_words, entry.retired_instead = "", ""
    session.flush()
    authority_id, slug = session.execute(
        select(Authority.id, Authority.slug)
        .join(Listing, Listing.authority_id == Authority.id)
        .where(Listing.uuid == entry.uuid)
    ).one()
    Press(session, authority_id, slug, actor.id, clock.now()).publish_entries([entry.uuid])
    return True


def take_off(session: Session, code: str, status: str = "retired", why: str = "") -> None:
    """The same inside another change."""
    entry = session.scalars(select(Entry).where(Entry.code == code).with_for_update()).one()
    entry.status, entry.hidden_why, entry.off_since = status, why, clock.today()
    session.execute(delete(CurrentVersion).where(CurrentVersion.kind == "entry", CurrentVersion.of == code))
    session.execute(delete(EntryNames).where(EntryNames.entry == code))
    happenings.announce(session, Retired("entry", code))
