"""What people did in the last 30 days, in numbers, to ask about: nothing here leaves as a list of children."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select

from access.models import Child
from accounts.models import Authority, Clearance, Person
from childindex.models import Card, Involvement
from childindex.names.folding import folded
from foundation import clock
from foundation.audit import TrailAbout
from foundation.db import reading
from foundation.permissions import Permission
from oversight.queries import trail
from oversight.rules import Doings, outside_hours

DAYS = timedelta(days=30)
MOST = 20_000  # openings that are looked at, the latest ones
_AT_ONCE = 500


@dataclass(frozen=True)
class _Opening:
    person: str
    agency: str
    child: str
    at: datetime


def doings(authority: str, *, names: bool) -> list[Doings]:
    """Inside a look: one row for each person who opened something, or was refused. names: compared with children's."""
    since = trail.stamp(clock.real() - DAYS)
    openings = _openings(since)
    here = _children_here({one.child for one in openings}, authority)
    openings = [one for one in openings if one.child in here]
    tied = _ties({one.child for one in openings})
    same = _same_names(openings) if names else Counter[str]()
    refused, emergencies = _refused(since), _emergencies(since)
    staff = _staff_here({*refused, *emergencies} | {one.person for one in openings}, authority)
    by_person = defaultdict[str, list[_Opening]](list)
    for one in openings:
        by_person[one.person].append(one)
    found = [_doings(person, by_person[person], tied, emergencies.get(person, [])) for person in sorted(staff)]
    return [replace(one, refused=refused[one.person], same_name=same[one.person]) for one in found]


def _doings(person: str, openings: list[_Opening], tied: dict[str, set[str]], emergencies: list[datetime]) -> Doings:
    children = {one.child: one.agency for one in openings}
    alone = [child for child, agency in children.items() if not tied.get(child, set()) & {person, agency or person}]
    late = sum(outside_hours(at) for at in [*(one.at for one in openings), *emergencies])
    agency = next((one.agency for one in openings if one.agency), "")
    return Doings(
        person, agency, opened=len(children), not_involved=len(alone), at_night=late, emergencies=len(emergencies)
    )


def _openings(since: str) -> list[_Opening]:
    rows = reading().execute(
        select(TrailAbout.actor, TrailAbout.agency, TrailAbout.child, TrailAbout.at)
        .where(TrailAbout.act == Permission.CHILD_OPEN, TrailAbout.at >= since, TrailAbout.outcome == "done")
        .order_by(TrailAbout.at.desc())
        .limit(MOST)
    )
    return [_Opening(actor, agency, child, datetime.fromisoformat(at)) for actor, agency, child, at in rows]


def _refused(since: str) -> Counter[str]:
    rows = reading().scalars(
        select(TrailAbout.actor)
        .where(TrailAbout.outcome == "refused", TrailAbout.at >= since)
        .order_by(TrailAbout.at.desc())
        .limit(MOST)
    )
    return Counter(rows)


def _emergencies(since: str) -> dict[str, list[datetime]]:
    found = defaultdict[str, list[datetime]](list)
    rows = reading().execute(
        select(TrailAbout.actor, TrailAbout.at).where(
            TrailAbout.act == Permission.EMERGENCY_ASK, TrailAbout.at >= since, TrailAbout.outcome == "done"
        )
    )
    for actor, at in rows:
        found[actor].append(datetime.fromisoformat(at))
    return dict(found)


def _children_here(children: Collection[str], authority: str) -> set[str]:
    near = Authority.slug.in_(trail.sharing_with(authority))
    found: set[str] = set()
    for some in _chunks(children):
        asked = select(Child.uuid).join(Authority, Authority.id == Child.authority_id)
        found |= set(reading().scalars(asked.where(near, Child.uuid.in_(some))))
    return found


def _staff_here(people: Collection[str], authority: str) -> set[str]:
    """People who work in this index: with a clearance in it, of whatever state."""
    near = Authority.slug.in_(trail.sharing_with(authority))
    found: set[str] = set()
    for some in _chunks(people):
        asked = select(Person.uuid).join(Clearance, Clearance.person_id == Person.id)
        asked = asked.join(Authority, Authority.id == Clearance.authority_id)
        found |= set(reading().scalars(asked.where(near, Person.uuid.in_(some))))
    return found


def _ties(children: Collection[str]) -> dict[str, set[str]]:
    """Who is, or was, involved with each child: people and agencies."""
    found = defaultdict[str, set[str]](set)
    for some in _chunks(children):
        asked = select(Child.uuid, Involvement.person, Involvement.agency).join(Child, Child.id == Involvement.child_id)
        for child, person, agency in reading().execute(asked.where(Child.uuid.in_(some))):
            found[child] |= {person, agency} - {""}
    return found


def _same_names(openings: list[_Opening]) -> Counter[str]:
    """How many children with their own family name each person opened."""
    own = _family_names({one.person for one in openings})
    family: dict[str, set[str]] = {}
    for some in _chunks({one.child for one in openings}):
        asked = select(Child.uuid, Card.names).join(Card, Card.child_id == Child.id).where(Child.uuid.in_(some))
        for child, names in reading().execute(asked):
            family[child] = {" ".join(folded(one[1])) for one in names if len(one) > 1} - {""}
    pairs = {(one.person, one.child) for one in openings}
    return Counter(person for person, child in pairs if own.get(person, "") in family.get(child, set()))


def _family_names(people: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _chunks(people):
        for uuid, name in reading().execute(select(Person.uuid, Person.name).where(Person.uuid.in_(some))):
            words = folded(name)
            if len(words) > 1:
                found[uuid] = words[-1]
    return found


def _chunks(ids: Collection[str]) -> Iterator[list[str]]:
    rest = iter(sorted(ids))
    while some := list(islice(rest, _AT_ONCE)):
        yield some
