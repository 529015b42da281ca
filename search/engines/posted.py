"""Whoosh's postings as arrays: block after block, never posting after posting."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import SegmentReader

from search.strings import Strings

_MARK = b"W3Bl"  # of whoosh.codec.whoosh3, which is pinned
_FIELD = "forms"


@dataclass(frozen=True)
class Posted:
    """Where each form stands, form after form in order: rows and how much the form weighs in each."""

    forms: Strings
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]  # these two may lie in a file: take slices of them only
    weights: NDArray[np.float32]

    def of(self, form: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The rows of a form, and its weights."""
        number = self.forms.find(form)
        first, last = (self.starts[number], self.starts[number + 1]) if number >= 0 else (0, 0)
        return self.rows[first:last], self.weights[first:last]


def posted(reader: SegmentReader) -> Posted:
    """All postings of a segment."""
    forms: list[bytes] = []
    parts: list[tuple[NDArray[np.int32], NDArray[np.float32]]] = []
    with (Path(reader.storage().folder) / reader.segment().make_filename(".pst")).open("rb") as file:
        for (field, form), info in reader._terms.items():  # Whoosh has no public way to its blocks
            if field == _FIELD:
                forms.append(form)
                parts.append(_decoded(file, info.extent()[0]))
    starts = np.cumsum([0, *(len(rows) for rows, _ in parts)], dtype=np.int64)
    return Posted(
        Strings(b"".join(forms), np.cumsum([0, *map(len, forms)], dtype=np.int64)),
        starts,
        np.concatenate([np.zeros(0, np.int32), *(rows for rows, _ in parts)]),
        np.concatenate([np.zeros(0, np.float32), *(weights for _, weights in parts)]),
    )


def _decoded(file: BinaryIO, first: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The blocks that begin here. Whoosh writes each row as its distance from the one before, in its block."""
    file.seek(first)
    if file.read(4) != _MARK:
        raise ValueError("These are no postings.")
    rows, weights, last = [], [], False
    while not last:
        size = int.from_bytes(file.read(4), "big", signed=True)
        last, end = size < 0, file.tell() + abs(size)
        count, _last_row, _most, packed, *_lengths = pickle.load(file)  # noqa: S301  # from a folder of our own
        ids, weighed, _values = _data(file.read(end - file.tell()), packed)
        rows.append(np.cumsum(np.array(ids, np.int32), dtype=np.int32))
        weights.append(np.full(count, 1.0 if weighed is None else weighed, np.float32))
    return (rows[0], weights[0]) if len(rows) == 1 else (np.concatenate(rows), np.concatenate(weights))


def _data(read: bytes, packed: int) -> Any:
    return pickle.loads(zlib.decompress(read) if packed else read)  # noqa: S301  # from a folder of our own
