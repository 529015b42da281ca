"""The middles of sectors, outcodes and wards, gathered while postcodes stream past. (pure)"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from places.onspd import PostcodeRow
from places.rules import folded, outcode_of, sector_of

Row = dict[str, Any]


class Middles:
    """Sums of points by area: a whole directory is never held in memory."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self._districts: dict[str, Counter[str]] = defaultdict(Counter)

    def seeing(self, rows: Iterable[PostcodeRow]) -> Iterator[PostcodeRow]:
        """The same rows, noted in passing. Ended postcodes are no part of a middle."""
        for row in rows:
            if row.ended is None:
                self._note(row)
            yield row

    def _note(self, row: PostcodeRow) -> None:
        areas = {"sector": sector_of(row.postcode), "outcode": outcode_of(row.postcode), "ward": row.ward}
        for kind, code in areas.items():
            if code:
                sums = self._sums[kind, code]
                sums[0] += row.lat
                sums[1] += row.lon
                sums[2] += 1
        for code in (areas["outcode"], areas["ward"]):
            self._districts[code][row.district] += 1

    def sectors(self, towns: Mapping[str, str]) -> list[Row]:
        """Rows for sectors; `towns` gives the town of those already known."""
        return [{"sector": code, "town": towns.get(code, ""), **point} for code, point in self._points("sector")]

    def outcodes(self) -> list[Row]:
        """Rows for outcodes."""
        return [
            {"outcode": code, "district": self._main_district(code), **point} for code, point in self._points("outcode")
        ]

    def wards(self, names: Mapping[str, str], year: int) -> list[Row]:
        """Rows for the wards whose names are known."""
        return [
            {
                "code": code,
                "name": names[code],
                "folded": folded(names[code]),
                "year": year,
                "district": self._main_district(code),
                **point,
            }
            for code, point in self._points("ward")
            if code in names
        ]

    def _points(self, wanted: str) -> Iterator[tuple[str, Row]]:
        for (kind, code), (lat, lon, count) in self._sums.items():
            if kind == wanted:
                yield code, {"lat": lat / count, "lon": lon / count}

    def _main_district(self, code: str) -> str:
        return self._districts[code].most_common(1)[0][0]
