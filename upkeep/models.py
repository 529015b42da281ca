"""What was told to whom, the signed links of letters and what was done by them, and telephone calls."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid


class Reminder(Base):
    """That one side (agency, desk) was told of one stage of an entry; once for one confirmation, whatever the clock does.

    to: the addresses written to; "" when there was nobody, so that somebody must telephone.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("entry", "stage", "confirmed_on", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    entry: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(16))
    confirmed_on: Mapped[date]
    side: Mapped[str] = mapped_column(String(8))
    to: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgreementNotice(Base):
    """That an agency was told of the end of its agreement: soon, today, or that its entries are hidden (ended)."""

    __tablename__ = "agreement_notice"
    __table_args__ = (UniqueConstraint("agency_id", "agreed_until", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    agreed_until: Mapped[date]
    stage: Mapped[str] = mapped_column(String(16))
    to: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConfirmLink(Base):
    """The link of one letter. Only the digest of its token is kept. entries: the codes that it speaks of.

    ended_why: newer (a later letter to the same address), misuse (its reader said it was not meant for them), desk.
    """

    __tablename__ = "confirm_link"
    __table_args__ = (Index("confirm_link_to", "agency_id", "email"),)

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_uuid)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person: Mapped[str] = mapped_column(String(36), default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(20))
    entries: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(String(8), default="")


class LinkUse(Base):
    """What was done by a link. what: confirmed, places, or the fact that was corrected; state: published or waiting."""

    __tablename__ = "link_use"

    id: Mapped[int] = mapped_column(primary_key=True)
    link: Mapped[str] = mapped_column(String(36), ForeignKey("confirm_link.uuid", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(6))
    what: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Call(Base):
    """A telephone call about an entry. outcome: confirmed, no-answer, again (on a day), closed."""

    __tablename__ = "call"

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    entry: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"), index=True)
    officer: Mapped[str] = mapped_column(String(36))
    officer_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(16))
    again_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")


class WebsiteCheck(Base):
    """A website that entries or organisations of an authority name, what the last look at it found, and what is known as right.

    url: as it stands in the directory; digest finds it. host: whom to ask, "" when it is no address that can be asked.
    outcome: a code of upkeep/rules/websites.py, "" before the first look. known_*: what the first good look found, or
    what the desk said is right. since: when this outcome began. held_until: somebody is asking this host now.
    """

    __tablename__ = "website_check"
    __table_args__ = (
        UniqueConstraint("authority_id", "digest"),
        Index("website_check_due", "next_at"),
        Index("website_check_host", "host"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    url: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(String(255))
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(16), default="")
    since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    status: Mapped[int] = mapped_column(default=0)
    final_host: Mapped[str] = mapped_column(String(255), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    known_host: Mapped[str] = mapped_column(String(255), default="")
    known_title: Mapped[str] = mapped_column(String(300), default="")
