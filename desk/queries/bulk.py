"""What bulk actions depend on, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Agency, Authority
from desk.bulk import UNDO, Facts, State
from desk.models import BulkEntry, BulkRun
from directory.drafts import chunks
from directory.models import Entry, EntryTerm, Listing, Organisation, Text, Version
from directory.rules import may_be_public
from directory.staleness import Periods, Stage, standing
from foundation import clock
from foundation.acts import Subject
from foundation.db import reading

A_PAGE = 50


@dataclass(frozen=True)
class Run:
    """One action on many entries. counts: how many of its entries are in each state."""

    uuid: str
    authority: str
    action: str
    value: str
    by: str
    by_name: str
    at: datetime
    state: str
    done_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many entries it is about."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """How many are still to be changed, or to be changed back."""
        return self.counts.get("waits" if self.state in ("planned", "going") else "done", 0)

    @property
    def may_be_undone(self) -> bool:
        """Whether it can still be taken back."""
        return self.state == "done" and bool(self.counts.get("done")) and clock.now() - self.at <= UNDO


@dataclass(frozen=True)
class Line:
    """One entry of a run, before and after."""

    code: str
    name: str
    agency_name: str
    was: State
    now: State
    state: str
    why: str


def facts(session: Session, authority_id: int, codes: Collection[str]) -> dict[str, Facts]:
    """Entries of this authority by code; those of others, retired ones, and codes that are none, are not there."""
    today = clock.today()
    periods = Periods.of(session.scalar(select(Authority.periods).where(Authority.id == authority_id)) or {})
    found: dict[str, Facts] = {}
    for some in chunks(list(codes)):
        rows = session.execute(_entries().where(Listing.authority_id == authority_id, Entry.code.in_(some))).all()
        terms = _terms(session, [row.uuid for row in rows])
        numbers = _numbers(session, some)
        for row in rows:
            late = standing(row.assured_on or row.added_at.date(), today, periods).at_least(Stage.HIDDEN)
            found[row.code] = Facts(
                row.code, row.name or row.code, row.agency_name, row.status, row.hidden_why, row.off_since,
                row.assured_on, row.assured_by, numbers.get(row.code, 0), row.answerable,
                tuple(terms[row.uuid, "service-types"]), tuple(terms[row.uuid, "needs"]),
                may_be_public(row.listed, row.agreed_until, today), late,
            )  # fmt: skip
    return found


def _entries() -> Any:
    return (
        select(
            Entry.uuid, Entry.code, Entry.status, Entry.hidden_why, Entry.off_since, Entry.assured_on, Entry.assured_by,
            Entry.answerable, Listing.added_at, Text.words.label("name"), Agency.name.label("agency_name"),
            Agency.listed, Agency.agreed_until,
        )
        .join(Listing, Listing.uuid == Entry.uuid)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .outerjoin(Text, (Text.owner == Entry.uuid) & (Text.field == "name") & (Text.language == "en"))
        .where(Entry.status != "retired")
    )  # fmt: skip


def _terms(session: Session, uuids: list[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    wanted = select(EntryTerm.owner, EntryTerm.vocabulary, EntryTerm.code).where(EntryTerm.owner.in_(uuids))
    for owner, vocabulary, code in session.execute(wanted.order_by(EntryTerm.position)):
        found[owner, vocabulary].append(code)
    return found


def _numbers(session: Session, codes: Collection[str]) -> dict[str, int]:
    newest = select(Version.of, func.max(Version.number)).where(Version.kind == "entry", Version.of.in_(codes))
    return {code: number for code, number in session.execute(newest.group_by(Version.of))}  # noqa: C416  rows, not pairs


def run(uuid: str) -> Run | None:
    """One run, or None."""
    return next(iter(_runs(BulkRun.uuid == uuid)), None)


def runs(authority: str, limit: int = 20) -> list[Run]:
    """What was done of late, the latest first."""
    return _runs(Authority.slug == authority, BulkRun.state != "planned")[:limit]


def _runs(*which: Any) -> list[Run]:
    wanted = select(BulkRun, Authority.slug).join(Authority, Authority.id == BulkRun.authority_id).where(*which)
    rows = reading().execute(wanted.order_by(BulkRun.at.desc(), BulkRun.uuid).limit(50)).all()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    some = select(BulkEntry.run, BulkEntry.state, func.count()).where(
        BulkEntry.run.in_([row.uuid for row, _slug in rows])
    )
    for of, state, number in reading().execute(some.group_by(BulkEntry.run, BulkEntry.state)):
        counts[of][state] = number
    return [
        Run(
            row.uuid, slug, row.action, row.value, row.by, row.by_name, row.at, row.state, row.done_at, row.undone_by,
            row.undone_at, counts[row.uuid],
        )
        for row, slug in rows
    ]  # fmt: skip


def lines(uuid: str, page: int = 1) -> list[Line]:
    """One page of its entries, those that cannot be changed first."""
    stuck = BulkEntry.state.in_(("cannot", "failed", "changed", "kept", "stuck"))
    wanted = select(BulkEntry).where(BulkEntry.run == uuid).order_by(stuck.desc(), BulkEntry.position)
    rows = list(reading().scalars(wanted.limit(A_PAGE).offset((page - 1) * A_PAGE)))
    named = select(Entry.code, Text.words, Agency.name).join(Organisation, Organisation.uuid == Entry.organisation)
    named = named.join(Agency, Agency.id == Organisation.agency_id)
    named = named.outerjoin(Text, (Text.owner == Entry.uuid) & (Text.field == "name") & (Text.language == "en"))
    shown = named.where(Entry.code.in_([row.code for row in rows]))
    names = {code: (name or code, agency) for code, name, agency in reading().execute(shown)}
    return [Line(row.code, *names.get(row.code, (row.code, "")), row.was, row.now, row.state, row.why) for row in rows]


def subject_of_run(uuid: str, **_more: object) -> Subject | None:
    """For a door: a run and its authority, or None."""
    found = run(uuid) if len(uuid) == 36 else None
    return Subject("bulk", uuid, found.authority) if found else None
