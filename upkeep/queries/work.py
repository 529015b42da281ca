"""The work that runs by itself: what ran, what failed, which letters are in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from accounts.models import Authority, Membership, Person
from directory.drafts import chunks
from directory.models import Entry, Listing, Organisation
from foundation import jobs, post, runs
from foundation.db import reading
from foundation.post import Letter, Refusal
from upkeep import telling

MOST = 100


@dataclass(frozen=True)
class RunShown:
    """One run. failed: why, or ""."""

    started_at: datetime
    took: timedelta
    failed: str
    count: int | None


@dataclass(frozen=True)
class JobShown:
    """A job: its sentence ("" when it has none), when it is due, and its last run. given_up: nobody tries it any more."""

    id: int
    name: str
    words: str
    due: datetime
    failed: str
    given_up: bool
    last: RunShown | None


@dataclass(frozen=True)
class LetterShown:
    """A letter in doubt. failed: "" when nobody knows whether it arrived. to: hidden but for its end, unless it is one of ours."""

    id: int
    to: str
    queued_at: datetime
    unsure: bool
    failed: str


@dataclass(frozen=True)
class RefusalShown:
    """An address of ours that refuses letters."""

    address: str
    at: datetime
    reason: str


def work_done() -> list[JobShown]:
    """The jobs that are done again and again."""
    latest = runs.latest(reading())
    return [_job(row, latest.get(row.name)) for row in jobs.repeating(reading())]


def work_failing() -> list[JobShown]:
    """The jobs whose last try failed, those given up first."""
    latest = runs.latest(reading())
    return [_job(row, latest.get(row.name)) for row in jobs.failing(reading())]


def _job(row: jobs.Job, run: runs.JobRun | None) -> JobShown:
    last = RunShown(run.started_at, run.ended_at - run.started_at, run.words, run.count) if run else None
    return JobShown(row.id, row.name, telling.job(row.name), row.due, row.failed, row.given_up, last)


def letters_in_doubt(slug: str) -> list[LetterShown]:
    """Letters that are unsure or were given up. Of another authority's people only the end of the address is told."""
    unsure = post.unsure(reading())[:MOST]
    rows = [*unsure, *post.undelivered(reading())[:MOST]]
    ours = _ours(slug, {row.to.lower() for row in rows})
    return [_letter(row, row in unsure, row.to.lower() in ours) for row in rows]


def _letter(row: Letter, unsure: bool, ours: bool) -> LetterShown:
    to = row.to if ours else f"…@{row.to.rpartition('@')[2]}"
    return LetterShown(row.id, to, row.queued_at, unsure, "" if unsure else row.failed)


def refused_addresses(slug: str) -> list[RefusalShown]:
    """The authority's addresses that refuse letters, the latest first."""
    rows = list(reading().scalars(select(Refusal).order_by(Refusal.at.desc()).limit(MOST)))
    ours = _ours(slug, {row.address for row in rows})
    return [RefusalShown(row.address, row.at, row.reason) for row in rows if row.address in ours]


def _ours(slug: str, addresses: set[str]) -> set[str]:
    """Those of these addresses that stand in the authority's directory, or are of people who work for it or its agencies."""
    found: set[str] = set()
    for some in chunks(sorted(addresses)):
        people = select(Person.email).join(Membership, Membership.person_id == Person.id)
        people = people.join(Authority, Authority.id == Membership.authority_id)
        entries = select(Entry.email, Entry.assurer_email, Organisation.email)
        entries = entries.join(Organisation, Organisation.uuid == Entry.organisation)
        entries = entries.join(Listing, Listing.uuid == Entry.uuid)
        entries = entries.join(Authority, Authority.id == Listing.authority_id)
        held = or_(*(func.lower(column).in_(some) for column in (Entry.email, Entry.assurer_email, Organisation.email)))
        for row in reading().execute(entries.where(Authority.slug == slug, held)):
            found |= {address.lower() for address in row if address}
        found |= set(reading().scalars(people.where(Authority.slug == slug, Person.email.in_(some))))
    return found & addresses
