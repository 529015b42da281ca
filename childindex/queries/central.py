"""What waits for the central team and the data manager."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

import profiles
from access import queries as access
from access.models import Child
from access.rules import ARCHIVED, QUARANTINE, WAITING, decide
from accounts.models import Authority, Person
from childindex.models import Addition, CentralQuestion, Finding, Merge, Number, Value
from childindex.places_to_look import LOCAL
from foundation import clock
from foundation.acts import Actor
from foundation.db import reading

_LONGEST = 100  # rows of a list that only grows


@dataclass(frozen=True)
class FindingShown:
    """One's own question and what it showed."""

    uuid: str
    asked: Mapping[str, Any]
    shown: list[Mapping[str, Any]]
    on_behalf_of: str
    until: datetime


@dataclass(frozen=True)
class WaitingShown:
    """A record that waits, by reference: data managers open it with a reason. near: how many it resembles, how."""

    child: str
    status: str
    added_by_name: str
    added_at: datetime
    near: list[Mapping[str, Any]]


@dataclass(frozen=True)
class DisputeShown:
    """A child with facts in dispute, by reference, and of which kinds."""

    child: str
    kinds: list[str]
    since: date


@dataclass(frozen=True)
class QuestionShown:
    """What somebody asked the central team."""

    uuid: str
    person: str
    person_name: str
    asked: Mapping[str, Any]
    met: list[str]
    words: str
    at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class MergeShown:
    """Two records that are one."""

    uuid: str
    kept: str
    merged: str
    why: str
    by_name: str
    at: datetime
    undone_at: datetime | None


def finding(actor: Actor, uuid: str) -> FindingShown | None:
    """Inside a look: a question of this person's own that still stands."""
    row = reading().scalar(select(Finding).where(Finding.uuid == uuid, Finding.person == actor.id))
    if row is None or row.until <= clock.now():
        return None
    shown = [stub for one in row.shown if (stub := _shown_still(actor, one))]
    return FindingShown(row.uuid, row.asked, shown, row.on_behalf_of, row.until)


def _shown_still(actor: Actor, stub: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A question stands for hours: who was hidden, protected or put away meanwhile is no longer shown by it."""
    if stub["place"] != LOCAL:
        return stub
    known, choices = access.child(str(stub["ref"])), profiles.current().access
    case = access.case(actor, known, "") if known else None
    if case is None or not decide(choices, case, "hit"):
        return None
    return {**stub, "area": stub["area"] if decide(choices, case, "hit-area") else ""}


def waiting(authority: str) -> list[WaitingShown]:
    """Inside a look: records that wait or stand in quarantine, the oldest first."""
    rows = reading().execute(
        select(Addition, Child, Person.name)
        .join(Child, Child.id == Addition.child_id)
        .join(Authority, Authority.id == Child.authority_id)
        .outerjoin(Person, Person.uuid == Addition.added_by)
        .where(Child.status.in_((WAITING, QUARANTINE)), Authority.slug == authority)
        .order_by(Addition.added_at)
    )
    return [WaitingShown(c.uuid, c.status, name or "", a.added_at, list(a.near)) for a, c, name in rows]


def put_away(authority: str) -> list[str]:
    """Inside a look: records that were put away, by reference, the latest first."""
    rows = reading().scalars(
        select(Child.uuid)
        .join(Authority, Authority.id == Child.authority_id)
        .where(Child.status == ARCHIVED, Authority.slug == authority)
        .order_by(Child.id.desc())
        .limit(_LONGEST)
    )
    return list(rows)


def disputes(authority: str) -> list[DisputeShown]:
    """Inside a look: children with facts in dispute, the oldest first."""
    rows = reading().execute(
        select(Child.uuid, Value.kind, func.min(Value.seen_on))
        .join(Value, Value.child_id == Child.id)
        .join(Authority, Authority.id == Child.authority_id)
        .where(Value.state == "disputed", Authority.slug == authority)
        .group_by(Child.uuid, Value.kind)
    )
    kinds: dict[str, list[str]] = {}
    since: dict[str, date] = {}
    for uuid, kind, first in rows:
        kinds.setdefault(uuid, []).append(kind)
        since[uuid] = min(first, since.get(uuid, first))
    for uuid, first in _with_one_number(authority):
        kinds.setdefault(uuid, []).append("number")
        since[uuid] = min(first, since.get(uuid, first))
    found = [DisputeShown(uuid, sorted(kinds[uuid]), since[uuid]) for uuid in kinds]
    return sorted(found, key=lambda one: (one.since, one.child))


def _with_one_number(authority: str) -> list[tuple[str, date]]:
    """Records of which another, that is not merged with it, holds the same number."""
    other = aliased(Number)
    beside = aliased(Child)
    rows = reading().execute(
        select(Child.uuid, func.max(Number.seen_on))
        .join(Number, Number.child_id == Child.id)
        .join(other, (other.scheme == Number.scheme) & (other.number == Number.number) & (other.id != Number.id))
        .join(beside, beside.id == other.child_id)
        .join(Authority, Authority.id == Child.authority_id)
        .where(Number.ended_on.is_(None), other.ended_on.is_(None), other.child_id != Number.child_id)
        .where(Child.merged_into_id.is_(None), beside.merged_into_id.is_(None), Authority.slug == authority)
        .group_by(Child.uuid)
    )
    return [(uuid, first) for uuid, first in rows]


def merges(authority: str) -> list[MergeShown]:
    """Inside a look: merges of the last while, the latest first."""
    under = select(Child.id, Child.uuid).subquery()
    rows = reading().execute(
        select(Merge, Child.uuid, under.c.uuid, Person.name)
        .join(Child, Child.id == Merge.kept_id)
        .join(under, under.c.id == Merge.merged_id)
        .join(Authority, Authority.id == Child.authority_id)
        .outerjoin(Person, Person.uuid == Merge.by)
        .where(Authority.slug == authority)
        .order_by(Merge.id.desc())
        .limit(_LONGEST)
    )
    return [MergeShown(m.uuid, kept, merged, m.why, by or "", m.at, m.undone_at) for m, kept, merged, by in rows]


def questions(authority: str, *, answered: bool = False) -> list[QuestionShown]:
    """Inside a look: what was asked of the central team, the oldest first."""
    wanted = CentralQuestion.answered_at.is_not(None) if answered else CentralQuestion.answered_at.is_(None)
    rows = reading().execute(
        select(CentralQuestion, Person.name)
        .join(Authority, Authority.id == CentralQuestion.authority_id)
        .outerjoin(Person, Person.uuid == CentralQuestion.person)
        .where(wanted, Authority.slug == authority)
        .order_by(CentralQuestion.at)
    )
    return [_question(row, name or "") for row, name in rows]


def my_questions(person: str) -> list[QuestionShown]:
    """Inside a look: one's own questions to the central team, the latest first."""
    rows = reading().scalars(
        select(CentralQuestion).where(CentralQuestion.person == person).order_by(CentralQuestion.at.desc()).limit(50)
    )
    return [_question(row, "") for row in rows]


def hidden(authority: str) -> int:
    """Inside a look: how many records are hidden at their family's request: the central team counts them, no more."""
    return (
        reading().scalar(
            select(func.count())
            .select_from(Child)
            .join(Authority, Authority.id == Child.authority_id)
            .where(Child.hidden, Authority.slug == authority)
        )
        or 0
    )


def _question(row: CentralQuestion, name: str) -> QuestionShown:
    return QuestionShown(
        row.uuid, row.person, name, row.asked, list(row.met), row.words, row.at, row.answer, row.answered_at
    )
