"""What must be indexed still, and, on PostgreSQL, the index itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
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
