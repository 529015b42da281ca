"""The health of an authority's directory in figures: counted by the database, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from accounts.models import Agency, Authority
from desk.models import Scored
from desk.queries.periods import HEALTH, is_in, periods_of, score
from directory.models import Change, Entry, Listing
from directory.quality import GOOD
from directory.staleness import Periods
from feedback.models import Report
from foundation import clock
from foundation.db import reading
from vetting.models import Case

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Queue:
    """How many wait, and since when the oldest does."""

    number: int
    since: datetime | None


@dataclass(frozen=True)
class Health:
    """The figures of one authority. entries: by health (desk/queries/periods.py); oldest: the last confirmation of the one
    that has gone longest, by health; None where nobody ever confirmed any."""

    shown: int
    entries: dict[str, int]
    oldest: dict[str, date | None]
    poor: int
    unscored: int
    unvetted: int
    lapsed: int
    lapsing: int
    changes: Queue
    reports: Queue
    cases: Queue

    @property
    def hidden(self) -> int:
        """How many are shown no longer, for whatever reason."""
        return sum(self.entries[why] for why in ("stale", "agreement", "desk"))


def health(authority: str) -> Health:
    """The figures as they stand now."""
    periods = periods_of(authority)
    entries, oldest, shown = _entries(authority, periods)
    poor, unscored = _quality(authority, periods)
    return Health(
        shown,
        entries,
        oldest,
        poor,
        unscored,
        *_agencies(authority),
        changes=_queue(authority, Change, Change.sent_at, Change.state == "waiting"),
        reports=_queue(authority, Report, Report.at, Report.state.in_(("new", "waiting"))),
        cases=_queue(authority, Case, Case.at, Case.state.in_(("new", "asked"))),
    )


def of_authority(authority: str) -> Select[tuple[str]]:
    """The start of every question about entries: those of one authority that are not retired."""
    ours = select(Authority.id).where(Authority.slug == authority).scalar_subquery()
    return (
        select(Entry.uuid)
        .join(Listing, Listing.uuid == Entry.uuid)
        .where(Listing.authority_id == ours, Entry.status != "retired")
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _entries(authority: str, periods: Periods) -> tuple[dict[str, int], dict[str, date | None], int]:
    stages = ("due", "overdue", "marked")
    columns = [_count(is_in(name, periods)).label(name) for name in HEALTH]
    columns += [func.min(case((is_in(name, periods), Entry.assured_on))).label(f"oldest_{name}") for name in stages]
    shown = _count(Entry.status == "active").label("shown")
    row = reading().execute(of_authority(authority).with_only_columns(*columns, shown)).one()._mapping
    return {name: row[name] for name in HEALTH}, {name: row[f"oldest_{name}"] for name in stages}, row["shown"]


def _quality(authority: str, periods: Periods) -> tuple[int, int]:
    wanted = of_authority(authority).outerjoin(Scored, Scored.entry == Entry.uuid)
    poor, unscored = _count(score(periods) < GOOD), _count(Scored.entry.is_(None))
    row = reading().execute(wanted.with_only_columns(poor, unscored)).one()
    return row[0], row[1]


def _agencies(authority: str) -> tuple[int, int, int]:
    """Nobody vetted them; their agreement has lapsed; it lapses within thirty days."""
    today = clock.today()
    lapsed = and_(Agency.listed, Agency.agreed_until < today)
    lapsing = and_(Agency.listed, Agency.agreed_until >= today, Agency.agreed_until <= today + SOON)
    wanted = select(_count(Agency.vetted_on.is_(None)), _count(lapsed), _count(lapsing))
    row = reading().execute(
        wanted.select_from(Agency)
        .join(Authority, Authority.id == Agency.authority_id)
        .where(Authority.slug == authority)
    )
    first = row.one()
    return first[0], first[1], first[2]


def _queue(authority: str, table: type[Change | Report | Case], at: object, waits: ColumnElement[bool]) -> Queue:
    wanted = select(func.count(), func.min(at)).select_from(table).join(Authority, Authority.id == table.authority_id)
    number, since = reading().execute(wanted.where(Authority.slug == authority, waits)).one()
    return Queue(number, since)
