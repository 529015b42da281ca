"""What rooms above know and a decision needs: whose ties bind a viewer to a child, and what a family agreed to.

Access stands below them and may not import them, so each offers its answer here when its room is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Ties = Callable[[Sequence[int], str], frozenset[str]]  # (records, person) -> ties
Scopes = Callable[[Sequence[int]], frozenset[tuple[str, str]]]  # records -> (agency, kind of information)

_ties: dict[str, Ties] = {}
_scopes: dict[str, Scopes] = {}


def offer_ties(room: str, answer: Ties) -> None:
    """A room says how somebody is tied to a child."""
    _ties[room] = answer


def offer_scopes(room: str, answer: Scopes) -> None:
    """A room says what may be shared about a child, with whom. Asked anew at each request: nothing is remembered."""
    _scopes[room] = answer


def ties(records: Sequence[int], person: str) -> frozenset[str]:
    """Every tie between this person and the child of these records."""
    return frozenset().union(*(answer(records, person) for answer in _ties.values()))


def scopes(records: Sequence[int]) -> frozenset[tuple[str, str]]:
    """Everything that was agreed, or stands on a lawful ground, at this moment."""
    return frozenset().union(*(answer(records) for answer in _scopes.values()))
