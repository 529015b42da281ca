"""In which fields of some rows the words that were asked for stand: the reason of a hit. (pure)"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.analysis import Words
from search.columns import Columns
from search.documents import FIELDS
from search.wording import END, FIRST, Ints, Stream, Wording


def fields_of(columns: Columns, rows: Sequence[int], words: Words) -> dict[int, dict[str, tuple[str, ...]]]:
    """Of each row: by field, the words and phrases asked for that stand in it."""
    found: dict[int, dict[str, tuple[str, ...]]] = {row: {} for row in rows}
    if not words:
        return found
    numbers = np.searchsorted(columns.starts, rows, side="right") - 1
    for number in set(numbers.tolist()):
        some = [row for row, own in zip(rows, numbers, strict=True) if own == number]
        lines = columns.blocks[number].words
        for row, told in zip(
            some, _of_lines(lines, [row - columns.starts[number] for row in some], words), strict=True
        ):
            found[row] = told
    return found


def _of_lines(lines: Wording, rows: Sequence[int], words: Words) -> list[dict[str, tuple[str, ...]]]:
    """The lines of these rows are read as one; each has as many fields as the others."""
    stream = np.concatenate([lines.line(row) for row in rows])
    ends = stream == END
    field = np.cumsum(ends) - ends
    standing = [(word.typed, _fields(field, stream, lines.answering(word.forms))) for word in words.wanted]
    for phrase in words.phrases:
        standing.append((" ".join(phrase), _phrased(field, stream, [lines.plains.find(word) for word in phrase])))
    told = []
    for number in range(len(rows)):
        first = number * len(FIELDS)
        here = {
            name: tuple(typed for typed, places in standing if first + at in places) for at, name in enumerate(FIELDS)
        }
        told.append({name: typed for name, typed in here.items() if typed})
    return told


def _fields(field: Ints, stream: Stream, answering: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for word in answering:
        found.update(field[stream == word].tolist())
    return found


def _phrased(field: Ints, stream: Stream, wanted: Sequence[int]) -> set[int]:
    room = len(stream) - len(wanted) + 1
    if min(wanted) < 0 or room <= 0:
        return set()
    stands = np.ones(room, np.bool_)
    for offset, word in enumerate(wanted):
        stands &= stream[offset : offset + room] == word + FIRST
    return set(field[:room][stands].tolist())
