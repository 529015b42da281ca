"""Who looked at one record, as its family reads it; what they asked about it; the sheets they were given."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from access.models import Child
from access.queries import ChildKnown
from accounts.models import Agency, Authority, Membership, Person
from accounts.rules import PRACTICE_AUTHORITY_ROLES, PRACTICE_ROLES
from childindex.models import Involvement
from foundation import audit, clock
from foundation.audit import TrailAbout, TrailLine, TrailName
from foundation.db import current_scope, reading
from oversight import looks
from oversight.looks import Look, Mark
from oversight.models import LookedSheet, Question
from oversight.queries import trail

YEAR = timedelta(days=365)
ROLES = ("practitioner", "supervisor", *PRACTICE_AUTHORITY_ROLES)


@dataclass(frozen=True)
class QuestionShown:
    """What a family asked about a look, and what the privacy officer answered."""

    uuid: str
    child: str
    line: str
    words: str
    reach: str
    language: str
    asked_at: datetime
    with_code: bool
    verdict: str
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class LookShown:
    """One look as the page says it. agency: "" where it is not named to this reader."""

    key: str
    on: date
    agency: str
    role: str
    what: str
    reasons: tuple[str, ...]
    emergency: bool
    times: int
    question: QuestionShown | None


@dataclass(frozen=True)
class SheetShown:
    """A sheet while it counts: which looks stand on it, in order."""

    uuid: str
    lines: list[str]
    until: datetime


def looked(known: ChildKnown, *, masked: Collection[str], since: datetime | None) -> list[LookShown]:
    """Inside a look: who looked at this child's records, the latest first. masked: agencies not named to this reader."""
    found = looks.looks(_marks(trail.records_of(known), since))
    agencies = _agency_names({one.agency for one in found} - set(masked), {one.authority for one in found})
    roles = _roles({one.actor for one in found})
    asked = {one.line: one for one in reversed(questions_of(known.records))}
    return [_shown(one, agencies, roles, asked) for one in found]


def many(known: ChildKnown) -> int:
    """Inside a look: how many looks there were in the last twelve months."""
    wanted = select(TrailAbout.at, TrailAbout.actor, TrailAbout.act, TrailAbout.outcome).where(
        TrailAbout.child.in_(trail.records_of(known)), TrailAbout.at >= trail.stamp(clock.real() - YEAR)
    )
    rows = reading().execute(wanted)
    return looks.count((datetime.fromisoformat(at), actor, act, outcome) for at, actor, act, outcome in rows)


def sensitive_agencies(known: ChildKnown) -> frozenset[str]:
    """Inside a look: agencies whose work with this child is, or was, told to few."""
    wanted = select(Involvement.agency).where(Involvement.child_id.in_(known.records), Involvement.sensitive)
    return frozenset(reading().scalars(wanted))


def questions_of(records: Sequence[int]) -> list[QuestionShown]:
    """Inside a look: what this family asked, the latest first."""
    return _questions(Question.child_id.in_(records))


def question(uuid: str) -> QuestionShown | None:
    """Inside a look: one of them."""
    return next(iter(_questions(Question.uuid == uuid)), None)


def questions(authority: str, *, answered: bool) -> list[QuestionShown]:
    """Inside a look: those that wait, or those that were answered, of the children of one index."""
    near = Authority.slug.in_(trail.sharing_with(authority))
    done = Question.answered_at.is_not(None) if answered else Question.answered_at.is_(None)
    return _questions(near, done)


def sheet(uuid: str, records: Sequence[int], person: str) -> SheetShown | None:
    """Inside a look: a sheet that this person made of this child, while it counts."""
    row = reading().scalar(
        select(LookedSheet).where(
            LookedSheet.uuid == uuid, LookedSheet.child_id.in_(records), LookedSheet.made_by == person
        )
    )
    return SheetShown(row.uuid, list(row.lines), row.until) if row and row.until > clock.now() else None


def archive_days(known: ChildKnown) -> tuple[date | None, date | None]:
    """Inside a look: when the record is put away, and when it goes for good."""
    row = reading().get_one(Child, known.id)
    return row.archive_on, row.purge_on


def _questions(*which: object) -> list[QuestionShown]:
    rows = reading().execute(
        select(Question, Child.uuid)
        .join(Child, Child.id == Question.child_id)
        .join(Authority, Authority.id == Child.authority_id)
        .where(*which)  # type: ignore[arg-type]
        .order_by(Question.asked_at.desc(), Question.id.desc())
        .limit(200)
    )
    return [
        QuestionShown(
            one.uuid,
            child,
            one.line,
            one.words,
            one.reach,
            one.language,
            one.asked_at,
            not one.asked_by,
            one.verdict,
            one.answer,
            one.answered_at,
        )
        for one, child in rows
    ]


def _marks(children: Sequence[str], since: datetime | None) -> list[Mark]:
    wanted = (
        select(TrailAbout, TrailLine.body, TrailName.key, TrailName.sealed)
        .with_only_columns(*TrailAbout.__table__.columns, TrailLine.body, TrailName.key, TrailName.sealed)
        .join(TrailLine, (TrailLine.stream == TrailAbout.stream) & (TrailLine.number == TrailAbout.number))
        .outerjoin(TrailName, (TrailName.stream == TrailAbout.stream) & (TrailName.number == TrailAbout.number))
        .where(TrailAbout.child.in_(children), TrailAbout.outcome.in_(("done", "shown")))
    )
    rows = reading().execute(wanted.where(TrailAbout.at >= trail.stamp(since)) if since else wanted).all()
    sealed = ((row.stream, row.number, row.key, row.sealed) for row in rows)
    opened = audit.open_names(current_scope().database, reading(), sealed)
    return [
        Mark(
            f"{row.stream}:{row.number}",
            datetime.fromisoformat(row.at),
            row.actor,
            row.agency,
            row.act,
            row.outcome,
            json.loads(row.body),
            opened.get((row.stream, row.number), {}).get("reason", ""),
        )
        for row in rows
    ]


def _agency_names(agencies: Collection[str], authorities: Collection[str]) -> dict[str, str]:
    """Names of agencies by UUID, and of authorities by slug."""
    rows = [
        *reading().execute(select(Agency.uuid, Agency.name).where(Agency.uuid.in_(agencies))),
        *reading().execute(select(Authority.slug, Authority.name).where(Authority.slug.in_(authorities))),
    ]
    return dict(tuple(row) for row in rows)


def _roles(people: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """(role, agency) of each person, held now or before, in the order of ROLES."""
    rows = reading().execute(
        select(Person.uuid, Membership.role, Agency.uuid)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Person.uuid.in_(people), Membership.role.in_(PRACTICE_ROLES))
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for person, role, agency in rows:
        found.setdefault(person, []).append((role, agency or ""))
    return {person: sorted(held, key=lambda one: ROLES.index(one[0])) for person, held in found.items()}


def _shown(
    one: Look,
    agencies: dict[str, str],
    roles: dict[str, list[tuple[str, str]]],
    asked: dict[str, QuestionShown],
) -> LookShown:
    held = roles.get(one.actor, [])
    role = next((role for role, agency in held if agency == one.agency), held[0][0] if held else "")
    name = agencies.get(one.agency or one.authority, "")
    return LookShown(
        one.key, one.on, name, role, one.what, one.reasons, one.emergency, one.times, asked.get(one.key)
    )  # fmt: skip
