"""Work for later: a table of jobs, claimed one at a time by any process, each done once.

A job is tried again when it fails, later each time; after the last try it is kept with its reason. Repeating jobs have one row
each, so that many processes still run them once. Handlers must be safe to run twice: a process may die after the work.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, Text, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation import clock
from foundation.db import Base, Database, UtcDateTime, scope

log = logging.getLogger(__name__)
Handler = Callable[[dict[str, Any]], None]

LEASE = timedelta(minutes=15)  # a claimed job of a process that died is free again after this
TRIES = 6
FIRST_DELAY = timedelta(minutes=1)
IDLE_SECONDS = 1.0


class Job(Base):
    """One piece of work. `repeating` is the job's own name for a repeating job, so that there is only one."""

    __tablename__ = "job"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    due: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    repeating: Mapped[str | None] = mapped_column(String(80), unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed: Mapped[str] = mapped_column(Text, default="")  # why, after the last try; else the reason of the last failure
    given_up: Mapped[bool] = mapped_column(default=False)


class Beat(Base):
    """When the job loop was last seen alive."""

    __tablename__ = "beat"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class _Claim:
    id: int
    name: str
    payload: dict[str, Any]
    tries: int
    repeating: bool


_handlers: dict[str, Handler] = {}
_every: dict[str, timedelta] = {}


def handles(name: str) -> Callable[[Handler], Handler]:
    """Declare who does jobs of this name: `handles("index.drain")(drain)`. The handler is called inside a scope."""

    def declare(handler: Handler) -> Handler:
        _handlers[name] = handler
        return handler

    return declare


def repeats(name: str, *, every: timedelta) -> Callable[[Handler], Handler]:
    """Declare a job that is done again and again, once for all processes."""

    def declare(handler: Handler) -> Handler:
        _every[name] = every
        return handles(name)(handler)

    return declare


def later(session: Session, name: str, payload: dict[str, Any], due: datetime | None = None) -> None:
    """Add a job to the caller's transaction: it stands or falls with the change. `due`: not before this moment."""
    session.add(Job(name=name, payload=payload, due=due or clock.now()))


def forget() -> None:
    """Forget every handler (for tests)."""
    _handlers.clear()
    _every.clear()
