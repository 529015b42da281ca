"""The trail's tables and the writing of a line."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Text, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation import clock
from foundation.audit.chain import canonical, mac_of
from foundation.audit.names import TrailName, lock_away
from foundation.audit.streams import borrow, spoil
from foundation.db import Base, Database

__all__ = ["About", "TrailAbout", "TrailLine", "TrailName", "TrailSeal", "write_line"]


class TrailLine(Base):
    """One line. The key is our own, since one made by the database would have to be read back."""

    __tablename__ = "trail_line"
    stream: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))  # UTC; hashed exactly as stored
    body: Mapped[str] = mapped_column(Text)  # canonical JSON; hashed exactly as stored
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class TrailAbout(Base):
    """Where to find the lines about a child, a person or an agency. A copy of what the line says; verify compares them."""

    __tablename__ = "trail_about"
    __table_args__ = (
        Index("trail_about_child", "child", "at"),
        Index("trail_about_actor", "actor", "at"),
        Index("trail_about_agency", "agency", "at"),
        Index("trail_about_act", "act", "at"),
        Index("trail_about_outcome", "outcome", "at"),
        Index("trail_about_at", "at"),
    )
    stream: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    child: Mapped[str] = mapped_column(String(80))
    actor: Mapped[str] = mapped_column(String(80))
    agency: Mapped[str] = mapped_column(String(36))
    act: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(8))


@dataclass(frozen=True)
class About:
    """What a line of the practitioner side is found by: ids only."""

    child: str
    actor: str
    agency: str
    act: str
    outcome: str


class TrailSeal(Base):
    """The heads of the streams that moved since the seal before."""

    __tablename__ = "trail_seal"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(Text)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


def write_line(
    database: Database,
    session: Session,
    fields: dict[str, Any],
    *,
    names: dict[str, str] | None = None,
    key: str = "",
    about: About | None = None,
) -> str:
    """Add one line to the caller's transaction and return its place, "stream:number".

    `names` (what could name somebody) are encrypted apart under the key called `key`, which is made if it is not there.
    `about`: the line is kept findable by these ids.
    """
    if not database.trail_key:
        raise RuntimeError("This database was opened without the trail's key: use Database.from_settings().")
    stream = borrow(database, session)
    number, at = stream.number + 1, clock.real().isoformat(timespec="milliseconds")
    if names:
        sealed = lock_away(database, session, f"{stream.name}:{number}", names, key)
        fields = fields | {"names": hashlib.sha256(sealed).hexdigest()}
        session.execute(insert(TrailName).values(stream=stream.name, number=number, key=key, sealed=sealed))
    if about:
        fields = fields | {"about": [about.child, about.actor, about.agency]}
    body = canonical(fields)
    mac = mac_of(database.trail_key, stream.head, stream.name, number, at, body)
    try:
        session.execute(insert(TrailLine).values(stream=stream.name, number=number, at=at, body=body, mac=mac))
        if about:
            session.execute(insert(TrailAbout).values(stream=stream.name, number=number, at=at, **asdict(about)))
    except DBAPIError:
        spoil(session)
        raise
    stream.number, stream.head = number, mac
    return f"{stream.name}:{number}"
