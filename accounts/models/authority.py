"""Authority and Agency. Directory organisations, later log-ons and practitioners all point to an Agency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid


class Authority(Base):
    """A local authority that keeps entries here: its own name, look, telephone, school holidays."""

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    gss_code: Mapped[str] = mapped_column(String(9))
    brand: Mapped[str] = mapped_column(default="Waymark")
    colours: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    phone: Mapped[str] = mapped_column(default="")
    phone_days: Mapped[list[str]] = mapped_column(JSON, default=list)
    phone_opens: Mapped[str] = mapped_column(String(5), default="")
    phone_closes: Mapped[str] = mapped_column(String(5), default="")
    email: Mapped[str] = mapped_column(default="")
    neighbours: Mapped[list[str]] = mapped_column(JSON, default=list)
    holidays: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    # The days of the staleness clock that differ from directory/staleness.py: {"due": 180, ...}
    periods: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    sample: Mapped[bool] = mapped_column(default=False)


class Agency(Base):
    """An organisation that works with children or families: statutory or voluntary, listed or not."""

    __tablename__ = "agency"
    __table_args__ = (UniqueConstraint("authority_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    key: Mapped[str] = mapped_column(String(200))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    # Nothing of an agency is public before it is listed: vetted and agreed, or taken over by the authority from a file.
    listed: Mapped[bool] = mapped_column(default=False)
    trust: Mapped[str] = mapped_column(String(8), default="waits")  # "direct": its changes are published at once
    vetted_on: Mapped[date | None]  # None: nobody has checked it
    agreed_until: Mapped[date | None]  # the day on which the agreement is to be reviewed; None: none was asked for
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
