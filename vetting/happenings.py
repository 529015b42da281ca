"""What vetting tells the rooms above it."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.happenings import Happening


@dataclass(frozen=True)
class Agreed(Happening):
    """An agency accepted the agreement: what was hidden for want of it may be shown. Its authority's slug."""

    authority: str
