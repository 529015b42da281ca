"""What keeping an entry true brought. The room that counts says it; until it does, a letter says nothing. (pure)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Worth:
    """How often an entry was seen, and what readers asked for that it does not say: words with how many asked."""

    seen: int = 0
    asked: Sequence[tuple[str, int]] = ()


CountsOf = Callable[[str, date], Worth]
_ask: list[CountsOf] = []


def told_by(counts_of: CountsOf) -> None:
    """Say who counts: a function of an entry's code and of the day since when."""
    _ask[:] = [counts_of]


def worth(code: str, since: date) -> Worth:
    """What is known; nothing when nobody counts."""
    return _ask[0](code, since) if _ask else Worth()
