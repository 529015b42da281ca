"""The local store as a place to look: one statement, whatever is there, and each candidate judged by the table of rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select

import profiles
from access import queries as access
from access.models import Child
from access.rules import ACTIVE, INVOLVED, LEAD, Case, ChildState, Viewer, decide
from childindex import finding, keys
from childindex.finding import Asked, Candidate, Name
from childindex.models import Card, Involvement, Key
from childindex.models import Lead as LeadRow
from childindex.places_to_look import LOCAL, Hit
from foundation.acts import Actor
from foundation.db import reading

MOST_READ = 1000  # candidates: beyond this many the question means nobody


def look(actor: Actor, authority: str, asked: Asked) -> list[Hit]:
    """Every active child that the question means, visible or not. Inside an act."""
    rows = _candidates(actor, authority, asked)
    by_ref = {row.id: row for row in rows}
    matches = finding.ranked(asked, (_candidate(row) for row in rows))
    viewer = access.viewer(actor, authority)
    return [_hit(viewer, by_ref[match.ref], match) for match in matches]


def _candidates(actor: Actor, authority: str, asked: Asked) -> Sequence[Any]:
    """The same statement for every question: hidden and shielded children are read like all others, and judged after."""
    mine = exists().where(Involvement.child_id == Child.id, Involvement.person == actor.id, Involvement.ends.is_(None))
    led = exists().where(
        LeadRow.child_id == Child.id,
        LeadRow.person == actor.id,
        LeadRow.accepted_at.is_not(None),
        LeadRow.ended_at.is_(None),
    )
    wanted = finding.keys_asked(asked, secret=keys.secret())
    meant = select(Key.child_id).where(Key.key.in_(wanted)).limit(MOST_READ * 4)
    rows = reading().execute(
        select(Child.id, Child.uuid, Child.shielded, Child.hidden, Card, mine.label("mine"), led.label("led"))
        .join(Card, Card.child_id == Child.id)
        .where(Child.id.in_(meant), Child.status == ACTIVE, Child.authority_id.in_(access.authorities_near(authority)))
        .limit(MOST_READ)
    )
    return rows.all()


def _candidate(row: Any) -> Candidate:
    card: Card = row.Card
    names = tuple(Name(*one) for one in card.names)
    return Candidate(row.id, names, card.born, card.estimated, card.gender, tuple(card.postcodes), row.shielded)


def _hit(viewer: Viewer, row: Any, match: finding.Match) -> Hit:
    """A stub: the least. Whether it may be shown is asked of the rules for each candidate by itself."""
    ties = frozenset(tie for tie, holds in ((INVOLVED, row.mine), (LEAD, row.led)) if holds)
    case = Case(viewer, ChildState(ACTIVE, row.shielded, row.hidden), ties)
    choices, card = profiles.current().access, row.Card
    given, family, _script = card.names[0] if card.names else ("", "", "")
    return Hit(
        LOCAL,
        row.uuid,
        given,
        family,
        card.born.year if card.born else None,
        card.area if decide(choices, case, "hit-area") else "",
        match.exact,
        match.score,
        bool(decide(choices, case, "hit")),
    )
