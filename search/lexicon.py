"""The words of an index as they are written, with how many entries have them: for what is typed, and for slips. (pure)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from search.spelling import Known
from search.wording import Wording

_MOST_LOOKED_AT = 64  # of the commonest candidates: words that only deleted entries have are passed over
_SHORT, _FEW_SLIPS, _MORE_SLIPS = 5, 1, 2  # a word of up to five letters may have one slip


class Lexicon:
    """The words of one snapshot. `shown` says in how many live entries a word stands."""

    def __init__(self, parts: Sequence[Words], shown: Callable[[str], int]) -> None:
        self._parts, self._shown = parts, shown

    def starting(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The commonest words that begin so, with how many entries have them; the prefix itself is one of them."""
        counts: dict[str, int] = {}
        for part in self._parts:
            for word, count in part.starting(prefix, _MOST_LOOKED_AT + limit):
                counts[word] = counts.get(word, 0) + count
        return self._live(sorted(counts, key=lambda word: (-counts[word], word)), limit)

    def near(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Words that this may be a slip for, the nearest first, then the commonest; never the word itself."""
        most = _FEW_SLIPS if len(word) <= _SHORT else _MORE_SLIPS
        found: dict[str, tuple[int, int]] = {}
        for part in self._parts:
            for other, slips, count in part.near(word, most, _MOST_LOOKED_AT + limit):
                found[other] = (slips, found.get(other, (0, 0))[1] - count)
        found.pop(word, None)
        return self._live(sorted(found, key=lambda other: (found[other], other)), limit)

    def _live(self, words: Sequence[str], limit: int) -> list[tuple[str, int]]:
        chosen: list[tuple[str, int]] = []
        for word in words:
            if len(chosen) == limit:
                break
            if count := self._shown(word):
                chosen.append((word, count))
        return chosen


class Words:
    """The words of one block; they never change."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    @cached_property
    def _known(self) -> Known:
        return Known(self._wording.plains.all())

    def starting(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The commonest words that begin so."""
        numbers = self._wording.plains.starting(prefix)
        counts = self._wording.plain_rows[numbers.start : numbers.stop]
        best = np.argpartition(-counts, limit)[:limit] if len(counts) > limit else np.arange(len(counts))
        return [(self._wording.plains[numbers.start + int(at)], int(counts[at])) for at in best]

    def near(self, word: str, slips: int, limit: int) -> list[tuple[str, int, int]]:
        """Words with at most so many slips: word, slips, entries."""
        found = self._known.near(word, slips, limit)
        return [(other, wrong, int(self._wording.plain_rows[number])) for other, wrong, number in found]
