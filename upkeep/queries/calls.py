"""The call list: due entries whose agency did not answer by letter, or could not be written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from accounts.models import Authority
from directory.drafts import chunks
from directory.models import Entry as EntryRow
from directory.models import Organisation, Phone
from directory.staleness import Stage
from foundation import clock
from foundation.db import reading
from upkeep.models import Call
from upkeep.queries.due import DueEntry, due, names
from upkeep.rules import AGENCY, DESK, hides_on


@dataclass(frozen=True)
class CallShown:
    """One call that was made."""

    at: datetime
    officer: str
    outcome: str
    again_on: date | None
    note: str


@dataclass(frozen=True)
class ToCall:
    """An entry to telephone about."""

    code: str
    name: str
    agency: str
    agency_name: str
    phone: str
    since: date | None
    hides_on: date
    unreachable: bool
    last: CallShown | None


def to_call(slug: str) -> list[ToCall]:
    """The oldest first; what is to be called about on a later day is left out until then."""
    authority = reading().scalars(select(Authority).where(Authority.slug == slug)).first()
    if authority is None:
        return []
    wanted = [one for one in due(reading(), authority) if _is_wanted(one)]
    called = _last_calls([one.uuid for one in wanted])
    wanted = [one for one in wanted if not _waits(one, called.get(one.uuid))]
    known, numbers = names(reading(), [one.uuid for one in wanted]), _numbers([one.uuid for one in wanted])
    shown = [_shown(one, known, numbers, called.get(one.uuid)) for one in wanted]
    return sorted(shown, key=lambda one: (one.since or date.min, one.code))


def _is_wanted(one: DueEntry) -> bool:
    return one.clock.standing.at_least(Stage.LATE) or any(t.side == DESK for t in one.clock.told) or is_unreachable(one)


def is_unreachable(one: DueEntry) -> bool:
    """Nobody could be written to."""
    return any(t.side == AGENCY for t in one.clock.told) and not one.written_to


def _waits(one: DueEntry, last: CallShown | None) -> bool:
    return last is not None and last.again_on is not None and last.again_on > clock.today()


def _shown(one: DueEntry, known: dict[str, str], numbers: dict[str, str], last: CallShown | None) -> ToCall:
    return ToCall(
        one.code,
        known.get(one.uuid, one.code),
        one.agency,
        one.agency_name,
        numbers.get(one.uuid, ""),
        one.confirmed_on,
        hides_on(one.clock, clock.today()),
        is_unreachable(one),
        last,
    )


def calls_about(uuid: str) -> list[CallShown]:
    """Every call about an entry, the latest first."""
    rows = reading().scalars(select(Call).where(Call.entry == uuid).order_by(Call.id.desc()))
    return [_call(row) for row in rows]


def _call(row: Call) -> CallShown:
    return CallShown(row.at, row.officer_name, row.outcome, row.again_on, row.note)


def _last_calls(uuids: list[str]) -> dict[str, CallShown]:
    found: dict[str, CallShown] = {}
    for some in chunks(uuids):
        for row in reading().scalars(select(Call).where(Call.entry.in_(some)).order_by(Call.id)):
            found[row.entry] = _call(row)
    return found


def _numbers(uuids: list[str]) -> dict[str, str]:
    """The first number of each entry, else of its organisation."""
    found: dict[str, str] = {}
    for some in chunks(uuids):
        pairs = (
            reading()
            .execute(
                select(EntryRow.uuid, Organisation.uuid)
                .join(Organisation, Organisation.uuid == EntryRow.organisation)
                .where(EntryRow.uuid.in_(some))
            )
            .all()
        )
        owners = {entry: (entry, organisation) for entry, organisation in pairs}
        wanted = {uuid for both in owners.values() for uuid in both}
        rows = reading().scalars(select(Phone).where(Phone.owner.in_(wanted)).order_by(Phone.owner, Phone.position))
        first: dict[str, str] = {}
        for row in rows:
            first.setdefault(row.owner, row.number)
        found |= {entry: first.get(entry) or first.get(org, "") for entry, org in owners.values()}
    return found
