"""What waits for those who oversee: emergencies, lawful grounds, the last check of the trail, who works here and who not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from access.models import AccessSession, Child
from accounts.models import Agency, Authority, Person
from accounts.queries.clearances import all_in
from childindex.queries.record import name_of
from consent.models import Consent
from consent.rules import GROUND
from foundation import clock
from foundation.audit import TrailAbout
from foundation.db import reading
from oversight.models import Question, Verification
from oversight.queries import trail

USE = timedelta(days=90)


@dataclass(frozen=True)
class EmergencyShown:
    """One opening in an emergency. child: "" when nobody was found."""

    uuid: str
    child: str
    person: str
    name: str
    agency_name: str
    reason_code: str
    reason: str
    opened_at: datetime
    verdict: str
    verdict_words: str
    verdict_at: datetime | None


@dataclass(frozen=True)
class GroundShown:
    """Something that is shared without consent."""

    uuid: str
    child: str
    ground: str
    reason: str
    by: str
    by_name: str
    agency_name: str
    on: date
    verdict: str


@dataclass(frozen=True)
class Use:
    """How much an agency with cleared people used the index in the last 90 days; last: when it last did at all."""

    agency: str
    name: str
    people: int
    acts: int
    last: datetime | None


@dataclass(frozen=True)
class VerificationShown:
    """The last reading of the whole trail."""

    at: datetime
    lines: int
    wrong: int
    remarks: int
    findings: list[str]
    took_ms: int


@dataclass(frozen=True)
class Waiting:
    """How many of each wait."""

    emergencies: int
    grounds: int
    questions: int


def waiting(authority: str) -> Waiting:
    """Inside a look: what nobody has answered yet."""
    near = Authority.slug.in_(trail.sharing_with(authority))
    asked = (
        select(func.count())
        .select_from(Question)
        .join(Child, Child.id == Question.child_id)
        .join(Authority, Authority.id == Child.authority_id)
        .where(near, Question.answered_at.is_(None))
    )
    unread = _emergencies(authority).where(AccessSession.verdict == "")
    unreviewed = _grounds(authority).where(Consent.verdict == "", Consent.ended_at.is_(None))
    return Waiting(_count(unread), _count(unreviewed), reading().scalar(asked) or 0)


def emergencies(authority: str) -> list[EmergencyShown]:
    """Inside a look: those without a verdict first, then the latest."""
    wanted = _emergencies(authority).order_by(AccessSession.verdict != "", AccessSession.opened_at.desc()).limit(200)
    return [_emergency(*row) for row in reading().execute(wanted)]


def emergency(uuid: str, authority: str) -> EmergencyShown | None:
    """Inside a look: one of them."""
    row = reading().execute(_emergencies(authority).where(AccessSession.uuid == uuid)).first()
    return None if row is None else _emergency(*row)


def grounds(authority: str) -> list[GroundShown]:
    """Inside a look: what is shared without consent and stands, those without a verdict first."""
    wanted = (
        _grounds(authority)
        .where(Consent.ended_at.is_(None))
        .order_by(Consent.verdict != "", Consent.id.desc())
        .limit(200)
    )
    return [_ground(*row) for row in reading().execute(wanted)]


def ground(uuid: str, authority: str) -> GroundShown | None:
    """Inside a look: one of them, ended or not."""
    row = reading().execute(_grounds(authority).where(Consent.uuid == uuid)).first()
    return None if row is None else _ground(*row)


def use(authority: str) -> list[Use]:
    """Every agency with cleared people, by name: what it did in the last 90 days, and whether that is nothing."""
    cleared = [one for one in all_in(authority) if one.state == "granted" and one.agency]
    names = {one.agency: one.agency_name for one in cleared}
    people = Counter(agency for agency, _person in {(one.agency, one.person) for one in cleared})
    done = _done_by(names)
    found = [Use(agency, name, people[agency], *done.get(agency, (0, None))) for agency, name in names.items()]
    return sorted(found, key=lambda one: (one.name.casefold(), one.agency))


def last_verification() -> VerificationShown | None:
    """What the last check of the trail found."""
    row = reading().scalar(select(Verification).order_by(Verification.at.desc(), Verification.id.desc()).limit(1))
    if row is None:
        return None
    return VerificationShown(row.at, row.lines, row.wrong, row.remarks, row.findings.splitlines(), row.took_ms)


def name_of_child(record: int) -> str:
    """Inside a look about this child: its main name."""
    return name_of(record)


def person_names(people: set[str]) -> dict[str, str]:
    """For the privacy officer: names of people who work here, by UUID."""
    return dict(reading().execute(select(Person.uuid, Person.name).where(Person.uuid.in_(people))).all())


def agency_names() -> dict[str, str]:
    """Every agency by its UUID."""
    return dict(reading().execute(select(Agency.uuid, Agency.name).order_by(Agency.name)).all())


def _done_by(agencies: Collection[str]) -> dict[str, tuple[int, datetime | None]]:
    """Of each agency that ever did anything: how many lines its people left in the last 90 days, and when the last."""
    lately = func.count().filter(TrailAbout.at >= trail.stamp(clock.real() - USE))
    rows = reading().execute(
        select(TrailAbout.agency, lately, func.max(TrailAbout.at))
        .where(TrailAbout.agency.in_(agencies))
        .group_by(TrailAbout.agency)
    )
    return {agency: (count, datetime.fromisoformat(last)) for agency, count, last in rows}


def _emergencies(authority: str) -> Select[AccessSession, str, str, str]:
    return (
        select(AccessSession, Child.uuid, Person.name, Agency.name)
        .join(Authority, Authority.id == AccessSession.authority_id)
        .outerjoin(Child, Child.id == AccessSession.child_id)
        .outerjoin(Person, Person.uuid == AccessSession.person)
        .outerjoin(Agency, Agency.uuid == AccessSession.agency)
        .where(AccessSession.basis == "emergency", Authority.slug.in_(trail.sharing_with(authority)))
    )


def _emergency(one: AccessSession, child: str | None, name: str | None, agency: str | None) -> EmergencyShown:
    return EmergencyShown(
        one.uuid,
        child or "",
        one.person,
        name or "",
        agency or "",
        one.reason_code,
        one.reason,
        one.opened_at,
        one.verdict,
        one.verdict_words,
        one.verdict_at,
    )


def _grounds(authority: str) -> Select[Consent, str, str, str]:
    return (
        select(Consent, Child.uuid, Person.name, Agency.name)
        .join(Child, Child.id == Consent.child_id)
        .join(Authority, Authority.id == Child.authority_id)
        .outerjoin(Person, Person.uuid == Consent.obtained_by)
        .outerjoin(Agency, Agency.uuid == Consent.obtained_agency)
        .where(Consent.kind == GROUND, Authority.slug.in_(trail.sharing_with(authority)))
    )


def _ground(one: Consent, child: str, name: str | None, agency: str | None) -> GroundShown:
    return GroundShown(
        one.uuid, child, one.ground, one.reason, one.obtained_by, name or "", agency or "", one.obtained_on, one.verdict
    )


def _count(wanted: Select[*tuple[Any, ...]]) -> int:
    return reading().scalar(select(func.count()).select_from(wanted.with_only_columns(1).subquery())) or 0
