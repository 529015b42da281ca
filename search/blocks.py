"""Some documents as arrays, made once and never changed: what the columns are joined from. (pure)"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from directory.rules import DAYS
from search import wording
from search.documents import SearchDocument
from search.hours import Opening
from search.opened import Opened
from search.strings import Strings
from search.wording import Wording

Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Floats = NDArray[np.float64]
Shorts = NDArray[np.float32]
Bools = NDArray[np.bool_]
Bits = NDArray[np.uint64]

FACETS = ("type", "need", "day", "language", "access", "delivery", "for")
LINES = (*FACETS, "speaker")  # kept as facets are; a speaker is never counted by itself
WEEKS = {"any": 0, "term": 1, "holidays": 2}
ANY_LANGUAGE = ""  # of a name: the one to show readers of a language that it has no name in


@dataclass(frozen=True)
class Pairs:
    """Values of rows that may have several: row rows[i] has the value names[numbers[i]]. Rows are in order."""

    names: Strings
    rows: Numbers
    numbers: Numbers


@dataclass(frozen=True)
class Named:
    """Names in one language of the rows that have one, ready to be put in order."""

    rows: Numbers
    texts: Strings


@dataclass(frozen=True)
class Block:
    """The arrays of some documents, row by row."""

    codes: Strings
    versions: Numbers
    authorities: Pairs
    names: Mapping[str, Named]
    facets: Mapping[str, Pairs]
    covers: Pairs
    ages: Numbers  # (rows, 2)
    free: Bools
    places_until: Numbers
    assured: Numbers
    completeness: Shorts
    chance: Shorts  # from 0 to 1, made from the code
    point_rows: Numbers  # in order
    point_sites: Numbers
    points: Shorts  # (3, points) on a ball of radius 1
    openings: Numbers  # (openings, 10): row, group, days, opens, closes, weeks, every, first, last, closed
    words: Wording

    @property
    def rows(self) -> int:
        """How many documents."""
        return len(self.codes)

    @cached_property
    def lengths(self) -> Shorts:
        """How many words each row has."""
        return np.diff(self.words.row_starts).astype(np.float32)

    @cached_property
    def kinds(self) -> Numbers:
        """Of how many types of service each row is."""
        return np.bincount(self.facets["type"].rows, minlength=self.rows).astype(np.int32)

    @cached_property
    def opened(self) -> Opened:
        """Its hours, with what was worked out of them for a day."""
        return Opened(self.openings, self.authorities.numbers, self.authorities.names.all(), self.rows)

    @cached_property
    def covered(self) -> Mapping[str, Numbers]:
        """The rows that cover each area."""
        order = np.argsort(self.covers.numbers, kind="stable")
        ends = np.cumsum(np.bincount(self.covers.numbers, minlength=len(self.covers.names)))
        parts = np.split(self.covers.rows[order], ends[:-1])
        return dict(zip(self.covers.names.all(), parts, strict=False))

    @cached_property
    def bits(self) -> Mapping[str, Bits]:
        """Of each facet one line of bits a value, eight bytes at a time."""
        return {facet: bits_of(pairs, len(pairs.names), self.rows) for facet, pairs in self.facets.items()}


def bits_of(pairs: Pairs, lines: int, rows: int) -> Bits:
    """Pairs as lines of bits, one a value; rows are rounded up to whole groups of 64."""
    flags = np.zeros((lines, -(-rows // 64) * 64), np.bool_)
    flags[pairs.numbers, pairs.rows] = True
    return np.packbits(flags, axis=1, bitorder="little").view(np.uint64)


def on_ball(lat: Floats, lon: Floats) -> Floats:
    """Points of the earth as points on a ball of radius 1."""
    north, east = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def block_of(documents: Iterable[SearchDocument]) -> Block:
    """The arrays of these documents, in their order; taken one at a time, since thousands would fill the memory."""
    gathered = Gathered()
    for document in documents:
        gathered.add(document)
    return gathered.block()


class Gathered:
    """What has been taken from documents so far."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.names: dict[str, tuple[list[int], list[str]]] = {ANY_LANGUAGE: ([], [])}
        self.authorities = _Pairing()
        self.numbers: list[tuple[int, ...]] = []
        self.completeness: list[float] = []
        self.facets = {facet: _Pairing() for facet in LINES}
        self.covers = _Pairing()
        self.points: list[tuple[float, ...]] = []
        self.openings: list[tuple[int, ...]] = []
        self.words = wording.Gathered()

    def add(self, document: SearchDocument) -> None:
        """Take one more document."""
        row = len(self.codes)
        self.codes.append(document.code)
        self._add_names(row, document.names)
        self.authorities.add(row, [document.authority])
        facts = (document.number, *document.ages, int(document.free), document.places_until, document.assured)
        self.numbers.append(facts)
        self.completeness.append(document.completeness)
        for facet, pairing in self.facets.items():
            pairing.add(row, _facet_values(document, facet))
        self.covers.add(row, [f"{kind}:{code}" for kind, code in document.covers])
        self.points += [(row, *point) for point in document.points]
        self.openings += [_opening_row(row, opening) for opening in document.openings]
        self.words.add(document.terms)

    def _add_names(self, row: int, names: Mapping[str, str]) -> None:
        default = names.get("en") or next(iter(names.values()), "")
        own = {language: name for language, name in names.items() if name and name != default}
        for language, name in {ANY_LANGUAGE: default, **own}.items():
            rows, texts = self.names.setdefault(language, ([], []))
            rows.append(row)
            texts.append(name)

    def block(self) -> Block:
        """All of it as arrays."""
        numbers = np.array(self.numbers, np.int32).reshape(-1, 6)
        points = np.array(self.points, np.float64).reshape(-1, 4)
        return Block(
            codes=Strings.of(self.codes),
            versions=numbers[:, 0].copy(),
            authorities=self.authorities.pairs(),
            names={
                language: Named(np.array(rows, np.int32), Strings.of(texts))
                for language, (rows, texts) in self.names.items()
            },
            facets={facet: pairing.pairs() for facet, pairing in self.facets.items()},
            covers=self.covers.pairs(),
            ages=numbers[:, 1:3].copy(),
            free=numbers[:, 3] == 1,
            places_until=numbers[:, 4].copy(),
            assured=numbers[:, 5].copy(),
            completeness=np.array(self.completeness, np.float32),
            chance=np.array([_chance(code) for code in self.codes], np.float32),
            point_rows=points[:, 0].astype(np.int32),
            point_sites=points[:, 1].astype(np.int32),
            points=on_ball(points[:, 2], points[:, 3]).astype(np.float32),
            openings=np.array(self.openings, np.int32).reshape(-1, 10),
            words=self.words.wording(),
        )


