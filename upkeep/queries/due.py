"""Entries that nobody has confirmed for too long, with what was told of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from directory.drafts import chunks
from directory.models import Entry, Listing, Organisation, Text
from directory.staleness import Periods, Stage, standing
from foundation import clock
from foundation.db import reading
from upkeep.models import Reminder
from upkeep.rules import AGENCY, DESK, Clock, Told, stage_to_tell


@dataclass(frozen=True)
class DueEntry:
    """An entry that is due or worse. confirmed_on None: nobody ever did; basis: the day its clock began.

    addresses: whom it names itself, should its agency have nobody with an account.
    """

    uuid: str
    code: str
    status: str
    agency_id: int
    agency: str
    agency_name: str
    confirmed_on: date | None
    confirmed_by: str
    basis: date
    clock: Clock
    addresses: tuple[str, ...]
    written_to: bool  # whether a letter about it went anywhere since it was last confirmed

    def to_tell(self, side: str) -> Stage | None:
        """The stage that this side is to be told of today."""
        return stage_to_tell(self.clock, side, clock.today())


def due(session: Session, authority: Authority, agency_ids: Collection[int] | None = None) -> list[DueEntry]:
    """Shown entries of an authority (of some of its agencies) that are due or worse, in the order of their agencies."""
    wanted = _due_rows(authority)
    return _read(session, authority, wanted if agency_ids is None else wanted.where(Agency.id.in_(agency_ids)))


def _read(session: Session, authority: Authority, wanted: Any) -> list[DueEntry]:
    periods, today = Periods.of(authority.periods), clock.today()
    rows = session.execute(wanted).all()
    told = _told(session, [row.uuid for row in rows])
    found = []
    for row in rows:
        basis = row.assured_on or row.added_at.date()
        since = tuple(Told(r.side, r.stage, r.on) for r in told[row.uuid] if r.confirmed_on == basis)
        reached = any(r.to for r in told[row.uuid] if r.confirmed_on == basis and r.side == AGENCY)
        found.append(_entry(row, basis, Clock(standing(basis, today, periods), since), reached))
    return [one for one in found if one.clock.standing.at_least(Stage.DUE)]


def _entry(row: Any, basis: date, its_clock: Clock, written_to: bool) -> DueEntry:
    return DueEntry(
        row.uuid,
        row.code,
        row.status,
        row.agency_id,
        row.agency,
        row.agency_name,
        row.assured_on,
        row.assured_by,
        basis,
        its_clock,
        tuple(dict.fromkeys(a.strip() for a in (row.assurer_email, row.email, row.organisation_email) if a.strip())),
        written_to,
    )


def _due_rows(authority: Authority) -> Any:
    limit = clock.today() - timedelta(days=Periods.of(authority.periods).due)
    moment = datetime.combine(limit + timedelta(days=1), time(), UTC)
    return (
        select(
            Entry.uuid,
            Entry.code,
            Entry.status,
            Entry.assured_on,
            Entry.assured_by,
            Entry.assurer_email,
            Entry.email,
            Listing.added_at,
            Organisation.email.label("organisation_email"),
            Agency.id.label("agency_id"),
            Agency.uuid.label("agency"),
            Agency.name.label("agency_name"),
        )
        .join(Listing, Listing.uuid == Entry.uuid)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .where(Listing.authority_id == authority.id, Entry.status == "active", Agency.listed)
        .where(or_(Entry.assured_on <= limit, and_(Entry.assured_on.is_(None), Listing.added_at < moment)))
        .order_by(Agency.id, Entry.code)
    )


def _told(session: Session, uuids: Sequence[str]) -> dict[str, list[Reminder]]:
    found: dict[str, list[Reminder]] = defaultdict(list)
    for some in chunks(uuids):
        for row in session.scalars(select(Reminder).where(Reminder.entry.in_(some))):
            found[row.entry].append(row)
    return found


def agencies_to_tell(slug: str, after: int, look_at: int) -> tuple[list[int], int | None]:
    """Of an authority's due entries, from the agency after this one: those agencies that are to be written to today.

    Only so many entries are looked at; also answers the agency after which to go on, None when all were seen.
    """
    authority = _authority(slug)
    if authority is None:
        return [], None
    seen = _read(reading(), authority, _due_rows(authority).where(Agency.id > after).limit(look_at))
    wanted = {one.agency_id for one in seen if one.to_tell(AGENCY)}
    if len(seen) < look_at:
        return sorted(wanted), None
    last = seen[-1].agency_id  # perhaps not all of its entries were seen, so it comes again, unless it fills the look
    return (sorted(wanted), last - 1) if seen[0].agency_id != last else ([last], last)


def desk_is_to_be_told(slug: str) -> bool:
    """Whether there is anything that the desk does not know yet."""
    return any(one.to_tell(DESK) for one in _due_of(slug))


def to_hide(slug: str) -> list[str]:
    """The codes of entries whose agency was told that they are hidden, and that are shown still."""
    return [
        one.code
        for one in _due_of(slug)
        if any(told.side == AGENCY and told.stage == Stage.HIDDEN for told in one.clock.told)
    ]


def _due_of(slug: str) -> list[DueEntry]:
    authority = _authority(slug)
    return due(reading(), authority) if authority else []


def _authority(slug: str) -> Authority | None:
    return reading().scalars(select(Authority).where(Authority.slug == slug)).first()


def names(session: Session, uuids: Iterable[str]) -> dict[str, str]:
    """What entries are called: in English, else in whatever language there is."""
    found: dict[str, str] = {}
    for some in chunks(uuids):
        for row in session.scalars(select(Text).where(Text.owner.in_(some), Text.field == "name")):
            if row.language == "en" or row.owner not in found:
                found[row.owner] = row.words
    return found
