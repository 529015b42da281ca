"""The lead: offered, accepted, handed over with cover, never imposed. What it is called is the profile's to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access.operations import acting_on
from access.queries import ChildKnown, child_by_id, subject
from access.rules import is_central
from childindex import correspondence, rules
from childindex.models import Involvement, Lead, News
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission
from profiles.schema import LeadRole


class UnknownLead(LookupError):
    """There is no such offer or lead, or it is over."""


class NotEligible(ValueError):
    """This profile has no such role, or not for this person, this chooser or this level of need."""


class WrongLevel(ValueError):
    """The role is for other levels of need."""


class OneAgency(ValueError):
    """Here somebody leads only when the needs are more than one agency can meet, and only one works with the child."""


class AlreadyLed(ValueError):
    """Somebody holds this role for the child already: it is handed over, not taken."""


@dataclass(frozen=True)
class Offer:
    """Who is asked to lead: somebody involved, by their UUID, or a relative or volunteer by name."""

    role: str
    chosen_by: str
    review_on: date
    person: str = ""
    lay_name: str = ""
    lay_relation: str = ""
    lay_phone: str = ""
    cover: str = ""
    level: str = ""  # of need, where the role is for some levels only: asked, not kept


@operation(Permission.LEAD_KEEP, about=access.about_child)
def offer_lead(session: Session, actor: Actor, child: str, new: Offer) -> str:
    """Ask somebody to lead. A relative or volunteer, where the profile allows one, has agreed by word of mouth."""
    known, _case = acting_on(session, actor, child, "lead")  # of a protected child: only who may see who leads
    role = rules.lead_role(profiles.current(), new.role)
    if role is None or new.chosen_by not in role.chosen_by or bool(new.person) == bool(new.lay_name):
        raise NotEligible(new.role)
    if new.lay_name and not role.allow_nonprofessional:
        raise NotEligible(new.role)
    _fits(session, known, role, new)
    row = Lead(
        child_id=known.id,
        role=new.role,
        person=new.person,
        agency=_agency_of(session, known, new.person) if new.person else "",
        lay_name=new.lay_name,
        lay_relation=new.lay_relation,
        lay_phone=new.lay_phone,
        chosen_by=new.chosen_by,
        cover=_somebody_involved(session, known, new.cover),
        review_on=new.review_on,
        offered_by=actor.id,
        offered_at=clock.now(),
        accepted_at=clock.now() if new.lay_name or new.person == actor.id else None,
    )
    if row.accepted_at is not None and current_lead(session, known, new.role) is not None:
        raise AlreadyLed(new.role)
    session.add(row)
    _flush_one(session)
    _news(session, actor, known)
    if new.person and new.person != actor.id:
        correspondence.tell_of_lead(session, new.person)
    acts.remark(role=new.role)
    return row.uuid


def _fits(session: Session, known: ChildKnown, role: LeadRole, new: Offer) -> None:
    """The local rule for when somebody leads: by level of need, or by how many agencies are involved."""
    bounded = bool(role.min_level or role.max_level)
    if bounded and (not new.level or role not in rules.leads_offered(profiles.current(), new.level)):
        raise WrongLevel(new.level)
    if role.when == "needs_exceed_one_agency":
        agencies = select(Involvement.agency).where(Involvement.child_id.in_(known.records), Involvement.ends.is_(None))
        if len(set(session.scalars(agencies))) < 2:
            raise OneAgency


def _about(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    record = session.scalar(select(Lead.child_id).where(Lead.uuid == uuid))
    known = child_by_id(record, session) if record else None
    if known is None:
        raise UnknownLead(uuid)
    return subject(known)


@operation(Permission.LEAD_KEEP, about=_about)
def accept_lead(session: Session, actor: Actor, uuid: str) -> None:
    """Accept what one was offered: from now on one leads. Who led before is handed over from, in the same moment."""
    row, known = _open(session, uuid)
    if row.person != actor.id or row.accepted_at is not None:
        raise UnknownLead(uuid)
    before = current_lead(session, known, row.role)
    if before is not None:
        before.ended_at, before.ended_how = clock.now(), "handed-over"
        session.flush()
    row.accepted_at = clock.now()
    _flush_one(session)
    _news(session, actor, known)
    acts.remark(role=row.role)


@operation(Permission.LEAD_KEEP, about=_about)
def decline_lead(session: Session, actor: Actor, uuid: str, why: str) -> None:
    """Say no to an offer; whoever offered sees the reason."""
    row, known = _open(session, uuid)
    if row.person != actor.id or row.accepted_at is not None:
        raise UnknownLead(uuid)
    row.ended_at, row.ended_how, row.why = clock.now(), "declined", why
    _news(session, actor, known)
    acts.remark(role=row.role, key=f"child:{known.uuid}", names={"why": why})


@operation(Permission.LEAD_KEEP, about=_about)
def take_back_offer(session: Session, actor: Actor, uuid: str) -> None:
    """Take back an offer that nobody has answered."""
    row, _known = _open(session, uuid)
    if row.offered_by != actor.id or row.accepted_at is not None:
        raise UnknownLead(uuid)
    row.ended_at, row.ended_how = clock.now(), "taken-back"
    acts.remark(role=row.role)


@operation(Permission.LEAD_KEEP, about=_about)
def set_cover(session: Session, actor: Actor, uuid: str, cover: str, review_on: date) -> None:
    """Say who stands in while one is away, and when the lead is looked at again."""
    row, known = _open(session, uuid)
    _leads_or_central(session, actor, row, known)
    row.cover, row.review_on = _somebody_involved(session, known, cover), review_on
    acts.remark(role=row.role, fields=["cover", "review"])


@operation(Permission.LEAD_KEEP, about=_about)
def end_lead(session: Session, actor: Actor, uuid: str, why: str) -> None:
    """End the lead when nobody need lead any more; one who goes away hands over instead."""
    row, known = _open(session, uuid)
    _leads_or_central(session, actor, row, known)
    row.ended_at, row.ended_how, row.why = clock.now(), "ended", why
    _news(session, actor, known)
    acts.remark(role=row.role, key=f"child:{known.uuid}", names={"why": why})


def current_lead(session: Session, known: ChildKnown, role: str) -> Lead | None:
    """Inside a change: who holds this role now."""
    return session.scalar(_held(known, role).with_for_update())


def _held(known: ChildKnown, role: str) -> Select[Lead]:
    return select(Lead).where(
        Lead.child_id.in_(known.records), Lead.role == role, Lead.accepted_at.is_not(None), Lead.ended_at.is_(None)
    )


def _open(session: Session, uuid: str) -> tuple[Lead, ChildKnown]:
    row = session.scalars(select(Lead).where(Lead.uuid == uuid).with_for_update()).one()
    known = child_by_id(row.child_id, session)
    if row.ended_at is not None or known is None:
        raise UnknownLead(uuid)
    return row, known


def _leads_or_central(session: Session, actor: Actor, row: Lead, known: ChildKnown) -> None:
    """Whoever leads, or somebody of the central team who has opened the record with a reason."""
    if row.person == actor.id:
        return
    if not is_central(actor, subject(known)):
        raise Refused
    acting_on(session, actor, known.uuid, "lead")


def _agency_of(session: Session, known: ChildKnown, person: str) -> str:
    """The agency for which somebody is involved. NotEligible for somebody who is not."""
    agency = session.scalar(
        select(Involvement.agency).where(
            Involvement.child_id.in_(known.records), Involvement.person == person, Involvement.ends.is_(None)
        )
    )
    if agency is None:
        raise NotEligible(person)
    return agency


def _somebody_involved(session: Session, known: ChildKnown, person: str) -> str:
    if person:
        _agency_of(session, known, person)
    return person


def _flush_one(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError:
        raise AlreadyLed from None


def _news(session: Session, actor: Actor, known: ChildKnown) -> None:
    session.add(News(child_id=known.id, kind="lead", what="changed", by=actor.id, at=clock.now()))
