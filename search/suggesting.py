"""What may be meant by the beginning of a word: names of needs and of types of service, and what people say. (pure)"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from search.analysis import words

MOST = 8
SHORTEST = 2  # letters before anything is suggested
LONGEST = 60  # characters of a suggestion
_LOOKED_AT = 400  # places in the list for one beginning; a short beginning has thousands


class Suggestions:
    """Words to suggest, found by the beginning of any word in them."""

    def __init__(self, names: Iterable[str], phrases: Iterable[str], language: str) -> None:
        self._language = language
        ranked = [(0, name) for name in names] + [(1, phrase) for phrase in phrases]
        found: dict[tuple[str, ...], tuple[int, str]] = {}
        for rank, said in ranked:
            if len(said) <= LONGEST:
                found.setdefault(tuple(words(said, language)), (rank, said))
        self._places = sorted(
            (" ".join(folded[at:]), rank, at, said)
            for folded, (rank, said) in found.items()
            for at in range(len(folded))
        )

    def starting(self, typed: str) -> list[str]:
        """At most eight, those that begin so before those in which a later word does, names before phrases, short ones first."""
        beginning = " ".join(words(typed, self._language))
        if len(beginning) < SHORTEST:
            return []
        first = bisect_left(self._places, (beginning,))
        near = []
        for place in self._places[first : first + _LOOKED_AT]:
            if not place[0].startswith(beginning):
                break
            near.append(place)
        near.sort(key=lambda one: (one[2] > 0, one[1], len(one[3]), one[3]))
        return list(dict.fromkeys(said for _rest, _rank, _at, said in near))[:MOST]
