"""Wrong answers, counted in the database, which all processes share. After five in a row one waits, longer each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from accounts.models import WrongTry
from accounts.security import tokens
from foundation import clock

ALLOWED = 5
LONGEST = timedelta(hours=1)
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Verdict:
    """Whether an answer counts; if it came too soon, until when there is none."""

    right: bool
    locked_until: datetime | None = None


def by_address(email: str) -> str:
    """The name under which passwords for an address are counted, whether anybody has it or not."""
    return tokens.keyed("address", email).hex()


def by_person(uuid: str) -> str:
    """The name under which codes of a person are counted."""
    return tokens.keyed("person", uuid).hex()


def wait(session: Session, name: str) -> datetime | None:
    """Inside a change: until when no answer counts, with the row locked."""
    until = _row(session, name).locked_until
    return until if until is not None and until > clock.now() else None


def note(session: Session, name: str, *, right: bool) -> Verdict:
    """Inside a change: count an answer and say what becomes of it. Nothing is raised: that would undo the count."""
    row, now = _row(session, name), clock.now()
    if row.locked_until is not None and row.locked_until > now:
        return Verdict(False, row.locked_until)
    if now - row.last_at > FORGOTTEN:
        row.wrong = 0
    row.last_at, row.wrong = now, 0 if right else row.wrong + 1
    row.locked_until = None
    if row.wrong >= ALLOWED:
        row.locked_until = now + min(timedelta(minutes=2 ** min(row.wrong - ALLOWED, 10)), LONGEST)
    return Verdict(right, row.locked_until)


def clear_out(session: Session) -> None:
    """Inside a change: forget what nobody tried for two days."""
    session.execute(delete(WrongTry).where(WrongTry.last_at < clock.now() - 2 * FORGOTTEN))


def _row(session: Session, name: str) -> WrongTry:
    """The row, locked; made first in a way that two at once do not clash."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    fresh = insert(WrongTry).values(name=name, wrong=0, last_at=clock.now())
    session.execute(fresh.on_conflict_do_nothing())
    return session.get_one(WrongTry, name, with_for_update=True)
