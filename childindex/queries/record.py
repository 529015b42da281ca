"""One record, as this viewer may see it: each part is asked of the rules before it is read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import aliased

from access.models import Child
from access.rules import ACTIVE, MERGED, Item, View
from access.sight import Sight
from accounts.models import Agency, Membership, Person
from childindex.models import Card, Involvement, Link, Merge, Number, Value
from childindex.queries.leads import LeadShown, leads
from foundation import clock
from foundation.db import reading

BEHIND = {"name": "name", "alias": "alias", "birth": "born", "gender": "gender", "address": "address", "gp": "gp"}
BEHIND |= {"school": "school", "known": "known"}


@dataclass(frozen=True)
class FactShown:
    """One fact with where it comes from, and whether it is in dispute. holds: true today, not of the past."""

    uuid: str
    kind: str
    value: Mapping[str, Any]
    source: str
    agency_name: str
    seen_on: date
    from_on: date | None
    until_on: date | None
    state: str
    ruled_why: str
    holds: bool


@dataclass(frozen=True)
class NumberShown:
    """An identifier."""

    scheme: str
    number: str
    source: str
    seen_on: date


@dataclass(frozen=True)
class LinkShown:
    """A member of the family. child: the record, when it is another child of the index; its name is not told here."""

    uuid: str
    relation: str
    name: str
    child: str


@dataclass(frozen=True)
class InvolvementShown:
    """Somebody involved; where view is "number" only the number to ring is filled in."""

    uuid: str
    view: str
    agency: str
    agency_name: str
    person: str
    name: str
    job: str
    phone: str
    email: str
    kind: str
    sensitive: bool
    starts: date | None
    ends: date | None
    end_code: str
    review_on: date | None
    basis: str
    entered_by_name: str
    left: bool = False  # they no longer work for that agency: ring the agency


@dataclass(frozen=True)
class RecordShown:
    """Everything of one child that this viewer sees."""

    uuid: str
    name: str
    shielded: bool
    hidden: bool
    status: str
    facts: list[FactShown]
    numbers: list[NumberShown]
    links: list[LinkShown]
    involvements: list[InvolvementShown]
    leads: list[LeadShown]
    withheld: list[str]  # kinds that this viewer would not be shown, whether or not there is anything
    archive_on: date | None
    purge_on: date | None
    merges: list[str]

    def of(self, kind: str, *, now: bool = True) -> list[FactShown]:
        """The facts of one kind: those that hold now, or those of the past."""
        return [one for one in self.facts if one.kind == kind and one.holds == now]


def record(sight: Sight) -> RecordShown:
    """Inside a look: the record. Whoever shows it calls sight.tell_the_trail() before the page leaves."""
    known = sight.child
    seen = {kind for kind, asked in BEHIND.items() if sight.sees(asked)}
    row = reading().get_one(Child, known.id)
    withheld = sorted(set(BEHIND) - seen) + [kind for kind in ("family",) if not sight.sees(kind)]
    return RecordShown(
        uuid=known.uuid,
        name=_name(known.id) if "name" in seen else "",
        shielded=known.state.shielded,
        hidden=known.state.hidden,
        status=known.state.status,
        facts=[one for one in _facts(known.records) if one.kind in seen],
        numbers=_numbers(known.records) if sight.sees("id") else [],
        links=[] if "family" in withheld else _links(known.records),
        involvements=_involvements(sight),
        leads=leads(known.records) if sight.sees("lead") else [],
        withheld=withheld,
        archive_on=row.archive_on,
        purge_on=row.purge_on,
        merges=_merges(known.id),
    )


def _name(child_id: int) -> str:
    card = reading().get(Card, child_id)
    if card is None:
        value = reading().scalar(select(Value).where(Value.child_id == child_id, Value.kind == "name"))
        said = [value.value.get("given", ""), value.value.get("family", "")] if value else []
    else:
        said = card.names[0][:2] if card.names else []
    return " ".join(part for part in said if part)


def name_of(child_id: int) -> str:
    """Inside a look: the name that a list shows, the main one."""
    return _name(child_id)


def _facts(records: tuple[int, ...]) -> list[FactShown]:
    today = clock.today()
    rows = reading().execute(
        select(Value, Agency.name)
        .outerjoin(Agency, Agency.uuid == Value.agency)
        .where(Value.child_id.in_(records))
        .order_by(Value.kind, Value.id)
    )
    return [
        FactShown(
            one.uuid,
            one.kind,
            one.value,
            one.source,
            agency or "",
            one.seen_on,
            one.from_on,
            one.until_on,
            one.state,
            one.ruled_why,
            one.state != "ruled-out" and (one.until_on is None or one.until_on > today),
        )
        for one, agency in rows
    ]


def _numbers(records: tuple[int, ...]) -> list[NumberShown]:
    rows = reading().scalars(
        select(Number).where(Number.child_id.in_(records), Number.ended_on.is_(None)).order_by(Number.scheme)
    )
    return [NumberShown(one.scheme, one.number, one.source, one.seen_on) for one in rows]


def _links(records: tuple[int, ...]) -> list[LinkShown]:
    """A relative who is hidden, protected or put away is not spoken of: this record tells nobody that theirs is here."""
    kept = aliased(Child)
    rows = reading().execute(
        select(Link, Child.uuid)
        .outerjoin(Child, Child.id == Link.other_id)
        .outerjoin(kept, kept.id == Child.merged_into_id)
        .where(Link.child_id.in_(records), Link.ended_on.is_(None))
        .where(Child.id.is_(None) | _spoken_of(Child) | ((Child.status == MERGED) & _spoken_of(kept)))
        .order_by(Link.id)
    )
    return [LinkShown(one.uuid, one.relation, one.name, other or "") for one, other in rows]


def _spoken_of(record: Any) -> Any:
    return (record.status == ACTIVE) & record.shielded.is_(False) & record.hidden.is_(False)


def _involvements(sight: Sight) -> list[InvolvementShown]:
    """The present ones first, then those that ended; what the rules withhold whole is not in the list at all."""
    rows = reading().execute(
        select(Involvement, Agency.name, Person.name, _works_there().label("works_there"))
        .outerjoin(Agency, Agency.uuid == Involvement.agency)
        .outerjoin(Person, Person.uuid == Involvement.entered_by)
        .where(Involvement.child_id.in_(sight.child.records))
        .order_by(Involvement.ends.is_not(None), Involvement.starts.desc(), Involvement.id)
    )
    shown = [
        _involvement(sight, one, agency or "", by or "", left=bool(one.person) and not there)
        for one, agency, by, there in rows
    ]
    return [one for one in shown if one is not None]


def _works_there() -> Exists:
    """Whether whoever is involved still works for the agency."""
    worker, place = aliased(Person), aliased(Agency)
    return (
        exists(Membership.id)
        .where(worker.uuid == Involvement.person, worker.id == Membership.person_id)
        .where(place.uuid == Involvement.agency, place.id == Membership.agency_id, Membership.ended_at.is_(None))
        .correlate(Involvement)
    )


def _involvement(sight: Sight, row: Involvement, agency: str, by: str, *, left: bool) -> InvolvementShown | None:
    author = sight.actor.id in (row.entered_by, row.person)
    view = sight.sees("involvement", Item(author=author, sensitive=row.sensitive)).view
    if view is View.NONE or (view is View.NUMBER and row.ends is not None):
        return None
    if view is View.NUMBER:
        number = row.relay_phone or row.phone
        return InvolvementShown(
            "", view, "", "", "", "", "", number, "", "", row.sensitive, None, None, "", None, "", ""
        )
    return InvolvementShown(
        row.uuid,
        view,
        row.agency,
        agency,
        row.person,
        row.name,
        row.job,
        row.phone,
        row.email,
        row.kind,
        row.sensitive,
        row.starts,
        row.ends,
        row.end_code,
        row.review_on,
        row.basis,
        by,
        left,
    )


def _merges(child_id: int) -> list[str]:
    rows = reading().scalars(select(Merge.uuid).where(Merge.kept_id == child_id, Merge.undone_at.is_(None)))
    return list(rows)
