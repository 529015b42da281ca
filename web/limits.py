"""How often one connection may do something: counted in the database, so that all processes count together.

allow("feedback.report", most=20, per=timedelta(hours=1)) is False when that was too often. What is kept is a keyed
digest of the connection's address, for as long as the time that is counted, and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app, request
from sqlalchemy import String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation import clock, jobs
from foundation.db import Base, UtcDateTime, changing

KEPT = timedelta(days=1)  # no limit counts for longer


class LimitCount(Base):
    """How often something was done from one connection in one stretch of time."""

    __tablename__ = "limit_count"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    began: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    count: Mapped[int]


def allow(name: str, *, most: int, per: timedelta, who: str | None = None) -> bool:
    """Count once more, and say whether it was not too often. `who`: somebody other than this request's connection."""
    key = current_app.config["SECRET_KEY"]
    key = key if isinstance(key, bytes) else str(key).encode()
    said = f"{name}:{who if who is not None else request.remote_addr or ''}"
    digest = hmac.new(key, said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    with changing() as session:
        return counted(session, digest, per) <= most


def counted(session: Session, name: str, per: timedelta) -> int:
    """Inside a change: one more in this stretch of time; how many there are now. One statement, so none is lost."""
    seconds = int(per.total_seconds())
    began = datetime.fromtimestamp(int(clock.now().timestamp()) // seconds * seconds, UTC)
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(LimitCount).values(name=name, began=began, count=1)
    again = row.on_conflict_do_update(index_elements=["name", "began"], set_={"count": LimitCount.count + 1})
    return int(session.scalars(again.returning(LimitCount.count)).one())


def forget_daily() -> None:
    """When a process starts: say that old counts go each day."""

    def forget(_payload: dict[str, Any]) -> None:
        with changing() as session:
            session.execute(delete(LimitCount).where(LimitCount.began < clock.now() - KEPT))

    jobs.repeats("limits.forget", every=timedelta(days=1))(forget)
