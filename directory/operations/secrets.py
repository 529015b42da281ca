"""What is secret in a change: put away while it is written, fetched when it is published. Used inside operations."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import Change, DirectLine, SealedDraft, SealedLine, SealedNote
from directory.shapes import AddressLines, Contact, Privacy, Site
from directory.work import KEPT, Working
from foundation.db import new_uuid


def put_away(session: Session, change: str, working: Working, *known: Working) -> Working:
    """The work with a mark in place of everything secret that was typed into it.

    known: the same work as it was. A mark that did not stand there was typed by hand: it stands for nothing, and goes.
    """
    marks = {mark for work in known for mark in _marks(work)}
    working = _without_strange_marks(working, marks)
    contacts = tuple(_without_line(session, change, one) for one in working.entry.contacts)
    sites = {key: _without_address(session, change, site) for key, site in working.sites.items()}
    entry = replace(working.entry, contacts=contacts, practitioner_notes={})
    return Working(entry, sites, working.organisation)


def _marks(working: Working) -> set[str]:
    lines = {one.direct_line for one in working.entry.contacts}
    lines |= {site.address.lines[0] for site in working.sites.values() if site.address and site.address.lines}
    return {line for line in lines if line.startswith(KEPT)}


def _without_strange_marks(working: Working, marks: set[str]) -> Working:
    strange = _marks(working) - marks
    if not strange:
        return working
    contacts = tuple(
        replace(one, direct_line="") if one.direct_line in strange else one for one in working.entry.contacts
    )
    sites = {
        key: replace(site, address=None) if site.address and strange & set(site.address.lines[:1]) else site
        for key, site in working.sites.items()
    }
    return Working(replace(working.entry, contacts=contacts), sites, working.organisation)


def _without_line(session: Session, change: str, contact: Contact) -> Contact:
    if contact.privacy is Privacy.PUBLIC or not contact.direct_line or contact.direct_line.startswith(KEPT):
        return contact
    return replace(contact, direct_line=_keep(session, change, {"number": contact.direct_line}))


def _without_address(session: Session, change: str, site: Site) -> Site:
    if site.privacy is Privacy.PUBLIC or site.address is None or _is_mark(site.address):
        return site
    kept = {**vars(site.address), "lines": list(site.address.lines)}
    return replace(site, address=AddressLines((_keep(session, change, kept),), ""))


def _keep(session: Session, change: str, value: dict[str, object]) -> str:
    ref = new_uuid()
    session.add(SealedDraft(ref=ref, change=change, value=value))
    return f"{KEPT}{ref}"


def _is_mark(address: AddressLines) -> bool:
    return bool(address.lines) and address.lines[0].startswith(KEPT)


def fetched(session: Session, uuid: str | None, working: Working) -> Working:
    """The work with what its marks stand for, and with the notes for practitioners that no editor sees. uuid: the entry's."""
    contacts = tuple(_with_line(session, one) for one in working.entry.contacts)
    notes = session.scalars(select(SealedNote).where(SealedNote.owner == uuid)) if uuid else ()
    entry = replace(working.entry, contacts=contacts, practitioner_notes={note.field: note.words for note in notes})
    return Working(
        entry, {key: _with_address(session, site) for key, site in working.sites.items()}, working.organisation
    )


def _with_line(session: Session, contact: Contact) -> Contact:
    if not contact.direct_line.startswith(KEPT):
        return contact
    ref = contact.direct_line.removeprefix(KEPT)
    typed = session.get(SealedDraft, ref)
    held = session.get(SealedLine, ref) or session.get(DirectLine, ref)
    number = str(typed.value["number"]) if typed else held.number if held else ""
    return replace(contact, direct_line=number)


def _with_address(session: Session, site: Site) -> Site:
    if site.address is None or not _is_mark(site.address):
        return site
    typed = session.get(SealedDraft, site.address.lines[0].removeprefix(KEPT))
    if typed is None:
        return replace(site, address=None)  # what is stored stays
    said = typed.value
    return replace(site, address=AddressLines(tuple(said["lines"]), said["postcode"], said["lat"], said["lon"]))


def forget(session: Session, change: Change) -> None:
    """After a decision: what was typed in secret is not kept twice."""
    for row in session.scalars(select(SealedDraft).where(SealedDraft.change == change.uuid)):
        session.delete(row)
