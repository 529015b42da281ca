"""Many children at once, from a source that compared them already: for samples, measurements and first loads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from access.models import Child
from access.rules import ACTIVE
from accounts.models import Authority
from childindex import cards, keys, rules
from childindex.cards import CardMade, Known
from childindex.models import Card, Involvement, Key, Lead, Link, Number, Value
from childindex.shapes import Fact, NewInvolvement, NewLink
from foundation import acts, clock
from foundation.acts import Actor, Subject, operation
from foundation.db import new_uuid
from foundation.permissions import Permission

Row = dict[str, Any]


@dataclass(frozen=True)
class LoadedInvolvement:
    """An involvement as a source has it, ended or not."""

    new: NewInvolvement
    entered_by: str
    ends: date | None = None
    end_code: str = ""


@dataclass(frozen=True)
class LoadedLead:
    """A lead as a source has it."""

    role: str
    chosen_by: str
    review_on: date
    person: str = ""
    agency: str = ""
    lay_name: str = ""
    lay_relation: str = ""
    lay_phone: str = ""
    cover: str = ""
    accepted: bool = True


@dataclass(frozen=True)
class Loaded:
    """One record, whole. uuid: its own, so that links between children can be given beforehand."""

    uuid: str
    facts: Sequence[Fact]
    numbers: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[NewLink] = ()
    shielded: bool = False
    hidden: bool = False
    involvements: Sequence[LoadedInvolvement] = ()
    leads: Sequence[LoadedLead] = ()


@operation(Permission.BOROUGH_LOAD, about=lambda _session, authority, _batch, **_more: Subject("index", "", authority))
def load_children(session: Session, actor: Actor, authority: str, batch: Sequence[Loaded]) -> dict[str, int]:
    """Keep a batch of records in a few statements; answers the row of each. Links lead to records kept before or with it."""
    home = session.scalars(select(Authority.id).where(Authority.slug == authority)).one()
    made = {one.uuid: _card(one) for one in batch}
    session.execute(insert(Child), [_child(one, made[one.uuid], home, clock.now()) for one in batch])
    ids = _ids(session, batch)
    values = [row for one in batch for row in _values(one, ids[one.uuid])]
    for table, rows in (
        (Value, values),
        (Number, [row for one in batch for row in _numbers(one, ids[one.uuid])]),
        (Link, [row for one in batch for row in _links(one, ids)]),
        (Card, [_card_row(made[one.uuid], ids[one.uuid]) for one in batch]),
        (Key, [{"key": key, "child_id": ids[one.uuid]} for one in batch for key in sorted(made[one.uuid].keys)]),
        (Involvement, [row for one in batch for row in _involvements(one, ids[one.uuid])]),
        (Lead, [row for one in batch for row in _leads(one, ids[one.uuid], actor)]),
    ):
        if rows:
            session.execute(insert(table), rows)
    acts.remark(children=len(batch))
    return {one.uuid: ids[one.uuid] for one in batch}


def _known(one: Loaded) -> list[Known]:
    today = clock.today()
    return [
        Known(number, fact.kind, fact.value, fact.until_on is None or fact.until_on > today)
        for number, fact in enumerate(one.facts)
    ]


def _card(one: Loaded) -> CardMade:
    return cards.made(_known(one), shielded=one.shielded, secret=keys.secret())


def _child(one: Loaded, made: CardMade, home: int, now: datetime) -> Row:
    away = rules.archive_on(made.born)
    return {
        "uuid": one.uuid,
        "authority_id": home,
        "status": ACTIVE,
        "shielded": one.shielded,
        "hidden": one.hidden,
        "archive_on": away,
        "purge_on": rules.purge_on(away),
        "added_at": now,
        "added_by": "",
    }


def _ids(session: Session, batch: Sequence[Loaded]) -> dict[str, int]:
    wanted = {one.uuid for one in batch} | {link.other for one in batch for link in one.links if link.other}
    rows = session.execute(select(Child.uuid, Child.id).where(Child.uuid.in_(wanted)))
    return {uuid: record for uuid, record in rows}  # noqa: C416  rows are not pairs until unpacked


def _values(one: Loaded, child_id: int) -> Iterator[Row]:
    disputed = cards.in_dispute(_known(one))
    for number, fact in enumerate(one.facts):
        yield {
            "uuid": new_uuid(),
            "child_id": child_id,
            "kind": fact.kind,
            "value": {key: value for key, value in fact.value.items() if value not in ("", None)},
            "source": fact.source,
            "said_by": "",
            "agency": "",
            "seen_on": fact.seen_on or clock.today(),
            "from_on": fact.from_on,
            "until_on": fact.until_on,
            "state": "disputed" if number in disputed else "",
            "ruled_by": "",
            "ruled_why": "",
        }


def _numbers(one: Loaded, child_id: int) -> Iterator[Row]:
    for scheme, number in one.numbers.items():
        yield {
            "uuid": new_uuid(),
            "child_id": child_id,
            "scheme": scheme,
            "number": number,
            "source": "health" if scheme == "nhs" else "education",
            "said_by": "",
            "seen_on": clock.today(),
        }


def _links(one: Loaded, ids: Mapping[str, int]) -> Iterator[Row]:
    for link in one.links:
        if not link.other or link.other in ids:
            yield {
                "uuid": new_uuid(),
                "child_id": ids[one.uuid],
                "other_id": ids.get(link.other) if link.other else None,
                "name": "" if link.other else link.name,
                "relation": link.relation,
                "source": "manual",
                "said_by": "",
                "seen_on": clock.today(),
            }


def _card_row(made: CardMade, child_id: int) -> Row:
    return {
        "child_id": child_id,
        "names": [[one.given, one.family, one.script] for one in made.names],
        "born": made.born,
        "estimated": made.estimated,
        "gender": made.gender,
        "postcodes": list(made.postcodes),
        "area": made.area,
    }


def _involvements(one: Loaded, child_id: int) -> Iterator[Row]:
    for held in one.involvements:
        new = held.new
        yield {
            "uuid": new_uuid(),
            "child_id": child_id,
            "agency": new.agency,
            "person": new.person,
            "name": new.name,
            "job": new.job,
            "phone": new.phone,
            "email": new.email,
            "kind": new.kind,
            "sensitive": new.sensitive,
            "relay_phone": new.relay_phone,
            "starts": new.starts or clock.today(),
            "ends": held.ends,
            "end_code": held.end_code,
            "end_words": "",
            "review_on": new.review_on,
            "basis": new.basis,
            "source": new.source,
            "entered_by": held.entered_by,
            "added_at": clock.now(),
        }


def _leads(one: Loaded, child_id: int, actor: Actor) -> Iterator[Row]:
    for held in one.leads:
        yield {
            "uuid": new_uuid(),
            "child_id": child_id,
            "role": held.role,
            "person": held.person,
            "agency": held.agency,
            "lay_name": held.lay_name,
            "lay_relation": held.lay_relation,
            "lay_phone": held.lay_phone,
            "chosen_by": held.chosen_by,
            "cover": held.cover,
            "review_on": held.review_on,
            "offered_by": actor.id,
            "offered_at": clock.now(),
            "accepted_at": clock.now() if held.accepted else None,
            "ended_how": "",
            "why": "",
        }


@operation(Permission.BOROUGH_LOAD, about=lambda _session, authority: Subject("index", "", authority))
def is_empty(session: Session, _actor: Actor, authority: str) -> bool:
    """Whether the index of an authority holds nobody yet."""
    home = select(Authority.id).where(Authority.slug == authority).scalar_subquery()
    return session.scalar(select(Child.id).where(Child.authority_id == home).limit(1)) is None
