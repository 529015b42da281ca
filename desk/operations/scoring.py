"""The scores of entries follow what is published. They are a copy of what directory/quality.py says, made again at any time."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from desk.models import Scored
from directory import quality
from directory.models import CurrentVersion, Entry, Listing
from directory.queries import saved
from directory.shapes import Organisation
from directory.work import Working
from foundation import clock
from foundation.db import changing, reading

A_TURN = 200
AGAIN_AFTER = timedelta(days=7)  # a place or an organisation may have changed beneath an entry


def score_some() -> int:
    """Score some entries whose words changed, or that were scored long ago; answers how many. Safe to do twice, or at once."""
    rows = _stale()
    if not rows:
        return 0
    works = _workings(reading(), {uuid: authority for uuid, authority, _number in rows})
    made = [
        {
            "entry": uuid,
            "authority_id": authority,
            "points": quality.of_words(works[uuid]).score,
            "number": number,
            "on": clock.today(),
        }
        for uuid, authority, number in rows
    ]
    with changing() as session:
        session.execute(delete(Scored).where(Scored.entry.in_([one["entry"] for one in made])))
        session.execute(insert(Scored), made)
    return len(made)


def _stale() -> list[tuple[str, int, int]]:
    shown = (CurrentVersion.kind == "entry") & (CurrentVersion.of == Entry.code)
    number = CurrentVersion.number
    changed = number.is_not(None) & (number != Scored.number)
    wanted = (
        select(Entry.uuid, Listing.authority_id, number)
        .join(Listing, Listing.uuid == Entry.uuid)
        .outerjoin(CurrentVersion, shown)
        .outerjoin(Scored, Scored.entry == Entry.uuid)
        .where(Entry.status != "retired")
        .where(or_(Scored.entry.is_(None), changed, Scored.on < clock.today() - AGAIN_AFTER))
        .limit(A_TURN)
    )
    return [(uuid, authority, shown_number or 0) for uuid, authority, shown_number in reading().execute(wanted)]


def _workings(session: Session, authorities: dict[str, int]) -> dict[str, Working]:
    """Many entries with their places and organisations, in few looks."""
    entries = saved.entries(session, list(authorities))
    keys: dict[int, set[str]] = defaultdict(set)
    for uuid, entry in entries.items():
        keys[authorities[uuid]] |= {use.site for use in entry.sites}
    sites = {authority: saved.sites(session, sorted(some), authority) for authority, some in keys.items()}
    organisations: dict[tuple[int, str], Organisation | None] = {}
    for uuid, entry in entries.items():
        key = (authorities[uuid], entry.organisation)
        if key not in organisations:
            organisations[key] = saved.organisation(session, entry.organisation, authorities[uuid])
    return {
        uuid: Working(
            entry,
            {use.site: sites[authorities[uuid]][use.site] for use in entry.sites},
            organisations[authorities[uuid], entry.organisation],
        )
        for uuid, entry in entries.items()
    }
