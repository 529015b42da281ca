"""A sheet for a family, what they do not recognise, the privacy officer's answer, and what verifying found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from access import operations as access
from access import queries
from access.models import Child
from access.operations import VERDICTS
from accounts.models import Authority
from foundation import acts, clock
from foundation.acts import Actor, Subject, operation
from foundation.db import new_uuid
from foundation.permissions import Permission
from oversight import codes, correspondence
from oversight.models import LookedSheet, Question, Verification

COUNTS = timedelta(days=90)


class UnknownCode(LookupError):
    """No sheet that counts has this code."""


class UnknownQuestion(LookupError):
    """There is no such question."""


@dataclass(frozen=True)
class Asked:
    """What a family says: which lines, in their words, and how to reach them if they wish."""

    words: str = ""
    reach: str = ""
    language: str = "en"


@operation(Permission.LOOKED_SEE, about=access.about_child)
def make_sheet(session: Session, actor: Actor, child: str, lines: list[str]) -> str:
    """A list for the family to take home, with a code that counts for 90 days; answers its UUID."""
    known, _case = access.acting_on(session, actor, child, "looked")
    return _sheet(session, actor, known.id, lines)


@operation(Permission.TRAIL_NAMES, about=access.about_child)
def make_sheet_to_post(session: Session, actor: Actor, child: str, lines: list[str]) -> str:
    """The same by the privacy officer, who opens no record, for a family that wrote and asked."""
    known = queries.child(child, session)
    if known is None:
        raise access.UnknownChild(child)
    return _sheet(session, actor, known.id, lines)


def _sheet(session: Session, actor: Actor, child_id: int, lines: list[str]) -> str:
    uuid, now = new_uuid(), clock.now()
    session.add(
        LookedSheet(
            uuid=uuid,
            child_id=child_id,
            digest=codes.digest(codes.code_of(uuid)),
            lines=lines,
            made_by=actor.id,
            made_at=now,
            until=now + COUNTS,
        )
    )
    acts.remark(lines=len(lines))
    return uuid


@operation(Permission.QUESTION_ASK, about=access.about_child)
def ask(session: Session, actor: Actor, child: str, line: str, asked: Asked) -> str:
    """Somebody writes down for the family that they do not recognise a look; answers the question's UUID.

    The same look is asked about once until it is answered."""
    known, _case = access.acting_on(session, actor, child, "looked")
    session.scalars(select(Child.id).where(Child.id == known.id).with_for_update()).one()
    open_one = session.scalar(
        select(Question.uuid).where(
            Question.child_id.in_(known.records), Question.line == line, Question.answered_at.is_(None)
        )
    )
    return open_one or _opened(session, known.id, known.authority, line, asked, by=actor.id)


def _about_code(session: Session, code: str, *_more: object) -> Subject:
    row = session.scalar(
        select(LookedSheet).where(LookedSheet.digest == codes.digest(code), LookedSheet.until > clock.now())
    )
    known = queries.child_by_id(row.child_id, session) if row else None
    if known is None:
        raise UnknownCode
    return queries.subject(known)


@operation(Permission.QUESTION_ASK, about=_about_code)
def ask_by_code(session: Session, _actor: Actor, code: str, numbers: list[int], asked: Asked) -> int:
    """A family says from home, with the code of a sheet, which lines they do not recognise; answers how many are new.

    Each line of a sheet is asked about once. Numbers that are not on it make one question about the whole sheet."""
    held = select(LookedSheet).where(LookedSheet.digest == codes.digest(code)).with_for_update()
    row = session.scalars(held).one()
    wanted = list(dict.fromkeys(row.lines[one - 1] for one in numbers if 0 < one <= len(row.lines))) or [""]
    before = set(session.scalars(select(Question.line).where(Question.sheet_id == row.id)))
    new = [line for line in wanted if line not in before]
    slug = session.scalars(
        select(Authority.slug).join(Child, Child.authority_id == Authority.id).where(Child.id == row.child_id)
    ).one()
    for line in new:
        _opened(session, row.child_id, slug, line, asked, sheet=row.id)
    return len(new)


def _opened(
    session: Session, child_id: int, authority: str, line: str, asked: Asked, *, by: str = "", sheet: int | None = None
) -> str:
    row = Question(
        child_id=child_id,
        sheet_id=sheet,
        line=line,
        words=asked.words,
        reach=asked.reach,
        language=asked.language,
        asked_at=clock.now(),
        asked_by=by,
    )
    session.add(row)
    session.flush()
    correspondence.tell_of_question(session, authority, row.uuid)
    return row.uuid


def _about_question(session: Session, uuid: str, *_more: object) -> Subject:
    known = None
    if child_id := session.scalar(select(Question.child_id).where(Question.uuid == uuid)):
        known = queries.child_by_id(child_id, session)
    if known is None:
        raise UnknownQuestion(uuid)
    return queries.subject(known)


@operation(Permission.QUESTION_RULE, about=_about_question)
def answer(session: Session, actor: Actor, uuid: str, verdict: str, words: str) -> None:
    """The privacy officer's answer, which the family reads beside the look. ValueError for a verdict that is none."""
    if verdict not in VERDICTS:
        raise ValueError(verdict)
    row = session.scalars(select(Question).where(Question.uuid == uuid).with_for_update()).one()
    row.verdict, row.answer = verdict, words
    row.answered_by, row.answered_at = actor.id, clock.now()
    acts.remark(verdict=verdict)


@dataclass(frozen=True)
class Verified:
    """One reading of the whole trail: how many lines, what was found and what was remarked, how long it took."""

    lines: int
    wrong: list[str]
    remarks: list[str]
    took: timedelta


@operation(Permission.TRAIL_VERIFY, about=lambda _session, _found: Subject("trail", ""))
def keep_verification(session: Session, _actor: Actor, found: Verified) -> None:
    """What a reading of the trail found. Whoever oversees it is written to when something is wrong."""
    session.add(
        Verification(
            at=clock.now(),
            lines=found.lines,
            wrong=len(found.wrong),
            remarks=len(found.remarks),
            findings="\n".join([*found.wrong, *found.remarks][:1000]),
            took_ms=int(found.took.total_seconds() * 1000),
        )
    )
    if found.wrong:
        correspondence.tell_of_findings(session, len(found.wrong))
