"""Small facts that a lower room tells and an upper room hears, so that neither imports the other the wrong way.

A lower room announces inside its change. An upper room's listen() calls on(). The app opens every room's listen(), so
that pages, commands and jobs have the same listeners.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from sqlalchemy.orm import Session


class NobodyListens(RuntimeError):
    """A fact that must not go unheard was told in a process that did not open its listener's room."""


@dataclass(frozen=True)
class Happening:
    """A fact: small, frozen, ids only."""

    must_be_heard_by: ClassVar[frozenset[str]] = frozenset()  # names of rooms, so that no import is needed


Fact = TypeVar("Fact", bound=Happening)

_listeners: dict[type[Happening], dict[str, Callable[[Session, Any], None]]] = {}


def on(kind: type[Fact], who: str, do: Callable[[Session, Fact], None]) -> None:
    """Hear every fact of this kind. Registered by name, so that a second app in one process does not hear twice."""
    _listeners.setdefault(kind, {})[who] = do


def announce(session: Session, fact: Happening) -> None:
    """Tell a fact inside the change, before it is committed: listeners may only add rows to this session.

    NobodyListens when the fact names a hearer that is not there.
    """
    hearers = _listeners.get(type(fact), {})
    if missing := fact.must_be_heard_by - hearers.keys():
        names = ", ".join(sorted(missing))
        raise NobodyListens(f"{type(fact).__name__} must be heard by {names}, but that room was not opened.")
    for do in hearers.values():
        do(session, fact)


def forget() -> None:
    """Forget every listener (for tests)."""
    _listeners.clear()
