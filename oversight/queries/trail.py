"""Lines of the trail, found by the ids they are about. What a line says is read from the line itself, never its copy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_

import profiles
from access import queries as access
from access.models import Child
from access.rules import sharing
from accounts.models import Person
from foundation import audit, clock
from foundation.audit import TrailAbout, TrailLine, TrailName
from foundation.db import current_scope, reading
from foundation.references import reference

AT_ONCE = 50
_BATCH, _MOST_BATCHES = 200, 25  # lines of other authorities are passed over; a page never reads on for ever
_SOON = timedelta(minutes=1)  # between the line of a look and that of what it showed
_PLACE = re.compile(r"([0-9T:.+-]{1,40})\|([a-z0-9]{1,32})\|([0-9]{1,9})\Z", re.A)
Place = tuple[str, str, int]  # when, stream, number


@dataclass(frozen=True)
class Wanted:
    """Which lines. children: every record of one child. authority: whose index the reader oversees."""

    authority: str
    children: tuple[str, ...] = ()
    child_reference: str = ""
    person: str = ""
    agency: str = ""
    act: str = ""
    outcome: str = ""
    since: datetime | None = None
    before: Place | None = None


@dataclass(frozen=True)
class Line:
    """One line. names: what is protected: reason, from, asked, shown, on_behalf_of."""

    place: str
    at: datetime
    actor_kind: str
    actor: str
    agency: str
    act: str
    outcome: str
    rule: str
    basis: str
    reason: str
    child: str
    parts: Mapping[str, list[str]]
    on_behalf_of: str = ""  # a name: for the privacy officer only, as are those below
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def child_reference(self) -> str:
        """What stands for the child."""
        return reference(self.child)

    @property
    def actor_reference(self) -> str:
        """What stands for the person; a part of the system is called by its name."""
        return reference(self.actor) if self.actor_kind == "person" else self.actor


@dataclass(frozen=True)
class Page:
    """Some lines, the latest first, and where the next page begins; "" after the last."""

    lines: list[Line]
    further: str = ""


def lines(wanted: Wanted, *, names: bool = False) -> Page:
    """One page of lines. names: with what is protected; only inside a look by the privacy officer."""
    near, before = sharing_with(wanted.authority), wanted.before
    found: list[Any] = []
    for _batch in range(_MOST_BATCHES):
        rows = reading().execute(_asked(wanted, before)).all()
        found += [row for row in rows if json.loads(row.body)["subject"][2] in near]
        if len(found) > AT_ONCE or len(rows) < _BATCH:
            break
        before = (rows[-1].at, rows[-1].stream, rows[-1].number)
    shown = found[:AT_ONCE]
    last = shown[-1] if len(found) > AT_ONCE else None
    return Page(_lines(shown, names=names), f"{last.at}|{last.stream}|{last.number}" if last else "")


def line(place: str, authority: str, *, names: bool = False) -> Line | None:
    """One line by its place, "stream:number"."""
    stream, _colon, number = place.partition(":")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        return None
    row = reading().execute(_all().where(TrailAbout.stream == stream, TrailAbout.number == int(number))).first()
    if row is None or json.loads(row.body)["subject"][2] not in sharing_with(authority):
        return None
    return _lines([row], names=names)[0]


def parts_shown(wanted: Wanted, reason: str) -> dict[str, list[str]]:
    """Inside a look by the privacy officer: what was shown on the pages that were opened for this reason, by part."""
    found: list[Line] = []
    page = Page([], "begin")
    while page.further and len(found) < AT_ONCE * 10:
        page = lines(replace(wanted, before=before_of(page.further)), names=True)
        found += page.lines
    opened = [one.at for one in found if one.names.get("reason") == reason]
    parts: dict[str, set[str]] = {}
    for one in found:
        if one.outcome == "shown" and any(timedelta(0) <= one.at - at <= _SOON for at in opened):
            for kind, said in one.parts.items():
                parts.setdefault(kind, set()).update(said)
    return {kind: sorted(said) for kind, said in sorted(parts.items())}


def before_of(said: str) -> Place | None:
    """Where a page begins, as its address says it."""
    found = _PLACE.match(said)
    return (found[1], found[2], int(found[3])) if found else None


def stamp(moment: datetime) -> str:
    """A moment as the trail writes it, to compare."""
    return moment.isoformat(timespec="milliseconds")


def sharing_with(authority: str) -> frozenset[str]:
    """The authorities whose lines one oversees; a line of no authority is about nobody in particular."""
    return frozenset({*sharing(profiles.current().authorities, authority), ""})


def _all() -> Select[Any]:
    return (
        select(TrailAbout, TrailLine.body, TrailName.key, TrailName.sealed)
        .with_only_columns(*TrailAbout.__table__.columns, TrailLine.body, TrailName.key, TrailName.sealed)
        .join(TrailLine, (TrailLine.stream == TrailAbout.stream) & (TrailLine.number == TrailAbout.number))
        .outerjoin(TrailName, (TrailName.stream == TrailAbout.stream) & (TrailName.number == TrailAbout.number))
    )


def _asked(wanted: Wanted, before: Place | None) -> Select[Any]:
    place = (TrailAbout.at, TrailAbout.stream, TrailAbout.number)
    query = _all().where(*_conditions(wanted))
    if before is not None:
        query = query.where(TrailAbout.at <= before[0], tuple_(*place) < tuple_(*before))
    return query.order_by(*(one.desc() for one in place)).limit(_BATCH)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.children:
        found.append(TrailAbout.child.in_(wanted.children))
    if wanted.child_reference:
        found.append(TrailAbout.child.between(*bounds(wanted.child_reference)))
    if wanted.person:
        found.append(TrailAbout.actor == wanted.person)
    if wanted.agency:
        found.append(TrailAbout.agency == wanted.agency)
    if wanted.act:
        found.append(TrailAbout.act == wanted.act)
    if wanted.outcome:
        found.append(TrailAbout.outcome == wanted.outcome)
    if wanted.since:
        found.append(TrailAbout.at >= stamp(wanted.since))
    return found


def bounds(beginning: str) -> tuple[str, str]:
    """The first and the last UUID that begin with these eight characters: every database sorts them so."""
    return f"{beginning}-0000-0000-0000-000000000000", f"{beginning}-ffff-ffff-ffff-ffffffffffff"


def person_called(said: str) -> str:
    """The UUID of the person with this reference or UUID, or ""."""
    which = Person.uuid.between(*bounds(said)) if len(said) == 8 else Person.uuid == said
    return reading().scalar(select(Person.uuid).where(which)) or ""


def child_called(said: str) -> str:
    """Inside a look: the UUID of the child with this reference or UUID, or ""."""
    which = Child.uuid.between(*bounds(said)) if len(said) == 8 else Child.uuid == said
    return reading().scalar(select(Child.uuid).where(which)) or ""


def records_of(known: access.ChildKnown) -> tuple[str, ...]:
    """Inside a look: the ids of every record of a child, those merged into it too."""
    return tuple(reading().scalars(select(Child.uuid).where(Child.id.in_(known.records)).order_by(Child.id)))


def lines_in_all() -> int:
    """How many lines the trail has."""
    return reading().scalar(select(func.count()).select_from(TrailLine)) or 0


def _lines(rows: list[Any], *, names: bool) -> list[Line]:
    opened: dict[tuple[str, int], dict[str, str]] = {}
    if names:
        sealed = ((row.stream, row.number, row.key, row.sealed) for row in rows)
        opened = audit.open_names(current_scope().database, reading(), sealed)
    return [_line(row, opened.get((row.stream, row.number), {}), whole=names) for row in rows]


def _line(row: Any, names: Mapping[str, str], *, whole: bool) -> Line:
    said = json.loads(row.body)
    child = said["about"][0] if said.get("about") else ""
    return Line(
        place=f"{row.stream}:{row.number}",
        at=datetime.fromisoformat(row.at).astimezone(clock.HERE),
        actor_kind=said["actor"][0],
        actor=said["actor"][1],
        agency=said["about"][2] if said.get("about") else "",
        act=said["act"],
        outcome=said["outcome"],
        rule=said.get("rule", ""),
        basis=said.get("basis", ""),
        reason=said.get("reason", ""),
        child=child or said.get("child", ""),
        parts=said.get("parts", {}),
        on_behalf_of=(said["actor"][2] or names.get("on_behalf_of", "")) if whole else "",
        names=names,
    )
