"""A need, a concern or a strength: recorded with agreement and a next step, looked at again, closed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access.queries import ChildKnown, subject
from access.rules import Case, Item, View, decide, is_central
from casework import rules
from casework.models import Need, Step
from casework.queries import needs as queries
from casework.shapes import NO_STEP, NewNeed, NextStep
from childindex.models import News
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission

VERDICTS = ("still", "changed", "met", "ended")


class UnknownNeed(LookupError):
    """There is no such need, concern or strength that stands."""


class NotKept(ValueError):
    """This profile does not note such things, or knows no such dimension or level."""


class NoBasis(ValueError):
    """Neither an agreement nor a lawful ground covers it today."""


class NoStep(ValueError):
    """Recording is not acting: neither a next step was given, nor why there is none."""


@dataclass(frozen=True)
class Review:
    """What its author found on looking again: it is still so, it has changed, it is met, or it has ended."""

    verdict: str
    words: str = ""
    evidence: str = ""
    level: str = ""
    step: NextStep = NO_STEP


@operation(Permission.NEED_KEEP, about=access.about_child)
def record_need(session: Session, actor: Actor, child: str, new: NewNeed) -> str:
    """Note one of them. NotKept, NoBasis, NoStep say what is missing."""
    known, case = access.acting_on(session, actor, child)
    _may_note(actor, case, new.kind)
    _checked(new)
    if new.basis not in {one.uuid for one in queries.bases(known.records, new.kind, session)}:
        raise NoBasis
    today, profile = clock.today(), profiles.current()
    row = Need(
        child_id=known.id,
        kind=new.kind,
        code=new.code,
        words=new.words,
        evidence=new.evidence,
        level=new.level,
        by=actor.id,
        agency=actor.agency,
        basis=new.basis,
        added_on=today,
        review_on=rules.review_on(profile, new.kind, today),
        expires_on=rules.expires_on(profile, new.kind, today),
    )
    session.add(row)
    session.flush()
    _keep_step(session, actor, row, new.step)
    if new.kind != rules.CONCERN:  # a count of one would tell of a concern
        session.add(News(child_id=known.id, kind=new.kind, what="added", by=actor.id, at=clock.now()))
    acts.remark(kind=new.kind)
    return row.uuid


def _may_note(actor: Actor, case: Case, kind: str) -> None:
    """Nobody notes what they could not read again."""
    if actor.kind == "system":
        return
    found = decide(profiles.current().access, case, kind, Item(author=True))
    if found.view is not View.FULL:
        raise Refused(rule=found.rule)


def _checked(new: NewNeed) -> None:
    profile = profiles.current()
    if new.kind not in rules.kept(profile) or new.code not in queries.framework():
        raise NotKept(new.kind)
    if new.level and (new.kind != rules.NEED or new.level not in {one.key for one in profile.levels}):
        raise NotKept(new.level)
    if not new.words or bool(new.evidence) != (new.kind == rules.NEED):
        raise NotKept(new.kind)
    if new.kind in rules.WITH_STEP and not new.step:
        raise NoStep


def _keep_step(session: Session, actor: Actor, row: Need, step: NextStep) -> None:
    if row.kind not in rules.WITH_STEP or not step:
        return
    acting = not step.nothing
    session.add(
        Step(
            child_id=row.child_id,
            need_id=row.id,
            by=actor.id,
            agency=actor.agency,
            words=step.words if acting else "",
            due_on=step.by if acting else None,
            why_not=step.nothing,
            why_not_words="" if acting else step.nothing_words,
            added_on=clock.today(),
        )
    )


def _about(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    record = session.scalar(select(Need.child_id).where(Need.uuid == uuid))
    known = queries.survivor(session, record) if record else None
    if known is None:
        raise UnknownNeed(uuid)
    return subject(known)


@operation(Permission.NEED_KEEP, about=_about)
def review_need(session: Session, actor: Actor, uuid: str, review: Review) -> None:
    """Look at it again: its author does, or somebody of the central team who sees it."""
    row = session.scalars(select(Need).where(Need.uuid == uuid).with_for_update()).one()
    known = queries.survivor(session, row.child_id)
    if known is None or row.closed_how or review.verdict not in VERDICTS:
        raise UnknownNeed(uuid)
    _known, case = access.acting_on(session, actor, known.uuid)
    _may_keep(actor, row, known, case)
    if review.verdict in ("met", "ended"):
        _close(session, actor, row, review)
    else:
        _renew(session, actor, row, known, review)
    acts.remark(kind=row.kind, verdict=review.verdict)


def _may_keep(actor: Actor, row: Need, known: ChildKnown, case: Case) -> None:
    mine = row.by == actor.id
    if actor.kind == "system":
        return
    found = decide(profiles.current().access, case, row.kind, Item(author=mine))
    if found.view is not View.FULL or not (mine or is_central(actor, subject(known))):
        raise Refused(rule=found.rule)


def _close(session: Session, actor: Actor, row: Need, review: Review) -> None:
    if review.verdict == "met" and row.kind != rules.NEED:
        raise UnknownNeed(row.uuid)
    row.closed_at, row.closed_by = clock.now(), actor.id
    row.closed_how, row.closed_words = review.verdict, review.words
    for step in _open_steps(session, row):
        step.ended_on, step.ended_how = clock.today(), "closed"


def _renew(session: Session, actor: Actor, row: Need, known: ChildKnown, review: Review) -> None:
    """It stands for another while, on an agreement that holds today, with a next step as when it was new."""
    standing = [one.uuid for one in queries.bases(known.records, row.kind, session)]
    if not standing:
        raise NoBasis
    if row.kind in rules.WITH_STEP and not review.step and not _open_steps(session, row):
        raise NoStep
    if review.verdict == "changed":
        _change(row, known, review)
    _keep_step(session, actor, row, review.step)
    today, profile = clock.today(), profiles.current()
    row.basis = row.basis if row.basis in standing else standing[0]
    row.review_on, row.expires_on = (
        rules.review_on(profile, row.kind, today),
        rules.expires_on(profile, row.kind, today),
    )
    row.asked_on = row.passed_on = None


def _change(row: Need, known: ChildKnown, review: Review) -> None:
    """What stood there before is in the trail, under the child's key."""
    levels = {"", *(one.key for one in profiles.current().levels)} if row.kind == rules.NEED else {""}
    if not review.words or bool(review.evidence) != (row.kind == rules.NEED) or review.level not in levels:
        raise NotKept(row.kind)
    acts.remark(key=f"child:{known.uuid}", names={"before": row.words, **_named("evidence before", row.evidence)})
    row.words, row.evidence, row.level = review.words, review.evidence, review.level


def _named(name: str, said: str) -> dict[str, str]:
    return {name: said} if said else {}


def _open_steps(session: Session, row: Need) -> list[Step]:
    wanted = select(Step).where(Step.need_id == row.id, Step.ended_on.is_(None), Step.due_on.is_not(None))
    return list(session.scalars(wanted.with_for_update()))
