"""What an export tells of each entry, read for many at a time. Confidential tables are never looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from directory import models
from directory.drafts import chunks
from directory.exporting.cells import Told, english_names
from directory.queries import saved
from directory.queries.vocabularies import vocabulary
from directory.rules import shown_name
from foundation.db import reading

BATCH = 250
VOCABULARIES = ("service-types", "needs", "languages")


def told_of(session: Session, authority_id: int, uuids: Sequence[str]) -> dict[str, Told]:
    """Each of these entries, by UUID."""
    names = {name: english_names(vocabulary(name)) for name in VOCABULARIES}
    entries = saved.entries(session, uuids)
    sites = saved.sites(session, list({use.site for one in entries.values() for use in one.sites}), authority_id)
    organisations = _organisations(session, authority_id, {one.organisation for one in entries.values()})
    rows = {
        row.uuid: row
        for some in chunks(uuids)
        for row in session.execute(
            select(models.Entry.uuid, models.Entry.code, models.Entry.status).where(models.Entry.uuid.in_(some))
        )
    }
    return {
        uuid: Told(
            rows[uuid].code,
            rows[uuid].status,
            entry,
            [sites[use.site] for use in entry.sites if use.site in sites],
            organisations.get(entry.organisation, ""),
            names,
        )
        for uuid, entry in entries.items()
    }


def _organisations(session: Session, authority_id: int, keys: set[str]) -> dict[str, str]:
    """The name of each, by key."""
    found: dict[str, str] = {}
    for some in chunks(sorted(keys)):
        listings = session.execute(
            select(models.Listing.uuid, models.Listing.key).where(
                models.Listing.authority_id == authority_id,
                models.Listing.kind == "organisation",
                models.Listing.key.in_(some),
            )
        ).all()
        texts = saved.texts_of(session, [uuid for uuid, _key in listings])
        found |= {key: shown_name(texts.get(uuid, {})) for uuid, key in listings}
    return found


def everything(authority: str, agency: str = "", kind: str = "") -> Iterator[Told]:
    """Every entry of an authority, of one agency (its UUID) or of one type when told, by code; some at a time."""
    session = reading()
    authority_id = session.scalar(select(Authority.id).where(Authority.slug == authority)) or 0
    uuids = list(session.scalars(_entries(authority_id, agency, kind)))
    for some in chunks(uuids, BATCH):
        told = told_of(session, authority_id, some)
        yield from (told[uuid] for uuid in some)


def _entries(authority_id: int, agency: str, kind: str) -> Select[Any]:
    listing, entry = models.Listing, models.Entry
    found = select(entry.uuid).join(listing, listing.uuid == entry.uuid).where(listing.authority_id == authority_id)
    if agency:
        belong = select(models.Organisation.uuid).join(Agency, Agency.id == models.Organisation.agency_id)
        found = found.where(entry.organisation.in_(belong.where(Agency.uuid == agency)))
    if kind:
        found = found.where(entry.uuid.in_(_bearing(kind)))
    return found.order_by(entry.code)


def _bearing(kind: str) -> Select[Any]:
    term = models.EntryTerm
    return select(term.owner).where(term.vocabulary == "service-types", term.code == kind)
