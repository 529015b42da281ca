"""One's own next steps: done, or moved to another day with a reason."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from access import operations as access
from access.queries import subject
from casework.models import Step
from casework.queries.needs import survivor
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission


class UnknownStep(LookupError):
    """There is no such step that is still to be done."""


class NotLater(ValueError):
    """A step is moved to a day that is to come, with a reason."""


def _about(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    record = session.scalar(select(Step.child_id).where(Step.uuid == uuid))
    known = survivor(session, record) if record else None
    if known is None:
        raise UnknownStep(uuid)
    return subject(known)


@operation(Permission.STEP_KEEP, about=_about)
def finish_step(session: Session, actor: Actor, uuid: str) -> None:
    """It is done."""
    row = _own(session, actor, uuid)
    row.ended_on, row.ended_how = clock.today(), "done"
    acts.remark(step="done")


@operation(Permission.STEP_KEEP, about=_about)
def move_step(session: Session, actor: Actor, uuid: str, by: date, why: str) -> None:
    """It is done later than was said, and why. Whoever was told that it is late is told anew when it is late again."""
    row = _own(session, actor, uuid)
    if by < clock.today() or not why.strip():
        raise NotLater
    known = survivor(session, row.child_id)
    acts.remark(
        key=f"child:{known.uuid if known else ''}",
        names={"why": why},
        step="moved",
        first=row.due_on.isoformat() if row.due_on else "",
        then=by.isoformat(),
    )
    row.due_on, row.moved_why = by, why
    row.told_on = row.passed_on = None


def _own(session: Session, actor: Actor, uuid: str) -> Step:
    row = session.scalars(select(Step).where(Step.uuid == uuid).with_for_update()).one()
    known = survivor(session, row.child_id)
    if known is None or row.ended_on is not None or row.due_on is None:
        raise UnknownStep(uuid)
    access.acting_on(session, actor, known.uuid)
    if row.by != actor.id:
        raise Refused
    return row
