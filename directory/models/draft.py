"""Drafts. Every thing that can be published is a Listing; the rows that describe it hang on the listing's UUID.

A part's columns bear the names of the fields of its shape (directory/shapes.py) and of its place in a document, so that one
small reader and writer (directory/drafts.py) serves them all.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid


def _uuid_of_listing() -> Mapped[str]:
    return mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"), primary_key=True)


class Listing(Base):
    """An organisation, a site, an entry, or an entry's use of a site: its stored UUID, its authority, its caller's key."""

    __tablename__ = "listing"
    __table_args__ = (UniqueConstraint("authority_id", "kind", "key"),)

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_uuid)
    kind: Mapped[str] = mapped_column(String(16))
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    key: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Organisation(Base):
    """How an agency is shown in the directory."""

    __tablename__ = "organisation"

    uuid: Mapped[str] = _uuid_of_listing()
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    url: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    charity_number: Mapped[str] = mapped_column(String(16), default="")
    company_number: Mapped[str] = mapped_column(String(16), default="")


class Site(Base):
    """A place that people go to. Its address, point and ward stand in `address` or `sealed_address` under `address`, never here.

    Only of a sealed one does this row hold what may still be told: a blurred point, the district.
    """

    __tablename__ = "site"

    uuid: Mapped[str] = _uuid_of_listing()
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid"), index=True)
    address: Mapped[str | None] = mapped_column(String(36))
    privacy: Mapped[str] = mapped_column(String(16))
    blurred_lat: Mapped[float | None]
    blurred_lon: Mapped[float | None]
    lies_in: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Entry(Base):
    """One service, as its agency is writing it."""

    __tablename__ = "entry"

    uuid: Mapped[str] = _uuid_of_listing()
    code: Mapped[str] = mapped_column(String(6), unique=True)
    organisation: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid"), index=True)
    status: Mapped[str] = mapped_column(String(16), default="active")
    url: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[int]] = mapped_column(JSON, default=list)
    audience: Mapped[list[str]] = mapped_column(JSON, default=list)
    delivery: Mapped[list[str]] = mapped_column(JSON, default=list)
    eligibility: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    referral: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    answerable: Mapped[str] = mapped_column(default="")
    places: Mapped[str | None] = mapped_column(String(16))
    weeks_wait: Mapped[int | None]
    capacity_stated_on: Mapped[date | None]
    capacity_good_until: Mapped[date | None]
    assured_on: Mapped[date | None]
    assured_by: Mapped[str] = mapped_column(String(16), default="")
    assurer_email: Mapped[str] = mapped_column(default="")
    # status: active, hidden (why: stale, agreement, desk) or retired (with what its agency said of it)
    hidden_why: Mapped[str] = mapped_column(String(16), default="")
    off_since: Mapped[date | None]
    retired_words: Mapped[str] = mapped_column(default="")
    retired_instead: Mapped[str] = mapped_column(default="")  # the code of another entry, or words
    # The number that edits are written against, so that two people never overwrite each other unseen.
    edition: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012  SQLAlchemy reads it once


class SiteUse(Base):
    """An entry at a site (Open Referral: service at location); its own hours and phones hang on its own UUID."""

    __tablename__ = "site_use"

    uuid: Mapped[str] = _uuid_of_listing()
    entry: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"), index=True)
    site: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid"), index=True)
    position: Mapped[int]


class Text(Base):
    """Words of one field in one language; `source` is the digest of the English they were made from."""

    __tablename__ = "text"

    owner: Mapped[str] = _uuid_of_listing()
    field: Mapped[str] = mapped_column(String(32), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    words: Mapped[str]
    maker: Mapped[str] = mapped_column(String(16))
    checked_by: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(16), default="")


class Part:
    """A row of a list that belongs to a listing."""

    owner: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Phone(Part, Base):
    __tablename__ = "phone"

    number: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    label: Mapped[str]
    extension: Mapped[str] = mapped_column(String(16))
    languages: Mapped[list[str]] = mapped_column(JSON)


class Contact(Part, Base):
    """A person or post; `line` refers to a direct line, open or sealed."""

    __tablename__ = "contact"

    name: Mapped[str]
    role: Mapped[str]
    email: Mapped[str]
    privacy: Mapped[str] = mapped_column(String(16))
    line: Mapped[str | None] = mapped_column(String(36))


class Schedule(Part, Base):
    __tablename__ = "schedule"

    days: Mapped[list[str]] = mapped_column(JSON)
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    weeks: Mapped[str] = mapped_column(String(16))
    every: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    closed: Mapped[bool]
    note: Mapped[str]


class Cost(Part, Base):
    __tablename__ = "cost"

    amount: Mapped[Decimal | None] = mapped_column(Numeric(9, 2))
    option: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Area(Part, Base):
    __tablename__ = "area"

    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str]


class LanguageOffered(Part, Base):
    __tablename__ = "language_offered"

    language: Mapped[str] = mapped_column(String(16))
    how: Mapped[str] = mapped_column(String(16))
    day: Mapped[str] = mapped_column(String(3))
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    channel: Mapped[str] = mapped_column(String(16))


class AccessFact(Part, Base):
    """yes, no, or (null) asked but not known."""

    __tablename__ = "access_fact"

    code: Mapped[str] = mapped_column(String(32))
    holds: Mapped[bool | None]


class Attribute(Part, Base):
    __tablename__ = "attribute"

    name: Mapped[str] = mapped_column(String(64))
    value: Mapped[str]


class EntryTerm(Part, Base):
    """A vocabulary term that an entry bears: vocabulary "service-types" or "needs"."""

    __tablename__ = "entry_term"

    vocabulary: Mapped[str] = mapped_column(String(32))
    code: Mapped[str] = mapped_column(String(32), index=True)


class Term(Base):
    """A word of a vocabulary (a service type, a dimension, an access fact): data, not program. Its texts are in `text`."""

    __tablename__ = "term"

    uuid: Mapped[str] = _uuid_of_listing()
    vocabulary: Mapped[str] = mapped_column(String(32), index=True)
    code: Mapped[str] = mapped_column(String(32))
    parent: Mapped[str] = mapped_column(String(32), default="")
    position: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
