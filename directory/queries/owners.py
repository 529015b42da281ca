"""Whose an entry or a change is: what every operation and every door asks first."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from directory.models import Change, Entry, Listing, Organisation
from foundation.acts import Subject
from foundation.db import reading


class NoSuchEntry(LookupError):
    """There is no entry with this code."""


class NoSuchChange(LookupError):
    """There is no change with this UUID."""


class NoSuchAgency(LookupError):
    """There is no agency with this UUID in this authority."""


def about_entry(session: Session, code: str, *_rest: object, **_more: object) -> Subject:
    """The entry, the authority that owns it and the agency whose it is; raises NoSuchEntry."""
    row = session.execute(
        select(Authority.slug, Agency.uuid)
        .join(Listing, Listing.authority_id == Authority.id)
        .join(Entry, Entry.uuid == Listing.uuid)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .where(Entry.code == code)
    ).first()
    if row is None:
        raise NoSuchEntry(code)
    return Subject("entry", code, row[0], row[1])


def about_change(session: Session, uuid: str, *_rest: object, **_more: object) -> Subject:
    """The change, its authority and its agency; raises NoSuchChange."""
    row = session.execute(
        select(Authority.slug, Agency.uuid)
        .join(Change, Change.authority_id == Authority.id)
        .join(Agency, Agency.id == Change.agency_id)
        .where(Change.uuid == uuid)
    ).first()
    if row is None:
        raise NoSuchChange(uuid)
    return Subject("change", uuid, row[0], row[1])


def about_agency(session: Session, authority: str, agency: str, *_rest: object, **_more: object) -> Subject:
    """An agency of an authority, for a service that is not written yet; raises NoSuchAgency."""
    known = session.scalar(
        select(Agency.id)
        .join(Authority, Authority.id == Agency.authority_id)
        .where(Agency.uuid == agency, Authority.slug == authority)
    )
    if known is None:
        raise NoSuchAgency(agency)
    return Subject("agency", agency, authority, agency)


def subject_of_entry(code: str, **_more: object) -> Subject | None:
    """For a door: the entry of a code, or None."""
    try:
        return about_entry(reading(), code)
    except NoSuchEntry:
        return None


def subject_of_change(uuid: str, **_more: object) -> Subject | None:
    """For a door: a change, or None."""
    try:
        return about_change(reading(), uuid)
    except NoSuchChange:
        return None
