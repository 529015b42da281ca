"""The phrases of one language in arrays: where each stem stands, and of which stems each phrase is made. (pure)

Fifteen languages have fifty thousand phrases: with an object for each, and for each stem, a worker held more of them than of the
directory itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.spelling import script_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_Small = NDArray[np.int32]


@dataclass(frozen=True)
class Stem:
    """Where a stem stands: the numbers of the phrases of its language, of the sayings, and how telling it is."""

    stem: str
    phrases: _Small
    sayings: _Small
    weight: float


class Phrases:
    """All phrases of one language, those of a saying side by side."""

    weights: Floats  # phrase -> how telling all of it is
    owners: Ints  # phrase -> saying
    speaking: Ints  # the sayings that have phrases
    firsts: Ints  # and the first phrase of each
    scripts: frozenset[int]  # in which its stems are written

    def __init__(self, phrases: Iterable[tuple[int, frozenset[str]]], sayings: int) -> None:
        """phrases: the number of the saying and the stems of each of its phrases. sayings: how many there are."""
        numbers: dict[str, int] = {}
        owners, lengths, made_of = [], [], []
        for owner, stems in phrases:
            owners.append(owner)
            lengths.append(len(stems))
            made_of += [numbers.setdefault(stem, len(numbers)) for stem in sorted(stems)]
        self._numbers, self._stems = numbers, tuple(numbers)
        self.owners, self._made_of = np.array(owners, np.int64), np.array(made_of, np.int32)
        self._ends = np.cumsum([0, *lengths])
        self.speaking, self.firsts = np.unique(self.owners, return_index=True)
        self.scripts = frozenset(script_of(stem) for stem in numbers if stem)
        self._turn_round(np.repeat(np.arange(len(lengths)), lengths), sayings)

    def _turn_round(self, places: Ints, sayings: int) -> None:
        """From what each phrase is made of (places: the phrase of each piece), where each stem stands and how telling it is."""
        stems, order = np.arange(len(self._stems) + 1), np.argsort(self._made_of, kind="stable")
        self._places = places[order].astype(np.int32)
        self._placed = np.searchsorted(self._made_of[order], stems)
        pairs = np.unique(self._made_of.astype(np.int64) * sayings + self.owners[places])
        self._said_by = (pairs % max(sayings, 1)).astype(np.int32)
        self._saying = np.searchsorted(pairs // max(sayings, 1), stems)
        self._telling = np.log(1 + sayings / np.diff(self._saying))
        self.weights = np.bincount(places, self._telling[self._made_of], len(self.owners))

    def __contains__(self, stem: str) -> bool:
        return stem in self._numbers

    def stem(self, stem: str) -> Stem | None:
        """Where this stem stands; None where no phrase has it."""
        at = self._numbers.get(stem)
        if at is None:
            return None
        return Stem(
            stem,
            self._places[self._placed[at] : self._placed[at + 1]],
            self._said_by[self._saying[at] : self._saying[at + 1]],
            float(self._telling[at]),
        )

    def weight(self, stem: str) -> float:
        """How telling a stem is; 0 where no phrase has it."""
        at = self._numbers.get(stem)
        return 0.0 if at is None else float(self._telling[at])

    def stems_of(self, phrase: int) -> frozenset[str]:
        """The stems that a phrase is made of."""
        return frozenset(self._stems[at] for at in self._made_of[self._ends[phrase] : self._ends[phrase + 1]])
