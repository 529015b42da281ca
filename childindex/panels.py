"""The sections of a record's page that rooms above offer: needs, who looked. The profile turns them on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from access.sight import Sight


@dataclass(frozen=True)
class Panel:
    """One section: where it stands, its template, and what fills it (None: it is not shown to this viewer)."""

    name: str
    order: int
    template: str
    gather: Callable[[Sight], Any]


@dataclass(frozen=True)
class Filled:
    """A section with what it shows."""

    template: str
    shown: Any


_panels: dict[str, Panel] = {}


def offer(panel: Panel) -> None:
    """A room above offers a section when it is opened."""
    _panels[panel.name] = panel


def filled(sight: Sight) -> list[Filled]:
    """Every section that shows something to this viewer, in order."""
    inside = [(one, one.gather(sight)) for one in sorted(_panels.values(), key=lambda one: (one.order, one.name))]
    return [Filled(one.template, shown) for one, shown in inside if shown is not None]
