"""A question that was asked of the index, and what somebody asks the central team after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Finding(Confidential, Base):
    """One question and its answer, kept for a day, so that no address of a page holds what was asked.

    shown: the records whose stubs were shown. met: every record that the question meant, shown or not; it decides where
    a child that is added after it goes, and whom an emergency opens.
    """

    __tablename__ = "child_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    person: Mapped[str] = mapped_column(String(36), index=True)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    shown: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    met: Mapped[list[str]] = mapped_column(JSON)
    on_behalf_of: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class CentralQuestion(Confidential, Base):
    """What somebody asks the central team: about a finding, so that nobody learns from asking whether a child is there."""

    __tablename__ = "child_central_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    person: Mapped[str] = mapped_column(String(36))
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    met: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(36), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
