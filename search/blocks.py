"""Some documents as arrays, made once and never changed: what the columns are joined from. (pure)"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.documents import FIELDS, SearchDocument
from search.hours import Opening

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint32]

FACETS = ("type", "need", "day", "language", "access", "delivery", "for")
WEEKS = {"any": 0, "term": 1, "holidays": 2}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
    lengths: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def rows(self) -> int:
        """How many documents."""
        return len(self.codes)


def word_hash(word: str) -> int:
    """A word as a number that is never 0."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) or 1


def block_of(documents: Sequence[SearchDocument]) -> Block:
    """The arrays of these documents, in their order."""
    words, word_rows = _word_stream(documents)
    return Block(
        codes=[document.code for document in documents],
        versions=[document.number for document in documents],
        names=[dict(document.names) for document in documents],
        authorities=[document.authority for document in documents],
        facets={facet: _pairs(_facet_values(document, facet) for document in documents) for facet in FACETS},
        covers=_pairs([f"{kind}:{code}" for kind, code in document.covers] for document in documents),
        ages=np.array([document.ages for document in documents], np.int64).reshape(-1, 2),
        free=np.array([document.free for document in documents], np.bool_),
        places_until=np.array([document.places_until for document in documents], np.int64),
        assured=np.array([document.assured for document in documents], np.int64),
        completeness=np.array([document.completeness for document in documents], np.float64),
        points=_points(documents),
        openings=_openings(documents),
        words=words,
        word_rows=word_rows,
        lengths=np.bincount(word_rows, minlength=len(documents)).astype(np.float64),
    )


def _facet_values(document: SearchDocument, facet: str) -> Sequence[str]:
    values: dict[str, Sequence[str]] = {
        "type": document.types,
        "need": document.needs,
        "language": document.languages,
        "access": document.access,
        "delivery": document.delivery,
        "for": document.audience,
        "day": [day for number, day in enumerate(_DAYS) if document.days >> number & 1],
    }
    return values[facet]


def _pairs(values: Iterable[Sequence[str]]) -> Pairs:
    rows: list[int] = []
    flat: list[str] = []
    for row, some in enumerate(values):
        for value in dict.fromkeys(some):
            rows.append(row)
            flat.append(value)
    return Pairs(np.array(rows, np.int64), flat)


def _points(documents: Sequence[SearchDocument]) -> Floats:
    points = [(row, *point) for row, document in enumerate(documents) for point in document.points]
    return np.array(points, np.float64).reshape(-1, 4)


def _openings(documents: Sequence[SearchDocument]) -> Ints:
    rows = [_opening_row(row, opening) for row, document in enumerate(documents) for opening in document.openings]
    return np.array(rows, np.int64).reshape(-1, 10)


def _opening_row(row: int, opening: Opening) -> tuple[int, ...]:
    weeks, closed = WEEKS.get(opening.weeks, 0), int(opening.closed)
    hours = (opening.days, opening.opens, opening.closes, weeks, max(1, opening.every))
    return (row, opening.group, *hours, opening.first, opening.last, closed)


def _word_stream(documents: Sequence[SearchDocument]) -> tuple[Hashes, NDArray[np.int32]]:
    hashes: list[int] = []
    rows: list[int] = []
    known: dict[str, int] = {}
    for row, document in enumerate(documents):
        before = len(hashes)
        for name in FIELDS:
            for forms in document.terms.get(name, ()):
                word = forms[0] if forms else ""
                hashes.append(known.setdefault(word, word_hash(word)) if word else 0)
            hashes.append(0)
        rows += [row] * (len(hashes) - before)
    return np.array(hashes, np.uint32), np.array(rows, np.int32)
