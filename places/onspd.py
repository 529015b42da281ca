"""Reading the ONS Postcode Directory, in its old and new column names, row by row. (pure)"""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from places.rules import postcode_key, postcodes_meant

# Column names change with almost every edition; these patterns meet those from 2013 on, the best first.
_PATTERNS = {
    "postcode": (r"pcds", r"pcd8", r"pcd7", r"pcd2?"),
    "lat": (r"lat",),
    "lon": (r"long",),
    "district": (r"lad\d\dcd", r"oslaua", r"laua"),
    "ward": (r"wd\d\dcd", r"osward", r"ward"),
    "ended": (r"doterm",),
}
_NEEDED = ("postcode", "lat", "lon", "district")
_NOWHERE = 99.0  # latitude 99.999999 stands for a postcode without a point
_IN_GREAT_BRITAIN = ("E", "W", "S")
_TELL_EVERY = 1_000_000  # bytes
_WORST = 20  # errors shown by line; all are counted


class NotAPostcodeFile(ValueError):
    """The file cannot be read as a postcode directory; the sentence says why."""


@dataclass(frozen=True)
class PostcodeRow:
    """One postcode of the directory."""

    postcode: str
    lat: float
    lon: float
    district: str
    ward: str
    ended: date | None


@dataclass
class Report:
    """What was read: rows taken, left out for good reasons, and wrong, with the first of the wrong ones by line."""

    taken: int = 0
    ended: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[int, str, str]] = field(default_factory=list)  # line, what stood there, reason code

    def note_wrong(self, line: int, value: str, reason: str) -> None:
        """Count a row that could not be read."""
        self.wrong[reason] += 1
        if len(self.examples) < _WORST:
            self.examples.append((line, value[:40], reason))


class _Wrong(ValueError):
    pass


def columns_of(header: list[str]) -> dict[str, str]:
    """Which column holds what, by pattern. NotAPostcodeFile names those that are missing."""
    names = {name.strip().lower(): name for name in header}
    found: dict[str, str] = {}
    for what, patterns in _PATTERNS.items():
        for pattern in patterns:
            matching = sorted(name for name in names if re.fullmatch(pattern, name))
            if matching:
                found[what] = names[matching[-1]]  # the latest year
                break
    if missing := [what for what in _NEEDED if what not in found]:
        raise NotAPostcodeFile(f"This file has no column for: {', '.join(missing)}.")
    return found


def ward_year(header: list[str]) -> int:
    """The year the wards are of, from a column such as wd24cd; 0 when the name does not say."""
    ward = columns_of(header).get("ward", "")
    digits = re.findall(r"\d\d", ward)
    return 2000 + int(digits[0]) if digits else 0


def read_rows(lines: Iterator[str], report: Report) -> Iterator[PostcodeRow]:
    """The postcodes of Great Britain in these CSV lines; everything else is counted in the report."""
    reader = csv.DictReader(lines)
    columns = columns_of(list(reader.fieldnames or []))
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            report.note_wrong(reader.line_num, "", "not-csv")
            continue
        if row is None:
            return
        try:
            read = _read_row(row, columns, report)
        except _Wrong as wrong:
            report.note_wrong(reader.line_num, str(row.get(columns["postcode"]) or ""), str(wrong))
            continue
        if read is not None:
            report.taken += 1
            report.ended += read.ended is not None
            yield read


def _read_row(row: Mapping[str, str | None], columns: Mapping[str, str], report: Report) -> PostcodeRow | None:
    value = {what: (row.get(column) or "").strip() for what, column in columns.items()}
    key = postcode_key(value["postcode"])
    if key not in postcodes_meant(key):
        raise _Wrong("not-a-postcode")
    lat, lon = _degrees(value["lat"]), _degrees(value["lon"])
    if lat > _NOWHERE:
        report.left_out["no-point"] += 1
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise _Wrong("point-off-the-map")
    if not value["district"].startswith(_IN_GREAT_BRITAIN):
        report.left_out["outside-gb"] += 1
        return None
    return PostcodeRow(key, lat, lon, value["district"][:9], value.get("ward", "")[:9], _ended(value.get("ended", "")))


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise _Wrong("not-a-number") from None


def _ended(text: str) -> date | None:
    """ "202311" is November 2023."""
    if not text:
        return None
    if not re.fullmatch(r"\d{6}", text, re.ASCII) or not 1 <= int(text[4:]) <= 12 or int(text[:4]) < 1:
        raise _Wrong("not-a-month")
    return date(int(text[:4]), int(text[4:]), 1)


@contextmanager
def opened(path: Path, seen: Callable[[int], None] = lambda _bytes: None) -> Iterator[Iterator[str]]:
    """The lines of a CSV, or of the directory inside a zip, without unpacking it to disk; `seen` hears bytes read.

    NotAPostcodeFile when it is neither.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_main_member(archive)) as stream:
                yield _decoded(stream, seen)
        else:
            with path.open("rb") as stream:
                yield _decoded(stream, seen)
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise NotAPostcodeFile(f"This file cannot be read: {error}.") from error


def size_of(path: Path) -> int:
    """How many bytes `opened` will read, for a progress bar."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return _main_member(archive).file_size
    return path.stat().st_size


def _main_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one big CSV: Data/ONSPD_MON_YEAR_UK.csv. The many small ones are the same rows by postcode area."""
    tables = [member for member in archive.infolist() if member.filename.lower().endswith(".csv")]
    data = [member for member in tables if "multi_csv" not in member.filename.lower()]
    if not data:
        raise NotAPostcodeFile("There is no CSV file in this zip.")
    return max(data, key=lambda member: member.file_size)


def _decoded(stream: IO[bytes], seen: Callable[[int], None]) -> Iterator[str]:
    read, told = 0, 0
    for line in stream:
        yield line.decode("utf-8" if read else "utf-8-sig")
        read += len(line)
        if read - told > _TELL_EVERY:
            seen(read)
            told = read
    seen(read)


def names_in(path: Path) -> dict[str, str]:
    """Names of wards and districts by code, from the lists that lie beside the directory in its zip; else none."""
    names: dict[str, str] = {}
    if not zipfile.is_zipfile(path):
        return names
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if re.search(r"names and codes[^/]*\.csv$", member.filename.replace("_", " "), re.IGNORECASE):
                with archive.open(member) as stream:
                    names |= _names(_decoded(stream, lambda _read: None))
    return names


def _names(lines: Iterator[str]) -> dict[str, str]:
    rows = csv.reader(lines)
    header = [column.strip().lower() for column in next(rows, [])]
    codes = [at for at, column in enumerate(header) if re.fullmatch(r"(wd|lad)\d\dcd", column)]
    if not codes or (named := header[codes[0]][:-2] + "nm") not in header:
        return {}
    at, name = codes[0], header.index(named)
    return {row[at]: row[name] for row in rows if len(row) > max(at, name) and row[name]}
