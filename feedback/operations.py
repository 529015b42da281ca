"""Told, answered, counted."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.codes import ALPHABET
from directory.queries import owners
from feedback.models import Count, Found, Missed, MonthAnswer, Report, ReportAnswer
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.db import insert_once
from foundation.permissions import Permission

CODE_LENGTH = 8  # longer than an entry's: nobody may find another reader's answer by trying
MISSED_KEPT = timedelta(days=365)
COUNTS_KEPT = timedelta(days=800)


class NoSuchReport(LookupError):
    """There is no report with this UUID."""


@dataclass(frozen=True)
class NewReport:
    """What a reader told. entry: a code, "" for a service that is missing. change: a change that was made ready from it."""

    authority: str
    what: str
    words: str
    language: str
    entry: str = ""
    change: str = ""


def _about_new(_session: Session, new: NewReport) -> Subject:
    return Subject("report", "", new.authority)


def about_report(session: Session, uuid: str, *_rest: object, **_more: object) -> Subject:
    """The report, its authority, and the agency of its entry; raises NoSuchReport."""
    row = session.get(Report, uuid)
    if row is None:
        raise NoSuchReport(uuid)
    slug = session.scalar(select(Authority.slug).where(Authority.id == row.authority_id)) or ""
    agency = owners.about_entry(session, row.entry).agency if row.entry else ""
    return Subject("report", uuid, slug, agency)


@operation(Permission.REPORT_SEND, about=_about_new)
def tell(session: Session, _actor: Actor, new: NewReport) -> str:
    """Keep what a reader told. Returns the code under which its answer can be read."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    session.add(
        Report(
            code=code,
            authority_id=session.scalars(select(Authority.id).where(Authority.slug == new.authority)).one(),
            entry=new.entry,
            what=new.what,
            words=new.words,
            language=new.language,
            change=new.change,
            at=clock.now(),
        )
    )
    return code


@operation(Permission.REPORT_ANSWER, about=about_report)
def answer(session: Session, actor: Actor, uuid: str, words: str, state: str) -> None:
    """Words to whoever told us, which they read under their code. state: waiting, done or declined."""
    if state not in ("waiting", "done", "declined"):
        raise ValueError(f"no such state: {state}")
    row = session.scalars(select(Report).where(Report.uuid == uuid).with_for_update()).one()
    desk = actor.holds("directory-editor", about_report(session, uuid))
    if words:
        session.add(ReportAnswer(report=uuid, side="desk" if desk else "agency", words=words, at=clock.now()))
    row.state = state


def _about_authority(_session: Session, authority: str, *_rest: object, **_more: object) -> Subject:
    return Subject("authority", authority, authority)


@operation(Permission.REPORT_SEND, about=_about_authority)
def found(session: Session, _actor: Actor, authority: str, about: str, said: str) -> None:
    """One more who found what they needed (yes, partly, no), on results ("") or an entry (its code)."""
    values = {"authority_id": _id(session, authority), "day": clock.today(), "about": about, "answer": said}
    add(session, Found, values, 1)


@operation(Permission.REPORT_SEND, about=_about_authority)
def missed(session: Session, _actor: Actor, authority: str, about: str, words: str, language: str) -> None:
    """What somebody did not find."""
    row = Missed(authority_id=_id(session, authority), about=about, words=words, language=language, at=clock.now())
    session.add(row)


@operation(Permission.FEEDBACK_ANSWER, about=_about_authority)
def answer_month(
    session: Session, _actor: Actor, authority: str, month: str, language: str, *, missed: str, answer: str
) -> None:
    """What the authority says in public of what readers missed in a month; written again, it stands in place of the former."""
    key = {"authority_id": _id(session, authority), "month": month, "language": language}
    row = session.get(MonthAnswer, tuple(key.values()), with_for_update=True)
    if row is None:
        row = MonthAnswer(**key)
        session.add(row)
    row.missed, row.answer, row.at = missed, answer, clock.now()


def _id(session: Session, authority: str) -> int:
    return session.scalars(select(Authority.id).where(Authority.slug == authority)).one()


def _about_counts(_session: Session, _counts: object) -> Subject:
    return Subject("counts", "")


@operation(Permission.COUNTS_KEEP, about=_about_counts)
def keep_counts(session: Session, _actor: Actor, counts: Mapping[tuple[date, str, str], int]) -> None:
    """Add what a process has counted in memory: (day, kind, key) -> how many."""
    for (day, kind, key), number in sorted(counts.items()):
        add(session, Count, {"day": day, "kind": kind, "key": key[:80]}, number)


@operation(Permission.COUNTS_KEEP, about=lambda _session: Subject("counts", ""))
def forget_old(session: Session, _actor: Actor) -> None:
    """What nobody found goes after a year; what readers told us with its answers, and counts, a little after two."""
    session.execute(delete(Missed).where(Missed.at < clock.now() - MISSED_KEPT))
    session.execute(delete(Report).where(Report.at < clock.now() - COUNTS_KEPT))
    session.execute(delete(Count).where(Count.day < clock.today() - COUNTS_KEPT))


def add(session: Session, table: type[Count] | type[Found], key: Mapping[str, Any], number: int) -> None:
    """Inside a change: so many more, in one statement, so that no two processes lose one."""
    row = insert_once(session, table).values(**key, number=number)
    session.execute(row.on_conflict_do_update(index_elements=list(key), set_={"number": table.number + number}))