def _chance(code: str) -> float:
    """Neither alphabet nor age decides between equals: a number made from the code does."""
    return zlib.crc32(code.encode("utf-8", "surrogatepass")) / 2**32


class _Pairing:
    """Values taken row by row."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._rows: list[int] = []
        self._numbers: list[int] = []

    def add(self, row: int, values: Iterable[str]) -> None:
        """The values of one more row."""
        for value in dict.fromkeys(values):
            self._rows.append(row)
            self._numbers.append(self._known.setdefault(value, len(self._known)))

    def pairs(self) -> Pairs:
        """All of them as arrays."""
        return Pairs(Strings.of(self._known), np.array(self._rows, np.int32), np.array(self._numbers, np.int32))


def _facet_values(document: SearchDocument, facet: str) -> Sequence[str]:
    if facet == "day":
        return [day for number, day in enumerate(DAYS) if document.days >> number & 1]
    values: Sequence[str] = getattr(document, _ATTRIBUTES[facet])
    return values


_ATTRIBUTES = {
    "type": "types",
    "need": "needs",
    "language": "languages",
    "access": "access",
    "delivery": "delivery",
    "for": "audience",
    "speaker": "speakers",
}


def _opening_row(row: int, opening: Opening) -> tuple[int, ...]:
    weeks, closed = WEEKS.get(opening.weeks, 0), int(opening.closed)
    hours = (opening.days, opening.opens, opening.closes, weeks, max(1, opening.every))
    return (row, opening.group, *hours, opening.first, opening.last, closed)
