"""Going back: an entry as a former version said it, or a change undone."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import facets, notation
from directory.models import Entry
from directory.operations.carrying_out import carry_out, check, goes_straight
from directory.operations.changes import NotOpen, Sent, locked, written_down
from directory.operations.turns import turn_of_entry
from directory.queries import saved, versions
from directory.queries.owners import about_change, about_entry
from foundation import clock
from foundation.acts import Actor, operation
from foundation.permissions import Permission

UNDO_DAYS = 30


class NoSuchVersion(LookupError):
    """The entry has no version of this number."""


class TooLate(RuntimeError):
    """It was published more than thirty days ago."""


@operation(Permission.ENTRY_APPROVE, about=about_entry)
def restore(session: Session, actor: Actor, code: str, number: int) -> str:
    """Publish what a former version said, as a new version. Returns the UUID of the change that did it.

    Its places keep the address they have today, since no address stands in a version. Raises NoSuchVersion, Faulty.
    """
    entry = turn_of_entry(session, code)
    now = saved.working(session, entry.uuid)
    then = versions.as_it_was(session, code, number, now)
    if then is None:
        raise NoSuchVersion(f"{code} {number}")
    row = written_down(session, actor, entry.uuid, now, "restore", origin=f"version:{number}")
    row.work, row.sent_at = notation.plain(then), clock.now()
    check(session, row, then)
    carry_out(session, actor, row, then)
    return row.uuid


@operation(Permission.ENTRY_EDIT, about=about_change)
def undo(session: Session, actor: Actor, uuid: str) -> Sent:
    """Take back what a change published, within thirty days: what others changed since stays.

    Published at once or waits, as any change of this agency. Raises NotOpen when it was not published, TooLate.
    """
    old = locked(session, uuid, ("published",))
    if old.decided_at is None or clock.now() - old.decided_at > timedelta(days=UNDO_DAYS):
        raise TooLate(uuid)
    if old.entry is None or old.kind == "new":
        raise NotOpen("new")
    now = saved.working(session, old.entry)
    back = facets.merged(notation.working(old.work), notation.working(old.base), now, frozenset())
    row = written_down(session, actor, old.entry, now, "edit", origin=f"undo:{uuid}")
    row.work, row.sent_at = notation.plain(back.working), clock.now()
    check(session, row, back.working)
    if goes_straight(session, actor, row):
        return Sent("published", carry_out(session, actor, row, back.working))
    row.state = "waiting"
    return Sent("waiting", session.scalars(select(Entry.code).where(Entry.uuid == old.entry)).one())
