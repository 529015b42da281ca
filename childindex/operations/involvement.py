"""Who is involved: added with the family's agreement or on a lawful ground, ended with a reason, told to the others."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access.models import Child
from access.operations import acting_on
from access.queries import ChildKnown, authorities_near, child_by_id, subject
from access.rules import is_central
from accounts.models import Agency, Membership, Person
from childindex import correspondence, rules
from childindex.models import Involvement, Lead, News
from childindex.shapes import NewInvolvement
from consent import queries as consent
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission


class UnknownInvolvement(LookupError):
    """There is no such involvement."""


class NoBasis(ValueError):
    """Neither an agreement nor a lawful ground stands behind it."""


class AlreadyInvolved(ValueError):
    """The same person of the same agency is involved already."""


class BadInvolvement(ValueError):
    """Something that this profile does not know, or a sensitive involvement without a number to ring."""


class SafetyUnanswered(ValueError):
    """The last agency leaves, and nobody said that it is safe."""


class StillLeads(ValueError):
    """Whoever leads hands over first."""


@operation(Permission.INVOLVEMENT_KEEP, about=access.about_child)
def add_involvement(session: Session, actor: Actor, child: str, new: NewInvolvement) -> str:
    """Say that somebody works with the child: oneself, a colleague of one's agency, or (central team) anybody named."""
    known, _case = acting_on(session, actor, child)
    _may_speak_for(session, actor, known, new)
    if actor.kind != "system" and new.basis not in {one.uuid for one in consent.bases(known.records, session)}:
        raise NoBasis
    return keep_involvement(session, actor, known, new)


def keep_involvement(session: Session, actor: Actor, known: ChildKnown, new: NewInvolvement) -> str:
    """Inside a change: the involvement as a row, news of it, and a letter to those who were there before."""
    if new.kind not in profiles.current().involvement_kinds or (new.sensitive and not new.relay_phone):
        raise BadInvolvement(new.kind)
    before = people_involved(session, known)
    row = Involvement(
        child_id=known.id,
        agency=new.agency,
        person=new.person,
        name=new.name,
        job=new.job,
        phone=new.phone,
        email=new.email,
        kind=new.kind,
        sensitive=new.sensitive,
        relay_phone=new.relay_phone,
        starts=new.starts or clock.today(),
        review_on=new.review_on,
        basis=new.basis,
        source=new.source,
        entered_by=actor.id,
        added_at=clock.now(),
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError:
        raise AlreadyInvolved from None
    _tell_others(session, actor, known, new, before)
    spoken_for = {"on_behalf_of": new.name} if new.person != actor.id else {}
    acts.remark(key=f"child:{known.uuid}", names=spoken_for, sensitive=new.sensitive)
    return row.uuid


def _tell_others(session: Session, actor: Actor, known: ChildKnown, new: NewInvolvement, before: set[str]) -> None:
    session.add(
        News(child_id=known.id, kind="involvement", what="added", sensitive=new.sensitive, by=actor.id, at=clock.now())
    )
    if profiles.current().notify_on_new_involvement and actor.kind == "person" and not new.sensitive:
        correspondence.tell_of_involvement(session, sorted(before - {actor.id, new.person, ""}))


def people_involved(session: Session, known: ChildKnown) -> set[str]:
    """Inside a change: the people with a log-on who are involved now."""
    wanted = select(Involvement.person).where(
        Involvement.child_id.in_(known.records), Involvement.ends.is_(None), Involvement.person != ""
    )
    return set(session.scalars(wanted))


def _may_speak_for(session: Session, actor: Actor, known: ChildKnown, new: NewInvolvement) -> None:
    """For one's own agency; the central team for any agency of the index; both are named in the trail."""
    here = authorities_near(known.authority, session)
    place = session.scalar(select(Agency.id).where(Agency.uuid == new.agency, Agency.authority_id.in_(here)))
    if place is None or (actor.kind != "system" and not _works_for(session, new.person, place)):
        raise BadInvolvement(new.agency)
    own = new.agency in {one.agency for one in actor.grants if one.agency}
    if actor.kind != "system" and not own and not is_central(actor, subject(known)):
        raise Refused


def _works_for(session: Session, person: str, place: int) -> bool:
    """Whether somebody with a log-on works for this agency, or is of the central team; nobody named by a log-on: fine."""
    if not person:
        return True
    held = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.uuid == person, Membership.ended_at.is_(None))
        .where((Membership.agency_id == place) | Membership.agency_id.is_(None))
    )
    return session.scalar(held.limit(1)) is not None


def _about(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    record = session.scalar(select(Involvement.child_id).where(Involvement.uuid == uuid))
    known = child_by_id(record, session) if record else None
    if known is None:
        raise UnknownInvolvement(uuid)
    return subject(known)


@operation(Permission.INVOLVEMENT_KEEP, about=_about)
def end_involvement(session: Session, actor: Actor, uuid: str, code: str, words: str = "", *, safe: str = "") -> None:
    """End an involvement of one's own agency (central team: any), with a reason. safe: why nobody need stay, asked of
    the last agency where the profile says so."""
    row = session.scalars(select(Involvement).where(Involvement.uuid == uuid)).one()
    # First the child, then the involvement: two who leave at once wait in line, and the last one is asked.
    session.get_one(Child, row.child_id, with_for_update=access.IN_LINE)
    session.refresh(row, with_for_update=True)
    record = child_by_id(row.child_id, session)
    if record is None or row.ends is not None:
        raise UnknownInvolvement(uuid)
    known, _case = acting_on(session, actor, record.uuid)
    own = row.agency in {one.agency for one in actor.grants if one.agency}
    if actor.kind != "system" and not own and not is_central(actor, subject(known)):
        raise Refused
    if not code:
        raise BadInvolvement("end")
    _may_leave(session, known, row, safe)
    row.ends, row.end_code, row.end_words = max(clock.today(), row.starts), code, words
    session.add(
        News(child_id=known.id, kind="involvement", what="ended", sensitive=row.sensitive, by=actor.id, at=clock.now())
    )
    acts.remark(
        end=code,
        key=f"child:{known.uuid}",
        names={name: said for name, said in (("why", words), ("safe", safe)) if said},
    )


def _may_leave(session: Session, known: ChildKnown, row: Involvement, safe: str) -> None:
    leads = select(Lead.id).where(
        Lead.child_id.in_(known.records),
        Lead.person == row.person,
        Lead.person != "",
        Lead.accepted_at.is_not(None),
        Lead.ended_at.is_(None),
    )
    if session.scalar(leads) is not None:
        raise StillLeads
    if not profiles.current().last_agency_check or len(safe.strip()) >= 10:
        return
    left = session.scalars(
        select(Involvement.agency)
        .where(Involvement.child_id.in_(known.records), Involvement.ends.is_(None), Involvement.id != row.id)
        .with_for_update()
    ).all()
    if rules.is_last(left):
        raise SafetyUnanswered
