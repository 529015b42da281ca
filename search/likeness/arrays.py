"""Texts as arrows in a space of meanings: what is like what, and how two orders become one. (pure)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.blocks import Numbers, Shorts
from search.engine import Guesses

LEAST = 0.35  # the likeness below which nothing is offered: chosen on the half of tests/relevance that is for tuning
_DAMPING = 60  # of reciprocal rank: the usual one
_LANGUAGE = "en"  # every entry has it


@dataclass(frozen=True)
class Likenesses:
    """The arrows of entries, each of length 1 (0 where an entry says nothing). maker: the model; types: the version of the
    vocabulary whose names stand in the texts; numbers: the published version of each entry."""

    maker: str
    types: int
    codes: NDArray[np.str_]
    numbers: Numbers
    vectors: Shorts

    def like(self, asked: Shorts, least: float = LEAST) -> Guesses:
        """The entries at least so like what was asked, the likest first."""
        if not len(self.codes):
            return Guesses(self.codes, self.numbers)
        likeness = self.vectors @ unit(asked)
        some = np.flatnonzero(likeness >= least)
        some = some[np.argsort(-likeness[some], kind="stable")]
        return Guesses(self.codes[some], self.numbers[some])

    def fit(self, maker: str, size: int) -> bool:
        """Whether these may be compared with arrows of this model, of this size."""
        return self.maker == maker and self.vectors.shape[1] == size

    def still(self, types: int, shown: Mapping[str, int]) -> Likenesses:
        """Those that need not be made again: with these names of types, and of the version that is shown."""
        pairs = zip(self.codes.tolist(), self.numbers.tolist(), strict=True)
        good = np.array([self.types == types and shown.get(code) == number for code, number in pairs], np.bool_)
        return Likenesses(self.maker, types, self.codes[good], self.numbers[good], self.vectors[good])

    def and_also(self, codes: Sequence[str], numbers: Sequence[int], vectors: Shorts) -> Likenesses:
        """These and more, of the same model and names."""
        more = unit(np.asarray(vectors, np.float32))
        return Likenesses(
            self.maker,
            self.types,
            np.concatenate([self.codes, np.array(codes, np.str_)]),
            np.concatenate([self.numbers, np.array(numbers, np.int32)]),
            np.concatenate([self.vectors, more]),
        )


def nothing(maker: str, types: int, size: int) -> Likenesses:
    """The arrows of no entry."""
    return Likenesses(maker, types, np.zeros(0, "<U1"), np.zeros(0, np.int32), np.zeros((0, size), np.float32))


def unit(vectors: Shorts) -> Shorts:
    """The same arrows, each of length 1; what has no length stays nothing."""
    length = np.sqrt(np.sum(vectors * vectors, axis=-1, keepdims=True))
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0), np.float32)


def fused(*orders: Mapping[str, int]) -> list[str]:
    """Several orders as one, by reciprocal rank. Each says in which place, from 1, a code stands."""
    score: dict[str, float] = {}
    for order in orders:
        for code, place in order.items():
            score[code] = score.get(code, 0.0) + 1 / (_DAMPING + place)
    return sorted(score, key=lambda code: -score[code])


def text_of(entry: Mapping[str, Any], types: Mapping[str, str]) -> str:
    """What an entry says of itself in English: its name, its types, what it does, who it is for."""
    said = {name: entry["texts"].get(name, {}).get(_LANGUAGE, {}).get("words", "") for name in _TEXTS}
    called = ", ".join(types[code] for code in entry["types"] if code in types)
    return ". ".join(filter(None, [said["name"], called, said["summary"], said["who_for"]]))


_TEXTS = ("name", "summary", "who_for")
