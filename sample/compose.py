"""Puts short hand-written pieces together, and never says the same eight words twice. (pure)"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from random import Random

RUN = 8  # words
_WORD = re.compile(r"[\w£'’]+")


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words in a text, without case or punctuation."""
    words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


class Memory:
    """What has been said already in this authority's descriptions."""

    def __init__(self) -> None:
        self._said: Counter[tuple[str, ...]] = Counter()

    def repeats(self, text: str) -> int:
        """How many runs of eight words were said before."""
        return sum(1 for run in runs(text) if self._said[run])

    def keep(self, text: str) -> None:
        """Remember a description that was used."""
        self._said.update(runs(text))


def fill(piece: str, facts: Mapping[str, str]) -> str:
    """A piece with its facts in place, beginning with a capital."""
    words = piece.format_map(facts)
    return words[:1].upper() + words[1:]


def compose(slots: Mapping[str, list[str]], facts: Mapping[str, str], rng: Random, memory: Memory) -> str:
    """A description out of slots a to e, in that order: the best of forty tries, least repeated first."""
    best, fewest = "", 10**6
    for _ in range(40):
        keys = [key for key in "abcde" if key in slots and (key in "ab" or rng.random() < 0.6)]
        text = " ".join(fill(rng.choice(slots[key]), facts) for key in keys)
        repeated = memory.repeats(text)
        if repeated < fewest:
            best, fewest = text, repeated
        if not fewest:
            break
    memory.keep(best)
    return best
