"""XLSX: looked at as an archive before anything opens it; formulas are not read. (pure)"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from directory.importing.mapping import Layout
from directory.importing.problems import FileRefused, TooManyRows, Why
from directory.importing.sheet import Cell, Limits, Line, cleaned
from foundation.words import gettext as _

_PIECE = 64 * 1024
_SMALL = 10 * 1024 * 1024  # a file that unpacks to less may swell as it likes
_MARKS = (b"<!doctype", b"<!entity")


def lines(path: Path, layout: Layout, limits: Limits) -> Iterator[Line]:
    """Every row of the sheet, from the first. Raises FileRefused."""
    _inspect(path, limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl remarks on styles; nothing here uses them
        try:
            yield from _rows(path, layout, limits)
        except FileRefused:
            raise
        except Exception as error:  # whatever the library trips over, it is the file that is broken
            raise FileRefused(
                _("The workbook is damaged and cannot be read (%(why)s).") % {"why": type(error).__name__}
            ) from None


def _inspect(path: Path, limits: Limits) -> None:
    if path.stat().st_size > limits.file_size:
        raise FileRefused(_("The file is larger than %(limit)s MB.") % {"limit": limits.file_size // 2**20})
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _measure(members, path.stat().st_size, limits)
            if "[Content_Types].xml" not in {m.filename for m in members} or not any(
                m.filename.startswith("xl/") for m in members
            ):
                raise FileRefused(_("The file is a ZIP archive, not a workbook (XLSX)."))
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _refuse_entities(archive, member)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_("The file begins like a workbook (XLSX) but is damaged.")) from None


def _measure(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Before a byte is unpacked: what the archive says that it holds. It cannot yield more than it says."""
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(_("The workbook has a password."))
    unpacked = sum(member.file_size for member in members)
    swells = unpacked > _SMALL and unpacked > packed * limits.ratio
    if len(members) > limits.members or unpacked > limits.unpacked or swells:
        sentence = _("The workbook would unpack to %(size)s MB, which is more than is safe to open.")
        raise FileRefused(sentence % {"size": f"{unpacked // 2**20:,}"})


def _refuse_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """No workbook needs a document type: with one, it could read other files or swell without end."""
    tail = b""
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            seen = (tail + piece).lower()
            if any(mark in seen for mark in _MARKS) or b"\0" in seen:
                raise FileRefused(
                    _("The workbook holds instructions to its reader that no workbook needs. It was not opened.")
                )
            tail = seen[-16:]


def _rows(path: Path, layout: Layout, limits: Limits) -> Iterator[Line]:
    with path.open("rb") as file:  # an open file: by its name alone, the library would judge it by the ending
        # data_only would give a formula's last answer without saying that it was a formula.
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            yield from _rows_of(_sheet(book, layout.sheet), layout, limits)
        finally:
            book.close()


def _sheet(book: Any, name: str) -> Any:
    if name and name not in book.sheetnames:
        raise FileRefused(_("The workbook has no sheet “%(name)s”.") % {"name": name})
    sheet = book[name] if name else next(iter(book.worksheets), None)
    if sheet is None:
        raise FileRefused(_("The workbook has no sheet."))
    sheet.reset_dimensions()  # what a file says of its size is not to be trusted
    return sheet


def _rows_of(sheet: Any, layout: Layout, limits: Limits) -> Iterator[Line]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > limits.rows + layout.header:
            sentence = _("The file has more than %(limit)s rows. Raise the limit with --rows, or part the file.")
            raise TooManyRows(sentence % {"limit": f"{limits.rows:,}"}, limits.rows)
        if len(row) > limits.columns:
            told = {"line": number, "limit": limits.columns}
            raise FileRefused(_("Line %(line)s has more than %(limit)s columns.") % told)
        yield Line(number, [_cell(cell) for cell in row], whole=False)


def _cell(cell: Any) -> Cell:
    match cell.data_type:
        case "f":
            value = cell.value
            return Cell(
                cleaned(str(value if isinstance(value, str) else getattr(value, "text", None) or "=")), Why.FORMULA
            )
        case "e":
            return Cell(cleaned(str(cell.value)), Why.CELL_ERROR)
    return Cell(cleaned(_text(cell.value)))


def _text(value: Any) -> str:
    """As a person would type it: dates and times in figures, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return str(value)
