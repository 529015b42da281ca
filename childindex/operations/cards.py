"""What finding reads: made anew from the facts whenever one of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from access.models import Child
from access.rules import MERGED
from childindex import finding, keys, rules
from childindex.models import Card, Key, Value
from childindex.shapes import ONE_AT_A_TIME
from foundation import clock


def refresh(session: Session, child_id: int) -> None:
    """Inside a change: disputes, card, keys and retention of the child that this record is part of."""
    top = _top(session, child_id)
    records = _records(session, top.id)
    values = session.scalars(select(Value).where(Value.child_id.in_(records)).order_by(Value.id)).all()
    _mark_disputes(values)
    for stale in (child_id, top.id):
        session.execute(delete(Key).where(Key.child_id == stale))
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


def live(value: Value, today: date) -> bool:
    """Whether a fact holds today."""
    return value.state != "ruled-out" and (value.until_on is None or value.until_on > today)


def _mark_disputes(values: Sequence[Value]) -> None:
    today = clock.today()
    for kind in ONE_AT_A_TIME:
        held = [one for one in values if one.kind == kind and live(one, today)]
        found = rules.disputed((one.id, one.value) for one in held)
        for one in held:
            one.state = "disputed" if one.id in found else ""


def _write_card(session: Session, top: Child, values: Sequence[Value]) -> None:
    today = clock.today()
    standing = [one for one in values if one.state != "ruled-out"]
    names = [_name(one) for kind in ("name", "alias") for one in standing if one.kind == kind]
    births = [one.value for one in standing if one.kind == "birth"]
    now = [one for one in standing if one.kind == "address" and live(one, today)]
    genders = [one.value["code"] for one in standing if one.kind == "gender" and live(one, today)]
    card = session.get(Card, top.id) or Card(child_id=top.id)
    card.names = [[one.given, one.family, one.script] for one in names]
    card.born = date.fromisoformat(births[-1]["on"]) if births else None
    card.estimated = bool(births and births[-1].get("estimated"))
    card.gender = genders[-1] if len(set(genders)) == 1 else ""
    card.postcodes = [] if top.shielded else [one.value["postcode"] for one in now if one.value.get("postcode")]
    card.area = "" if top.shielded else next((one.value.get("area", "") for one in now), "")
    session.add(card)
    top.archive_on = rules.archive_on(card.born)
    top.purge_on = rules.purge_on(top.archive_on)
    dates = {date.fromisoformat(one["on"]): bool(one.get("estimated")) for one in births} or {None: False}
    made = {
        key
        for one in names
        for born, estimated in dates.items()
        for key in finding.keys_of(one, born, secret=keys.secret(), estimated=estimated, postcodes=card.postcodes)
    }
    session.add_all(Key(key=key, child_id=top.id) for key in made)


def _name(value: Value) -> finding.Name:
    said = value.value
    return finding.Name(said.get("given", ""), said.get("family", ""), said.get("script", ""))
