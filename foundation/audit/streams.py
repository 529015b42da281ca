"""Streams: a transaction borrows one of its process's streams until it ends.

So numbers commit in order and without gaps, a rollback gives its number back, and no two looks wait for one another.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.orm import Session

from foundation.db import Database


@dataclass
class Stream:
    """The name of a stream and its last line."""

    name: str
    number: int = 0
    head: bytes = b""


@dataclass
class _Loan:
    """A stream in the hands of one transaction, and where it stood before."""

    stream: Stream
    number: int
    head: bytes
    database: Database
    spoilt: bool = False  # whether the database may hold more, or other, than this process believes


class _Idle:
    """One process's streams that nobody holds. Taking and giving back are single, atomic list operations."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.streams: list[Stream] = []


_idle: WeakKeyDictionary[Database, _Idle] = WeakKeyDictionary()
_LOAN = "trail loan"


def _streams_of(database: Database) -> list[Stream]:
    idle = _idle.get(database)
    if idle is None or idle.process != os.getpid():  # a forked child must not go on with its parent's streams
        idle = _idle[database] = _Idle()
    return idle.streams


def borrow(database: Database, session: Session) -> Stream:
    """This transaction's stream; a second line goes on the same. Refused in a savepoint, as it could leave a gap."""
    if session.in_nested_transaction():
        raise RuntimeError("A line of the trail is not written inside a savepoint.")
    loan: _Loan | None = session.info.get(_LOAN)
    if loan is not None:
        return loan.stream
    try:
        stream = _streams_of(database).pop()
    except IndexError:
        stream = Stream(secrets.token_hex(8))
    session.info[_LOAN] = _Loan(stream, stream.number, stream.head, database)
    return stream


def spoil(session: Session) -> None:
    """The database refused this stream's next line: whatever the cause, the stream is not used again."""
    loan: _Loan | None = session.info.get(_LOAN)
    if loan is not None:
        loan.spoilt = True


@event.listens_for(Session, "before_commit")
def _remember_the_commit_began(session: Session) -> None:
    loan: _Loan | None = session.info.get(_LOAN)
    if loan is not None and not session.in_nested_transaction():
        loan.spoilt = True


@event.listens_for(Session, "after_commit")
def _give_back(session: Session) -> None:
    if session.in_nested_transaction():
        return
    loan: _Loan | None = session.info.pop(_LOAN, None)
    if loan is not None:
        _streams_of(loan.database).append(loan.stream)


@event.listens_for(Session, "after_rollback")
def _give_back_as_it_was(session: Session) -> None:
    """A rollback while committing may hide a commit that the database made: that stream is not used again."""
    if session.in_nested_transaction():
        return
    loan: _Loan | None = session.info.pop(_LOAN, None)
    if loan is None or loan.spoilt:
        return
    loan.stream.number, loan.stream.head = loan.number, loan.head
    _streams_of(loan.database).append(loan.stream)
