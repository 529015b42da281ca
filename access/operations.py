"""Sessions: why somebody opened a record, and the verdict on an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

import profiles
from access import queries
from access.models import AccessSession
from access.queries import ChildKnown
from access.rules import EMERGENCY, Case, View, Viewer, decide
from accounts.happenings import PersonLeft
from accounts.models import Authority
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission

LASTS = {
    "involved": timedelta(hours=8),
    "enquiry": timedelta(hours=1),
    EMERGENCY: timedelta(minutes=30),
    "mediated": timedelta(hours=1),
    "oversight": timedelta(hours=1),
}
# How a child's row is locked: writers go one after the other, and nobody waits for rows that point at it.
IN_LINE = {"key_share": True}
VERDICTS = ("right", "not-right", "unclear")


class UnknownSession(LookupError):
    """There is no such session, or it was no emergency."""


@dataclass(frozen=True)
class Why:
    """The reason that somebody gives before a record opens."""

    basis: str
    code: str
    words: str
    on_behalf_of: str = ""


def begin_session(session: Session, actor: Actor, authority_id: int, child_id: int | None, why: Why) -> AccessSession:
    """Inside a change: from now on this person may look, for as long as the basis allows."""
    now = clock.now()
    row = AccessSession(
        authority_id=authority_id,
        child_id=child_id,
        person=actor.id,
        agency=actor.agency,
        basis=why.basis,
        reason_code=why.code,
        reason=why.words,
        on_behalf_of=why.on_behalf_of,
        opened_at=now,
        until=now + LASTS[why.basis],
    )
    session.add(row)
    session.flush()
    return row


class UnknownChild(LookupError):
    """There is no such child here."""


def about_child(session: Session, child: str, *_more: object, **_others: object) -> Subject:
    """For operations whose first word is the child's record."""
    known = queries.child(child, session)
    if known is None:
        raise UnknownChild(child)
    return queries.subject(known)


def acting_on(session: Session, actor: Actor, child: str, kind: str = "record") -> tuple[ChildKnown, Case]:
    """Inside a change about a child: the child, and what decides for this actor. Refused, with the rule, for somebody
    who may not see this kind of thing in full; the system itself may."""
    known = queries.child(child, session)
    while known is not None and known.merged_into:  # what hangs on a merged record is the kept child's
        known = queries.child(known.merged_into, session)
    if known is None:
        raise UnknownChild(child)
    if actor.kind == "system":
        return known, Case(Viewer(actor.id), known.state)
    case = queries.case(actor, known, session=session)
    found = decide(profiles.current().access, case, kind)
    if found.view is not View.FULL:
        raise Refused(rule=found.rule)
    acts.remark(rule=found.rule)
    return known, case


def _about_emergency(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    slug = session.scalar(
        select(Authority.slug)
        .join(AccessSession, AccessSession.authority_id == Authority.id)
        .where(AccessSession.uuid == uuid, AccessSession.basis == EMERGENCY)
    )
    if slug is None:
        raise UnknownSession(uuid)
    return Subject("emergency", uuid, slug)


@operation(Permission.EMERGENCY_RULE, about=_about_emergency)
def rule_on_emergency(session: Session, actor: Actor, uuid: str, verdict: str, words: str) -> None:
    """The privacy officer says whether an emergency was one. ValueError for a verdict that is none."""
    if verdict not in VERDICTS:
        raise ValueError(verdict)
    row = session.scalars(select(AccessSession).where(AccessSession.uuid == uuid).with_for_update()).one()
    row.verdict, row.verdict_words = verdict, words
    row.verdict_by, row.verdict_at = actor.id, clock.now()
    acts.remark(verdict=verdict)


def end_sessions(session: Session, left: PersonLeft) -> None:
    """Somebody has left: every record that they had open closes in the same moment."""
    now = clock.now()
    open_now = select(AccessSession).where(AccessSession.person == left.person, AccessSession.until > now)
    for row in session.scalars(open_now.with_for_update()):
        row.until = now
