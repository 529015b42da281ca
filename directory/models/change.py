"""What somebody is writing, or has sent: kept after every step, so that nothing typed is ever lost.

What is secret (a sealed address, a direct line that is not for everyone) stands in `sealed_draft`, and here only a mark.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Change(Base):
    """One change of an entry, from the first step to the decision.

    kind: new, edit, correction (by a signed link), report (by a reader), retire.
    state: draft, waiting (at the desk), asked (back with the agency), published, refused, withdrawn.
    """

    __tablename__ = "change"
    __table_args__ = (Index("change_of_entry", "entry", "state"), Index("change_waiting", "authority_id", "state"))

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    entry: Mapped[str | None] = mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="draft")
    name: Mapped[str]
    base: Mapped[dict[str, Any]] = mapped_column(JSON)  # what the entry said when this was begun, or last merged
    work: Mapped[dict[str, Any]] = mapped_column(JSON)  # what it is to say
    steps: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # step -> when it was last saved
    number: Mapped[int] = mapped_column(default=0)  # the version that stood before, once published
    by: Mapped[str] = mapped_column(String(64), index=True)
    by_name: Mapped[str] = mapped_column(default="")
    on_behalf_of: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(String(64), default="")  # a reader's report, a signed link
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    edition: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012  SQLAlchemy reads it once


class ChangeNote(Base):
    """Words between the agency and the desk about a change. side: agency, desk, reader."""

    __tablename__ = "change_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    change: Mapped[str] = mapped_column(String(36), ForeignKey("change.uuid", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(8))
    by_name: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SealedDraft(Confidential, Base):
    """Something secret that was typed into a change, under the mark that stands for it there."""

    __tablename__ = "sealed_draft"

    ref: Mapped[str] = mapped_column(String(36), primary_key=True)
    change: Mapped[str] = mapped_column(String(36), ForeignKey("change.uuid", ondelete="CASCADE"), index=True)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
