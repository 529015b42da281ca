"""What this room tells the rooms above it."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.happenings import Happening


@dataclass(frozen=True)
class PersonLeft(Happening):
    """Somebody no longer works with children for an agency (its UUID), or for the authority itself (agency "")."""

    person: str
    authority: str
    agency: str
