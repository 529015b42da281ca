"""Records that wait, and records that turned out to be one child."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Addition(Confidential, Base):
    """A record added by hand, until somebody or the night has looked at it. near: who it resembles, how and why."""

    __tablename__ = "child_addition"

    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), primary_key=True)
    near: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    added_by: Mapped[str] = mapped_column(String(36))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str] = mapped_column(String(36), default="")
    outcome: Mapped[str] = mapped_column(String(12), default="")  # released, merged, archived
    words: Mapped[str] = mapped_column(Text, default="")


class Merge(Confidential, Base):
    """Two records were said to be one child. No row moves, so that it can be taken back whole."""

    __tablename__ = "child_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    kept_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    why: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(String(36), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_why: Mapped[str] = mapped_column(Text, default="")
