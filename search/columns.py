"""The numbers beside the words: filters as bit tests, counts, coverage, distance, hours. (pure)

Every answer is an array over all rows; a row is a document. Blocks never change, so joining them again after a change
of the index costs only the copying.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from directory.staleness import USUAL
from search.blocks import FACETS, Block, Bools, Floats, Ints, word_hash
from search.documents import sort_name

Holidays = Mapping[str, Sequence[tuple[date, date]]]  # by authority: school holidays, both days included
Lowered = Mapping[str, int]  # by authority: the days after which an entry that nobody confirms stands lower
Bits = NDArray[np.uint64]
_EARTH_DIAMETER_MILES = 7917.6
Number = TypeVar("Number", bound=np.generic)


class Columns:
    """All documents of an index at one moment. Rows that are not live are in no answer."""

    def __init__(self, blocks: Sequence[Block], live: Sequence[Bools]) -> None:
        """`live[i]` says which rows of `blocks[i]` are still shown."""
        self._starts = np.cumsum([0, *(block.rows for block in blocks)])
        self.rows = int(self._starts[-1])
        self.codes = [code for block in blocks for code in block.codes]
        self.versions = [version for block in blocks for version in block.versions]
        self.live: Bools = np.concatenate([*live, np.zeros(0, np.bool_)])
        self._names = [names for block in blocks for names in block.names]
        self._authorities, self._authority = _numbered([name for block in blocks for name in block.authorities])
        self.ages = _joined([block.ages for block in blocks], np.zeros((0, 2), np.int64))
        self.free = _joined([block.free for block in blocks], np.zeros(0, np.bool_))
        self.places_until = _joined([block.places_until for block in blocks], np.zeros(0, np.int64))
        self.assured = _joined([block.assured for block in blocks], np.zeros(0, np.int64))
        self.completeness = _joined([block.completeness for block in blocks], np.zeros(0))
        self.lengths = _joined([block.lengths for block in blocks], np.zeros(0))
        self._points = self._shifted([block.points for block in blocks], np.zeros((0, 4)))
        self._openings = self._shifted([block.openings for block in blocks], np.zeros((0, 10), np.int64))
        self._words = _joined([block.words for block in blocks], np.zeros(0, np.uint32))
        self._word_rows = self._flat_rows(blocks)
        self._values: dict[str, list[str]] = {}
        self._bits: dict[str, Bits] = {}
        for facet in FACETS:
            pairs = [block.facets[facet] for block in blocks]
            self._set_bits(facet, [p.rows for p in pairs], [value for p in pairs for value in p.values])
        self._covers = self._cover_rows(blocks)
        # neither alphabet nor age decides between equals: a number made from the code does
        self.chance: Floats = np.array([word_hash(code) / 2**32 for code in self.codes], np.float64)
        self._name_ranks: dict[str, Ints] = {}
        self._open: tuple[tuple[int, int, int], Bools] | None = None

    # Joining

    def _shifted(self, parts: Sequence[NDArray[Number]], empty: NDArray[Number]) -> NDArray[Number]:
        moved = []
        for start, part in zip(self._starts, parts, strict=False):
            copy = part.copy()
            np.add(copy[:, 0], start, out=copy[:, 0], casting="unsafe")
            moved.append(copy)
        return _joined(moved, empty)

    def _flat_rows(self, blocks: Sequence[Block]) -> NDArray[np.int32]:
        parts = [block.word_rows + np.int32(start) for start, block in zip(self._starts, blocks, strict=False)]
        return _joined(parts, np.zeros(0, np.int32))

    def _set_bits(self, facet: str, rows: Sequence[Ints], values: list[str]) -> None:
        """One line of bits a value, eight bytes at a time."""
        names, numbers = _numbered(values)
        flags = np.zeros((len(names), -(-self.rows // 64) * 64), np.bool_)
        if values:
            moved = [part + start for start, part in zip(self._starts, rows, strict=False)]
            flags[numbers, np.concatenate(moved)] = True
        self._values[facet] = names
        self._bits[facet] = np.packbits(flags, axis=1, bitorder="little").view(np.uint64)

    def _cover_rows(self, blocks: Sequence[Block]) -> dict[str, Ints]:
        rows: dict[str, list[int]] = {}
        for start, block in zip(self._starts, blocks, strict=False):
            for row, area in zip(block.covers.rows, block.covers.values, strict=True):
                rows.setdefault(area, []).append(int(row + start))
        return {area: np.array(some, np.int64) for area, some in rows.items()}

    # Filters

    def none(self) -> Bools:
        """No row."""
        return np.zeros(self.rows, np.bool_)

    def having(self, facet: str, values: Iterable[str], every: bool = False) -> Bools:
        """Rows with any of these values of a facet; with every one of them when said."""
        known, found = self._values[facet], None
        for value in values:
            bits = self._bits[facet][known.index(value)] if value in known else None
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
        key = (moment.date().toordinal(), moment.hour * 60 + moment.minute, hash(str(sorted(holidays.items()))))
        if self._open is None or self._open[0] != key:
            minute = moment.hour * 60 + moment.minute
            open_now = self._open_on(moment.date(), minute, holidays)
            open_now |= self._open_on(moment.date() - timedelta(days=1), minute + 1440, holidays)
            self._open = (key, open_now)
        return self._open[1]

    def _open_on(self, day: date, minute: int, holidays: Holidays) -> Bools:
        """Rows with hours of this day that reach this minute (past 1440: into the next day)."""
        row, group, days, opens, closes, weeks, every, first, last, closed = self._openings.T
        number = day.toordinal()
        dated = (first <= number) & (number <= last) & (days >> day.weekday() & 1 == 1)
        shut = np.unique((row << 12 | group)[dated & (closed == 1)])
        at_home = np.array([_in_holiday(day, holidays.get(name, ())) for name in self._authorities], np.bool_)
        in_holiday = at_home[self._authority[row]] if self.rows else np.zeros(0, np.bool_)
        right_week = (weeks == 0) | ((weeks == 2) == in_holiday)
        # ordinal 1 was a Monday, so (ordinal - 1) // 7 numbers the weeks
        right_turn = (every == 1) | (((number - 1) // 7 - (first - 1) // 7) % every == 0)
        within = (closed == 0) & dated & right_week & right_turn & (opens <= minute) & (minute < closes)
        found = self.none()
        rows = row[within]
        found[rows[~np.isin(rows << 12 | group[within], shut)]] = True
        return found

    def unconfirmed(self, day: date, lowered: Lowered) -> Bools:
        """Rows that nobody has confirmed for as long as their authority allows; not those of which it was never told when."""
        days = np.array([lowered.get(name, USUAL.lowered) for name in self._authorities], np.int64)
        if not self.rows:
            return self.none()
        return (self.assured > 0) & (day.toordinal() - self.assured >= days[self._authority])

    # Words that must follow one another

    def with_phrase(self, words: Sequence[str], rows: Bools) -> Bools:
        """Those of these rows in which the words stand side by side."""
        hashes = [word_hash(word) for word in words]
        room = len(self._words) - len(hashes) + 1
        found = self.none()
        if room <= 0:
            return found
        starts = np.flatnonzero(self._words[:room] == hashes[0])
        for offset, one in enumerate(hashes[1:], 1):
            starts = starts[self._words[starts + offset] == one]
        ends = starts + len(hashes) - 1
        found[self._word_rows[starts[self._word_rows[starts] == self._word_rows[ends]]]] = True
        return found & rows

    # Places

    def miles_from(self, lat: float, lon: float) -> tuple[Floats, Ints]:
        """For each row the miles to its nearest point, and which of its sites that is; without one infinity and -1."""
        miles = np.full(self.rows, np.inf)
        site = np.full(self.rows, -1, np.int64)
        row = self._points[:, 0].astype(np.int64)
        to = _haversine(lat, lon, self._points[:, 2], self._points[:, 3])
        furthest_first = np.argsort(-to, kind="stable")
        miles[row[furthest_first]] = to[furthest_first]  # the last writer is the nearest
        site[row[furthest_first]] = self._points[furthest_first, 1].astype(np.int64)
        return miles, site

    def covering(self, areas: Sequence[tuple[str, str]]) -> Ints:
        """For each row which of these areas it covers: the number of the first, or -1."""
        found = np.full(self.rows, -1, np.int64)
        for number in range(len(areas) - 1, -1, -1):
            rows = self._covers.get(":".join(areas[number]))
            if rows is not None:
                found[rows] = number
        return found

    # Counts and order

    def counts(self, facet: str, rows: Bools) -> dict[str, int]:
        """How many of these rows have each value; values that none has are left out."""
        flags = np.zeros(self._bits[facet].shape[1] * 64, np.bool_)
        flags[: self.rows] = rows
        mask = np.packbits(flags, bitorder="little").view(np.uint64)
        totals = np.bitwise_count(self._bits[facet] & mask).sum(axis=1)
        return {value: int(n) for value, n in zip(self._values[facet], totals, strict=True) if n}

    def name_ranks(self, language: str) -> Ints:
        """Where each row stands in the order of names as readers of this language see them."""
        if language not in self._name_ranks:
            keys = [names.get(language) or names.get("en") or next(iter(names.values()), "") for names in self._names]
            order = sorted(range(self.rows), key=lambda row: (sort_name(keys[row], ""), self.codes[row]))
            ranks = np.empty(self.rows, np.int64)
            ranks[order] = np.arange(self.rows)
            self._name_ranks[language] = ranks
        return self._name_ranks[language]


def _joined(parts: Sequence[NDArray[Number]], empty: NDArray[Number]) -> NDArray[Number]:
    return np.concatenate([empty, *parts]) if parts else empty


def _numbered(values: Sequence[str]) -> tuple[list[str], Ints]:
    """The distinct values in order, and for each value its number among them."""
    known = {value: number for number, value in enumerate(sorted(set(values)))}
    return list(known), np.array([known[value] for value in values], np.int64)


def _in_holiday(day: date, holidays: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in holidays)


def _haversine(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    north, norths = np.radians(lat), np.radians(lats)
    half_north, half_east = (norths - north) / 2, np.radians(lons - lon) / 2
    chord = np.sin(half_north) ** 2 + np.cos(north) * np.cos(norths) * np.sin(half_east) ** 2
    return np.asarray(_EARTH_DIAMETER_MILES * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))
