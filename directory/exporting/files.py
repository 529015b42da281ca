"""Rows of words as a file: CSV piece by piece, XLSX into an open file. (pure)"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from directory.exporting.guarding import begins_a_formula, harmless
from directory.importing.sheet import cleaned

BOM = "\ufeff"  # without it spreadsheets read UTF-8 as something else
LONGEST = 32_767  # letters in one cell of a workbook
ROWS_A_PIECE = 100
Rows = Iterable[Mapping[str, str]]


def as_csv(headings: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """The file, some rows at a time."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    out.write(BOM)
    writer.writerow(headings)
    for number, row in enumerate(rows, 1):
        writer.writerow([harmless(row[heading]) for heading in headings])
        if number % ROWS_A_PIECE == 0:
            yield _emptied(out)
    yield _emptied(out)


def _emptied(out: io.StringIO) -> bytes:
    said = out.getvalue().encode("utf-8", "replace")
    out.seek(0)
    out.truncate()
    return said


def write_xlsx(file: IO[bytes], title: str, headings: Sequence[str], rows: Rows) -> None:
    """The workbook, row by row: nothing of it is a formula."""
    book = Workbook(write_only=True)
    sheet: Worksheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    sheet.append(list(headings))
    for row in rows:
        sheet.append([_cell(sheet, row[heading]) for heading in headings])
    book.save(file)


def _cell(sheet: Worksheet, words: str) -> object:
    plain = cleaned(words)[:LONGEST]
    if not begins_a_formula(plain):
        return plain or None
    cell = WriteOnlyCell(sheet, value=plain)
    cell.data_type, cell.number_format = "s", "@"  # text, also when somebody edits it
    return cell
