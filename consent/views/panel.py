"""The section of a record that says what the family was told and agreed to, as sentences."""

from __future__ import annotations

from dataclasses import dataclass

from access.sight import Sight
from accounts import queries as accounts
from consent import queries
from consent.queries import ConsentShown, NoticeShown
from consent.rules import Cell


@dataclass(frozen=True)
class Told:
    """What stands now, the last notice, and how many cells are in disagreement."""

    child: str
    standing: list[ConsentShown]
    notice: NoticeShown | None
    disagreements: frozenset[Cell]
    names: dict[str, str]


def panel(sight: Sight) -> Told | None:
    """Inside a look. Nothing for a child of whom this reader sees the least only."""
    if not sight.sees("gp"):
        return None
    records = sight.child.records
    notices = queries.notices(records)
    return Told(
        sight.child.uuid,
        queries.standing(records),
        notices[0] if notices else None,
        queries.disagreements(records),
        agency_names(sight.child.authority),
    )


def agency_names(authority: str) -> dict[str, str]:
    """Every agency of an authority by its UUID."""
    return {one.uuid: one.name for one in accounts.agencies(authority)}
