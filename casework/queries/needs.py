"""Needs, concerns and strengths of one child, as this viewer may see them: each row is asked of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import profiles
from access.queries import ChildKnown, child_by_id
from access.queries import child as child_of
from access.rules import Item
from access.sight import Sight
from access.telling import word
from accounts.models import Agency, Person
from casework import rules
from casework.models import Need, Step
from consent import queries as consent
from consent.queries import ConsentShown
from directory import queries as directory
from directory.queries.vocabularies import TermShown
from foundation import clock
from foundation.db import reading


@dataclass(frozen=True)
class StepShown:
    """What somebody will do, or why nothing; days_late counts only while it is open."""

    uuid: str
    words: str
    due_on: date | None
    moved_why: str
    why_not: str
    why_not_words: str
    ended_on: date | None
    ended_how: str
    days_late: int
    mine: bool


@dataclass(frozen=True)
class NeedShown:
    """One of them, whole. dimension and level are words. expired: only its author still sees it."""

    uuid: str
    kind: str
    code: str
    dimension: str
    words: str
    evidence: str
    level: str
    level_key: str
    by_name: str
    agency_name: str
    added_on: date
    review_on: date
    expires_on: date
    expired: bool
    met: bool
    mine: bool
    steps: tuple[StepShown, ...]  # the latest first

    @property
    def step(self) -> StepShown | None:
        """What comes next, or what came last."""
        return next((one for one in self.steps if one.ended_on is None), self.steps[0] if self.steps else None)


def of_child(sight: Sight) -> list[NeedShown]:
    """Inside a look: what this profile notes and this viewer sees, by kind, then dimension. Three statements at most."""
    kinds = rules.kept(profiles.current())
    rows = reading().execute(
        select(Need, Person.name, Agency.name)
        .outerjoin(Person, Person.uuid == Need.by)
        .outerjoin(Agency, Agency.uuid == Need.agency)
        .where(Need.child_id.in_(sight.child.records), Need.kind.in_(kinds), Need.closed_how != "ended")
    )
    seen = [(row, who or "", agency or "") for row, who, agency in rows if _is_shown(sight, row)]
    steps = _steps([row.id for row, _who, _agency in seen], sight.actor.id)
    found = [_shown(row, who, agency, steps.get(row.id, ()), sight.actor.id) for row, who, agency in seen]
    order = {code: number for number, code in enumerate(framework())}
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.met, order.get(one.code, 999), one.added_on))


def one_of(sight: Sight, uuid: str) -> NeedShown | None:
    """Inside a look: one of them, or None when it is not this child's or not for this viewer."""
    return next((one for one in of_child(sight) if one.uuid == uuid), None)


def step_of(sight: Sight, uuid: str) -> tuple[NeedShown, StepShown] | None:
    """Inside a look: a step of the viewer's own, with what it answers."""
    pairs = ((need, step) for need in of_child(sight) for step in need.steps)
    return next(((need, step) for need, step in pairs if step.uuid == uuid and step.mine), None)


def _is_shown(sight: Sight, row: Need) -> bool:
    """By the rules; what has expired only to whoever recorded it, who is told so."""
    mine = row.by == sight.actor.id
    return bool(sight.sees(row.kind, Item(author=mine))) and (mine or row.expires_on >= clock.today())


def _steps(needs: Sequence[int], person: str) -> Mapping[int, tuple[StepShown, ...]]:
    if not needs:
        return {}
    found: dict[int, tuple[StepShown, ...]] = {}
    for row in reading().scalars(select(Step).where(Step.need_id.in_(needs)).order_by(Step.id.desc())):
        found[row.need_id] = (*found.get(row.need_id, ()), _step(row, person))
    return found


def _step(row: Step, person: str) -> StepShown:
    is_open = row.ended_on is None and row.due_on is not None
    return StepShown(
        uuid=row.uuid,
        words=row.words,
        due_on=row.due_on,
        moved_why=row.moved_why,
        why_not=row.why_not,
        why_not_words=row.why_not_words,
        ended_on=row.ended_on,
        ended_how=row.ended_how,
        days_late=rules.days_late(row.due_on, clock.today()) if is_open and row.due_on else 0,
        mine=row.by == person,
    )


def _shown(row: Need, who: str, agency: str, steps: tuple[StepShown, ...], person: str) -> NeedShown:
    term = framework().get(row.code)
    return NeedShown(
        uuid=row.uuid,
        kind=row.kind,
        code=row.code,
        dimension=term.words() if term else row.code,
        words=row.words,
        evidence=row.evidence,
        level=next((word(one.label) for one in profiles.current().levels if one.key == row.level), ""),
        level_key=row.level,
        by_name=who,
        agency_name=agency,
        added_on=row.added_on,
        review_on=row.review_on,
        expires_on=row.expires_on,
        expired=row.expires_on < clock.today(),
        met=row.closed_how == "met",
        mine=row.by == person,
        steps=steps,
    )


def framework() -> Mapping[str, TermShown]:
    """The dimensions that this area notes things on, and the directory is searched by; headings left out."""
    terms = directory.vocabulary(profiles.current().needs_framework).terms
    return {code: term for code, term in terms.items() if term.parent}


def domains() -> list[tuple[str, list[tuple[str, str]]]]:
    """The headings of the framework, each with its dimensions as (code, words)."""
    words = directory.vocabulary(profiles.current().needs_framework)
    return [(head.words(), [(one.code, one.words()) for one in words.under(head.code)]) for head in words.under("")]


def bases(records: Sequence[int], kind: str, session: Session | None = None) -> list[ConsentShown]:
    """Inside a look or a change: the consents and grounds on which something of this kind may be noted today."""
    return consent.bases(records, session, info=kind)


def survivor(session: Session | None, child_id: int) -> ChildKnown | None:
    """The child of a row: that of the record that its own was merged into, if it was."""
    known = child_by_id(child_id, session)
    while known is not None and known.merged_into:
        known = child_of(known.merged_into, session)
    return known


def unmet(needs: Iterable[NeedShown]) -> list[str]:
    """The dimensions of needs that nobody has met yet."""
    return list(dict.fromkeys(one.code for one in needs if one.kind == rules.NEED and not one.met and not one.expired))
