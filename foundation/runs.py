"""What the jobs did: one row a run, kept a month, and never more than the latest few of each name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation.db import Base, UtcDateTime

KEPT = timedelta(days=30)
KEPT_EACH = 50
OK, FAILED = "ok", "failed"


class JobRun(Base):
    """One run of a job. outcome: ok, or failed with its reason in `words`. count: how much it did, if the job says."""

    __tablename__ = "job_run"
    __table_args__ = (Index("job_run_latest", "name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    outcome: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    count: Mapped[int | None]


@dataclass(frozen=True)
class Ended:
    """How a run went, before it is kept."""

    name: str
    started_at: datetime
    ended_at: datetime
    failed: str = ""
    count: int | None = None


def keep(session: Session, run: Ended) -> None:
    """Write a run down, in the caller's change, and forget what is too old or too much."""
    outcome = FAILED if run.failed else OK
    session.add(
        JobRun(
            name=run.name,
            started_at=run.started_at,
            ended_at=run.ended_at,
            outcome=outcome,
            words=run.failed,
            count=run.count,
        )
    )
    session.flush()
    of_name = select(JobRun.id).where(JobRun.name == run.name).order_by(JobRun.id.desc())
    last_kept = session.scalar(of_name.offset(KEPT_EACH - 1).limit(1))
    if last_kept is not None:
        session.execute(delete(JobRun).where(JobRun.name == run.name, JobRun.id < last_kept))
    session.execute(delete(JobRun).where(JobRun.ended_at < run.ended_at - KEPT))


def latest(session: Session) -> dict[str, JobRun]:
    """The last run of each job, by name."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.name)
    return {run.name: run for run in session.scalars(select(JobRun).where(JobRun.id.in_(newest)))}


def of(session: Session, name: str) -> list[JobRun]:
    """The runs of a job that are kept, newest first."""
    return list(session.scalars(select(JobRun).where(JobRun.name == name).order_by(JobRun.id.desc())))
