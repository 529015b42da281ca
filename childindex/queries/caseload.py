"""The children that somebody works with, and what is new since they last looked: kinds and counts, no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

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
    rows = (_row(actor, record, first.get(record), record in led) for record in wanted)
    shown = {one.uuid: one for one in rows if one}  # merged records are one child
    return Caseload(list(shown.values()), len(records), page, pages)


def case_of(actor: Actor, child: str) -> CaseRow | None:
    """Inside a look: one child of somebody's list, or None when it is not on it or closed."""
    known = access.child(child)
    first, led = _mine(actor) if known else ({}, set())
    held = [record for record in (known.records if known else ()) if record in first or record in led]
    row = _row(actor, held[0], first.get(held[0]), held[0] in led) if held else None
    return row if row and not row.closed else None


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


def _row(actor: Actor, record: int, involvement: Involvement | None, leads: bool) -> CaseRow | None:
    known = access.child_by_id(record)
    if known is None:
        return None
    if known.merged_into:
        known = access.child(known.merged_into) or known
    case = access.case(actor, known, "")
    if not decide(profiles.current().access, case, "hit"):
        return CaseRow(known.uuid, "", None, "", None, None, leads, None, {}, None, known.state.status)
    card = reading().get(Card, known.id)
    named = " ".join(part for part in card.names[0][:2] if part) if card and card.names else ""
    look = reading().get(LastLook, (actor.id, known.id))
    area = card.area if card and decide(profiles.current().access, case, "hit-area") else ""
    return CaseRow(
        known.uuid,
        named,
        card.born.year if card and card.born else None,
        area,
        involvement.starts if involvement else None,
        involvement.review_on if involvement else None,
        leads,
        look.at if look else None,
        _news(actor, known, case, look.at if look else None),
        _ask_again(known),
        "",
    )


def _ask_again(known: ChildKnown) -> date | None:
    """The first day on which an answer of the family's ends, within a month from now."""
    ends = [one.expires_on for one in consent.standing(known.records) if one.kind == "consent"]
    return min((day for day in ends if day <= clock.today() + SOON), default=None)


def _news(actor: Actor, known: ChildKnown, case: Case, since: datetime | None) -> Mapping[tuple[str, str], int]:
    """Only what this person would see if they opened the record now."""
    wanted = select(News).where(News.child_id.in_(known.records), News.by != actor.id)
    rows = reading().scalars(wanted.where(News.at > since) if since else wanted).all()
    opened = Case(case.viewer, case.child, case.ties, "involved", case.scopes)
    seen = [row for row in rows if _shown(opened, row)]
    return Counter((row.kind, row.what) for row in seen)


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
            named = " ".join(part for part in card.names[0][:2] if part) if card.names else ""
            found.append(OfferRow(known.uuid, named, lead_shown(one, known.records)))
    return found
