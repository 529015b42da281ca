"""Writing what an entry is to say: begun, saved step by step, sent, merged with what others published meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.models import Agency
from accounts.queries import person
from directory import facets, notation, rules
from directory.models import Change, ChangeNote, Entry, Organisation
from directory.operations import secrets
from directory.operations.carrying_out import carry_out, check, goes_straight
from directory.operations.turns import turn_of_change
from directory.queries import saved
from directory.queries.owners import NoSuchEntry, about_agency, about_change, about_entry
from directory.shapes import Entry as EntryShape
from directory.shapes import Organisation as OrganisationShape
from directory.shapes import Text
from directory.work import Patch, Working, apply
from foundation import clock
from foundation.acts import Actor, operation
from foundation.db import new_uuid
from foundation.permissions import Permission

OPEN = ("draft", "asked")


class NotOpen(RuntimeError):
    """The change was sent or decided meanwhile, so nothing can be written in it. `state`: what it is now."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Conflicts(RuntimeError):
    """Somebody else published other words for the same facets meanwhile: a person must choose. `fields` names them."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True)
class Sent:
    """What became of it. state: published or waiting. code: the entry's, "" while a new one waits."""

    state: str
    code: str


@operation(Permission.ENTRY_EDIT, about=about_entry)
def begin(session: Session, actor: Actor, code: str, kind: str = "edit") -> str:
    """A change of this entry by this person: the one that is still open, else a new one. Returns its UUID."""
    entry = session.scalars(select(Entry).where(Entry.code == code).with_for_update()).one()
    mine = select(Change.uuid).where(
        Change.entry == entry.uuid, Change.by == actor.id, Change.state.in_((*OPEN, "waiting")), Change.kind == kind
    )
    known = session.scalar(mine.order_by(Change.begun_at.desc()).limit(1))
    if known:
        return known
    return written_down(session, actor, entry.uuid, saved.working(session, entry.uuid), kind).uuid


@operation(Permission.ENTRY_EDIT, about=about_agency)
def begin_new(session: Session, actor: Actor, authority: str, agency: str, copy_of: str = "") -> str:
    """A change that will make a new entry of this agency; copy_of: the code of an entry of the same agency to begin from.

    Returns its UUID. Raises NoSuchEntry for a code that is not this agency's.
    """
    row = session.scalars(select(Agency).where(Agency.uuid == agency).with_for_update()).one()
    organisation = saved.organisation(session, row.key, row.authority_id)
    organisation = organisation or OrganisationShape(row.key, {"name": {"en": Text(row.name)}}, row.kind)
    first = Working(EntryShape(f"own/{new_uuid()}", row.key, {}, ()), {}, organisation)
    if copy_of:
        if about_entry(session, copy_of).agency != agency:
            raise NoSuchEntry(copy_of)
        uuid = session.scalars(select(Entry.uuid).where(Entry.code == copy_of)).one()
        first = facets.copied(saved.working(session, uuid), first)
    return written_down(session, actor, None, first, "new", agency_id=row.id).uuid


