"""Adding a child: compared first; where anything hidden or shielded is near, the record waits apart and nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import profiles
from access import operations as access
from access import queries
from access.models import Child
from access.operations import UnknownChild
from access.queries import ChildKnown
from access.rules import ACTIVE, ARCHIVED, QUARANTINE, WAITING
from accounts.models import Authority
from childindex import finding, keys, matching, numbers
from childindex.finding import Asked, Candidate, Name
from childindex.matching import Record
from childindex.models import Addition, Card, Key, Link, Number
from childindex.operations.cards import refresh
from childindex.operations.facts import BadFact, kept_fact
from childindex.operations.finding import held_finding, index_of_finding
from childindex.operations.involvement import NoBasis, keep_involvement
from childindex.shapes import NewChild, NewInvolvement
from consent.operations import NewConsent, keep_consent
from foundation import acts, clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission

_COMPARED = 400


def _about_finding(session: Session, found: str, *_more: object, **_others: object) -> Subject:
    return Subject("index", "", index_of_finding(session, found))


@operation(Permission.CHILD_ADD, about=_about_finding)
def add_child(
    session: Session,
    actor: Actor,
    found: str,
    new: NewChild,
    *,
    involvement: NewInvolvement | None = None,
    agreement: NewConsent | None = None,
) -> str:
    """Add a child after a question that did not show it; answers a reference, the same whatever happens to the record.

    It waits until the night, or the central team, has looked at it; in quarantine where it resembles a child that
    this person may not learn of. Nothing that the writer is told differs. An involvement needs the family's agreement.
    """
    asked = held_finding(session, actor, found)
    if profiles.current().population in ("federated", "none"):
        raise BadFact("population")
    near = _near(session, asked.authority_id, new)
    status = QUARANTINE if any(one["withheld"] for one in near) else WAITING
    row = _new_record(session, actor, asked.authority_id, new, status)
    session.add(Addition(child_id=row.id, near=near, added_by=actor.id, added_at=clock.now()))
    slug = session.get_one(Authority, asked.authority_id).slug
    if involvement is not None:
        if agreement is None:
            raise NoBasis
        basis = keep_consent(session, actor, row.id, agreement)
        keep_involvement(session, actor, _known(session, row.uuid), replace(involvement, basis=basis))
    acts.remark(key=f"child:{row.uuid}", record=row.uuid, authority=slug)
    return row.uuid


@operation(Permission.CHILD_ADD, about=lambda _session, authority, _new, **_more: Subject("index", "", authority))
def load_child(
    session: Session, actor: Actor, authority: str, new: NewChild, *, shielded: bool = False, hidden: bool = False
) -> str:
    """Add a child from a source that has been compared already; answers its record."""
    home = session.scalars(select(Authority.id).where(Authority.slug == authority)).one()
    row = _new_record(session, actor, home, new, ACTIVE, shielded=shielded, hidden=hidden)
    return row.uuid


def _new_record(
    session: Session, actor: Actor, authority_id: int, new: NewChild, status: str, *, shielded: bool = False,
    hidden: bool = False,
) -> Child:  # fmt: skip
    row = Child(
        authority_id=authority_id,
        status=status,
        shielded=shielded,
        hidden=hidden,
        added_at=clock.now(),
        added_by=actor.id,
    )
    session.add(row)
    session.flush()
    for fact in new.facts:
        kept_fact(session, actor, row.id, fact)
    _keep_numbers(session, actor, row.id, new)
    session.add_all(
        Link(child_id=row.id, name=one.name, relation=one.relation, said_by=actor.id, seen_on=clock.today())
        for one in new.links
        if one.name
    )
    refresh(session, row.id)
    return row


def _keep_numbers(session: Session, actor: Actor, child_id: int, new: NewChild) -> None:
    for scheme, said in new.numbers.items():
        number = numbers.bare(said)
        if numbers.fault(scheme, number):
            raise BadFact(scheme)
        session.add(Number(child_id=child_id, scheme=scheme, number=number, said_by=actor.id, seen_on=clock.today()))
    session.flush()


def _near(session: Session, authority_id: int, new: NewChild) -> list[dict[str, object]]:
    """Whom the new record resembles: every state of record is compared, whoever may see it."""
    record = _as_record(new)
    rows = _candidates(session, authority_id, record, new)
    olds = [Record(_card_candidate(card, child), held) for child, card, held in rows]
    by_id = {child.id: child for child, _card, _held in rows}
    return [
        {
            "ref": by_id[near.ref].uuid,
            "strength": near.strength,
            "why": list(near.why),
            "withheld": _withheld(by_id[near.ref]),
        }
        for near in matching.compare(record, olds)
    ]


def _withheld(child: Child) -> bool:
    return child.shielded or child.hidden or child.status not in (ACTIVE, WAITING)


def _candidates(
    session: Session, authority_id: int, record: Record, new: NewChild
) -> list[tuple[Child, Card, dict[str, str]]]:
    near = queries.authorities_near(session.get_one(Authority, authority_id).slug, session)
    wanted = {key for asked in _questions(record) for key in finding.keys_asked(asked, secret=keys.secret())}
    said = [(scheme, numbers.bare(number)) for scheme, number in new.numbers.items()]
    holders = select(Number.child_id).where(Number.number.in_([number for _scheme, number in said]))
    alike = select(Key.child_id).where(Key.key.in_(wanted)).limit(_COMPARED * 4)
    rows = session.execute(
        select(Child, Card)
        .join(Card, Card.child_id == Child.id)
        .where(Child.id.in_(alike) | Child.id.in_(holders), Child.authority_id.in_(near))
        .limit(_COMPARED)
    ).all()
    held = session.scalars(
        select(Number).where(Number.child_id.in_([child.id for child, _card in rows]), Number.ended_on.is_(None))
    )
    by_child: dict[int, dict[str, str]] = {}
    for one in held:
        by_child.setdefault(one.child_id, {})[one.scheme] = one.number
    return [(child, card, by_child.get(child.id, {})) for child, card in rows]


def _questions(record: Record) -> Sequence[Asked]:
    one = record.child
    codes = one.postcodes or ("",)
    return [Asked(name.given, name.family, one.born, "", code) for name in one.names for code in codes]


def _as_record(new: NewChild) -> Record:
    of = {kind: [dict(fact.value) for fact in new.facts if fact.kind == kind] for kind in ("name", "alias", "birth")}
    names = tuple(
        Name(one.get("given", ""), one.get("family", ""), one.get("script", "")) for one in of["name"] + of["alias"]
    )
    births = of["birth"]
    born = date.fromisoformat(births[-1]["on"]) if births else None
    codes = tuple(str(fact.value.get("postcode", "")) for fact in new.facts if fact.kind == "address")
    genders = [str(fact.value.get("code", "")) for fact in new.facts if fact.kind == "gender"]
    candidate = Candidate(
        0,
        names,
        born,
        bool(births and births[-1].get("estimated")),
        genders[-1] if genders else "",
        tuple(code for code in codes if code),
    )
    return Record(candidate, {scheme: numbers.bare(number) for scheme, number in new.numbers.items()})


def _card_candidate(card: Card, child: Child) -> Candidate:
    """shielded is left out: here a shielded child is compared like any other."""
    names = tuple(Name(*one) for one in card.names)
    return Candidate(child.id, names, card.born, card.estimated, card.gender, tuple(card.postcodes))


@operation(Permission.CHILD_RELEASE, about=access.about_child)
def release(session: Session, actor: Actor, child: str, words: str) -> None:
    """A data manager has looked: the record is a child of its own, and may be found."""
    row, addition = _settled(session, actor, child, "released", words)
    row.status = ACTIVE
    addition.words = words
    session.flush()
    refresh(session, row.id)


@operation(Permission.CHILD_RELEASE, about=access.about_child)
def put_aside(session: Session, actor: Actor, child: str, words: str) -> None:
    """A data manager has looked: the record should not be. It is put away."""
    row, _addition = _settled(session, actor, child, "archived", words)
    row.status = ARCHIVED


def _settled(session: Session, actor: Actor, child: str, outcome: str, words: str) -> tuple[Child, Addition]:
    known, _case = access.acting_on(session, actor, child)
    row = session.get_one(Child, known.id, with_for_update=True)
    addition = session.get(Addition, known.id, with_for_update=True)
    if addition is None or row.status not in (WAITING, QUARANTINE):
        raise UnknownChild(child)
    addition.settled_at, addition.settled_by = clock.now(), actor.id
    addition.outcome, addition.words = outcome, words
    acts.remark(outcome=outcome)
    return row, addition


@operation(Permission.CHILD_RELEASE, about=lambda _session, authority: Subject("index", "", authority))
def settle_waiting(session: Session, actor: Actor, authority: str) -> int:
    """Each night: what waits and is surely none of the others may be found from now on. Answers how many."""
    rows = session.execute(
        select(Child, Addition)
        .join(Addition, Addition.child_id == Child.id)
        .join(Authority, Authority.id == Child.authority_id)
        .where(Child.status == WAITING, Authority.slug == authority, Addition.added_at < _midnight())
        .with_for_update()
    ).all()
    for child, addition in rows:
        _compared_again(session, child, addition)
    free = [
        (child, one)
        for child, one in rows
        if child.status == WAITING and not any(_may_be_one(near) for near in one.near)
    ]
    for child, addition in free:
        child.status = ACTIVE
        addition.settled_at, addition.settled_by, addition.outcome = clock.now(), actor.id, "released"
    session.flush()
    for child, _addition in free:
        refresh(session, child.id)
    return len(free)


def _may_be_one(near: Mapping[str, Any]) -> bool:
    """A data manager decides; of one name and one day too, since a form that was sent twice looks just so."""
    return near["strength"] == "same" or {"name", "born"} <= set(near["why"])


def _compared_again(session: Session, child: Child, addition: Addition) -> None:
    """Whom it resembles may have been hidden or protected since it was added: then it stands apart."""
    refs = [str(near["ref"]) for near in addition.near]
    withheld = {one.uuid for one in session.scalars(select(Child).where(Child.uuid.in_(refs))) if _withheld(one)}
    if withheld:
        addition.near = [{**near, "withheld": near["ref"] in withheld} for near in addition.near]
        child.status = QUARANTINE


def _midnight() -> datetime:
    """When today began, in England: what was added since waits for the next night, however often the work runs."""
    return datetime.combine(clock.today(), time(), clock.HERE)


def _known(session: Session, uuid: str) -> ChildKnown:
    known = queries.child(uuid, session)
    if known is None:
        raise UnknownChild(uuid)
    return known
