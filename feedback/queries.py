"""What readers told, for the desk, for an agency, for the reader, and for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from accounts.models import Agency, Authority
from directory import queries as directory
from directory.models import Entry, Organisation
from directory.queries import changes
from feedback import rules
from feedback.models import Count, Found, Missed, MonthAnswer, Report, ReportAnswer
from foundation.acts import Subject
from foundation.db import reading
from foundation.words import language


@dataclass(frozen=True)
class Answer:
    """Words to whoever told us."""

    side: str
    words: str
    at: datetime


@dataclass(frozen=True)
class ReportShown:
    """A report with its answers. name: of the entry that it is about. change_state: of the change that came of it."""

    uuid: str
    code: str
    authority: str
    entry: str
    name: str
    what: str
    words: str
    language: str
    state: str
    change: str
    change_state: str
    at: datetime
    answers: list[Answer]


@dataclass(frozen=True)
class Worth:
    """How often an entry was seen, and what people asked for that it does not say: (fact, how many asked)."""

    seen: int
    asked: list[tuple[str, int]]


@dataclass(frozen=True)
class Month:
    """One month of "did you find what you needed": counts (None: too few to tell) and what the authority answers."""

    month: date
    yes: int | None
    partly: int | None
    no: int | None
    missed: str
    answer: str
    language: str


def by_code(code: str) -> ReportShown | None:
    """The report that a reader follows."""
    return next(iter(_shown(select(Report).where(Report.code == code))), None)


def report(uuid: str) -> ReportShown | None:
    """One report, or None."""
    return next(iter(_shown(select(Report).where(Report.uuid == uuid))), None)


def subject_of_report(uuid: str) -> Subject | None:
    """For a door: a report with its authority and agency, or None."""
    found = report(uuid)
    if found is None:
        return None
    agency = ""
    if found.entry:
        row = changes.entry_row(found.entry)
        agency = row.agency if row else ""
    return Subject("report", uuid, found.authority, agency)


def open_reports(authorities: Sequence[str], agencies: Sequence[str], limit: int = 200) -> list[ReportShown]:
    """What nobody has answered for good yet, longest first: of whole authorities, and of single agencies (UUIDs)."""
    ours = select(Report.uuid).join(Authority).where(Authority.slug.in_(authorities))
    theirs = (
        select(Report.uuid)
        .join(Entry, Entry.code == Report.entry)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .where(Agency.uuid.in_(agencies))
    )
    still = Report.state.in_(("new", "waiting"))
    wanted = select(Report).where(still, Report.uuid.in_(ours) | Report.uuid.in_(theirs))
    return _shown(wanted.order_by(Report.at, Report.uuid).limit(limit))


def count_open(authority: str) -> int:
    """How many wait for an answer."""
    still = select(func.count()).select_from(Report).join(Authority).where(Report.state.in_(("new", "waiting")))
    return reading().scalar(still.where(Authority.slug == authority)) or 0


def about_entry(code: str) -> list[ReportShown]:
    """Everything that readers told of an entry, newest first."""
    return _shown(select(Report).where(Report.entry == code).order_by(Report.at.desc()).limit(50))


def _shown(wanted: Select[Any]) -> list[ReportShown]:
    rows = list(reading().scalars(wanted))
    slugs = dict(reading().execute(select(Authority.id, Authority.slug)).all())
    entries = changes.entry_rows({row.entry for row in rows if row.entry})
    states = changes.states({row.change for row in rows if row.change})
    answers = _answers([row.uuid for row in rows])
    return [
        ReportShown(
            row.uuid,
            row.code,
            slugs[row.authority_id],
            row.entry,
            entries[row.entry].name if row.entry in entries else "",
            row.what,
            row.words,
            row.language,
            row.state,
            row.change,
            states.get(row.change, ""),
            row.at,
            answers[row.uuid],
        )
        for row in rows
    ]


def _answers(uuids: Sequence[str]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {uuid: [] for uuid in uuids}
    wanted = select(ReportAnswer).where(ReportAnswer.report.in_(uuids)).order_by(ReportAnswer.id)
    for one in reading().scalars(wanted):
        found[one.report].append(Answer(one.side, one.words, one.at))
    return found


def missed_words(authority: str, limit: int = 200) -> list[tuple[datetime, str, str, str]]:
    """What people did not find, newest first: when, about which entry, their words, in which language."""
    rows = reading().execute(
        select(Missed.at, Missed.about, Missed.words, Missed.language)
        .join(Authority, Authority.id == Missed.authority_id)
        .where(Authority.slug == authority)
        .order_by(Missed.at.desc())
        .limit(limit)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def months(authority: str) -> list[Month]:
    """Month by month, newest first; an answer in the reader's language, else in English."""
    counts: dict[str, dict[str, int]] = {}
    for day, said, number in reading().execute(
        select(Found.day, Found.answer, func.sum(Found.number))
        .join(Authority, Authority.id == Found.authority_id)
        .where(Authority.slug == authority)
        .group_by(Found.day, Found.answer)
    ):
        month = counts.setdefault(f"{day:%Y-%m}", {})
        month[said] = month.get(said, 0) + number
    answers = _month_answers(authority)
    return [
        _month(name, counts.get(name, {}), answers.get(name)) for name in sorted({*counts, *answers}, reverse=True)[:24]
    ]


