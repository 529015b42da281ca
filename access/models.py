"""What the rules of access know of a child, and why somebody opened a record."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Child(Confidential, Base):
    """One record: its state, and nothing that names anybody. What is known of the child hangs on it, in rooms above."""

    __tablename__ = "child_record"
    __table_args__ = (
        CheckConstraint("status in ('active','waiting','quarantine','merged','archived')", name="status"),
        CheckConstraint("(status = 'merged') = (merged_into_id is not null)", name="merged_into_something"),
        Index("child_record_status", "authority_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    status: Mapped[str] = mapped_column(String(12), default="active")
    shielded: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("child_record.id"), index=True)
    archive_on: Mapped[date | None]
    purge_on: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[str] = mapped_column(String(36), default="")


class AccessSession(Confidential, Base):
    """Why somebody opened a record, until when it stays open; an emergency waits for a verdict.

    An emergency may have been asked for where nobody was found: then it has no child.
    """

    __tablename__ = "child_access"
    __table_args__ = (
        CheckConstraint("basis in ('involved','enquiry','emergency','mediated','oversight')", name="basis"),
        CheckConstraint("length(trim(reason)) >= 10", name="real_reason"),
        CheckConstraint("basis <> 'mediated' or on_behalf_of <> ''", name="mediated_for_somebody"),
        CheckConstraint("child_id is not null or basis = 'emergency'", name="about_a_child"),
        Index("child_access_person", "person", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child_record.id"), index=True)
    person: Mapped[str] = mapped_column(String(36))
    agency: Mapped[str] = mapped_column(String(36), default="")
    basis: Mapped[str] = mapped_column(String(12))
    reason_code: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    on_behalf_of: Mapped[str] = mapped_column(String(200), default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    verdict: Mapped[str] = mapped_column(String(12), default="")
    verdict_words: Mapped[str] = mapped_column(Text, default="")
    verdict_by: Mapped[str] = mapped_column(String(36), default="")
    verdict_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
