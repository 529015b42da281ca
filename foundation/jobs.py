"""Work for later: a table of jobs, claimed one at a time by any process, each done once.

A job is tried again when it fails, later each time; after the last try it is kept with its reason. Repeating jobs have
one row each, so that many processes still run them once. Handlers must be safe to run twice, since a process may die
after the work, and shorter than the lease: long work is cut into jobs that ask for the next. Each run is written down
(foundation/runs.py), and while a job runs a thread shows that the loop lives, until the job's lease has passed.
"""

from __future__ import annotations

import contextvars
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, Text, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation import clock, runs
from foundation.db import Base, Database, UtcDateTime, scope

log = logging.getLogger(__name__)
Handler = Callable[[dict[str, Any]], int | None]  # answers how much it did, if that can be counted

LEASE = timedelta(minutes=15)  # a claimed job of a process that died is free again after this
TRIES = 10  # over half a day, since the last waits are hours
FIRST_DELAY = timedelta(minutes=1)
IDLE_SECONDS = 1.0
AWAY_SECONDS = 10.0
BEAT_EVERY = timedelta(seconds=10)
_SOME = 200


class Job(Base):
    """One piece of work that waits; its row goes when it is done. `repeating` is the name of a repeating job, once."""

    __tablename__ = "job"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    due: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    repeating: Mapped[str | None] = mapped_column(String(80), unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed: Mapped[str] = mapped_column(Text, default="")  # why it last failed
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


def run(database: Database, *, once: bool = False, stop: threading.Event | None = None) -> int:
    """Do the jobs that are due, one after another, and say how many. `once`: until none is due, else until `stop`."""
    stop = stop or threading.Event()
    done = 0
    beat(database)
    with _beating(database) as busy:
        while not stop.is_set():
            if _do_next(database, busy):
                done += 1
            elif once:
                break
            else:
                stop.wait(IDLE_SECONDS)
    return done


class _Busy:
    """What the loop does at this moment, for the thread that shows that it lives."""

    def __init__(self) -> None:
        self.since: float | None = None

    def stuck(self) -> bool:
        """A job that outlives its lease is not work but trouble, and shows as such."""
        return self.since is not None and time.monotonic() - self.since > LEASE.total_seconds()


@contextmanager
def _beating(database: Database) -> Iterator[_Busy]:
    """Beat all the time, also while one job takes long; a thread of its own, so that no job need think of it."""
    over, busy = threading.Event(), _Busy()

    def go_on() -> None:
        while not over.wait(BEAT_EVERY.total_seconds()):
            if busy.stuck():
                continue
            try:
                beat(database)
            except DBAPIError:
                log.exception("The job loop could not show that it lives.")

    thread = threading.Thread(target=contextvars.copy_context().run, args=(go_on,), name="beat", daemon=True)
    thread.start()
    try:
        yield busy
    finally:
        over.set()
        thread.join()


def run_for_ever(database: Database, stop: threading.Event) -> None:
    """Do jobs until `stop`, also after the database was away for a while."""
    while not stop.is_set():
        try:
            run(database, stop=stop)
        except DBAPIError:
            log.exception("The job loop could not reach the database; it tries again.")
            stop.wait(AWAY_SECONDS)


def beat(database: Database) -> None:
    """Note that the loop is alive, and see that each repeating job has its row."""
    moment = clock.now()
    with database.write() as session:
        seen = session.get(Beat, "jobs")
        if seen is None:
            session.execute(_insert(session, Beat).values(name="jobs", at=moment).on_conflict_do_nothing())
        else:
            seen.at = moment
        for name in _every:
            row = _insert(session, Job).values(
                name=name, payload={}, due=moment, repeating=name, tries=0, failed="", given_up=False
            )
            session.execute(row.on_conflict_do_nothing())


def pulse(session: Session) -> datetime | None:
    """When the job loop was last seen alive, or None when it never was."""
    return session.scalar(select(Beat.at).where(Beat.name == "jobs"))


def _insert(session: Session, table: type[Base]) -> Any:
    maker = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return maker(table)


def _claim(database: Database) -> _Claim | None:
    """Take the job that has been due longest, in one statement: no two processes take the same."""
    moment = clock.now()
    free = or_(Job.held_until.is_(None), Job.held_until < moment)
    first = select(Job.id).where(Job.given_up.is_(False), Job.due <= moment, free)
    first = first.order_by(Job.due, Job.id).limit(1).with_for_update(skip_locked=True)  # SQLite has one writer anyway
    take = update(Job).where(Job.id == first.scalar_subquery()).values(held_until=moment + LEASE, tries=Job.tries + 1)
    with database.write() as session:
        row = session.execute(take.returning(Job.id, Job.name, Job.payload, Job.tries, Job.repeating)).first()
    return None if row is None else _Claim(row.id, row.name, row.payload, row.tries, row.repeating is not None)


def _do_next(database: Database, busy: _Busy) -> bool:
    """Do one job inside a scope of its own, and note how it went; False when none is due."""
    claim = _claim(database)
    if claim is None:
        return False
    started, count, reason = clock.now(), None, ""
    busy.since = time.monotonic()
    try:
        handler = _handlers[claim.name]
        with scope(database):
            count = handler(claim.payload)
    except Exception as error:  # whatever a handler raises, the loop goes on and the reason is kept
        log.exception("The job %s (%s) failed.", claim.name, claim.id)
        reason = f"{type(error).__name__}: {error}"
    finally:
        busy.since = None
    with database.write() as session:
        if reason:
            _note_failure(session, claim, reason)
        else:
            _note_done(session, claim)
        runs.keep(session, runs.Ended(claim.name, started, clock.now(), reason, count))
    return True


def _note_done(session: Session, claim: _Claim) -> None:
    if claim.repeating:
        again = {"due": clock.now() + _every[claim.name], "tries": 0, "held_until": None, "failed": ""}
        session.execute(update(Job).where(Job.id == claim.id).values(**again))
    else:
        session.execute(delete(Job).where(Job.id == claim.id))


def _note_failure(session: Session, claim: _Claim, reason: str) -> None:
    """Twice as long before each further try; a repeating job is never given up."""
    delay = FIRST_DELAY * 2 ** (min(claim.tries, TRIES) - 1)
    if claim.repeating and claim.name in _every:
        delay = min(delay, _every[claim.name])
    given_up = not claim.repeating and claim.tries >= TRIES
    values = {"held_until": None, "failed": reason, "given_up": given_up, "due": clock.now() + delay}
    session.execute(update(Job).where(Job.id == claim.id).values(**values))


def failures(session: Session) -> list[Job]:
    """The jobs that were given up, oldest first, each with its reason."""
    return list(session.scalars(select(Job).where(Job.given_up).order_by(Job.due)))


def failing(session: Session) -> list[Job]:
    """The jobs whose last try failed, those given up first, then by when they are tried again."""
    wanted = select(Job).where(or_(Job.given_up, Job.failed != "")).order_by(Job.given_up.desc(), Job.due)
    return list(session.scalars(wanted.limit(_SOME)))


def repeating(session: Session) -> list[Job]:
    """The jobs that are done again and again, by name."""
    return list(session.scalars(select(Job).where(Job.repeating.is_not(None)).order_by(Job.name)))


def try_again(session: Session, job_id: int) -> bool:
    """Put a job that failed back, due now, in the caller's change; False when it is none or somebody is at it."""
    job = session.get(Job, job_id, with_for_update=True)
    held = job is not None and job.held_until is not None and job.held_until >= clock.now()
    if job is None or held or not (job.given_up or job.failed):
        return False
    job.given_up, job.tries, job.due, job.held_until = False, 0, clock.now(), None
    return True
