"""Next steps: one's own with the child as a stub, and those of one's staff by reference only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select

import profiles
from access import queries as access
from access.models import Child
from access.rules import decide
from accounts import queries as accounts
from accounts.models import Authority, Person
from casework import rules
from casework.models import Need, Step
from casework.queries.needs import survivor
from childindex.models import Card
from childindex.queries.caseload import case_of
from foundation import clock
from foundation.acts import Actor
from foundation.db import reading
from foundation.references import reference

SHOWN_DONE = timedelta(days=90)


@dataclass(frozen=True)
class Stub:
    """The least about a child: enough to know whom one means. closed: it may not even be named now."""

    child: str
    name: str = ""
    year: int | None = None
    area: str = ""
    closed: bool = False
    open: bool = False  # the viewer has given a reason that still holds
    listed: bool = False  # or may give one from their own list


@dataclass(frozen=True)
class MyStep:
    """A step of one's own: whose child, by when. Its words stand in the record, behind a reason."""

    uuid: str
    stub: Stub
    due_on: date
    days_late: int
    ended_on: date | None

    @property
    def reference(self) -> str:
        """By which a supervisor asks for it."""
        return reference(self.uuid)


@dataclass(frozen=True)
class MyReview:
    """Something of one's own that is to be looked at again. expired: it is no longer shown to others."""

    uuid: str
    stub: Stub
    review_on: date
    expired: bool

    @property
    def reference(self) -> str:
        """By which the central team asks for it."""
        return reference(self.uuid)


@dataclass(frozen=True)
class MySteps:
    """All of it: what is to do, the latest first; what was done lately; what is to be looked at again."""

    todo: list[MyStep]
    done: list[MyStep]
    reviews: list[MyReview]


@dataclass(frozen=True)
class LateStep:
    """A step of somebody's staff: a reference, whose it is, how late."""

    reference: str
    person_name: str
    days_late: int


@dataclass(frozen=True)
class Unreviewed:
    """A need that nobody looked at again: a reference, whom to ring, since when."""

    reference: str
    person_name: str
    since: date


def mine(actor: Actor) -> MySteps:
    """Inside a look: one's own steps, and what one noted that is to be looked at again."""
    stubs = _Stubs(actor)
    today = clock.today()
    rows = reading().scalars(
        select(Step)
        .where(Step.by == actor.id, Step.due_on.is_not(None), Step.ended_how != "closed", Step.need_id.in_(_kept()))
        .order_by(Step.due_on, Step.id)
    )
    steps = [
        MyStep(
            row.uuid,
            stubs.of(row.child_id),
            row.due_on,
            0 if row.ended_on else rules.days_late(row.due_on, today),
            row.ended_on,
        )
        for row in rows
        if row.due_on and (row.ended_on is None or row.ended_on > today - SHOWN_DONE)
    ]
    done = sorted((one for one in steps if one.ended_on), key=lambda one: one.ended_on or today, reverse=True)
    return MySteps([one for one in steps if one.ended_on is None], done, _reviews(actor, stubs, today))


def _reviews(actor: Actor, stubs: _Stubs, today: date) -> list[MyReview]:
    rows = reading().scalars(
        select(Need)
        .where(Need.by == actor.id, Need.closed_at.is_(None), Need.review_on < today, Need.id.in_(_kept()))
        .order_by(Need.review_on, Need.id)
    )
    return [MyReview(row.uuid, stubs.of(row.child_id), row.review_on, row.expires_on < today) for row in rows]


def _kept() -> Select[int]:
    return select(Need.id).where(Need.kind.in_(rules.kept(profiles.current())))


class _Stubs:
    """Each child is looked up once."""

    def __init__(self, actor: Actor) -> None:
        self._actor, self._known = actor, dict[int, Stub]()

    def of(self, record: int) -> Stub:
        if record not in self._known:
            self._known[record] = self._stub(record)
        return self._known[record]

    def _stub(self, record: int) -> Stub:
        known = survivor(None, record)
        if known is None:
            return Stub("", closed=True)
        case = access.case(self._actor, known, "")
        choices = profiles.current().access
        if not decide(choices, case, "hit"):
            return Stub(known.uuid, closed=True)
        card = reading().get(Card, known.id)
        named = " ".join(part for part in card.names[0][:2] if part) if card and card.names else ""
        area = card.area if card and decide(choices, case, "hit-area") else ""
        year = card.born.year if card and card.born else None
        is_open = access.session_of(self._actor.id, known) is not None
        listed = not is_open and case_of(self._actor, known.uuid) is not None
        return Stub(known.uuid, named, year, area, open=is_open, listed=listed)


def late_of_staff(actor: Actor) -> list[LateStep]:
    """Inside a look: for a supervisor, what colleagues of their agencies are a week late with; the most late first."""
    agencies = {one.agency for one in actor.grants if one.role == "supervisor" and one.agency}
    return _late(Step.agency.in_(agencies)) if agencies else []


def late_of_nobody(authority: str) -> list[LateStep]:
    """Inside a look: for the central team, the same of agencies that have no supervisor."""
    agencies = accounts.agencies(authority)
    led = {one.uuid for one in agencies if accounts.people_of(one.uuid, ("supervisor",))}
    children = select(Child.id).join(Authority, Authority.id == Child.authority_id).where(Authority.slug == authority)
    return _late(Step.agency.not_in(led) & Step.child_id.in_(children))


def _late(whose: object) -> list[LateStep]:
    today = clock.today()
    rows = reading().execute(
        select(Step, Person.name)
        .outerjoin(Person, Person.uuid == Step.by)
        .where(
            whose,  # type: ignore[arg-type]
            Step.ended_on.is_(None),
            Step.due_on <= today - rules.TO_SUPERVISOR,
            Step.need_id.in_(_kept()),
        )
        .order_by(Step.due_on, Step.id)
    )
    return [
        LateStep(reference(row.uuid), name or "", rules.days_late(row.due_on, today))
        for row, name in rows
        if row.due_on
    ]


def unreviewed(authority: str) -> list[Unreviewed]:
    """Inside a look: for the central team, the needs whose authors were asked a month ago and did nothing."""
    rows = reading().execute(
        select(Need, Person.name)
        .join(Child, Child.id == Need.child_id)
        .join(Authority, Authority.id == Child.authority_id)
        .outerjoin(Person, Person.uuid == Need.by)
        .where(
            Authority.slug == authority,
            Need.kind == rules.NEED,
            Need.closed_at.is_(None),
            Need.passed_on.is_not(None),
            Need.id.in_(_kept()),
        )
        .order_by(Need.review_on, Need.id)
    )
    return [Unreviewed(reference(row.uuid), name or "", row.review_on) for row, name in rows]
