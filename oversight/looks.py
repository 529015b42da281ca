"""Lines of the trail as a family reads them: one for each person, day and kind of look. (pure)

Left out: what the system does by itself, attempts that were refused, and the lines that say which parts were shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from foundation.clock import HERE
from foundation.permissions import Permission

SEARCHED, LOOKED, CHANGED, CHECKED = "searched", "looked", "changed", "checked"
_CHECKS = {Permission.TRAIL_SEE, Permission.TRAIL_NAMES, Permission.QUESTION_RULE, Permission.EMERGENCY_RULE}
_LOOKS = {Permission.CHILD_SEE, Permission.CHILD_OPEN, Permission.LOOKED_SEE, Permission.EMERGENCY_ASK}
_LOOKS |= {Permission.CASELOAD_SEE, Permission.STEPS_SEE, Permission.REFERRING_SEE}
_PERSON = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_REASON = re.compile(r"([a-z]+), ([a-z-]+): ")  # as the door of records writes it
EMERGENCY = "emergency"


@dataclass(frozen=True)
class Mark:
    """One line about the child: where it stands in the trail, who, when, which act."""

    place: str
    at: datetime
    actor: str
    agency: str
    act: str
    outcome: str
    body: Mapping[str, Any]
    reason: str = ""  # in words, as it was protected


@dataclass(frozen=True)
class Look:
    """What one person did about the record on one day. key: the place of its first line, by which it can be asked about."""

    key: str
    on: date
    actor: str
    agency: str
    authority: str
    what: str
    reasons: tuple[str, ...]
    emergency: bool
    times: int


def kind_of(act: str, outcome: str, actor: str) -> str:
    """What a line is to a family; "" for one that is no look of anybody's."""
    if not _PERSON.match(actor) or act == Permission.QUESTION_ASK:
        return ""
    if outcome == "shown":
        return SEARCHED if act == Permission.CHILD_FIND else ""
    if outcome != "done":
        return ""
    if act in _CHECKS:
        return CHECKED
    return LOOKED if act in _LOOKS else CHANGED


def day_of(at: datetime) -> date:
    """The day on a calendar in England."""
    return at.astimezone(HERE).date()


def reason_of(mark: Mark) -> tuple[str, str]:
    """(basis, code of the reason) that a line says, in its facts or in the protected words; "" where it says none."""
    said = mark.body
    if said.get("reason"):
        return str(said.get("basis", "")), str(said["reason"])
    found = _REASON.match(mark.reason)
    return (found[1], found[2]) if found else ("", "")


def looks(marks: Iterable[Mark]) -> list[Look]:
    """The looks of a record, the latest day first."""
    groups: dict[tuple[date, str, str], list[Mark]] = {}
    for mark in marks:
        if what := kind_of(mark.act, mark.outcome, mark.actor):
            groups.setdefault((day_of(mark.at), mark.actor, what), []).append(mark)
    made = [_look(key, sorted(group, key=lambda one: (one.at, one.place))) for key, group in groups.items()]
    return sorted(made, key=lambda one: (one.on, one.key), reverse=True)


def _look(key: tuple[date, str, str], group: Sequence[Mark]) -> Look:
    said = [reason_of(mark) for mark in group]
    return Look(
        key=group[0].place,
        on=key[0],
        actor=key[1],
        agency=next((mark.agency for mark in group if mark.agency), ""),
        authority=str(group[0].body.get("subject", ["", "", ""])[2]),
        what=key[2],
        reasons=tuple(dict.fromkeys(code for _basis, code in said if code)),
        emergency=any(basis == EMERGENCY for basis, _code in said),
        times=len(group),
    )


def count(rows: Iterable[tuple[datetime, str, str, str]]) -> int:
    """How many looks there are: (at, actor, act, outcome) of each line."""
    return len(
        {(day_of(at), actor, what) for at, actor, act, outcome in rows if (what := kind_of(act, outcome, actor))}
    )
