"""The numbers beside the words: filters as bit tests, counts, coverage, distance, order. (pure)

Every answer is an array over all rows; a row is a document. Blocks never change, so joining them again after a change
of the index costs only the copying.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from directory.staleness import USUAL
from search.blocks import ANY_LANGUAGE, FACETS, LINES, Bits, Block, Bools, Ints, Numbers, Pairs, Shorts, on_ball
from search.hours import Holidays

Lowered = Mapping[str, int]  # by authority: the days after which an entry that nobody confirms stands lower
_EARTH_RADIUS_MILES = 3958.8
_MOST_KEPT = 48
Number = TypeVar("Number", bound=np.generic)
Made = TypeVar("Made")


class Columns:
    """All documents of an index at one moment. Rows that are not live are in no answer."""

    def __init__(self, blocks: Sequence[Block], live: Sequence[Bools]) -> None:
        """`live[i]` says which rows of `blocks[i]` are still shown."""
        self.blocks = blocks
        self.starts = np.cumsum([0, *(block.rows for block in blocks)])
        self.rows = int(self.starts[-1])
        self.live: Bools = np.concatenate([*live, np.zeros(0, np.bool_)])
        self.considered = int(np.count_nonzero(self.live))
        self.ages = _joined([block.ages for block in blocks], np.zeros((0, 2), np.int32))
        self.free = _joined([block.free for block in blocks], np.zeros(0, np.bool_))
        self.places_until = _joined([block.places_until for block in blocks], np.zeros(0, np.int32))
        self.assured = _joined([block.assured for block in blocks], np.zeros(0, np.int32))
        self.completeness = _joined([block.completeness for block in blocks], np.zeros(0, np.float32))
        self.chance = _joined([block.chance for block in blocks], np.zeros(0, np.float32))
        self.lengths = _joined([block.lengths for block in blocks], np.zeros(0, np.float32))
        self.kinds = _joined([block.kinds for block in blocks], np.zeros(0, np.int32))
        self.average_length = max(1.0, float(self.lengths.mean())) if self.rows else 1.0
        self._authorities, _, self._authority = self._pairs([block.authorities for block in blocks])
        self._points = np.concatenate([np.zeros((3, 0), np.float32), *(block.points for block in blocks)], axis=1)
        point_rows = self._shifted([block.point_rows for block in blocks])
        self._first_points = np.flatnonzero(np.diff(point_rows, prepend=-1))  # of each row that has any
        self._pointed = point_rows[self._first_points]
        self._lines, self._bits = self._all_bits()
        self._kept: dict[Any, Any] = {}

    # Joining

    def _shifted(self, parts: Sequence[Numbers]) -> Numbers:
        moved = [part + np.int32(start) for part, start in zip(parts, self.starts, strict=False)]
        return _joined(moved, np.zeros(0, np.int32))

    def _pairs(self, parts: Sequence[Pairs]) -> tuple[list[str], Numbers, Numbers]:
        """The names in order, and rows and numbers of all parts as of one."""
        names = sorted({name for pairs in parts for name in pairs.names.all()})
        known = {name: number for number, name in enumerate(names)}
        numbers = [np.array([known[n] for n in pairs.names.all()], np.int32)[pairs.numbers] for pairs in parts]
        return names, self._shifted([pairs.rows for pairs in parts]), _joined(numbers, np.zeros(0, np.int32))

    def _all_bits(self) -> tuple[dict[str, tuple[int, list[str]]], Bits]:
        """The lines of each facet: where they begin and their names; and all lines of bits, one under another."""
        lines, parts, first = {}, [], 0
        for facet in LINES:
            names = sorted({name for block in self.blocks for name in block.facets[facet].names.all()})
            lines[facet] = (first, names)
            first += len(names)
            parts.append(self._bits_of(facet, names))
        return lines, np.concatenate(parts)

    def _bits_of(self, facet: str, names: list[str]) -> Bits:
        """Bits of the first block, which is the large one, are copied; those of the others set one by one."""
        bits = np.zeros((len(names), -(-self.rows // 64)), np.uint64)
        known = {name: number for number, name in enumerate(names)}
        for number, (block, start) in enumerate(zip(self.blocks, self.starts, strict=False)):
            pairs = block.facets[facet]
            mine = np.array([known[name] for name in pairs.names.all()], np.int64)
            if number == 0:
                bits[mine, : block.bits[facet].shape[1]] = block.bits[facet]
            else:
                rows = pairs.rows.astype(np.int64) + start
                np.bitwise_or.at(bits, (mine[pairs.numbers], rows >> 6), np.uint64(1) << (rows & 63).astype(np.uint64))
        return bits

    def kept(self, name: Any, make: Callable[[], Made]) -> Made:
        """Something made once for these rows; the oldest is forgotten when there are many."""
        found: Made | None = self._kept.get(name)
        if found is None:
            found = self._kept[name] = make()
            if len(self._kept) > _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
        return found

    # Single rows

    def of_row(self, row: int) -> tuple[Block, int]:
        """The block of a row, and which of its rows it is."""
        number = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.blocks[number], int(row - self.starts[number])

    def code(self, row: int) -> str:
        """The code of the entry in this row."""
        block, own = self.of_row(row)
        return block.codes[own]

    def numbers(self) -> dict[str, int]:
        """Which version of each entry is shown."""
        codes = [code for block in self.blocks for code in block.codes.all()]
        versions = _joined([block.versions for block in self.blocks], np.zeros(0, np.int32)).tolist()
        return {codes[row]: versions[row] for row in np.flatnonzero(self.live)}

    def rows_of(self, codes: NDArray[np.str_], numbers: Numbers) -> Ints:
        """The rows of those of these entries that are shown in this version, in the order given."""
        known, rows, versions = self.kept("rows by code", self._by_code)
        if not len(known):
            return np.zeros(0, np.int64)
        at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
        return np.asarray(rows[at[(known[at] == codes) & (versions[at] == numbers)]])

    def _by_code(self) -> tuple[NDArray[np.str_], Ints, Numbers]:
        shown = np.flatnonzero(self.live)
        codes = np.array([code for block in self.blocks for code in block.codes.all()], np.str_)[shown]
        versions = _joined([block.versions for block in self.blocks], np.zeros(0, np.int32))[shown]
        order = np.argsort(codes)
        return codes[order], shown[order], versions[order]

    def has(self, row: int, facet: str, value: str) -> bool:
        """Whether a row has this value of a facet."""
        first, names = self._lines[facet]
        return value in names and bool(int(self._bits[first + names.index(value), row >> 6]) >> (row & 63) & 1)

    def values(self, facet: str) -> list[str]:
        """Every value of a facet that any row has, in order."""
        return self._lines[facet][1]

    # Filters

    def none(self) -> Bools:
        """No row."""
        return np.zeros(self.rows, np.bool_)

    def having(self, facet: str, values: Iterable[str], every: bool = False) -> Bools:
        """Rows with any of these values of a facet; with every one of them when said."""
        (first, known), found = self._lines[facet], None
        for value in values:
            bits = self._bits[first + known.index(value)] if value in known else None
            if bits is None and every:
                return self.none()
            if bits is not None:
                found = bits if found is None else found & bits if every else found | bits
        return self.none() if found is None else self._flags(found)

    def _flags(self, bits: Bits) -> Bools:
        return np.unpackbits(bits.view(np.uint8), bitorder="little")[: self.rows].view(np.bool_)

    def suiting(self, spans: Iterable[tuple[int, int]]) -> Bools:
        """Rows for some age of any of these spans of whole years."""
        found = self.none()
        for first, last in spans:
            found |= (self.ages[:, 0] <= last) & (first <= self.ages[:, 1])
        return found

    def in_band(self, span: tuple[int, int]) -> Bools:
        """The same of one span, kept: the bands that a filter offers are counted with every question."""
        return self.kept(("band", span), lambda: self.suiting([span]))

    def of_authority(self, authority: str) -> Bools:
        """Rows of one authority."""
        if authority not in self._authorities:
            return self.none()
        return np.asarray(self._authority == self._authorities.index(authority))

    def with_places(self, today: date) -> Bools:
        """Rows that have said they have places, and whose word still counts today."""
        return np.asarray(self.places_until >= today.toordinal())

    def open_at(self, moment: datetime, holidays: Holidays) -> Bools:
        """Rows open at this local moment. Those that told no hours are not known to be open."""
        parts = [block.opened.at(moment, holidays) for block in self.blocks]
        return _joined(parts, self.none()[:0])

    def unconfirmed(self, day: date, lowered: Lowered) -> Bools:
        """Rows that nobody has confirmed for as long as their authority allows; not those of which it was never told when."""
        if not self.rows:
            return self.none()
        days = np.array([lowered.get(name, USUAL.lowered) for name in self._authorities], np.int32)
        name = ("unconfirmed", day, days.tobytes())
        return self.kept(name, lambda: (self.assured > 0) & (day.toordinal() - self.assured >= days[self._authority]))

    # Words that must follow one another

    def with_phrase(self, words: Sequence[str], rows: Bools) -> Bools:
        """Those of these rows in which the words stand side by side."""
        found = self.none()
        for block, start in zip(self.blocks, self.starts, strict=False):
            found[block.words.rows_of(block.words.places_of(words)) + start] = True
        return found & rows

    # Places

    def miles_from(self, lat: float, lon: float) -> Shorts:
        """For each row the miles to its nearest point; without one infinity."""
        return self.kept(("miles", lat, lon), lambda: self._miles_from(lat, lon))

    def _miles_from(self, lat: float, lon: float) -> Shorts:
        miles = np.full(self.rows, np.inf, np.float32)
        to = _miles(self._points, lat, lon)
        if len(self._pointed) < len(to):
            to = np.minimum.reduceat(to, self._first_points)
        miles[self._pointed] = to
        return miles

    def nearest_site(self, row: int, lat: float, lon: float) -> int:
        """Which of a row's sites is the nearest, or -1."""
        block, own = self.of_row(row)
        first, last = np.searchsorted(block.point_rows, [own, own + 1])
        if first == last:
            return -1
        nearest = np.argmin(_miles(block.points[:, first:last], lat, lon)) if last - first > 1 else 0
        return int(block.point_sites[first + nearest])

    def covering(self, areas: Sequence[tuple[str, str]]) -> Ints:
        """For each row which of these areas it covers: the number of the first, or -1."""
        return self.kept(("covering", *areas), lambda: self._covering(areas))

    def _covering(self, areas: Sequence[tuple[str, str]]) -> Ints:
        found = np.full(self.rows, -1, np.int64)
        for number in range(len(areas) - 1, -1, -1):
            for block, start in zip(self.blocks, self.starts, strict=False):
                rows = block.covered.get(":".join(areas[number]))
                if rows is not None:
                    found[rows + start] = number
        return found

    # Counts and order

    def counts(self, rows: Bools, facets: Iterable[str] = FACETS) -> dict[str, dict[str, int]]:
        """How many of these rows have each value of these facets; values that none has are left out."""
        groups = np.packbits(rows, bitorder="little")
        mask = np.frombuffer(groups.tobytes() + bytes(-len(groups) % 8), np.uint64)
        some = np.flatnonzero(mask)
        found = {}
        for first, last, names in self._asked(tuple(facets)):
            bits = self._bits[first:last]
            chosen = bits[:, some] & mask[some] if 2 * len(some) < len(mask) else bits & mask
            totals = np.bitwise_count(chosen).sum(axis=1, dtype=np.int64).tolist()
            for facet, at, values in names:
                shown = zip(values, totals[at:], strict=False)
                found[facet] = {value: total for value, total in shown if total}
        return found

    def _asked(self, facets: tuple[str, ...]) -> list[tuple[int, int, list[tuple[str, int, list[str]]]]]:
        """Which lines of bits to count, and what they are of; facets that stand together are counted together."""
        runs: list[tuple[int, int, list[tuple[str, int, list[str]]]]] = []
        for facet in facets:
            first, names = self._lines[facet]
            if runs and runs[-1][1] == first:
                begin, _, before = runs.pop()
                runs.append((begin, first + len(names), [*before, (facet, first - begin, names)]))
            else:
                runs.append((first, first + len(names), [(facet, 0, names)]))
        return runs

    def name_ranks(self, language: str) -> Ints:
        """Where each row stands in the order of names as readers of this language see them."""
        return self.kept(("names", language), lambda: self._name_order(language))

    def _name_order(self, language: str) -> Ints:
        keys: list[tuple[str, str]] = []
        for block in self.blocks:
            names = block.names[ANY_LANGUAGE].texts.all()
            if own := block.names.get(language):
                for row, name in zip(own.rows, own.texts.all(), strict=True):
                    names[row] = name
            keys += zip(names, block.codes.all(), strict=True)
        ranks = np.empty(self.rows, np.int64)
        ranks[sorted(range(self.rows), key=keys.__getitem__)] = np.arange(self.rows)
        return ranks


def _joined(parts: Sequence[NDArray[Number]], empty: NDArray[Number]) -> NDArray[Number]:
    return parts[0] if len(parts) == 1 else np.concatenate([empty, *parts])


def _miles(points: Shorts, lat: float, lon: float) -> Shorts:
    """Along the ground, from the straight line through it: a series that is exact to a yard within 2,000 miles."""
    squared = np.zeros(points.shape[1], np.float32)
    for line, here in zip(points, on_ball(np.array(lat), np.array(lon)).astype(np.float32), strict=True):
        apart = line - here
        squared += apart * apart
    bend = squared * np.float32(3 / 640) + np.float32(1 / 24)
    return np.asarray(np.sqrt(squared) * (squared * bend + np.float32(1)) * np.float32(_EARTH_RADIUS_MILES))
