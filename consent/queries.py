"""What this family was told and has agreed to, as it stands at this moment: nothing is remembered between requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import rules
from consent.models import Consent, ConsentRuling, ConsentScope, Notice
from consent.rules import Answer, Cell
from foundation import clock
from foundation.db import reading


@dataclass(frozen=True)
class ConsentShown:
    """One consent or lawful ground, whole."""

    uuid: str
    kind: str
    giver: str
    giver_name: str
    how: str
    where_kept: str
    ground: str
    reason: str
    obtained_by: str
    obtained_agency: str
    obtained_on: date
    expires_on: date
    language: str
    snapshot: list[dict[str, Any]]
    cells: frozenset[Cell]
    ended_at: datetime | None
    ended_how: str
    ended_words: str
    verdict: str
    verdict_words: str
    stands: bool


@dataclass(frozen=True)
class NoticeShown:
    """That the family was told, how, when."""

    uuid: str
    how: str
    given_on: date
    language: str


def scopes(records: Sequence[int], session: Session | None = None) -> frozenset[Cell]:
    """Every (agency, kind of information) that may be shared now. Two statements; three where there is a consent."""
    kept = consents(records, session)
    if not kept:
        return frozenset()
    return rules.live_cells([_answer(one) for one in kept], rulings(records, session), clock.today())


def disagreements(records: Sequence[int]) -> frozenset[Cell]:
    """Where the child and a grown-up disagree and nobody has ruled."""
    return rules.disagreements([_answer(one) for one in consents(records)], rulings(records), clock.today())


def consents(records: Sequence[int], session: Session | None = None) -> list[ConsentShown]:
    """Every consent and ground of a child, the latest first, ended ones too."""
    at = session or reading()
    rows = at.scalars(select(Consent).where(Consent.child_id.in_(records)).order_by(Consent.id.desc())).all()
    cells = defaultdict[int, set[Cell]](set)
    if rows:
        held = at.scalars(select(ConsentScope).where(ConsentScope.consent_id.in_([row.id for row in rows])))
        for one in held:
            cells[one.consent_id].add((one.agency, one.info))
    return [_shown(row, frozenset(cells[row.id])) for row in rows]


def standing(records: Sequence[int], session: Session | None = None) -> list[ConsentShown]:
    """The consents and grounds that hold today: what an involvement or a need may stand on."""
    return [one for one in consents(records, session) if one.stands]


def first_ends(records: Collection[int]) -> dict[int, date]:
    """By record: the first day on which an answer of the family's that holds today ends. One statement."""
    rows = reading().scalars(
        select(Consent)
        .where(Consent.child_id.in_(records), Consent.kind == rules.CONSENT, Consent.ended_at.is_(None))
        .order_by(Consent.expires_on.desc())
    )
    return {row.child_id: row.expires_on for row in rows if rules.stands(_as_answer(row, frozenset()), clock.today())}


def bases(records: Sequence[int], session: Session | None = None, *, info: str = "involvement") -> list[ConsentShown]:
    """Those of them that cover this kind of information for some agency: a refusal stands too, and covers nothing.

    One that somebody of the family gainsays does not count either.
    """
    live = scopes(records, session)
    return [one for one in standing(records, session) if any(kind == info for _agency, kind in one.cells & live)]


def rulings(records: Sequence[int], session: Session | None = None) -> dict[Cell, bool]:
    """How disagreements were settled."""
    rows = (session or reading()).scalars(
        select(ConsentRuling).where(ConsentRuling.child_id.in_(records), ConsentRuling.ended_at.is_(None))
    )
    return {(row.agency, row.info): row.allowed for row in rows}


def notices(records: Sequence[int]) -> list[NoticeShown]:
    """When and how the family was told, the latest first."""
    rows = reading().scalars(
        select(Notice).where(Notice.child_id.in_(records)).order_by(Notice.given_on.desc(), Notice.id.desc())
    )
    return [NoticeShown(row.uuid, row.how, row.given_on, row.language) for row in rows]


def _answer(one: ConsentShown) -> Answer:
    return Answer(one.kind, one.giver, one.cells, one.expires_on, one.ended_at is not None, one.verdict)


def _shown(row: Consent, cells: frozenset[Cell]) -> ConsentShown:
    return ConsentShown(
        row.uuid,
        row.kind,
        row.giver,
        row.giver_name,
        row.how,
        row.where_kept,
        row.ground,
        row.reason,
        row.obtained_by,
        row.obtained_agency,
        row.obtained_on,
        row.expires_on,
        row.language,
        row.snapshot,
        cells,
        row.ended_at,
        row.ended_how,
        row.ended_words,
        row.verdict,
        row.verdict_words,
        rules.stands(_as_answer(row, cells), clock.today()),
    )


def _as_answer(row: Consent, cells: frozenset[Cell]) -> Answer:
    return Answer(row.kind, row.giver, cells, row.expires_on, row.ended_at is not None, row.verdict)
