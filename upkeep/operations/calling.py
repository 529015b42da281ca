"""A telephone call and what came of it, written down by the officer who rang."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.queries import person
from directory.models import Entry, Listing
from directory.queries.owners import about_entry
from foundation import clock
from foundation.acts import Actor, operation
from foundation.permissions import Permission
from upkeep.models import Call

OUTCOMES = ("confirmed", "no-answer", "again", "closed")


@operation(Permission.CALL_KEEP, about=about_entry)
def note_call(
    session: Session, actor: Actor, code: str, outcome: str, *, again_on: date | None = None, note: str = ""
) -> None:
    """Keep a call about an entry. ValueError for an outcome that is none."""
    if outcome not in OUTCOMES:
        raise ValueError(f"no such outcome: {outcome}")
    row = session.execute(
        select(Entry.uuid, Listing.authority_id).join(Listing, Listing.uuid == Entry.uuid).where(Entry.code == code)
    ).one()
    who = person(actor.id) if actor.kind == "person" else None
    session.add(
        Call(
            authority_id=row.authority_id,
            entry=row.uuid,
            officer=actor.id,
            officer_name=who.name if who else "",
            at=clock.now(),
            outcome=outcome,
            again_on=again_on,
            note=note,
        )
    )
