"""One entry's part of a bulk action, and of its undoing. Each notices when somebody changed the entry meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority
from desk.bulk import State, state_of
from desk.queries.bulk import facts
from directory import notation
from directory.models import Entry, Listing
from directory.operations.carrying_out import carry_out, check, goes_straight
from directory.operations.changes import written_down
from directory.operations.publishing import Press
from directory.operations.retiring import take_off
from directory.operations.ruling import NotListed
from directory.operations.secrets import put_away
from directory.operations.turns import turn_of_entry
from directory.queries import saved
from directory.queries.owners import about_entry
from directory.work import Patch, apply
from foundation import clock
from foundation.acts import Actor, operation
from foundation.permissions import Permission


class ChangedSince(RuntimeError):
    """Somebody changed the same fact after it was looked at."""


@operation(Permission.ENTRY_EDIT, about=about_entry)
def set_fact(session: Session, actor: Actor, code: str, field: str, *, value: Any, expected: Any, run: str) -> None:
    """Put one fact in place of another and publish it, without saying that all the rest is right today.

    Raises ChangedSince when the fact is not what was expected; NotListed when nothing of the agency may be public; Faulty.
    """
    entry = _locked(session, code)
    base = saved.working(session, entry.uuid)
    if _plain(getattr(base.entry, field)) != expected:
        raise ChangedSince(code)
    row = written_down(session, actor, entry.uuid, base, "bulk", origin=f"bulk:{run}")
    put = value if isinstance(value, str) else tuple(value)
    work = put_away(session, row.uuid, apply(base, Patch(entry={field: put})))
    row.work, row.sent_at = notation.plain(work), clock.now()
    check(session, row, work)
    if not goes_straight(session, actor, row):
        raise NotListed(code)
    carry_out(session, actor, row, work)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else list(value)


@operation(Permission.ENTRY_APPROVE, about=about_entry)
def take_back_confirmation(session: Session, actor: Actor, code: str, was: State, now: State) -> None:
    """An entry counts as confirmed when it was before, or never. Raises ChangedSince when it was published since."""
    entry = _locked(session, code)
    authority_id, slug = session.execute(
        select(Authority.id, Authority.slug)
        .join(Listing, Listing.authority_id == Authority.id)
        .where(Listing.uuid == entry.uuid)
    ).one()
    if state_of("confirm", facts(session, authority_id, [code])[code]) != now:
        raise ChangedSince(code)
    entry.assured_on = date.fromisoformat(was["confirmed_on"]) if was["confirmed_on"] else None
    entry.assured_by = was["confirmed_by"]
    session.flush()
    if was["status"] == "hidden":
        take_off(session, code, "hidden", was["hidden_why"])
    else:
        Press(session, authority_id, slug, actor.id, clock.now()).publish_entries([entry.uuid])


def _locked(session: Session, code: str) -> Entry:
    return turn_of_entry(session, code)
