"""An agency's way into the directory: the case, its checklist, the decision, the agreement and who accepted it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid


class Case(Base):
    """One vetting of one agency: asked for by itself, or begun by the officer for one that is listed already.

    state: new, asked (a question is with the agency), accepted, refused.
    """

    __tablename__ = "vetting_case"

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_uuid)
    code: Mapped[str] = mapped_column(String(8), unique=True)  # under which the agency follows it
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    charity_number: Mapped[str] = mapped_column(String(16), default="")
    company_number: Mapped[str] = mapped_column(String(16), default="")
    does: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    answerable: Mapped[str] = mapped_column(default="")  # the post that answers for the accuracy of the entries
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(String(320), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    state: Mapped[str] = mapped_column(String(8), default="new")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Item(Base):
    """One thing that this authority checks. words: by language. An item is never deleted: it ends, and old answers stay."""

    __tablename__ = "vetting_item"
    __table_args__ = (UniqueConstraint("authority_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    code: Mapped[str] = mapped_column(String(36))
    position: Mapped[int]
    words: Mapped[dict[str, str]] = mapped_column(JSON)
    needed: Mapped[bool] = mapped_column(default=True)
    ended: Mapped[bool] = mapped_column(default=False)


class Checked(Base):
    """What the officer found of one item in one case. answer: yes, no, not-needed."""

    __tablename__ = "vetting_checked"

    case: Mapped[str] = mapped_column(String(36), ForeignKey("vetting_case.uuid", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(String(36), primary_key=True)
    answer: Mapped[str] = mapped_column(String(12))
    seen: Mapped[str]  # what was seen: the policy of May 2026, the certificate
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Decision(Base):
    """What was decided, and why. Never changed; a later one stands beside it."""

    __tablename__ = "vetting_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[str] = mapped_column(String(36), ForeignKey("vetting_case.uuid", ondelete="CASCADE"), index=True)
    decision: Mapped[str] = mapped_column(String(8))
    reasons: Mapped[str]
    by: Mapped[str] = mapped_column(String(64))
    by_name: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Agreement(Base):
    """The agreement on keeping entries true, as it was written at a time. words: by language."""

    __tablename__ = "agreement"

    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
    months: Mapped[int]  # after so many months it is to be accepted anew
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Acceptance(Base):
    """Somebody who manages an agency accepted a version of the agreement, until a day."""

    __tablename__ = "agreement_acceptance"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version: Mapped[int]
    by: Mapped[str] = mapped_column(String(64))
    by_name: Mapped[str]
    until: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
