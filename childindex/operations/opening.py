"""A reason, and only then a record: after a question, from one's own list, in an emergency, or to look after the data."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access import queries
from access.models import Child
from access.operations import UnknownChild, Why
from access.queries import ChildKnown
from access.rules import ACTIVE, EMERGENCY, WORKS_WITH, decide
from accounts.models import Authority
from childindex import correspondence
from childindex.models import CentralQuestion, Finding, LastLook
from childindex.operations.finding import held_finding, index_of_finding
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission

SHORTEST = 10  # characters of a reason: less says nothing


class NoReason(ValueError):
    """The reason is too short to be one, or its kind does not fit how the record is opened."""


def _about_found(session: Session, finding: str, child: str, _why: Why) -> Subject:
    return access.about_child(session, child)


def _about_own(session: Session, child: str, _why: Why) -> Subject:
    return access.about_child(session, child)


@operation(Permission.CHILD_OPEN, about=_about_found)
def open_found(session: Session, actor: Actor, finding: str, child: str, why: Why) -> str:
    """Open the record of a child whose stub this person was shown; answers the UUID of the session."""
    row = held_finding(session, actor, finding)
    if child not in {one["ref"] for one in row.shown}:
        raise UnknownChild(child)
    _fits(why, ("enquiry", "involved", "mediated"))
    return _opened(session, actor, child, why)


@operation(Permission.CHILD_OPEN, about=_about_own)
def open_own(session: Session, actor: Actor, child: str, why: Why) -> str:
    """Open the record of a child that this person works with."""
    known = _known(session, child)
    _fits(why, ("involved", "mediated"))
    if not queries.case(actor, known, "", session).ties & WORKS_WITH:
        raise Refused(rule="R5")
    return _opened(session, actor, child, why)


@operation(Permission.CHILD_RELEASE, about=_about_own)
def open_put_away(session: Session, actor: Actor, child: str, why: Why) -> str:
    """A data manager opens a record that waits, stands in quarantine, was merged or put away."""
    _fits(why, ("oversight",))
    return _opened(session, actor, child, why)


def _opened(session: Session, actor: Actor, child: str, why: Why) -> str:
    known = _known(session, child)
    case = queries.case(actor, known, why.basis, session)
    found = decide(profiles.current().access, case, "record")
    if not found:
        raise Refused(rule=found.rule)
    row = access.begin_session(session, actor, _authority(session, known.authority), known.id, why)
    _look_noted(session, actor, known)
    _said(why, rule=found.rule, key=f"child:{known.uuid}")
    return row.uuid


@operation(Permission.EMERGENCY_ASK, about=lambda session, finding, _why: _about_finding(session, finding))
def open_in_emergency(session: Session, actor: Actor, finding: str, why: Why) -> str | None:
    """Open the one child that a question meant, shown or not; answers its record, or None when it meant none or several.

    Either way the privacy officer is told at once, by reference only.
    """
    asked = held_finding(session, actor, finding)
    _fits(why, (EMERGENCY,))
    known = _the_one(session, asked)
    row = access.begin_session(session, actor, asked.authority_id, known.id if known else None, why)
    slug = session.get_one(Authority, asked.authority_id).slug
    correspondence.tell_of_emergency(session, slug, row.uuid)
    if known is None:
        _said(why, key=f"emergency:{row.uuid}", opened=False)
        return None
    _said(why, key=f"child:{known.uuid}", opened=True, rule="R4" if known.state.hidden else "R7")
    acts.also_showed(Permission.EMERGENCY_ASK, queries.subject(known), {"record": ["opened in an emergency"]})
    return known.uuid


def _the_one(session: Session, asked: Finding) -> ChildKnown | None:
    if len(asked.met) != 1:
        return None
    known = queries.child(asked.met[0], session)
    return known if known and known.state.status == ACTIVE else None


@operation(Permission.CENTRAL_ASK, about=lambda session, finding, _words: _about_finding(session, finding))
def ask_central(session: Session, actor: Actor, finding: str, words: str) -> str:
    """Ask the central team about a question that was put to the index, whatever it answered."""
    asked = held_finding(session, actor, finding)
    row = CentralQuestion(
        authority_id=asked.authority_id,
        person=actor.id,
        asked=asked.asked,
        met=asked.met,
        words=words,
        at=clock.now(),
    )
    session.add(row)
    session.flush()
    slug = session.get_one(Authority, asked.authority_id).slug
    correspondence.tell_central(session, slug, row.uuid)
    acts.remark(key=f"find:{clock.now():%Y-%m}", names={"asked": words})
    return row.uuid


def _about_question(session: Session, uuid: str, _words: str) -> Subject:
    slug = session.scalar(
        select(Authority.slug)
        .join(CentralQuestion, CentralQuestion.authority_id == Authority.id)
        .where(CentralQuestion.uuid == uuid)
    )
    if slug is None:
        raise UnknownChild(uuid)
    return Subject("central-question", uuid, slug)


@operation(Permission.CENTRAL_ANSWER, about=_about_question)
def answer_central(session: Session, actor: Actor, uuid: str, words: str) -> None:
    """The central team's answer: what it says of a hidden child is theirs to judge."""
    row = session.scalars(select(CentralQuestion).where(CentralQuestion.uuid == uuid).with_for_update()).one()
    row.answer, row.answered_by, row.answered_at = words, actor.id, clock.now()
    correspondence.tell_of_answer(session, row.person, row.uuid)


def _about_finding(session: Session, finding: str) -> Subject:
    return Subject("index", "", index_of_finding(session, finding))


def _known(session: Session, child: str) -> ChildKnown:
    known = queries.child(child, session)
    if known is None:
        raise UnknownChild(child)
    return known


def _authority(session: Session, slug: str) -> int:
    return session.scalars(select(Authority.id).where(Authority.slug == slug)).one()


def _fits(why: Why, bases: tuple[str, ...]) -> None:
    if why.basis not in bases or len(why.words.strip()) < SHORTEST or not why.code:
        raise NoReason
    if why.basis == "mediated" and not why.on_behalf_of:
        raise NoReason


def _said(why: Why, *, key: str, **facts: object) -> None:
    acts.remark(
        key=key,
        names={"reason": why.words, **({"on_behalf_of": why.on_behalf_of} if why.on_behalf_of else {})},
        basis=why.basis,
        reason=why.code,
        **facts,
    )


def _look_noted(session: Session, actor: Actor, known: ChildKnown) -> None:
    session.get_one(Child, known.id, with_for_update=access.IN_LINE)  # a form sent twice finds the row of the first
    row = session.get(LastLook, (actor.id, known.id), with_for_update=True)
    if row is None:
        session.add(LastLook(person=actor.id, child_id=known.id, at=clock.now()))
    else:
        row.at = clock.now()
