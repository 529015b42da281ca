"""Who reads the trail, and which patterns in it are worth a question. (pure)

Auditors see acts, rules and outcomes by reference; the privacy officer sees names. A pattern is a question to a person
about their work, never a judgement, and never a list of children: being looked at often says nothing about a child.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from access.rules import finds_children, protects_privacy, works_here
from foundation.acts import Actor, Subject
from foundation.clock import HERE
from foundation.permissions import Permission

oversees = works_here("auditor", "privacy-officer")


def carries_a_sheet(actor: Actor, _subject: Subject) -> bool:
    """A rule: somebody without an account, who typed the code of a sheet; without it there is no subject at all."""
    return actor.kind == "reader"


POLICY = {
    Permission.TRAIL_SEE: [[oversees]],
    Permission.TRAIL_NAMES: [[protects_privacy]],
    Permission.LOOKED_SEE: [[finds_children]],
    Permission.QUESTION_ASK: [[finds_children], [carries_a_sheet]],
    Permission.QUESTION_RULE: [[protects_privacy]],
}

NOT_INVOLVED, REFUSED, AT_NIGHT, SAME_NAME, EMERGENCIES = (
    *("not-involved", "refused", "at-night", "same-name"),
    "emergencies",
)
PATTERNS = (EMERGENCIES, SAME_NAME, NOT_INVOLVED, REFUSED, AT_NIGHT)
NEEDS_NAMES = frozenset({SAME_NAME})
FIRST_HOUR, LAST_HOUR = 7, 20  # of a working day, on a clock in England; Saturday and Sunday are none


@dataclass(frozen=True)
class Doings:
    """What one person did in the time that is looked at, in numbers. opened: records; not_involved: of them, those with
    whose child neither the person nor the agency is involved."""

    person: str
    agency: str
    opened: int = 0
    not_involved: int = 0
    refused: int = 0
    at_night: int = 0
    same_name: int = 0
    emergencies: int = 0


@dataclass(frozen=True)
class Thresholds:
    """From how many on somebody is asked."""

    opened: int = 10
    share_not_involved: float = 0.8
    refused: int = 10
    at_night: int = 5
    same_name: int = 1
    emergencies: int = 2


@dataclass(frozen=True)
class Ask:
    """One question to one person: which pattern, how often."""

    pattern: str
    person: str
    agency: str
    times: int


def questions(doings: Iterable[Doings], limits: Thresholds, *, names: bool) -> list[Ask]:
    """What is worth asking, by pattern and then by id: the order says nothing. names: patterns that need names too."""
    found = [
        Ask(pattern, one.person, one.agency, times)
        for one in doings
        for pattern in PATTERNS
        if (times := _times(pattern, one, limits)) and (names or pattern not in NEEDS_NAMES)
    ]
    return sorted(found, key=lambda one: (PATTERNS.index(one.pattern), one.person))


def _times(pattern: str, one: Doings, limits: Thresholds) -> int:
    """How often, or 0 when it is below what is asked about."""
    if pattern == NOT_INVOLVED:
        many = one.opened >= limits.opened and one.not_involved >= limits.share_not_involved * one.opened
        return one.not_involved if many else 0
    found, least = {
        REFUSED: (one.refused, limits.refused),
        AT_NIGHT: (one.at_night, limits.at_night),
        SAME_NAME: (one.same_name, limits.same_name),
        EMERGENCIES: (one.emergencies, limits.emergencies),
    }[pattern]
    return found if found >= least else 0


def outside_hours(at: datetime) -> bool:
    """Whether this was at night or at a weekend, in England."""
    here = at.astimezone(HERE)
    return here.weekday() > 4 or not FIRST_HOUR <= here.hour < LAST_HOUR


def numbers_in(said: str) -> list[int]:
    """The numbers of lines that somebody wrote, in any order, each once: "3, 5 and 12"."""
    words = "".join(one if one.isdecimal() else " " for one in said[:200]).split()
    return list(dict.fromkeys(int(one) for one in words if len(one) <= 4))
