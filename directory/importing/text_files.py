"""CSV: in the first of the mapping's encodings that fits, quotes closed, no NUL. (pure)"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from directory.importing.mapping import Layout
from directory.importing.problems import FileRefused
from directory.importing.sheet import Cell, Limits, Line, cleaned
from foundation.words import gettext as _


def lines(path: Path, layout: Layout, limits: Limits) -> Iterator[Line]:
    """Every row, from the first. Raises FileRefused; when a quotation mark is at fault, only once it is reached."""
    if path.stat().st_size > limits.file_size:
        raise FileRefused(_("The file is larger than %(limit)s MB.") % {"limit": limits.file_size // 2**20})
    return _rows(decoded(path.read_bytes(), layout.encodings), layout, limits)


def decoded(data: bytes, encodings: tuple[str, ...]) -> str:
    """The text of the file. Raises FileRefused when no encoding fits, or when there is a NUL in it."""
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if (at := text.find("\0")) >= 0:
            sentence = _("Line %(line)s holds a character that no text has (NUL). Save the file as “CSV UTF-8”.")
            raise FileRefused(sentence % {"line": text.count("\n", 0, at) + 1})
        return text
    sentence = _("The letters of the file cannot be read as %(encodings)s. Save it as “CSV UTF-8”.")
    raise FileRefused(sentence % {"encodings": ", ".join(encodings)})


def _rows(text: str, layout: Layout, limits: Limits) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter, strict=True)
    began = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            sentence = _(
                "From line %(line)s the quotation marks do not agree: one is never closed, or stands inside a value."
            )
            raise FileRefused(sentence % {"line": began}) from None
        if cells is None:
            return
        if len(cells) > limits.columns:
            raise FileRefused(
                _("Line %(line)s has more than %(limit)s columns.") % {"line": began, "limit": limits.columns}
            )
        yield Line(began, [Cell(cleaned(cell)) for cell in cells])
        began = reader.line_num + 1
