"""How much each entry says, kept so that a list can be ordered by it; and many changes made at once, so that they can be undone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid


class Scored(Base):
    """What an entry's words were worth (directory/quality.py, without the calendar) when its version `number` was shown."""

    __tablename__ = "entry_quality"
    __table_args__ = (Index("entry_quality_of", "authority_id", "points"),)

    entry: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"), primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    points: Mapped[int]
    number: Mapped[int]
    on: Mapped[date] = mapped_column(index=True)


class BulkRun(Base):
    """One action on many entries. state: planned (looked at, not done), going, done, undoing, undone."""

    __tablename__ = "bulk_run"
    __table_args__ = (Index("bulk_run_of", "authority_id", "at"),)

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    action: Mapped[str] = mapped_column(String(16))
    value: Mapped[str]  # the reason, the words, or the code of a type or a need
    by: Mapped[str] = mapped_column(String(36))
    by_name: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8), default="planned")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(default="")


class BulkEntry(Base):
    """One entry of a run. was, now: the fact before and after, by which a later change is noticed.

    state: waits, cannot, same, done, changed, failed; after an undo: back, kept (changed since), stuck. why: of those that stay.
    """

    __tablename__ = "bulk_entry"

    run: Mapped[str] = mapped_column(String(36), ForeignKey("bulk_run.uuid", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    position: Mapped[int]
    was: Mapped[dict[str, Any]] = mapped_column(JSON)
    now: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(8))
    why: Mapped[str] = mapped_column(String(16), default="")
