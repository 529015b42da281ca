"""What the directory was last told, as the shapes that operations save: where editing, restoring and importing begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models, shapes
from directory.drafts import chunks
from directory.work import KEPT, Working


def entries(session: Session, uuids: Sequence[str]) -> dict[str, shapes.Entry]:
    """Entries as they were last saved, by UUID; without direct lines and practitioner notes, which `sealed` adds."""
    rows = {row.uuid: row for row in _all(session, models.Entry, models.Entry.uuid, uuids)}
    keys = _keys(session, [*uuids, *(row.organisation for row in rows.values())])
    uses = _uses(session, uuids)
    parts = _parts(session, uuids)
    texts = texts_of(session, uuids)
    found = {}
    for uuid, row in rows.items():
        here = parts[uuid]
        terms = here.pop("terms", ())
        found[uuid] = shapes.Entry(
            keys[uuid],
            keys[row.organisation],
            texts.get(uuid, {}),
            types=tuple(code for vocabulary, code in terms if vocabulary == "service-types"),
            needs=tuple(code for vocabulary, code in terms if vocabulary == "needs"),
            sites=uses.get(uuid, ()),
            **_columns(row),
            **here,
        )
    return found


def sites(session: Session, keys: Sequence[str], authority_id: int) -> dict[str, shapes.Site]:
    """Sites whose address all may see, by key, as they were last saved; and sealed ones without it."""
    wanted = _site_uuids(session, keys, authority_id)
    rows = {row.uuid: row for row in _all(session, models.Site, models.Site.uuid, wanted)}
    organisations = _keys(session, [row.organisation for row in rows.values()])
    refs = [row.address for row in rows.values() if row.address]
    addresses = {row.ref: row for row in _all(session, models.Address, models.Address.ref, refs)}
    parts, texts = _parts(session, list(rows)), texts_of(session, list(rows))
    return {
        wanted[uuid]: shapes.Site(
            wanted[uuid],
            organisations[row.organisation],
            texts.get(uuid, {}),
            _address(addresses.get(row.address or "")),
            shapes.Privacy(row.privacy),
            parts[uuid].get("access", {}),
            parts[uuid].get("phones", ()),
            parts[uuid].get("schedules", ()),
        )
        for uuid, row in rows.items()
    }


def _site_uuids(session: Session, keys: Sequence[str], authority_id: int) -> dict[str, str]:
    listing = models.Listing
    found: dict[str, str] = {}
    for some in chunks(keys):
        rows = session.execute(
            select(listing.uuid, listing.key).where(
                listing.authority_id == authority_id, listing.kind == "site", listing.key.in_(some)
            )
        )
        found |= dict(rows.all())
    return found


def sealed(session: Session, said: dict[str, shapes.Entry]) -> dict[str, shapes.Entry]:
    """The same entries with their direct lines and practitioner notes, which saving would otherwise forget.

    Touches confidential tables: only inside an operation.
    """
    lines: dict[str, str] = {}
    notes: dict[str, dict[str, str]] = defaultdict(dict)
    contacts = [c for c in _all(session, models.Contact, models.Contact.owner, said) if c.line]
    for table in (models.DirectLine, models.SealedLine):
        lines |= {row.ref: row.number for row in _all(session, table, table.ref, [c.line for c in contacts])}
    for note in _all(session, models.SealedNote, models.SealedNote.owner, said):
        notes[note.owner][note.field] = note.words
    numbers = {(c.owner, c.position): lines.get(c.line, "") for c in contacts}
    return {
        uuid: replace(
            one,
            contacts=tuple(replace(c, direct_line=numbers.get((uuid, n), "")) for n, c in enumerate(one.contacts)),
            practitioner_notes=dict(notes[uuid]),
        )
        for uuid, one in said.items()
    }


def organisation(session: Session, key: str, authority_id: int) -> shapes.Organisation | None:
    """An organisation as it was last saved, or None."""
    listing = models.Listing
    uuid = session.scalar(
        select(listing.uuid).where(
            listing.authority_id == authority_id, listing.kind == "organisation", listing.key == key
        )
    )
    row = session.get(models.Organisation, uuid) if uuid else None
    if row is None or uuid is None:
        return None
    here = _parts(session, [uuid])[uuid]
    return shapes.Organisation(
        key,
        texts_of(session, [uuid]).get(uuid, {}),
        row.kind,
        row.url,
        row.email,
        here.get("phones", ()),
        row.charity_number,
        row.company_number,
        here.get("attributes", ()),
    )


def working(session: Session, uuid: str) -> Working:
    """An entry with its places and its organisation, as an editor begins with it. What is secret is only marked."""
    entry = entries(session, [uuid])[uuid]
    authority_id = session.scalar(select(models.Listing.authority_id).where(models.Listing.uuid == uuid)) or 0
    marked = replace(entry, contacts=_marked(session, uuid, entry.contacts))
    places = sites(session, [use.site for use in entry.sites], authority_id)
    return Working(marked, places, organisation(session, entry.organisation, authority_id))


def _marked(session: Session, uuid: str, said: tuple[shapes.Contact, ...]) -> tuple[shapes.Contact, ...]:
    """Contacts with the lines that all may ring; of others only the mark."""
    rows = sorted(_all(session, models.Contact, models.Contact.owner, [uuid]), key=lambda row: row.position)
    refs = [row.line for row in rows if row.line]
    open_lines = {row.ref: row.number for row in _all(session, models.DirectLine, models.DirectLine.ref, refs)}
    return tuple(
        replace(one, direct_line=open_lines.get(row.line, f"{KEPT}{row.line}") if row.line else "")
        for one, row in zip(said, rows, strict=True)
    )


def _all(session: Session, table: Any, column: Any, values: Iterable[str]) -> list[Any]:
    return [
        row for some in chunks(dict.fromkeys(values)) for row in session.scalars(select(table).where(column.in_(some)))
    ]


def _keys(session: Session, uuids: Iterable[str]) -> dict[str, str]:
    return {row.uuid: row.key for row in _all(session, models.Listing, models.Listing.uuid, uuids)}


def _uses(session: Session, entries: Iterable[str]) -> dict[str, tuple[shapes.SiteUse, ...]]:
    rows = sorted(_all(session, models.SiteUse, models.SiteUse.entry, entries), key=lambda use: use.position)
    keys = _keys(session, [use.site for use in rows])
    parts = _parts(session, [use.uuid for use in rows])
    found: dict[str, tuple[shapes.SiteUse, ...]] = defaultdict(tuple)
    for use in rows:
        here = parts[use.uuid]
        found[use.entry] += (shapes.SiteUse(keys[use.site], here.get("schedules", ()), here.get("phones", ())),)
    return dict(found)


SHAPES: dict[str, tuple[Any, Any]] = {
    "phones": (models.Phone, shapes.Phone),
    "contacts": (models.Contact, shapes.Contact),
    "schedules": (models.Schedule, shapes.Schedule),
    "costs": (models.Cost, shapes.Cost),
    "areas": (models.Area, shapes.Area),
    "languages": (models.LanguageOffered, shapes.LanguageOffered),
    "attributes": (models.Attribute, shapes.Attribute),
}


def _parts(session: Session, owners: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The lists of each owner, in order; those that are empty are not there."""
    found: dict[str, dict[str, Any]] = {owner: {} for owner in owners}
    for name, (table, shape) in SHAPES.items():
        for row in sorted(_all(session, table, table.owner, owners), key=lambda row: row.position):
            found[row.owner][name] = (*found[row.owner].get(name, ()), _shape(shape, row))
    for row in sorted(_all(session, models.EntryTerm, models.EntryTerm.owner, owners), key=lambda row: row.position):
        found[row.owner]["terms"] = (*found[row.owner].get("terms", ()), (row.vocabulary, row.code))
    for row in _all(session, models.AccessFact, models.AccessFact.owner, owners):
        found[row.owner].setdefault("access", {})[row.code] = row.holds
    return found


