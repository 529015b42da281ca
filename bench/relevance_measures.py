"""How good an answer is, from the grades of what it shows. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2

SHOWN = 10  # a page of results
LOOKED_AT = 3  # what a person in a hurry reads
GOOD = 2  # a grade that helps well


def dcg(grades: Sequence[int], most: int = SHOWN) -> float:
    """Discounted cumulative gain: a grade counts 2^grade - 1, less the further down it stands."""
    return float(sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:most])))


def ndcg(grades: Sequence[int], judged: Iterable[int], most: int = SHOWN) -> float:
    """The gain of these grades as a part of the best possible, from everything that was judged; 0 where nothing was."""
    best = dcg(sorted(judged, reverse=True), most)
    return dcg(grades, most) / best if best else 0.0


def success(grades: Sequence[int], first: int = LOOKED_AT, good: int = GOOD) -> bool:
    """Whether one of the first few helps well."""
    return any(grade >= good for grade in grades[:first])


def mean(figures: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(figures) / len(figures) if figures else 0.0
