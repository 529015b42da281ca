"""Record what a family agreed to or took back, a lawful ground instead, a notice; settle a disagreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access.models import Child
from access.queries import child_by_id, subject
from consent import rules
from consent.models import Consent, ConsentRuling, ConsentScope, Notice
from consent.rules import CONSENT, GIVERS, GROUND, HOW, Cell
from foundation import acts, clock
from foundation.acts import Actor, Refused, Subject, operation
from foundation.permissions import Permission


class UnknownConsent(LookupError):
    """There is no such consent or ground."""


class NotAllowed(ValueError):
    """This profile lets no lawful ground stand in for consent, or knows no such kind of information."""


@dataclass(frozen=True)
class NewConsent:
    """What somebody agreed to. snapshot: what they were shown before they did."""

    giver: str
    giver_name: str
    how: str
    where_kept: str
    obtained_on: date
    expires_on: date
    cells: frozenset[Cell]
    language: str = "en"
    snapshot: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class NewGround:
    """Why something is shared without consent, and what."""

    ground: str
    reason: str
    expires_on: date
    cells: frozenset[Cell]


@operation(Permission.CONSENT_KEEP, about=access.about_child)
def record(session: Session, actor: Actor, child: str, new: NewConsent) -> str:
    """Keep an answer; the same giver's earlier one is replaced by it. An answer without a cell is a refusal."""
    known, _case = access.acting_on(session, actor, child)
    session.get_one(Child, known.id, with_for_update=access.IN_LINE)  # two answers of one giver at once: one stands
    for earlier in _standing(session, known.records, new.giver):
        _end(earlier, actor, "replaced")
    return keep_consent(session, actor, known.id, new)


def keep_consent(session: Session, actor: Actor, child_id: int, new: NewConsent) -> str:
    """Inside a change: the answer as a row."""
    if new.giver not in GIVERS or new.how not in HOW:
        raise ValueError(new.giver)
    _known_kinds(new.cells)
    row = _kept(
        session,
        actor,
        child_id,
        new.cells,
        kind=CONSENT,
        expires_on=new.expires_on,
        giver=new.giver,
        giver_name=new.giver_name,
        how=new.how,
        where_kept=new.where_kept,
        obtained_on=new.obtained_on,
        language=new.language,
        snapshot=new.snapshot,
    )
    acts.remark(cells=len(new.cells), giver=new.giver)
    return row.uuid


@operation(Permission.CONSENT_KEEP, about=access.about_child)
def share_on_ground(session: Session, actor: Actor, child: str, new: NewGround) -> str:
    """Share without consent, on a lawful ground that the privacy officer reviews. NotAllowed where the profile says never."""
    known, _case = access.acting_on(session, actor, child)
    if profiles.current().consent.add_without == "never":
        raise NotAllowed(new.ground)
    _known_kinds(new.cells)
    row = _kept(
        session,
        actor,
        known.id,
        new.cells,
        kind=GROUND,
        expires_on=new.expires_on,
        ground=new.ground,
        reason=new.reason,
        obtained_on=clock.today(),
        snapshot=[],
    )
    acts.remark(ground=new.ground, cells=len(new.cells), key=f"child:{known.uuid}", names={"reason": new.reason})
    return row.uuid


def _about_consent(session: Session, uuid: str, *_more: object, **_others: object) -> Subject:
    record = session.scalar(select(Consent.child_id).where(Consent.uuid == uuid))
    known = child_by_id(record, session) if record else None
    if known is None:
        raise UnknownConsent(uuid)
    return subject(known)


@operation(Permission.CONSENT_KEEP, about=_about_consent)
def withdraw(session: Session, actor: Actor, uuid: str, words: str = "") -> None:
    """Taken back: what it covered is closed from the next request on. Whoever may open the record may note it."""
    row = session.scalars(select(Consent).where(Consent.uuid == uuid).with_for_update()).one()
    known, _case = access.acting_on(session, actor, session.get_one(Child, row.child_id).uuid)
    if row.ended_at is None:
        _end(row, actor, "withdrawn", words)
    acts.remark(key=f"child:{known.uuid}", names={"why": words} if words else {}, fields=[row.kind])


@operation(Permission.GROUND_REVIEW, about=_about_consent)
def review(session: Session, actor: Actor, uuid: str, verdict: str, words: str) -> None:
    """The privacy officer's verdict on a lawful ground; "not-right" closes what it covered."""
    row = session.scalars(select(Consent).where(Consent.uuid == uuid, Consent.kind == GROUND).with_for_update()).first()
    if row is None:
        raise UnknownConsent(uuid)
    if verdict not in ("right", "not-right", "unclear"):
        raise ValueError(verdict)
    row.verdict, row.verdict_words, row.verdict_by, row.verdict_at = verdict, words, actor.id, clock.now()
    acts.remark(verdict=verdict)


@operation(Permission.CONSENT_KEEP, about=access.about_child)
def settle(session: Session, actor: Actor, child: str, cell: Cell, *, allowed: bool, words: str) -> None:
    """A person of the central team decides where the child and a grown-up disagree."""
    known, _case = access.acting_on(session, actor, child)
    if not rules.settles(actor, subject(known)):
        raise Refused
    earlier = select(ConsentRuling).where(
        ConsentRuling.child_id.in_(known.records),
        ConsentRuling.agency == cell[0],
        ConsentRuling.info == cell[1],
        ConsentRuling.ended_at.is_(None),
    )
    for row in session.scalars(earlier.with_for_update()):
        row.ended_at = clock.now()
    session.add(
        ConsentRuling(
            child_id=known.id, agency=cell[0], info=cell[1], allowed=allowed, words=words, by=actor.id, at=clock.now()
        )
    )
    acts.remark(key=f"child:{known.uuid}", names={"why": words}, fields=[cell[1]], cell=cell[0], allowed=allowed)


@operation(Permission.NOTICE_KEEP, about=access.about_child)
def note_notice(session: Session, actor: Actor, child: str, how: str, given_on: date, *, language: str = "en") -> None:
    """The family was told what is kept, and how they were told."""
    known, _case = access.acting_on(session, actor, child)
    session.add(
        Notice(child_id=known.id, how=how, given_on=given_on, language=language, by=actor.id, added_at=clock.now())
    )
    acts.remark(fields=["notice"], how=how)


def _kept(session: Session, actor: Actor, child_id: int, cells: frozenset[Cell], **more: Any) -> Consent:
    row = Consent(
        child_id=child_id,
        obtained_by=actor.id,
        obtained_agency=actor.agency,
        added_at=clock.now(),
        **more,
    )
    session.add(row)
    session.flush()
    session.add_all(ConsentScope(consent_id=row.id, agency=agency, info=info) for agency, info in sorted(cells))
    return row


def _standing(session: Session, records: tuple[int, ...], giver: str) -> list[Consent]:
    wanted = select(Consent).where(
        Consent.child_id.in_(records), Consent.giver == giver, Consent.kind == CONSENT, Consent.ended_at.is_(None)
    )
    return list(session.scalars(wanted.with_for_update()))


def _end(row: Consent, actor: Actor, how: str, words: str = "") -> None:
    row.ended_at, row.ended_how, row.ended_by, row.ended_words = clock.now(), how, actor.id, words


def _known_kinds(cells: frozenset[Cell]) -> None:
    unknown = {info for _agency, info in cells} - set(rules.kinds(profiles.current()))
    if unknown:
        raise NotAllowed(", ".join(sorted(unknown)))
