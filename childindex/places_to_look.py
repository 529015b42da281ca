"""Where a child may be found. The local store is one place among others: one practice profile keeps no store at all.

A place is asked with the same question and answers with hits of its own; nothing assumes that a hit has a local row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import profiles
from childindex.finding import Asked
from foundation.acts import Actor


@dataclass(frozen=True)
class Hit:
    """A child that is meant. place and ref: where it stands; visible: whether this viewer may learn of it."""

    place: str
    ref: str
    given: str
    family: str
    year: int | None
    area: str
    exact: bool
    score: float
    visible: bool


Look = Callable[[Actor, str, Asked], Sequence[Hit]]  # (who asks, authority, question)
LOCAL = "local"
_places: dict[str, Look] = {}
_KEEPS_NO_STORE = ("federated", "none")


def offer(place: str, look: Look) -> None:
    """A place to look says so when its room is opened."""
    _places[place] = look


def forget(place: str) -> None:
    """A place that is switched off is not asked again."""
    _places.pop(place, None)


def look_everywhere(actor: Actor, authority: str, asked: Asked) -> list[Hit]:
    """The hits of every place that this profile looks in, the best first."""
    local = profiles.current().population not in _KEEPS_NO_STORE
    asked_of = [look for place, look in _places.items() if local or place != LOCAL]
    hits = [hit for look in asked_of for hit in look(actor, authority, asked)]
    return sorted(hits, key=lambda hit: (-hit.exact, -hit.score, hit.place, hit.ref))


def shown(hits: Sequence[Hit], most: int) -> list[Hit]:
    """What may be shown: nothing if more than `most` are meant; who is exactly meant stands alone."""
    seen = [hit for hit in hits if hit.visible]
    meant = [hit for hit in seen if hit.exact] or seen
    return meant if len(meant) <= most else []
