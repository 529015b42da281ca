"""The children that somebody works with, and what is new since they last looked: kinds and counts, no more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import false, or_, select, true

import profiles
from access import queries as access
from access.queries import ChildKnown
from access.rules import Case, Item, decide
from childindex.models import Card, Involvement, LastLook, News
from childindex.models import Lead as LeadRow
from childindex.queries.leads import LeadShown, lead_shown
from childindex.queries.record import BEHIND
from consent import queries as consent
from foundation import clock
from foundation.acts import Actor
from foundation.db import reading


@dataclass(frozen=True)
class CaseRow:
    """One child of somebody's list, as a stub; news: (kind, what) and how many since they last looked."""

    uuid: str
    name: str
    year: int | None
    area: str
    since: date | None
    review_on: date | None
    leads: bool
    last_look: datetime | None
    news: Mapping[tuple[str, str], int]
    ask_again: date | None  # the day by which the family is to be asked again, when it is near
    closed: str  # why it cannot be opened now ("merged", "archived", ...), or ""


@dataclass(frozen=True)
class OfferRow:
    """A lead that somebody is asked to take."""

    child: str
    name: str
    lead: LeadShown


PER_PAGE = 25
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Caseload:
    """One page of somebody's list, and how many there are in all."""

    rows: list[CaseRow]
    total: int
    page: int
    pages: int


def caseload(actor: Actor, page: int = 1) -> Caseload:
    """Inside a look: by name. A child is listed once, however many involvements there are."""
    first, led = _mine(actor)
    records = sorted({*first, *led}, key=_by_name({*first, *led}))
    pages = max(1, -(-len(records) // PER_PAGE))
    page = min(max(page, 1), pages)
    wanted = records[(page - 1) * PER_PAGE : page * PER_PAGE]
    known = access.children_by_id(wanted)
    kept = {record: _kept(one) for record, one in known.items()}
    held = _held(actor, kept.values())
    rows = (_row(actor, kept[one], held, first.get(one), one in led) for one in wanted if one in kept)
    shown = {one.uuid: one for one in rows}  # merged records are one child
    return Caseload(list(shown.values()), len(records), page, pages)


def case_of(actor: Actor, child: str) -> CaseRow | None:
    """Inside a look: one child of somebody's list, or None when it is not on it or closed."""
    known = access.child(child)
    first, led = _mine(actor) if known else ({}, set())
    record = next((one for one in (known.records if known else ()) if one in first or one in led), None)
    if known is None or record is None:
        return None
    kept = _kept(known)
    row = _row(actor, kept, _held(actor, [kept]), first.get(record), record in led)
    return None if row.closed else row


def _mine(actor: Actor) -> tuple[dict[int, Involvement], set[int]]:
    mine = reading().scalars(
        select(Involvement)
        .where(Involvement.person == actor.id, Involvement.ends.is_(None))
        .order_by(Involvement.starts)
    )
    first: dict[int, Involvement] = {}
    for one in mine:
        first.setdefault(one.child_id, one)
    led = reading().scalars(
        select(LeadRow.child_id).where(
            (LeadRow.person == actor.id) | (LeadRow.cover == actor.id),
            LeadRow.accepted_at.is_not(None),
            LeadRow.ended_at.is_(None),
        )
    )
    return first, set(led)


def _by_name(records: set[int]) -> Callable[[int], tuple[str, int]]:
    names = {
        card.child_id: " ".join(card.names[0][:2]).casefold() if card.names else ""
        for card in reading().scalars(select(Card).where(Card.child_id.in_(records)))
    }
    return lambda record: (names.get(record, "\U0010ffff"), record)


@dataclass(frozen=True)
class _Held:
    """What the rows of a page are made from, each kind of it asked once for all children there."""

    cards: Mapping[int, Card]
    looks: Mapping[int, datetime]
    news: Mapping[int, Sequence[News]]
    ends: Mapping[int, date]


def _kept(known: ChildKnown) -> ChildKnown:
    """The child that a merged record became."""
    return (access.child(known.merged_into) or known) if known.merged_into else known


def _held(actor: Actor, children: Collection[ChildKnown]) -> _Held:
    ids = {one.id for one in children}
    rows = reading().scalars(select(LastLook).where(LastLook.person == actor.id, LastLook.child_id.in_(ids)))
    looks = {row.child_id: row.at for row in rows}
    cards = {row.child_id: row for row in reading().scalars(select(Card).where(Card.child_id.in_(ids)))}
    ends = consent.first_ends([record for one in children for record in one.records])
    return _Held(cards, looks, _news(actor, children, looks), ends)


def _news(actor: Actor, children: Collection[ChildKnown], looks: Mapping[int, datetime]) -> dict[int, list[News]]:
    """By record: what others changed since this person last looked at the child."""
    since = [
        News.child_id.in_(one.records) & ((News.at > looks[one.id]) if one.id in looks else true()) for one in children
    ]
    found = defaultdict[int, list[News]](list)
    for row in reading().scalars(select(News).where(or_(false(), *since), News.by != actor.id)):
        found[row.child_id].append(row)
    return found


def _row(actor: Actor, known: ChildKnown, held: _Held, involvement: Involvement | None, leads: bool) -> CaseRow:
    case = access.case(actor, known, "")
    if not decide(profiles.current().access, case, "hit"):
        return CaseRow(known.uuid, "", None, "", None, None, leads, None, {}, None, known.state.status)
    card = held.cards.get(known.id)
    area = card.area if card and decide(profiles.current().access, case, "hit-area") else ""
    ends = (held.ends[record] for record in known.records if record in held.ends)
    return CaseRow(
        known.uuid,
        _called(card),
        card.born.year if card and card.born else None,
        area,
        involvement.starts if involvement else None,
        involvement.review_on if involvement else None,
        leads,
        held.looks.get(known.id),
        _counted(case, [row for record in known.records for row in held.news.get(record, ())]),
        min((day for day in ends if day <= clock.today() + SOON), default=None),
        "",
    )


def _called(card: Card | None) -> str:
    return " ".join(part for part in card.names[0][:2] if part) if card and card.names else ""


def _counted(case: Case, news: Iterable[News]) -> Mapping[tuple[str, str], int]:
    """Only what this person would see if they opened the record now."""
    opened = Case(case.viewer, case.child, case.ties, "involved", case.scopes)
    return Counter((row.kind, row.what) for row in news if _shown(opened, row))


def _shown(case: Case, row: News) -> bool:
    kind = BEHIND.get(row.kind, row.kind)
    return bool(decide(profiles.current().access, case, kind, Item(sensitive=row.sensitive)))


def offers(actor: Actor) -> list[OfferRow]:
    """Inside a look: leads that this person is asked to take and has not answered."""
    rows = reading().scalars(
        select(LeadRow).where(LeadRow.person == actor.id, LeadRow.accepted_at.is_(None), LeadRow.ended_at.is_(None))
    )
    found = []
    for one in rows:
        known = access.child_by_id(one.child_id)
        card = reading().get(Card, known.id) if known else None
        if known and card and decide(profiles.current().access, access.case(actor, known, ""), "hit"):
            found.append(OfferRow(known.uuid, _called(card), lead_shown(one, known.records)))
    return found
