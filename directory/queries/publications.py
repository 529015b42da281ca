"""Whole published entries, for the search index, exports and comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from directory import documents, drafts
from directory.documents import Document
from directory.models import Address, CurrentVersion, DirectLine, Entry, EntryNames, Version
from directory.shapes import Privacy
from foundation.db import reading

BATCH = 250
SHOWN_WHEN_SEALED = "address_words"


def current_numbers(kind: str = "entry") -> dict[str, int]:
    """Which version of each is shown."""
    rows = reading().execute(select(CurrentVersion.of, CurrentVersion.number).where(CurrentVersion.kind == kind))
    return dict(rows.all())


def current_number(code: str) -> int | None:
    """Which version of an entry is shown; None when it is not."""
    return reading().scalar(
        select(CurrentVersion.number).where(CurrentVersion.kind == "entry", CurrentVersion.of == code)
    )


def entry_uuid(code: str) -> str | None:
    """The stored UUID of an entry, or None."""
    return reading().scalar(select(Entry.uuid).where(Entry.code == code))


def current_codes() -> list[str]:
    """The codes of all entries that are shown, in the order of the A to Z."""
    shown = (
        select(CurrentVersion.of)
        .where(CurrentVersion.kind == "entry")
        .order_by(CurrentVersion.sort_name, CurrentVersion.of)
    )
    return list(reading().scalars(shown))


def entries_naming(session: Session, kind: str, of: str) -> list[str]:
    """The codes of the entries whose current document names this organisation or site."""
    return list(session.scalars(select(EntryNames.entry).where(EntryNames.kind == kind, EntryNames.of == of)))


def published(codes: Sequence[str] | None = None) -> Iterator[Document]:
    """Whole entries as they are shown: {entry, organisation, sites, number, at}, each site with its public address or None.

    In batches, so that a directory of any size fits in memory.
    """
    wanted = current_codes() if codes is None else list(codes)
    for some in drafts.chunks(wanted, BATCH):
        yield from _whole(reading(), some)


def _whole(session: Session, codes: Sequence[str]) -> Iterator[Document]:
    entries = current(session, "entry", codes)
    organisations = current(session, "organisation", {e["organisation"] for e, _n, _at in entries.values()})
    sites = current(session, "site", {use["site"] for e, _n, _at in entries.values() for use in e["sites"]})
    open_sites(session, [s for s, _n, _at in sites.values()])
    for code in codes:
        if code not in entries:
            continue
        entry, number, at = entries[code]
        organisation = organisations.get(entry["organisation"])
        yield {
            "entry": entry,
            "number": number,
            "at": at,
            "authority": entry["authority"],
            "organisation": organisation[0] if organisation else None,
            "sites": [sites[use["site"]][0] for use in entry["sites"] if use["site"] in sites],
        }


def current(session: Session, kind: str, ofs: Iterable[str]) -> dict[str, tuple[Document, int, Any]]:
    """The documents of one kind that are shown now, in today's schema, with their number and moment."""
    found: dict[str, tuple[Document, int, Any]] = {}
    shown = and_(
        CurrentVersion.kind == Version.kind, CurrentVersion.of == Version.of, CurrentVersion.number == Version.number
    )
    for some in drafts.chunks(ofs, BATCH):
        rows = session.execute(
            select(Version.of, Version.number, Version.at, Version.schema, Version.document)
            .join(CurrentVersion, shown)
            .where(CurrentVersion.kind == kind, CurrentVersion.of.in_(some))
        )
        for row in rows:
            found[row.of] = (documents.opened(row.schema, row.document), row.number, row.at)
    return found


def open_sites(session: Session, sites: Sequence[Document]) -> None:
    """Put beside each site what all may see of where it is: its open address, or (sealed) only the blurred point.

    Of a sealed site's words only those stay that were written to be told: its name may be its street, its stop and
    landmark lead to the door, and they stand in every version from before it was sealed.
    """
    refs = [s["address"] for s in sites if s["address"]]
    rows = {
        a.ref: a for some in drafts.chunks(refs) for a in session.scalars(select(Address).where(Address.ref.in_(some)))
    }
    for site in sites:
        row = rows.get(site["address"])
        if site["privacy"] != Privacy.PUBLIC or (site["address"] and row is None):
            site["texts"] = {field: said for field, said in site["texts"].items() if field == SHOWN_WHEN_SEALED}
        site["address"] = None
        if row is not None:
            site["address"] = {"lines": row.lines, "postcode": row.postcode, "lat": row.lat, "lon": row.lon}
            site["lies_in"], site["point"] = row.lies_in, [row.lat, row.lon] if row.lat is not None else None


def open_lines(session: Session, entry: Document) -> None:
    """Put beside each contact its direct line, when all may ring it."""
    refs = [c["line"] for c in entry["contacts"] if c["line"]]
    numbers = (
        {row.ref: row.number for row in session.scalars(select(DirectLine).where(DirectLine.ref.in_(refs)))}
        if refs
        else {}
    )
    for contact in entry["contacts"]:
        contact["line"] = numbers.get(contact["line"])
