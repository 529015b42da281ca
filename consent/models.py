"""Notices, consents and lawful grounds, what each covers, and how a disagreement was settled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Notice(Confidential, Base):
    """When and how the family was told what is kept (the fair-processing notice)."""

    __tablename__ = "child_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    how: Mapped[str] = mapped_column(String(40))
    given_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(20), default="en")
    by: Mapped[str] = mapped_column(String(36))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(Confidential, Base):
    """What somebody agreed to, or a lawful ground that stands instead. It is ended, never deleted.

    snapshot: what they were shown before they agreed, as they were shown it.
    """

    __tablename__ = "child_consent"
    __table_args__ = (
        CheckConstraint("kind in ('consent','ground')", name="kind"),
        CheckConstraint(
            "kind <> 'consent' or (giver in ('child','parent','carer') and how in ('written','verbal')"
            " and where_kept <> '')",
            name="consent_complete",
        ),
        CheckConstraint("kind <> 'ground' or (ground <> '' and length(trim(reason)) >= 10)", name="ground_complete"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    giver: Mapped[str] = mapped_column(String(8), default="")
    giver_name: Mapped[str] = mapped_column(String(200), default="")
    how: Mapped[str] = mapped_column(String(8), default="")
    where_kept: Mapped[str] = mapped_column(String(300), default="")
    ground: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    obtained_by: Mapped[str] = mapped_column(String(36))
    obtained_agency: Mapped[str] = mapped_column(String(36), default="")
    obtained_on: Mapped[date]
    expires_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(20), default="en")
    snapshot: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_how: Mapped[str] = mapped_column(String(12), default="")  # withdrawn, replaced, refused
    ended_words: Mapped[str] = mapped_column(Text, default="")
    ended_by: Mapped[str] = mapped_column(String(36), default="")
    verdict: Mapped[str] = mapped_column(String(12), default="")  # the privacy officer's, on a ground
    verdict_words: Mapped[str] = mapped_column(Text, default="")
    verdict_by: Mapped[str] = mapped_column(String(36), default="")
    verdict_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ConsentScope(Confidential, Base):
    """One cell of the matrix that was ticked: this agency, this kind of information."""

    __tablename__ = "child_consent_scope"

    consent_id: Mapped[int] = mapped_column(ForeignKey("child_consent.id"), primary_key=True)
    agency: Mapped[str] = mapped_column(String(36), primary_key=True)
    info: Mapped[str] = mapped_column(String(16), primary_key=True)


class ConsentRuling(Confidential, Base):
    """The child and a grown-up disagree about one cell: a person decided."""

    __tablename__ = "child_consent_ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    agency: Mapped[str] = mapped_column(String(36))
    info: Mapped[str] = mapped_column(String(16))
    allowed: Mapped[bool]
    words: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
