"""Entries from a file. A mapping (directory/mappings/*.toml, docs/import.md) says what each column means.

file -> table -> what each row says -> what is to be done -> done, in one change or not at all

problems.py    what may be wrong, in a row or in the whole file (pure)
mapping.py     what a mapping declares (pure)
declared.py    a mapping from its TOML (pure)
table.py       a file's rows, whatever its format (pure)
sheet.py       lines, cells, limits: what every format is read into (pure)
text_files.py  CSV (pure)
workbooks.py   XLSX (pure)
values.py      one cell: a postcode, an address of a page, hours (pure)
hours.py       the two ways of saying when it is open (pure)
rows.py        what a row says (pure)
gathering.py   several rows that are one service, and one service told twice (pure)
matching.py    is this the same thing as that (pure)
merging.py     what the first source said, with what the second adds (pure)
existing.py    what the directory holds now, as shapes
preparing.py   all rows read, and their postcodes placed
returning.py   a row that an export gave out: what was changed in it (pure)
coming_back.py such rows beside what the directory holds today
planning.py    what is to be done with each row; looks, writes nothing
running.py     a dry run, and the operation
uploads.py     files that somebody sent by the browser, kept for an hour
reporting.py   what happened, in plain words and as CSV
"""

from __future__ import annotations

from directory.importing.declared import load_mapping, shipped
from directory.importing.preparing import prepare
from directory.importing.problems import FileRefused, MappingRefused, TooManyRows
from directory.importing.running import Outcome, RowsRefused, dry_run, import_rows
from directory.importing.table import Limits, read_table

__all__ = [
    "FileRefused",
    "Limits",
    "MappingRefused",
    "Outcome",
    "RowsRefused",
    "TooManyRows",
    "dry_run",
    "import_rows",
    "load_mapping",
    "prepare",
    "read_table",
    "shipped",
]