def _month_answers(authority: str) -> dict[str, MonthAnswer]:
    wanted = select(MonthAnswer).join(Authority).where(Authority.slug == authority)
    rows = sorted(reading().scalars(wanted), key=lambda row: (row.language == language(), row.language == "en"))
    return {row.month: row for row in rows if row.language in (language(), "en")}


def _month(name: str, counts: dict[str, int], said: MonthAnswer | None) -> Month:
    yes, partly, no = (rules.tellable(counts.get(one, 0)) for one in ("yes", "partly", "no"))
    words = (said.missed, said.answer, said.language) if said else ("", "", "en")
    return Month(date.fromisoformat(f"{name}-01"), yes, partly, no, *words)


def counts_of(code: str, since: date) -> Worth:
    """What keeping an entry brought since a day: how often it was opened, and which facts people asked for among services
    of its types that it does not tell. Fewer than five are not told."""
    page = directory.entry_page(code)
    if page is None:
        return Worth(0, [])
    seen = _sum("seen", [code], since).get(code, 0)
    unsaid = _unsaid(page.entry)
    keys = [f"{kind}|{fact}" for kind in page.entry["types"] for fact in unsaid]
    asked: dict[str, int] = {}
    for key, number in _sum("asked", keys, since).items():
        fact = key.partition("|")[2]
        asked[fact] = asked.get(fact, 0) + number
    told = sorted(((n, fact) for fact, n in asked.items() if n >= rules.LEAST), reverse=True)
    return Worth(seen if seen >= rules.LEAST else 0, [(fact, number) for number, fact in told[:3]])


def _unsaid(entry: dict[str, Any]) -> list[str]:
    days = [] if entry["schedules"] or any(use["schedules"] for use in entry["sites"]) else list(_DAYS)
    cost = [] if entry["costs"] else ["free"]
    access = [code for code in _ACCESS if entry["access"].get(code) is None]
    return [*(f"day:{day}" for day in days), *cost, *(f"access:{code}" for code in access)]


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ACCESS = ("step-free", "toilet", "hoist", "loop", "bsl", "parking", "bus", "quiet", "interp", "online")


def _sum(kind: str, keys: Sequence[str], since: date) -> dict[str, int]:
    rows = reading().execute(
        select(Count.key, func.sum(Count.number))
        .where(Count.kind == kind, Count.key.in_(keys), Count.day >= since)
        .group_by(Count.key)
    )
    return {key: int(number) for key, number in rows}
