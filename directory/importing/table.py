"""A file's rows as text, whatever its format. Nothing is believed of a file until it was looked at. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path

from directory.exporting.guarding import unmarked
from directory.importing import text_files, workbooks
from directory.importing.mapping import Mapping
from directory.importing.problems import FileRefused, Remark, TooManyRows, Weight, Why
from directory.importing.sheet import Cell, Limits, Line
from foundation.words import gettext as _

__all__ = ["Limits", "Row", "Table", "read_table"]
ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One row: `values` by the mapping's own names of the columns; a missing or empty cell is ""."""

    line: int
    values: Dict[str, str]
    original: Dict[str, str] = field(default_factory=dict)  # also where it says nothing ("n/a")


@dataclass(frozen=True)
class Table:
    """The rows that can be read, and what is to be told of those that cannot. `read` counts both."""

    rows: list[Row]
    remarks: list[Remark]
    read: int


def read_table(path: Path, mapping: Mapping, limits: Limits | None = None) -> Table:
    """Every row of the file. Raises FileRefused when the file as a whole cannot be read."""
    limits = limits or Limits()
    lines = _lines(path, mapping, limits)
    header = _header(lines, mapping)
    at = _places(header, mapping)
    rows, remarks, read = [], [], 0
    for line in lines:
        if not any(cell.text for cell in line.cells):
            continue
        read += 1
        if read > limits.rows:
            sentence = _("The file has more than %(limit)s rows. Raise the limit with --rows, or part the file.")
            raise TooManyRows(sentence % {"limit": f"{limits.rows:,}"}, limits.rows)
        row, told = _row(line, header, at, mapping)
        remarks += told
        rows += [row] if row else []
    return Table(rows, remarks, read)


def _lines(path: Path, mapping: Mapping, limits: Limits) -> Iterator[Line]:
    if path.is_symlink():
        raise FileRefused(_("This is a link to another file. Name the file itself."))
    if path.is_dir():
        raise FileRefused(_("This is a folder, not a file."))
    if not path.is_file():
        raise FileRefused(_("There is no such file."))
    start = _start(path)
    kind = _kind(path, start)
    if kind not in mapping.layout.formats:
        sentence = _("This is a file of the format %(format)s, which this mapping does not read.")
        raise FileRefused(sentence % {"format": kind.upper()})
    return (
        workbooks.lines(path, mapping.layout, limits)
        if kind == "xlsx"
        else text_files.lines(path, mapping.layout, limits)
    )


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise FileRefused(_("The file cannot be opened: %(why)s.") % {"why": error.strerror}) from None
    if not start:
        raise FileRefused(_("The file is empty."))
    return start


def _kind(path: Path, start: bytes) -> str:
    if start.startswith(ARCHIVE):
        return "xlsx"
    if start.startswith(OLD_EXCEL):
        raise FileRefused(_("This is a workbook of the old kind, or one with a password. Save it as XLSX, or as CSV."))
    if start.startswith(b"%PDF"):
        raise FileRefused(_("This is a PDF, not a table. Save the table itself as XLSX, or as CSV."))
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise FileRefused(_("This is a web page or another kind of document, not a table. Save it as XLSX, or as CSV."))
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise FileRefused(_("The file is named like a workbook (XLSX) but is not one."))
    return "csv"


def _header(lines: Iterable[Line], mapping: Mapping) -> list[str]:
    for number, line in enumerate(lines, 1):
        if number == mapping.layout.header:
            names = [cell.text for cell in line.cells]
            folded = [name.lower() for name in names if name]
            if twice := sorted({name for name in names if folded.count(name.lower()) > 1}):
                raise FileRefused(_("Two columns have the same name: %(names)s.") % {"names": ", ".join(twice)[:200]})
            return names
    raise FileRefused(_("The file has no row of column names."))


def _places(header: list[str], mapping: Mapping) -> dict[str, int]:
    """Where each column of the mapping stands."""
    found = {name.lower(): place for place, name in enumerate(header)}
    missing = [column for column in mapping.columns() if column.lower() not in found]
    if missing:
        sentence = _("The file lacks columns that the mapping names: %(names)s. Is it the right mapping?")
        raise FileRefused(sentence % {"names": ", ".join(missing)[:300]})
    return {column: found[column.lower()] for column in mapping.columns()}


def _row(line: Line, header: list[str], at: Dict[str, int], mapping: Mapping) -> tuple[Row | None, list[Remark]]:
    beyond = [cell.text for cell in line.cells[len(header) :] if cell.text]
    if beyond or (line.whole and len(line.cells) < len(header)):
        counted = f"{len(line.cells)}/{len(header)}"
        return None, [Remark(line.number, Why.RAGGED, Weight.LEFT_OUT, value=(beyond or [""])[0], more=counted)]
    nothing = Cell("")
    cells = {column: line.cells[place] if place < len(line.cells) else nothing for column, place in at.items()}
    remarks = [
        Remark(line.number, cell.fault, Weight.REMARK, column, cell.text)
        for column, cell in cells.items()
        if cell.fault
    ]
    original = {column: "" if cell.fault else cell.text for column, cell in cells.items()}
    if mapping.identity.code:  # an export marks as text what could be taken for a formula
        original = {column: unmarked(text) for column, text in original.items()}
    empty = mapping.layout.empty
    return Row(
        line.number, {c: "" if text.lower() in empty else text for c, text in original.items()}, original
    ), remarks
