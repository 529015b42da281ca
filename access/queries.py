"""A child as the rules know it, and the session in which somebody looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

import profiles
from access import facts
from access.models import AccessSession, Child
from access.rules import FINDERS, OVERSEERS, Case, ChildState, Viewer, sharing
from accounts.models import Authority
from accounts.queries.standings import standing
from foundation import clock
from foundation.acts import Actor, Subject
from foundation.db import reading


@dataclass(frozen=True)
class ChildKnown:
    """One child: the record itself and those merged into it. state: shielded or hidden as soon as one of them is."""

    id: int
    uuid: str
    authority: str
    records: tuple[int, ...]
    state: ChildState
    merged_into: str = ""


@dataclass(frozen=True)
class SessionKnown:
    """Why somebody looks, and until when."""

    uuid: str
    child_id: int | None
    person: str
    basis: str
    reason_code: str
    reason: str
    on_behalf_of: str
    opened_at: datetime
    until: datetime


def child(uuid: str, session: Session | None = None) -> ChildKnown | None:
    """The child of a record, with whatever was merged into it: asked once for each snapshot."""
    if session is not None:
        return _child(Child.uuid == uuid, session)
    known: dict[str, ChildKnown | None] = reading().info.setdefault("children", {})
    if uuid not in known:
        known[uuid] = _child(Child.uuid == uuid, reading())
    return known[uuid]


def child_by_id(record: int, session: Session | None = None) -> ChildKnown | None:
    """The same by the record's number."""
    return _child(Child.id == record, session or reading())


def children_by_id(records: Collection[int]) -> dict[int, ChildKnown]:
    """The children of a whole list of records, by the record's number, in one statement."""
    return _children(Child.id.in_(records), reading())


def _child(which: ColumnElement[bool], session: Session) -> ChildKnown | None:
    return next(iter(_children(which, session).values()), None)


def _children(which: ColumnElement[bool], session: Session) -> dict[int, ChildKnown]:
    tree = select(Child.id.label("top"), Child.id).where(which).cte("tree", recursive=True)
    tree = tree.union_all(select(tree.c.top, Child.id).where(Child.merged_into_id == tree.c.id))
    rows = session.execute(
        select(tree.c.top, Child, Authority.slug)
        .join(tree, tree.c.id == Child.id)
        .join(Authority, Authority.id == Child.authority_id)
    )
    trees = defaultdict[int, dict[int, tuple[Child, str]]](dict)
    for top, row, slug in rows:
        trees[top][row.id] = (row, slug)
    return {top: _known(*held.pop(top), [row for row, _slug in held.values()], session) for top, held in trees.items()}


def _known(top: Child, slug: str, merged: Sequence[Child], session: Session) -> ChildKnown:
    into = session.scalar(select(Child.uuid).where(Child.id == top.merged_into_id)) if top.merged_into_id else ""
    rows = [top, *merged]
    state = ChildState(top.status, any(row.shielded for row in rows), any(row.hidden for row in rows))
    return ChildKnown(top.id, top.uuid, slug, (top.id, *sorted(row.id for row in merged)), state, into or "")


def viewer(actor: Actor, authority: str = "") -> Viewer:
    """Who looks, as the rules know them at this moment: asked once for each snapshot. authority: of the child; a role
    or a level of clearance that somebody holds elsewhere counts nothing there, nor does the agency whose entries they
    only keep."""
    known = reading().info.setdefault("viewers", {})
    if (actor, authority) not in known:
        near = sharing(profiles.current().authorities, authority)
        held = min((standing(actor.id, one) for one in near), key=lambda one: (len(one.lacks), -one.level))
        agencies = frozenset(one.agency for one in actor.grants if one.agency and one.role in FINDERS)
        roles = frozenset(one.role for one in actor.grants if not authority or one.authority in near)
        roles |= actor.roles & {"administrator"}  # who never sees a child, wherever they hold it
        known[actor, authority] = Viewer(actor.id, agencies, roles, held.level, not held.lacks)
    found: Viewer = known[actor, authority]
    return found


def case(actor: Actor, known: ChildKnown, basis: str | None = None, session: Session | None = None) -> Case:
    """What a decision about this child is made from. basis: asked of the viewer's own session unless it is given."""
    if basis is None:
        held = session_of(actor.id, known, session)
        basis = held.basis if held else ""
    ties = facts.ties(known.records, actor.id)
    return Case(viewer(actor, known.authority), known.state, ties, basis, facts.scopes(known.records))


def session_of(person: str, known: ChildKnown, session: Session | None = None) -> SessionKnown | None:
    """The session in which this person may look at this child now, the one that lasts longest."""
    row = (session or reading()).scalar(
        select(AccessSession)
        .where(
            AccessSession.person == person,
            AccessSession.child_id.in_(known.records),
            AccessSession.until > clock.now(),
        )
        .order_by(AccessSession.until.desc())
    )
    return None if row is None else _session(row)


def sessions_of(person: str) -> list[SessionKnown]:
    """Every session of this person that lasts, the latest first: what their own first page lists."""
    rows = reading().scalars(
        select(AccessSession)
        .where(AccessSession.person == person, AccessSession.until > clock.now(), AccessSession.child_id.is_not(None))
        .order_by(AccessSession.opened_at.desc())
    )
    return [_session(row) for row in rows]


def index_of(actor: Actor) -> str:
    """The authority in whose index this person works: where they hold a role of the practitioner side."""
    held = sorted(one.authority for one in actor.grants if one.role in FINDERS | OVERSEERS)
    return held[0] if held else ""


def authorities_near(authority: str, session: Session | None = None) -> tuple[int, ...]:
    """The row ids of the authorities that share one index with this one."""
    slugs = sharing(profiles.current().authorities, authority)
    return tuple((session or reading()).scalars(select(Authority.id).where(Authority.slug.in_(slugs))))


def subject(known: ChildKnown) -> Subject:
    """The child as what an act is about."""
    return Subject("child", known.uuid, known.authority)


def _session(row: AccessSession) -> SessionKnown:
    return SessionKnown(
        row.uuid,
        row.child_id,
        row.person,
        row.basis,
        row.reason_code,
        row.reason,
        row.on_behalf_of,
        row.opened_at,
        row.until,
    )
