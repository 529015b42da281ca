"""Changes that are being written, wait, or were decided; and the entries of an agency as those who keep them see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from accounts.models import Agency, Authority
from directory import notation, staleness
from directory.models import Change, ChangeNote, Entry, Listing, Organisation, Text, Version
from directory.queries import saved
from directory.work import Working
from foundation import clock
from foundation.db import reading

KEPT_DAYS = 30  # so long a decided change can be looked at and undone


@dataclass(frozen=True)
class Note:
    """Words between the agency and the desk. side: agency, desk, reader."""

    side: str
    by_name: str
    words: str
    at: datetime


@dataclass(frozen=True)
class ChangeRow:
    """A change in a list. code: "" while the entry is not published yet."""

    uuid: str
    kind: str
    state: str
    code: str
    name: str
    authority: str
    agency: str
    agency_name: str
    by: str
    by_name: str
    on_behalf_of: str
    origin: str
    begun_at: datetime
    saved_at: datetime
    sent_at: datetime | None
    decided_at: datetime | None


@dataclass(frozen=True)
class ChangeShown:
    """A whole change. base: what the entry said; working: what it is to say; now: what is published today."""

    row: ChangeRow
    base: Working
    working: Working
    now: Working | None
    steps: dict[str, datetime]
    notes: list[Note]
    listed: bool


@dataclass(frozen=True)
class EntryRow:
    """An entry as its keepers see it in a list. confirmed_on: None when nobody ever confirmed it."""

    code: str
    name: str
    status: str
    hidden_why: str
    confirmed_on: date | None
    confirmed_by: str
    standing: staleness.Standing
    agency: str
    agency_name: str
    organisation: str


@dataclass(frozen=True)
class VersionRow:
    """One published version of an entry, newest first in a list."""

    number: int
    at: datetime
    by: str


def change(uuid: str) -> ChangeShown | None:
    """One change with everything, or None."""
    session = reading()
    found = next(iter(_rows(_select().where(Change.uuid == uuid))), None)
    row = session.get(Change, uuid)
    if found is None or row is None:
        return None
    notes = session.scalars(select(ChangeNote).where(ChangeNote.change == uuid).order_by(ChangeNote.id))
    return ChangeShown(
        found,
        notation.working(row.base),
        notation.working(row.work),
        saved.working(session, row.entry) if row.entry else None,
        {step: datetime.fromisoformat(at) for step, at in row.steps.items()},
        [Note(one.side, one.by_name, one.words, one.at) for one in notes],
        bool(session.scalar(select(Agency.listed).where(Agency.id == row.agency_id))),
    )


def working(code: str) -> Working | None:
    """An entry as an editor would begin with it, or None."""
    uuid = reading().scalar(select(Entry.uuid).where(Entry.code == code))
    return saved.working(reading(), uuid) if uuid else None


def waiting(authority: str, limit: int = 200) -> list[ChangeRow]:
    """What waits for the desk, longest first."""
    ours = _select().where(Authority.slug == authority, Change.state == "waiting")
    return _rows(ours.order_by(Change.sent_at, Change.uuid).limit(limit))


def count_waiting(authority: str) -> int:
    """How many wait for the desk."""
    ours = select(func.count()).select_from(Change).join(Authority, Authority.id == Change.authority_id)
    return reading().scalar(ours.where(Authority.slug == authority, Change.state == "waiting")) or 0


def of_agency(agency: str, states: Sequence[str] = ("draft", "waiting", "asked")) -> list[ChangeRow]:
    """The changes of an agency in these states, the latest first."""
    ours = _select().where(Agency.uuid == agency, Change.state.in_(states))
    return _rows(ours.order_by(Change.saved_at.desc(), Change.uuid).limit(200))


def of_origin(origin: str) -> list[ChangeRow]:
    """The changes that came from one reader's report or one signed link."""
    return _rows(_select().where(Change.origin == origin).order_by(Change.begun_at))


def of_entry(code: str, limit: int = 100) -> list[ChangeRow]:
    """What was changed in an entry, or asked to be, the latest first."""
    return _rows(_select().where(Entry.code == code).order_by(Change.begun_at.desc()).limit(limit))


def _select() -> Select[Any]:
    return (
        select(Change, Entry.code, Authority.slug, Agency.uuid, Agency.name)
        .join(Authority, Authority.id == Change.authority_id)
        .join(Agency, Agency.id == Change.agency_id)
        .outerjoin(Entry, Entry.uuid == Change.entry)
    )


def _rows(wanted: Select[Any]) -> list[ChangeRow]:
    return [
        ChangeRow(
            row.uuid,
            row.kind,
            row.state,
            code or "",
            row.name,
            slug,
            agency,
            agency_name,
            row.by,
            row.by_name,
            row.on_behalf_of,
            row.origin,
            row.begun_at,
            row.saved_at,
            row.sent_at,
            row.decided_at,
        )
        for row, code, slug, agency, agency_name in reading().execute(wanted)
    ]


def entries_of_agency(agency: str) -> list[EntryRow]:
    """Every entry of an agency that is not retired, the one that needs a word soonest first."""
    return sorted(_entries(Agency.uuid == agency), key=lambda row: (row.standing.dates[staleness.Stage.DUE], row.name))


def entry_row(code: str) -> EntryRow | None:
    """One entry as its keepers see it, whatever its status."""
    return next(iter(_entries(Entry.code == code, retired=True)), None)


def entry_rows(codes: Collection[str]) -> dict[str, EntryRow]:
    """Several of them by code, in one statement."""
    return {row.code: row for row in _entries(Entry.code.in_(codes), retired=True)} if codes else {}


def states(uuids: Collection[str]) -> dict[str, str]:
    """Where each of these changes stands, in one statement."""
    return dict(reading().execute(select(Change.uuid, Change.state).where(Change.uuid.in_(uuids))).all())


def entries_of_authority(authority: str) -> list[EntryRow]:
    """Every entry of an authority that is not retired."""
    return _entries(Authority.slug == authority)


def _entries(which: Any, *, retired: bool = False) -> list[EntryRow]:
    session = reading()
    wanted = (
        select(
            Entry.code, Text.words, Entry.status, Entry.hidden_why, Entry.assured_on, Entry.assured_by,
            Listing.added_at, Agency.uuid, Agency.name, Organisation.uuid, Authority.periods,
        )
        .join(Listing, Listing.uuid == Entry.uuid)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .join(Authority, Authority.id == Listing.authority_id)
        .outerjoin(Text, (Text.owner == Entry.uuid) & (Text.field == "name") & (Text.language == "en"))
        .where(which)
    )  # fmt: skip
    if not retired:
        wanted = wanted.where(Entry.status != "retired")
    today, found = clock.today(), []
    for code, name, status, why, on, by, added, agency, agency_name, organisation, periods in session.execute(wanted):
        standing = staleness.standing(on or added.date(), today, staleness.Periods.of(periods))
        shown = name or code
        found.append(EntryRow(code, shown, status, why, on, by, standing, agency, agency_name, organisation))
    return found


def history(code: str) -> list[VersionRow]:
    """Every published version of an entry, newest first."""
    rows = reading().execute(
        select(Version.number, Version.at, Version.by)
        .where(Version.kind == "entry", Version.of == code)
        .order_by(Version.number.desc())
    )
    return [VersionRow(*row) for row in rows]
