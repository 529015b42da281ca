"""By clock: late steps go to whoever promised them, then to the supervisors; what nobody looked at again to its author,
then to the central team. Each is told once, and no letter names a child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

import profiles
from access.models import Child
from accounts import queries as accounts
from accounts.models import Authority
from casework import correspondence, rules
from casework.models import Need, Step
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission
from vetting.rules import until


@operation(Permission.STEP_KEEP, about=lambda _session, authority: Subject("index", "", authority))
def remind(session: Session, actor: Actor, authority: str) -> int:
    """Write what is due today; answers how many letters."""
    if actor.kind != "system":
        raise Refused
    told = [
        _tell_owners(session, authority),
        _tell_supervisors(session, authority),
        _ask_authors(session, authority),
        _tell_central(session, authority),
    ]
    acts.remark(letters=sum(told))
    return sum(told)


def _tell_owners(session: Session, authority: str) -> int:
    today = clock.today()
    late = session.scalars(_late(authority).where(Step.due_on < today, Step.told_on.is_(None))).all()
    counts = Counter(one.by for one in late)
    for one in late:
        one.told_on = today
    return sum(correspondence.tell_of_late(session, person, count) for person, count in sorted(counts.items()))


def _tell_supervisors(session: Session, authority: str) -> int:
    """A week later; where an agency has no supervisor, the central team, so that it is never nobody."""
    today = clock.today()
    late = session.scalars(
        _late(authority).where(Step.due_on <= today - rules.TO_SUPERVISOR, Step.passed_on.is_(None))
    ).all()
    letters = 0
    for agency, count in sorted(Counter(one.agency for one in late).items()):
        supervisors = accounts.people_of(agency, ("supervisor",)) if agency else []
        whom = supervisors or accounts.staff_of(authority, ("co-ordinator",))
        letters += correspondence.tell_of_staff(session, whom, count)
    for one in late:
        one.passed_on = today
    return letters


def _ask_authors(session: Session, authority: str) -> int:
    today = clock.today()
    rows = _unreviewed(session, authority, Need.review_on < today, Need.asked_on.is_(None))
    for one in rows:
        one.asked_on = today
    return sum(correspondence.ask_again(session, person) for person in sorted({one.by for one in rows}))


def _tell_central(session: Session, authority: str) -> int:
    """A month after its author was asked. Only of needs: of a concern even the number would say something."""
    today = clock.today()
    before = until(today, -rules.TO_CENTRAL_MONTHS)
    rows = _unreviewed(session, authority, Need.asked_on <= before, Need.passed_on.is_(None), Need.kind == rules.NEED)
    for one in rows:
        one.passed_on = today
    whom = accounts.staff_of(authority, ("co-ordinator",))
    return correspondence.tell_central(session, whom, [one.uuid for one in rows]) if rows else 0


def _late(authority: str) -> Select[Step]:
    kept = select(Need.id).where(Need.kind.in_(rules.kept(profiles.current())))
    return (
        select(Step)
        .where(Step.child_id.in_(_children(authority)), Step.ended_on.is_(None), Step.need_id.in_(kept))
        .order_by(Step.id)
        .with_for_update()
    )


def _unreviewed(session: Session, authority: str, *which: object) -> Sequence[Need]:
    wanted = select(Need).where(
        Need.child_id.in_(_children(authority)),
        Need.closed_at.is_(None),
        Need.kind.in_(rules.kept(profiles.current())),
        *which,  # type: ignore[arg-type]
    )
    return session.scalars(wanted.order_by(Need.id).with_for_update()).all()


def _children(authority: str) -> Select[int]:
    return select(Child.id).join(Authority, Authority.id == Child.authority_id).where(Authority.slug == authority)
