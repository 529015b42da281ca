"""What stands beside the documents because it may become secret: the address, the point, the ward.

Sealing moves a row to its sealed twin, and with that one move every version, past and present, is closed.
"""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential


class _Address:
    ref: Mapped[str] = mapped_column(String(36), primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    lines: Mapped[list[str]] = mapped_column(JSON)
    postcode: Mapped[str] = mapped_column(String(8))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    lies_in: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Address(_Address, Base):
    """An exact address that anyone may see."""

    __tablename__ = "address"


class SealedAddress(_Address, Confidential, Base):
    """An exact address for after a referral, or for nobody."""

    __tablename__ = "sealed_address"


class _Line:
    ref: Mapped[str] = mapped_column(String(36), primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    number: Mapped[str]


class DirectLine(_Line, Base):
    """A person's own number that anyone may ring."""

    __tablename__ = "direct_line"


class SealedLine(_Line, Confidential, Base):
    """A person's own number that is not for everyone."""

    __tablename__ = "sealed_line"


class SealedNote(Confidential, Base):
    """What only practitioners may read of an entry. No document, index or export holds it."""

    __tablename__ = "sealed_note"

    owner: Mapped[str] = mapped_column(String(36), ForeignKey("listing.uuid", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(String(32), primary_key=True)
    words: Mapped[str]
