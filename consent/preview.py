"""If you agree, these people see these lines: made by the very rules that will decide, for somebody of each agency.

Rooms above offer the lines they keep; nothing here knows what a line is about beyond its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import profiles
from access.queries import ChildKnown
from access.rules import PLAIN, Case, Item, View, Viewer, decide
from consent.rules import Cell

MOST_CLEARED = 4  # somebody of the agency who may see as much as anybody there


@dataclass(frozen=True)
class Line:
    """One thing that is kept: its kind, what the rules ask of it, its words whole, and as a number to ring."""

    kind: str
    full: str
    agency: str
    number: str = ""
    item: Item = PLAIN


@dataclass(frozen=True)
class Seen:
    """What somebody of one agency would see."""

    agency: str
    lines: list[str]


Gather = Callable[[Sequence[int]], list[Line]]
_offered: dict[str, Gather] = {}


def offer_lines(room: str, gather: Gather) -> None:
    """A room above says which lines it keeps about a child."""
    _offered[room] = gather


def lines(known: ChildKnown) -> list[Line]:
    """Inside a look: every line that is kept about a child."""
    return [line for gather in _offered.values() for line in gather(known.records)]


def seen_by(known: ChildKnown, kept: Sequence[Line], cells: frozenset[Cell], agencies: Sequence[str]) -> list[Seen]:
    """What somebody of each agency, cleared for it and with a reason, would see if these cells were agreed to."""
    return [Seen(agency, _for(known, kept, cells, agency)) for agency in agencies]


def _for(known: ChildKnown, kept: Sequence[Line], cells: frozenset[Cell], agency: str) -> list[str]:
    viewer = Viewer("", frozenset({agency}), frozenset({"practitioner"}), MOST_CLEARED, cleared=True)
    case = Case(viewer, known.state, frozenset(), "enquiry", cells)
    shown = []
    for line in kept:
        view = decide(profiles.current().access, case, line.kind, line.item).view
        words: Mapping[View, str] = {View.FULL: line.full, View.NUMBER: line.number}
        if words.get(view) and words[view] not in shown:
            shown.append(words[view])
    return shown
