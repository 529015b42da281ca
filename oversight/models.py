"""Sheets that a family takes home, what they do not recognise, and what verifying the trail found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class LookedSheet(Confidential, Base):
    """A printed list of who looked. Its code is not kept, only a keyed digest; lines: what stands under each number."""

    __tablename__ = "child_looked_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    lines: Mapped[list[str]] = mapped_column(JSON)
    made_by: Mapped[str] = mapped_column(String(36))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class Question(Confidential, Base):
    """A family does not recognise a look, and what the privacy officer answered.

    line: the look, by the place of its first line in the trail; "" when they did not say which.
    """

    __tablename__ = "child_question"
    __table_args__ = (
        CheckConstraint("(answered_at is null) = (verdict = '')", name="answered_with_a_verdict"),
        CheckConstraint("verdict in ('','right','not-right','unclear')", name="verdict"),
        UniqueConstraint("sheet_id", "line"),
        Index("child_question_open", "answered_at", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("child_looked_sheet.id"))
    line: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    reach: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(String(36), default="")  # who wrote it down for them; "" with a sheet's code
    verdict: Mapped[str] = mapped_column(String(12), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(36), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Verification(Base):
    """One reading of the whole trail. The findings name places in it, never a child."""

    __tablename__ = "oversight_verification"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    lines: Mapped[int]
    wrong: Mapped[int]
    remarks: Mapped[int]
    findings: Mapped[str] = mapped_column(Text, default="")
    took_ms: Mapped[int]
