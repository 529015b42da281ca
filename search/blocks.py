"""Some documents as arrays, made once and never changed: what the columns are joined from. (pure)"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.rules import DAYS
from search.documents import FIELDS, SearchDocument, words_in
from search.hours import Opening

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint32]

FACETS = ("type", "need", "day", "language", "access", "delivery", "for")
WEEKS = {"any": 0, "term": 1, "holidays": 2}


@dataclass
class Pairs:
    """Values of rows that may have several: value number i belongs to row rows[i]."""

    rows: Ints
    values: list[str]


@dataclass
class Block:
    """The arrays of some documents, row by row. `words`: every word of every row in order, as hashes; 0 parts texts."""

    codes: list[str]
    versions: list[int]
    names: list[dict[str, str]]
    authorities: list[str]
    facets: dict[str, Pairs]
    covers: Pairs
    ages: Ints  # (rows, 2)
    free: Bools
    places_until: Ints
    assured: Ints
    completeness: Floats
    points: Floats  # (points, 4): row, site, lat, lon
    openings: Ints  # (openings, 10): row, group, days, opens, closes, weeks, every, first, last, closed
    words: Hashes
    word_rows: NDArray[np.int32]
    lengths: Floats

    @property
    def rows(self) -> int:
        """How many documents."""
        return len(self.codes)


def word_hash(word: str) -> int:
    """A word as a number that is never 0."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) or 1


def block_of(documents: Iterable[SearchDocument]) -> Block:
    """The arrays of these documents, in their order; taken one at a time, since thousands would fill the memory."""
    gathered = _Gathered()
    for document in documents:
        gathered.add(document)
    return gathered.block()


class _Gathered:
    """What has been taken from documents so far."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.names: list[dict[str, str]] = []
        self.authorities: list[str] = []
        self.numbers: list[tuple[int, ...]] = []
        self.completeness: list[float] = []
        self.facets: dict[str, list[Sequence[str]]] = {facet: [] for facet in FACETS}
        self.covers: list[Sequence[str]] = []
        self.points: list[tuple[float, ...]] = []
        self.openings: list[tuple[int, ...]] = []
        self.words = array("I")
        self.lengths: list[int] = []
        self._hashes: dict[str, int] = {}

    def add(self, document: SearchDocument) -> None:
        """Take one more."""
        row = len(self.codes)
        self.codes.append(document.code)
        self.names.append(dict(document.names))
        self.authorities.append(sys.intern(document.authority))
        facts = (document.number, *document.ages, int(document.free), document.places_until, document.assured)
        self.numbers.append(facts)
        self.completeness.append(document.completeness)
        for facet in FACETS:
            self.facets[facet].append(_facet_values(document, facet))
        self.covers.append([sys.intern(f"{kind}:{code}") for kind, code in document.covers])
        self.points += [(row, *point) for point in document.points]
        self.openings += [_opening_row(row, opening) for opening in document.openings]
        self._add_words(document)

    def _add_words(self, document: SearchDocument) -> None:
        before, hashes = len(self.words), self._hashes
        for name in FIELDS:
            for forms in words_in(document.terms.get(name, "")):
                word = forms[0] if forms else ""
                if word and word not in hashes:
                    hashes[word] = word_hash(word)
                self.words.append(hashes.get(word, 0))
            self.words.append(0)
        self.lengths.append(len(self.words) - before)

    def block(self) -> Block:
        """All of it as arrays."""
        numbers = np.array(self.numbers, np.int64).reshape(-1, 6)
        lengths = np.array(self.lengths, np.int64)
        return Block(
            codes=self.codes,
            versions=[int(number) for number in numbers[:, 0]],
            names=self.names,
            authorities=self.authorities,
            facets={facet: _pairs(values) for facet, values in self.facets.items()},
            covers=_pairs(self.covers),
            ages=numbers[:, 1:3],
            free=numbers[:, 3] == 1,
            places_until=numbers[:, 4],
            assured=numbers[:, 5],
            completeness=np.array(self.completeness, np.float64),
            points=np.array(self.points, np.float64).reshape(-1, 4),
            openings=np.array(self.openings, np.int64).reshape(-1, 10),
            words=np.array(self.words, np.uint32),
            word_rows=np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
            lengths=lengths.astype(np.float64),
        )


def _facet_values(document: SearchDocument, facet: str) -> Sequence[str]:
    values: dict[str, Sequence[str]] = {
        "type": document.types,
        "need": document.needs,
        "language": document.languages,
        "access": document.access,
        "delivery": document.delivery,
        "for": document.audience,
        "day": [day for number, day in enumerate(DAYS) if document.days >> number & 1],
    }
    return values[facet]


def _pairs(values: Iterable[Sequence[str]]) -> Pairs:
    rows: list[int] = []
    flat: list[str] = []
    for row, some in enumerate(values):
        for value in dict.fromkeys(some):
            rows.append(row)
            flat.append(sys.intern(value))
    return Pairs(np.array(rows, np.int64), flat)


def _opening_row(row: int, opening: Opening) -> tuple[int, ...]:
    weeks, closed = WEEKS.get(opening.weeks, 0), int(opening.closed)
    hours = (opening.days, opening.opens, opening.closes, weeks, max(1, opening.every))
    return (row, opening.group, *hours, opening.first, opening.last, closed)
