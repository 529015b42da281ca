"""The word that was meant: one or two slips away, and only where the likeness is plain. (pure)"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # letters; shorter words have too many neighbours
_LONG = 8  # letters, from which two slips are allowed


def slips_allowed(word: str) -> int:
    """How many slips may be taken for the same word."""
    if len(word) < SHORTEST or any(character.isdigit() for character in word):
        return 0
    return 2 if len(word) >= _LONG else 1


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word that is nearest to a misspelt one, the one with its first letter before others; "" for none."""
    most = slips_allowed(word)
    if not most:
        return ""
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=8)
    ranked = sorted(found, key=lambda one: (one[1], one[0][:1] != word[:1], one[0]))
    return str(ranked[0][0]) if ranked else ""
