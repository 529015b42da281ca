"""What must be indexed still, on PostgreSQL the index itself, the needs as people say them, and how often what was asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime


class Outbox(Base):
    """Something that was published or retired, written in the same transaction; gone when the index has it."""

    __tablename__ = "search_outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))  # entry, vocabulary
    of: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SearchRow(Base):
    """A document of the index on PostgreSQL; empty elsewhere. A changed entry gets a new row: rows never change."""

    __tablename__ = "search_document"
    __table_args__ = (Index("ix_search_document_words", "words", postgresql_using="gin"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    data: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))


class Generation(Base):
    """A number that grows with every change of the index on PostgreSQL. Its one row is also what writers queue for."""

    __tablename__ = "search_generation"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int]


class SayingVersion(Base):
    """One version of a need as people say it; rows never change, and the one with the highest number is in force.

    said: language -> {name, phrases, latin, checked_by}. of_file: it came with Waymark; a later load may follow it, but never
    follows one that a person wrote.
    """

    __tablename__ = "search_saying"
    __table_args__ = (UniqueConstraint("code", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    code: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    types: Mapped[list[str]] = mapped_column(JSON)
    needs: Mapped[list[str]] = mapped_column(JSON)
    urgency: Mapped[str] = mapped_column(String(20))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    ended: Mapped[bool]
    of_file: Mapped[bool]
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AskedWords(Base):
    """How often the same words were asked in a month. The words themselves are kept only once five searches had them."""

    __tablename__ = "search_asked"
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32), primary_key=True)  # keyed: it cannot be guessed back into words
    language: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(120))
    asked: Mapped[int]
    without: Mapped[int]  # how many of them found nothing good
