"""What is published. A version is written once and never changed; `current_version` says which is shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime


class Version(Base):
    """One published document: zlib of canonical JSON. kind: entry (of = its code), organisation, site (of = UUID),
    vocabulary (of = its name)."""

    __tablename__ = "version"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    of: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(64))
    schema: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    document: Mapped[bytes] = mapped_column(LargeBinary)


class CurrentVersion(Base):
    """Which version is shown; no row when it is retired. `initial` and `sort_name` serve the A to Z of entries."""

    __tablename__ = "current_version"
    __table_args__ = (Index("current_version_a_to_z", "kind", "initial", "sort_name"),)

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    of: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int]
    initial: Mapped[str] = mapped_column(String(4), default="")
    sort_name: Mapped[str] = mapped_column(String(200), default="")


class EntryNames(Base):
    """Which organisation and sites an entry's current document names: who must be told when one of them changes."""

    __tablename__ = "entry_names"
    __table_args__ = (Index("entry_names_of", "kind", "of"),)

    entry: Mapped[str] = mapped_column(String(6), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    of: Mapped[str] = mapped_column(String(36), primary_key=True)
