"""Two records are one child, or are two after all. No row moves: the merged record stands under the kept one."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access.models import Child
from access.operations import UnknownChild, acting_on
from access.queries import child_by_id, subject
from access.rules import ACTIVE, MERGED, QUARANTINE, WAITING, sharing
from childindex.models import Addition, Card, Key, Merge
from childindex.operations.cards import refresh
from foundation import acts, clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission


class NotMergeable(ValueError):
    """The two are one record already, or one of them is merged or put away."""


class UnknownMerge(LookupError):
    """There is no such merge, or it was taken back."""


@operation(Permission.CHILD_MERGE, about=access.about_child)
def merge(session: Session, actor: Actor, kept: str, merged: str, why: str) -> str:
    """Say that two records are one child: the second stands under the first. NotMergeable, also for the second of two
    people who do it at the same moment."""
    one, _case = acting_on(session, actor, kept)
    other, _case = acting_on(session, actor, merged)
    rows = {
        row.id: row
        for row in session.scalars(
            select(Child)
            .where(Child.id.in_((one.id, other.id)))
            .order_by(Child.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    top, under = rows[one.id], rows.get(other.id)
    if under is None or top.id == under.id or top.status != ACTIVE:
        raise NotMergeable
    if other.authority not in sharing(profiles.current().authorities, one.authority):
        raise NotMergeable
    if under.status not in (ACTIVE, WAITING, QUARANTINE):
        raise NotMergeable
    row = Merge(kept_id=top.id, merged_id=under.id, why=why, by=actor.id, at=clock.now())
    session.add(row)
    _settle_addition(session, actor, under)
    under.status, under.merged_into_id = MERGED, top.id
    top.shielded, top.hidden = top.shielded or other.state.shielded, top.hidden or other.state.hidden
    session.flush()
    session.execute(delete(Key).where(Key.child_id == under.id))
    session.execute(delete(Card).where(Card.child_id == under.id))
    refresh(session, top.id)
    acts.remark(merged=other.uuid, key=f"child:{one.uuid}", names={"why": why})
    return row.uuid


def _settle_addition(session: Session, actor: Actor, under: Child) -> None:
    waiting = session.get(Addition, under.id)
    if waiting is not None and waiting.settled_at is None:
        waiting.settled_at, waiting.settled_by, waiting.outcome = clock.now(), actor.id, "merged"


def _about_merge(session: Session, uuid: str, _why: str) -> Subject:
    record = session.scalar(select(Merge.kept_id).where(Merge.uuid == uuid))
    known = child_by_id(record, session) if record else None
    if known is None:
        raise UnknownMerge(uuid)
    return subject(known)


@operation(Permission.CHILD_MERGE, about=_about_merge)
def unmerge(session: Session, actor: Actor, uuid: str, why: str) -> str:
    """They are two children after all: each record is as it was, and one that waited waits again; answers that record.

    What protects the kept record stays on it, whichever of the two it came from, until somebody ends it with a reason.
    """
    row = session.scalars(select(Merge).where(Merge.uuid == uuid).with_for_update()).one()
    if row.undone_at is not None:
        raise UnknownMerge(uuid)
    known = child_by_id(row.kept_id, session)
    if known is None:
        raise UnknownChild(uuid)
    acting_on(session, actor, known.uuid)
    under = session.get_one(Child, row.merged_id, with_for_update=True)
    under.status, under.merged_into_id = _waited(session, under), None
    row.undone_at, row.undone_by, row.undone_why = clock.now(), actor.id, why
    session.flush()
    refresh(session, row.kept_id)
    refresh(session, under.id)
    acts.remark(apart=under.uuid, key=f"child:{known.uuid}", names={"why": why})
    return under.uuid


def _waited(session: Session, under: Child) -> str:
    """The state to which a record goes back: one that nobody had released before the merge is looked at again."""
    waiting = session.get(Addition, under.id, with_for_update=True)
    if waiting is None or waiting.outcome != "merged":
        return ACTIVE
    waiting.settled_at, waiting.settled_by, waiting.outcome = None, "", ""
    return QUARANTINE if any(one["withheld"] for one in waiting.near) else WAITING
