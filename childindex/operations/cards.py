"""The card and keys of a child are made anew whenever one of its facts changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from access.models import Child
from access.operations import IN_LINE
from access.rules import MERGED
from childindex import cards, keys, rules
from childindex.cards import Known
from childindex.models import Card, Key, Value
from foundation import clock


def refresh(session: Session, child_id: int) -> None:
    """Inside a change: disputes, card, keys and retention of the child that this record is part of."""
    top = _top(session, child_id)
    session.refresh(top, with_for_update=IN_LINE)  # two who change one child at once would write the same keys
    records = _records(session, top.id)
    values = session.scalars(select(Value).where(Value.child_id.in_(records)).order_by(Value.id)).all()
    _mark_disputes(values)
    session.execute(delete(Key).where(Key.child_id.in_({child_id, top.id})))
    if top.id != child_id:
        session.execute(delete(Card).where(Card.child_id == child_id))
    _write_card(session, top, values)


def _top(session: Session, child_id: int) -> Child:
    row = session.get_one(Child, child_id)
    while row.status == MERGED and row.merged_into_id:
        row = session.get_one(Child, row.merged_into_id)
    return row


def _records(session: Session, top: int) -> list[int]:
    found, new = [top], [top]
    while new:
        new = list(session.scalars(select(Child.id).where(Child.merged_into_id.in_(new))))
        found += new
    return found


def _known(value: Value, today: date) -> Known:
    now = value.state != "ruled-out" and (value.until_on is None or value.until_on > today)
    return Known(value.id, value.kind, value.value, now)


def _mark_disputes(values: Sequence[Value]) -> None:
    today = clock.today()
    found = cards.in_dispute(_known(one, today) for one in values)
    for one in values:
        if one.state != "ruled-out":
            one.state = "disputed" if one.id in found else ""


def _write_card(session: Session, top: Child, values: Sequence[Value]) -> None:
    today = clock.today()
    standing = [_known(one, today) for one in values if one.state != "ruled-out"]
    made = cards.made(standing, shielded=top.shielded, secret=keys.secret())
    card = session.get(Card, top.id) or Card(child_id=top.id)
    card.names = [[one.given, one.family, one.script] for one in made.names]
    card.born, card.estimated, card.gender = made.born, made.estimated, made.gender
    card.postcodes, card.area = list(made.postcodes), made.area
    session.add(card)
    top.archive_on = rules.archive_on(card.born)
    top.purge_on = rules.purge_on(top.archive_on)
    session.add_all(Key(key=key, child_id=top.id) for key in made.keys)
