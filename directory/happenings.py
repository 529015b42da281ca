"""What the directory tells the rooms above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from foundation.happenings import Happening


@dataclass(frozen=True)
class Published(Happening):
    """A new version is shown. kind: entry, organisation, site, vocabulary; of: an entry's code, else UUID or name."""

    must_be_heard_by: ClassVar[frozenset[str]] = frozenset({"search"})
    kind: str
    of: str


@dataclass(frozen=True)
class Retired(Happening):
    """It is shown no longer."""

    must_be_heard_by: ClassVar[frozenset[str]] = frozenset({"search"})
    kind: str
    of: str
