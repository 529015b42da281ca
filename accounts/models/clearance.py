"""Who may work with the index of children, how far, until when; and the terms that they signed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid

_LIVE = text("state IN ('asked', 'granted')")


class Clearance(Base):
    """What was asked for one person in one authority, and what was decided. It is ended, never deleted.

    state: "asked", "granted", "refused", "ended". At most one is asked and one granted for a person and an authority.
    """

    __tablename__ = "clearance"
    __table_args__ = (
        Index(
            "clearance_live",
            "person_id",
            "authority_id",
            "state",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    level: Mapped[int]
    state: Mapped[str] = mapped_column(String(8))
    evidence: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    why: Mapped[str] = mapped_column(Text, default="")
    vetting_until: Mapped[date | None] = mapped_column(Date)  # the last day on which the statement counts
    vetting_said_by: Mapped[str] = mapped_column(String(80), default="")
    vetting_by_authority: Mapped[bool] = mapped_column(default=False)  # an administrator saw the evidence
    trained_until: Mapped[date | None] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(Text, default="")


class SignedTerms(Base):
    """That somebody signed the terms of use: which version of them, and the last day on which that counts."""

    __tablename__ = "signed_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    version: Mapped[int]
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[date] = mapped_column(Date)


class LapseLetter(Base):
    """That somebody was told so many days before that something lapses: each letter once."""

    __tablename__ = "lapse_letter"
    __table_args__ = (UniqueConstraint("person_id", "what", "until", "days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(16))
    until: Mapped[date] = mapped_column(Date)
    days: Mapped[int]
