"""Facts, each with where it comes from and since when; and what finding reads instead of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Value(Confidential, Base):
    """One fact as one source says it. Several may disagree: all are kept, and shown as disputed until somebody rules.

    kind: name, alias, birth, gender, address, gp, school, known. state: "", "disputed", "ruled-out".
    """

    __tablename__ = "child_value"
    __table_args__ = (
        CheckConstraint("state in ('','disputed','ruled-out')", name="state"),
        Index("child_value_of", "child_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"))
    kind: Mapped[str] = mapped_column(String(12))
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(40), default="manual")
    said_by: Mapped[str] = mapped_column(String(36), default="")
    agency: Mapped[str] = mapped_column(String(36), default="")
    seen_on: Mapped[date]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10), default="")
    ruled_by: Mapped[str] = mapped_column(String(36), default="")
    ruled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ruled_why: Mapped[str] = mapped_column(Text, default="")


class Number(Confidential, Base):
    """An identifier, in a table of its own. Two records may hold one number: refusing it would tell that somebody has it,
    so the data manager is shown both."""

    __tablename__ = "child_number"
    __table_args__ = (
        CheckConstraint("scheme in ('nhs','upn')", name="scheme"),
        Index("child_number_held", "scheme", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(4))
    number: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(40), default="manual")
    said_by: Mapped[str] = mapped_column(String(36), default="")
    seen_on: Mapped[date]
    ended_on: Mapped[date | None]


class Link(Confidential, Base):
    """A member of the family: another child of the index, or somebody by name."""

    __tablename__ = "child_link"
    __table_args__ = (CheckConstraint("(other_id is null) <> (name = '')", name="child_or_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("child_record.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    relation: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(40), default="manual")
    said_by: Mapped[str] = mapped_column(String(36), default="")
    seen_on: Mapped[date]
    ended_on: Mapped[date | None]


class Card(Confidential, Base):
    """What finding reads of one child: made from the facts, never edited."""

    __tablename__ = "child_card"

    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), primary_key=True)
    names: Mapped[list[list[str]]] = mapped_column(JSON)  # [given, family, script], the main one first
    born: Mapped[date | None]
    estimated: Mapped[bool] = mapped_column(default=False)
    gender: Mapped[str] = mapped_column(String(20), default="")
    postcodes: Mapped[list[str]] = mapped_column(JSON)
    area: Mapped[str] = mapped_column(String(80), default="")


class Key(Confidential, Base):
    """Keyed hashes of name sounds and dates: a table of these is no list of children."""

    __tablename__ = "child_key"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), primary_key=True, index=True)
