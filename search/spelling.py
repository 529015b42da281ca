"""The word that was meant: one or two slips away, and only where the likeness is plain. (pure)"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # letters; shorter words have too many neighbours
_CANDIDATES = 8
_LONG = 8  # letters, from which two slips are allowed


def slips_allowed(word: str) -> int:
    """How many slips may be taken for the same word."""
    if len(word) < SHORTEST or _has_figures(word):
        return 0
    return 2 if len(word) >= _LONG else 1


def _has_figures(word: str) -> bool:
    return any(character.isdigit() for character in word)


def script_of(word: str) -> int:
    """A number for the letters that a word begins with: the same for all of one script that this site speaks."""
    point = ord(word[0])
    return point >> 8 if point < 0x900 else point >> 7  # the scripts of India stand closer together


class Known:
    """Words that somebody may have meant, by their script and length: no slip changes the script, or makes a word longer or
    shorter by more than one letter.

    Those with figures are left out: a telephone number is no slip for another.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._alike: dict[tuple[int, int], tuple[list[str], list[int]]] = {}
        for number, word in enumerate(words):
            if not word or _has_figures(word):
                continue
            alike, numbers = self._alike.setdefault((script_of(word), len(word)), ([], []))
            alike.append(word)
            numbers.append(number)

    def near(self, word: str, slips: int, limit: int) -> list[tuple[str, int, int]]:
        """Words with at most so many letters wrong, left out, put in or changed over: word, slips, its number; nearest first."""
        found: list[tuple[str, int, int]] = []
        script = script_of(word) if word else 0
        for length in range(len(word) - slips, len(word) + slips + 1):
            alike, numbers = self._alike.get((script, length), ([], []))
            some = process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=limit)
            found += [(other, int(distance), numbers[at]) for other, distance, at in some]
        return sorted(found, key=lambda one: one[1:])[:limit]

    def nearest(self, word: str) -> str:
        """The word that is nearest to a misspelt one, the one with its first letter before others; "" for none."""
        most = slips_allowed(word)
        found = self.near(word, most, _CANDIDATES) if most else []
        ranked = sorted(found, key=lambda one: (one[1], one[0][:1] != word[:1], one[0]))
        return ranked[0][0] if ranked else ""