def written_down(
    session: Session,
    actor: Actor,
    entry: str | None,
    working: Working,
    kind: str,
    *,
    agency_id: int = 0,
    origin: str = "",
) -> Change:
    """Inside another change: a new row for what somebody begins, with the state from which they begin."""
    owner = select(Agency).where(Agency.id == agency_id) if agency_id else _agency_of(entry)
    agency = session.scalars(owner).one()
    author = person(actor.id) if actor.kind == "person" else None
    row = Change(
        uuid=new_uuid(),
        authority_id=agency.authority_id,
        agency_id=agency.id,
        entry=entry,
        kind=kind,
        name=rules.shown_name(working.entry.texts),
        base=notation.plain(working),
        work=notation.plain(working),
        by=actor.id,
        by_name=author.name if author else "",
        on_behalf_of=actor.on_behalf_of,
        origin=origin,
        begun_at=clock.now(),
        saved_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row


def _agency_of(entry: str | None) -> Select[tuple[Agency]]:
    return (
        select(Agency)
        .join(Organisation, Organisation.agency_id == Agency.id)
        .join(Entry, Entry.organisation == Organisation.uuid)
        .where(Entry.uuid == entry)
    )


@operation(Permission.ENTRY_EDIT, about=about_change)
def save_step(session: Session, actor: Actor, uuid: str, step: str, patch: Patch) -> None:
    """Keep what one step said; what other steps said, perhaps on another screen, stays. Raises NotOpen."""
    row = locked(session, uuid, OPEN)
    made = apply(notation.working(row.work), patch)
    was = notation.working(row.base), notation.working(row.work)
    row.work = notation.plain(secrets.put_away(session, uuid, made, *was))
    row.name = rules.shown_name(made.entry.texts) or row.name
    row.steps = {**row.steps, step: clock.now().isoformat()}
    row.saved_at = clock.now()


def locked(session: Session, uuid: str, states: tuple[str, ...]) -> Change:
    """Inside another change: the row, if it is in one of these states; else raises NotOpen."""
    row = turn_of_change(session, uuid)
    if row.state not in states:
        raise NotOpen(row.state)
    return row


@operation(Permission.ENTRY_EDIT, about=about_change)
def send(session: Session, actor: Actor, uuid: str) -> Sent:
    """Publish it, or let it wait for the desk, as the agency's standing says.

    Raises Conflicts, Faulty, NotOpen; then nothing has changed.
    """
    row = locked(session, uuid, OPEN)
    if conflicts := caught_up(session, row):
        raise Conflicts(conflicts)
    work = notation.working(row.work)
    check(session, row, work)
    row.sent_at = clock.now()
    if goes_straight(session, actor, row):
        return Sent("published", carry_out(session, actor, row, work))
    row.state = "waiting"
    return Sent("waiting", _code(session, row))


def caught_up(session: Session, row: Change, keep_mine: frozenset[str] | None = None) -> tuple[str, ...]:
    """Put the work upon what is published now. Returns the facets that two people changed; then nothing is put.

    keep_mine: which of them were settled for this change; the others are taken as they are now.
    """
    if row.entry is None:
        return ()
    base, mine = notation.working(row.base), notation.working(row.work)
    now = saved.working(session, row.entry)
    found = facets.merged(base, mine, now, keep_mine)
    if not found.conflicts:
        row.base, row.work = notation.plain(now), notation.plain(found.working)
    return found.conflicts


@operation(Permission.ENTRY_EDIT, about=about_change)
def settle(session: Session, actor: Actor, uuid: str, keep_mine: frozenset[str]) -> None:
    """After Conflicts: of the facets that two people changed, those named stay as in this change. Raises NotOpen."""
    caught_up(session, locked(session, uuid, OPEN), keep_mine)


@operation(Permission.ENTRY_EDIT, about=about_change)
def withdraw(session: Session, actor: Actor, uuid: str) -> None:
    """Take it back; what it said is kept for thirty days. Raises NotOpen when it was decided."""
    row = locked(session, uuid, (*OPEN, "waiting"))
    row.state, row.decided_at, row.decided_by = "withdrawn", clock.now(), actor.id
    secrets.forget(session, row)


@operation(Permission.ENTRY_EDIT, about=about_change)
def answer(session: Session, actor: Actor, uuid: str, words: str) -> None:
    """Words from the agency to the desk about a change that waits or was asked about. Raises NotOpen."""
    row = locked(session, uuid, (*OPEN, "waiting"))
    note(session, actor, row, "agency", words)


def note(session: Session, actor: Actor, row: Change, side: str, words: str) -> None:
    """Inside another change: keep words beside it, with who said them."""
    who = person(actor.id) if actor.kind == "person" else None
    said = ChangeNote(change=row.uuid, side=side, by_name=who.name if who else "", words=words, at=clock.now())
    session.add(said)


def _code(session: Session, row: Change) -> str:
    return session.scalar(select(Entry.code).where(Entry.uuid == row.entry)) or "" if row.entry else ""
