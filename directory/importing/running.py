"""A dry run, and the real one: all in one change, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.importing.planning import Plan, Step, What, plan
from directory.importing.preparing import Prepared
from directory.importing.problems import Remark, Weight
from directory.operations.listings import Listings, NoSuchAuthority, Saving
from directory.operations.retiring import take_off
from directory.queries import saved
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.db import reading
from foundation.permissions import Permission

BATCH = 500  # services whose rows are gathered before they are written


@dataclass(frozen=True)
class Outcome:
    """What was done, or would be. counts: services by what is done with them. pairs: see Plan."""

    read: int
    counts: dict[What, int]
    closed: int  # services that are kept but not shown
    organisations: int
    pairs: int
    published: int  # new versions of organisations, sites and entries; 0 in a dry run
    remarks: list[Remark]
    absent: int = 0  # entries of the directory that a file which came from it no longer has

    @property
    def left_out(self) -> int:
        """Rows that could not be used."""
        return len({one.line for one in self.remarks if one.weight is Weight.LEFT_OUT})


class RowsRefused(ValueError):
    """A strict import met rows that cannot be used; nothing was done."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"{outcome.left_out} rows")
        self.outcome = outcome


def dry_run(authority: str, prepared: Prepared, said_on: date | None = None) -> Outcome:
    """What an import would do. Writes nothing. Raises MappingRefused, NoSuchAuthority."""
    session = reading()
    return _outcome(plan(session, _id_of(session, authority), prepared, said_on or clock.today()), 0)


def _about(_session: Session, authority: str, *_rest: object, **_more: object) -> Subject:
    return Subject("authority", authority, authority)


@operation(Permission.DIRECTORY_IMPORT, about=_about)
def import_rows(
    session: Session,
    actor: Actor,
    authority: str,
    prepared: Prepared,
    *,
    said_on: date | None = None,
    strict: bool = False,
) -> Outcome:
    """Do what the rows say for this authority. said_on: the day on which the file was right; today when not told.

    Raises MappingRefused, NoSuchAuthority, and (strict) RowsRefused when any row cannot be used.
    """
    planned = plan(session, _id_of(session, authority), prepared, said_on or clock.today())
    outcome = _outcome(planned, 0)
    if strict and outcome.left_out:
        raise RowsRefused(outcome)
    published = Saving(session, actor, authority).save(Listings(planned.organisations)).published
    changed = [step for step in planned.steps if step.entry or step.site]
    for first in range(0, len(changed), BATCH):
        published += _save(session, actor, authority, changed[first : first + BATCH])
    return _outcome(planned, published)


def _id_of(session: Session, authority: str) -> int:
    found = session.scalar(select(Authority.id).where(Authority.slug == authority))
    if found is None:
        raise NoSuchAuthority(authority)
    return found


def _save(session: Session, actor: Actor, authority: str, steps: Sequence[Step]) -> int:
    entries = {step.known.uuid if step.known else step.said.key: step.entry for step in steps if step.entry}
    whole = {**entries, **saved.sealed(session, {s.known.uuid: s.entry for s in steps if s.known and s.entry})}
    sites = [step.site for step in steps if step.site]
    done = Saving(session, actor, authority).save(Listings(sites=sites, entries=list(whole.values())))
    for step in steps:
        if step.entry and not step.shown:
            take_off(session, done.codes[step.entry.key])
    return done.published


def _outcome(planned: Plan, published: int) -> Outcome:
    counts = Counter(step.what for step in planned.steps)
    closed = sum(not step.shown for step in planned.steps)
    return Outcome(
        planned.read,
        dict(counts),
        closed,
        len(planned.organisations),
        planned.pairs,
        published,
        planned.remarks,
        planned.absent,
    )
