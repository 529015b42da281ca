"""Facts: added, corrected, ended; disputes ruled on; who is hidden, shielded, put away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access import queries
from access.models import Child
from access.operations import acting_on
from access.queries import ChildKnown, child_by_id, subject
from access.rules import ACTIVE, ARCHIVED, View, decide
from childindex import numbers
from childindex.models import Link, News, Number, Value
from childindex.operations.cards import refresh
from childindex.operations.finding import held_finding, index_of_finding
from childindex.shapes import FIELDS, SCHEMES, Fact, NewLink
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission

_BEHIND = {
    "birth": "born",
    "family": "family",
    **{kind: kind for kind in FIELDS if kind != "birth"},
}  # what one must see


class UnknownFact(LookupError):
    """There is no such fact, number or link."""


class BadFact(ValueError):
    """A fact that cannot be kept: its kind, or a field of it."""


@operation(Permission.CHILD_EDIT, about=access.about_child)
def add_fact(session: Session, actor: Actor, child: str, fact: Fact) -> str:
    """Keep what a source says. What differs from what stands is shown as disputed until somebody rules."""
    known = _seen(session, actor, child, fact.kind)
    row = kept_fact(session, actor, known.id, fact)
    _changed(session, actor, known, fact.kind)
    acts.remark(fields=[fact.kind])
    return row.uuid


def kept_fact(session: Session, actor: Actor, child_id: int, fact: Fact) -> Value:
    """Inside a change: the fact as a row. BadFact."""
    if fact.kind not in FIELDS or set(fact.value) - set(FIELDS[fact.kind]):
        raise BadFact(fact.kind)
    row = Value(
        child_id=child_id,
        kind=fact.kind,
        value={key: value for key, value in fact.value.items() if value not in ("", None)},
        source=fact.source,
        said_by=actor.id if actor.kind == "person" else "",
        agency=actor.agency,
        seen_on=fact.seen_on or clock.today(),
        from_on=fact.from_on,
        until_on=fact.until_on,
    )
    session.add(row)
    session.flush()
    return row


def _about_value(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    return _subject(session, select(Value.child_id).where(Value.uuid == uuid))


def _subject(session: Session, which: object) -> Subject:
    record = session.scalar(which)  # type: ignore[call-overload]  # a select of one number
    known = child_by_id(record, session) if record else None
    if known is None:
        raise UnknownFact
    return subject(known)


@operation(Permission.CHILD_EDIT, about=_about_value)
def correct_fact(session: Session, actor: Actor, uuid: str, fact: Fact) -> str:
    """The fact was wrong: the new one takes its place, the old one stays as ruled out by whoever corrected it."""
    row = session.scalars(select(Value).where(Value.uuid == uuid).with_for_update()).one()
    known = _seen(session, actor, _uuid(session, row.child_id), row.kind)
    _still_holds(row)
    new = kept_fact(session, actor, known.id, replace(fact, kind=row.kind))
    row.state, row.ruled_by, row.ruled_at = "ruled-out", actor.id, clock.now()
    _changed(session, actor, known, row.kind)
    acts.remark(fields=[row.kind])
    return new.uuid


@operation(Permission.CHILD_EDIT, about=_about_value)
def end_fact(session: Session, actor: Actor, uuid: str, until: date | None = None) -> None:
    """It was true until a day (today, unless it is said): an address that was left, a school that was. BadFact for a day
    to come, or before the fact began."""
    row = session.scalars(select(Value).where(Value.uuid == uuid).with_for_update()).one()
    known = _seen(session, actor, _uuid(session, row.child_id), row.kind)
    if row.said_by != actor.id:  # whoever said it may take it back, even while another says something else
        _still_holds(row)
    row.until_on = until or clock.today()
    if row.until_on > clock.today() or (row.from_on and row.until_on < row.from_on):
        raise BadFact("until")
    _changed(session, actor, known, row.kind)
    acts.remark(fields=[row.kind])


def _still_holds(row: Value) -> None:
    """A data manager rules on what is disputed: one side would settle it unseen. What is ruled out stays as it is."""
    if row.state == "disputed":
        raise Refused(rule="disputed")
    if row.state:
        raise UnknownFact(row.uuid)


@operation(Permission.CHILD_RULE, about=_about_value)
def rule_on(session: Session, actor: Actor, uuid: str, why: str) -> None:
    """The data manager rules that this one of several facts is right; the others are ruled out, with the reason."""
    row = session.scalars(select(Value).where(Value.uuid == uuid).with_for_update()).one()
    known = _manages(session, actor, row.child_id)
    if row.state != "disputed":
        raise UnknownFact(uuid)  # settled meanwhile, or ruled out: ruling for it would leave the child without any
    others = select(Value).where(
        Value.child_id.in_(known.records), Value.kind == row.kind, Value.state == "disputed", Value.id != row.id
    )
    for other in session.scalars(others.with_for_update()):
        other.state = "ruled-out"
        other.ruled_by, other.ruled_at, other.ruled_why = actor.id, clock.now(), why
    row.ruled_by, row.ruled_at, row.ruled_why = actor.id, clock.now(), why
    _changed(session, actor, known, row.kind)
    acts.remark(fields=[row.kind], key=f"child:{known.uuid}", names={"why": why})


@operation(Permission.CHILD_EDIT, about=access.about_child)
def add_number(session: Session, actor: Actor, child: str, scheme: str, number: str) -> None:
    """Keep an identifier whose check digit holds; the one before it ends.

    Whether another record holds it makes no difference to the writer, who would learn from it that somebody is there.
    """
    if scheme not in SCHEMES:
        raise BadFact(scheme)
    known, _case = acting_on(session, actor, child)
    bare = numbers.bare(number)
    fault = numbers.nhs_fault(bare) if scheme == "nhs" else numbers.upn_fault(bare)
    if fault:
        raise BadFact(fault)
    for row in session.scalars(
        select(Number)
        .where(Number.child_id.in_(known.records), Number.scheme == scheme, Number.ended_on.is_(None))
        .with_for_update()
    ):
        row.ended_on = clock.today()
    session.flush()
    session.add(Number(child_id=known.id, scheme=scheme, number=bare, said_by=actor.id, seen_on=clock.today()))
    acts.remark(fields=[scheme])


@operation(Permission.CHILD_EDIT, about=access.about_child)
def add_link(session: Session, actor: Actor, child: str, new: NewLink) -> None:
    """A member of the family, by name; by record only where the writer may open that one too."""
    known = _seen(session, actor, child, "family")
    other = acting_on(session, actor, new.other)[0].id if new.other else None
    session.add(
        Link(
            child_id=known.id,
            other_id=other,
            name="" if other else new.name,
            relation=new.relation,
            said_by=actor.id,
            seen_on=clock.today(),
        )
    )
    acts.remark(fields=["family"])


@operation(Permission.CHILD_HIDE, about=access.about_child)
def hide(session: Session, actor: Actor, child: str, *, hidden: bool, why: str) -> None:
    """The family asks that the record is not found, or may be found again. BadFact where the profile has no such choice."""
    known, _case = acting_on(session, actor, child)
    if hidden and profiles.current().consent.basic not in ("hide_on_request", "opt_out"):
        raise BadFact("hide")
    for record in (known.id,) if hidden else known.records:
        session.get_one(Child, record, with_for_update=True).hidden = hidden
    acts.remark(hidden=hidden, key=f"child:{known.uuid}", names={"why": why})


@operation(
    Permission.CHILD_HIDE,
    about=lambda session, finding, **_more: Subject("index", "", index_of_finding(session, finding)),
)
def show_again(session: Session, actor: Actor, finding: str, *, why: str) -> None:
    """The family of a hidden child asks that it may be found again: by a question that means it, since nobody sees it.

    Nothing tells whether anybody was there.
    """
    asked = held_finding(session, actor, finding)
    known = queries.child(asked.met[0], session) if len(asked.met) == 1 else None
    if known is not None and known.state.hidden:
        for record in known.records:
            session.get_one(Child, record, with_for_update=True).hidden = False
    acts.remark(key=f"find:{clock.now():%Y-%m}", names={"why": why, "record": known.uuid if known else ""})


@operation(Permission.CHILD_SHIELD, about=access.about_child)
def shield(session: Session, actor: Actor, child: str, *, shielded: bool, why: str) -> None:
    """Protect a child whose whereabouts must not be known, or end that: its address leaves whatever finding reads."""
    known, _case = acting_on(session, actor, child)
    for record in known.records:
        session.get_one(Child, record, with_for_update=True).shielded = shielded
    session.flush()
    refresh(session, known.id)
    acts.remark(shielded=shielded, key=f"child:{known.uuid}", names={"why": why})


@operation(Permission.CHILD_ARCHIVE, about=access.about_child)
def archive(session: Session, actor: Actor, child: str, *, away: bool, why: str) -> None:
    """Put a record away, or take it back."""
    known, _case = acting_on(session, actor, child)
    row = session.get_one(Child, known.id, with_for_update=True)
    if row.status not in (ACTIVE, ARCHIVED):
        raise BadFact(row.status)
    row.status = ARCHIVED if away else ACTIVE
    acts.remark(status=row.status, key=f"child:{known.uuid}", names={"why": why})


def _seen(session: Session, actor: Actor, child: str, kind: str) -> ChildKnown:
    """The child, for somebody who may see this kind of fact: nobody changes what they may not see."""
    known, case = acting_on(session, actor, child)
    if kind not in _BEHIND:
        raise BadFact(kind)
    if actor.kind != "system":
        found = decide(profiles.current().access, case, _BEHIND[kind])
        if found.view is not View.FULL:
            raise Refused(rule=found.rule)
    return known


def _manages(session: Session, actor: Actor, child_id: int) -> ChildKnown:
    return acting_on(session, actor, _uuid(session, child_id))[0]


def _uuid(session: Session, child_id: int) -> str:
    known = child_by_id(child_id, session)
    if known is None:
        raise UnknownFact
    return known.uuid


def _changed(session: Session, actor: Actor, known: ChildKnown, kind: str) -> None:
    session.flush()
    refresh(session, known.id)
    session.add(News(child_id=known.id, kind=kind, what="changed", by=actor.id, at=clock.now()))