def _shape(shape: Any, row: Any) -> Any:
    values = {f.name: getattr(row, f.name) for f in fields(shape) if hasattr(row, f.name)}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    if "privacy" in values:
        values["privacy"] = shapes.Privacy(values["privacy"])
    return shape(**values)


def texts_of(session: Session, owners: Iterable[str]) -> dict[str, dict[str, dict[str, shapes.Text]]]:
    found: dict[str, dict[str, dict[str, shapes.Text]]] = defaultdict(dict)
    for row in _all(session, models.Text, models.Text.owner, owners):
        said = shapes.Text(row.words, shapes.Maker(row.maker), row.checked_by, row.checked_on, row.source)
        found[row.owner].setdefault(row.field, {})[row.language] = said
    return dict(found)


def _address(row: Any) -> shapes.AddressLines | None:
    return shapes.AddressLines(tuple(row.lines), row.postcode, row.lat, row.lon) if row is not None else None


def _columns(row: Any) -> dict[str, Any]:
    """The columns of an entry's own row, as its shape has them."""
    eligible: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.eligibility.items()
    }
    referral: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.referral.items()
    }
    held = row.places and shapes.Capacity(row.places, row.capacity_stated_on, row.capacity_good_until, row.weeks_wait)
    sure = row.assured_on and shapes.Assurance(row.assured_on, row.assured_by, row.assurer_email)
    return {
        "levels": tuple(row.levels),
        "audience": tuple(row.audience),
        "delivery": tuple(row.delivery),
        "url": row.url,
        "email": row.email,
        "answerable": row.answerable,
        "eligibility": shapes.Eligibility(**eligible),
        "referral": shapes.Referral(**referral),
        "capacity": held or None,
        "assurance": sure or None,
    }
