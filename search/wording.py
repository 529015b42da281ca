"""The words of some documents as arrays: where each word stands, which words answer a form, how common they are. (pure)

A *plain* is a word as it stands there, folded; a *form* is the word or one of its stems. The words of all documents in
order are one stream of the numbers of plains; 0 ends a field, 1 parts two texts of it, plain number 0 is written as 2.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.documents import FIELDS, words_in
from search.strings import Strings

END, APART, FIRST = 0, 1, 2
Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Stream = NDArray[np.int32] | NDArray[np.uint16]  # the shorter while it can tell all plains apart
_MOST_SHORT = 2**16 - FIRST
_AT_ONCE = 2**20  # words, so that a large index is not held in memory several times over


@dataclass(frozen=True)
class Wording:
    """The words of some documents. `positions`, plain after plain, are places in the stream, in order."""

    forms: Strings  # sorted, as are the plains
    form_starts: Ints
    form_plains: Numbers
    plains: Strings
    plain_starts: Ints
    plain_rows: Numbers  # in how many documents each plain stands
    positions: Numbers  # may lie in a file: take slices of it only
    stream: Stream
    row_starts: Ints

    def answering(self, forms: Sequence[str]) -> list[int]:
        """The words, as they are written in the stream, that any of these forms answers."""
        found = [n for n in map(self.forms.find, forms) if n >= 0]
        parts = [self.form_plains[self.form_starts[n] : self.form_starts[n + 1]].tolist() for n in found]
        return sorted({plain + FIRST for part in parts for plain in part})

    def places_of(self, phrase: Sequence[str]) -> Ints:
        """Where in the stream these words stand side by side in one text."""
        plains = [self.plains.find(word) for word in phrase]
        if min(plains) < 0:
            return np.zeros(0, np.int64)
        sizes = [int(self.plain_starts[n + 1] - self.plain_starts[n]) for n in plains]
        rarest = sizes.index(min(sizes))
        first = self.plain_starts[plains[rarest]]
        places = self.positions[first : first + sizes[rarest]].astype(np.int64) - rarest
        begin, end = np.searchsorted(places, [0, len(self.stream) - len(plains) + 1])
        places = places[begin:end]
        for offset, plain in enumerate(plains):
            if offset != rarest:
                places = places[self.stream[places + offset] == plain + FIRST]
        return places

    def rows_of(self, places: Ints) -> Ints:
        """The row of each place in the stream."""
        return np.searchsorted(self.row_starts, places, side="right") - 1

    def line(self, row: int) -> Stream:
        """The words of one row."""
        return self.stream[self.row_starts[row] : self.row_starts[row + 1]]


class Gathered:
    """Words taken from documents one after another."""

    def __init__(self) -> None:
        self._stream = array("i")
        self._tokens: dict[str, int] = {"": END, ".": APART}  # no word is empty
        self._lengths: list[int] = []

    def add(self, terms: Mapping[str, str]) -> None:
        """The words of one more document."""
        before, tokens, stream = len(self._stream), self._tokens, self._stream
        for name in FIELDS:
            for word in terms.get(name, "").split():
                number = tokens.get(word)
                if number is None:
                    number = tokens[word] = len(tokens)
                stream.append(number)
            stream.append(END)
        self._lengths.append(len(stream) - before)

    def wording(self) -> Wording:
        """All of them as arrays."""
        forms_of = [words_in(token)[0] for token in list(self._tokens)[FIRST:]]
        plains = {plain: number for number, plain in enumerate(sorted({forms[0] for forms in forms_of}))}
        kind = np.uint16 if len(plains) <= _MOST_SHORT else np.int32
        written = np.array([END, APART, *(plains[forms[0]] + FIRST for forms in forms_of)], kind)
        stream = written[np.frombuffer(self._stream, np.int32)] if self._stream else np.zeros(0, kind)
        row_starts = np.cumsum([0, *self._lengths], dtype=np.int64)
        forms, form_starts, form_plains = _answering(forms_of, plains)
        starts, positions, rows = _standing(stream, row_starts, len(plains))
        return Wording(
            forms=forms,
            form_starts=form_starts,
            form_plains=form_plains,
            plains=Strings.of(plains),
            plain_starts=starts,
            plain_rows=rows,
            positions=positions,
            stream=stream,
            row_starts=row_starts,
        )


def _answering(forms_of: Sequence[Sequence[str]], plains: Mapping[str, int]) -> tuple[Strings, Ints, Numbers]:
    """Every form, and the plains that it answers."""
    known = {form: number for number, form in enumerate(sorted({form for forms in forms_of for form in forms}))}
    pairs = sorted({(known[form], plains[forms[0]]) for forms in forms_of for form in forms})
    numbers, answered = np.array(pairs, np.int32).reshape(-1, 2).T
    return Strings.of(known), _starts(np.bincount(numbers, minlength=len(known))), answered.copy()


def _starts(counts: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])


def _standing(stream: Stream, row_starts: Ints, count: int) -> tuple[Ints, Numbers, Numbers]:
    """Where the places of each plain begin, the places, and in how many rows each stands: some whole rows at a time."""
    starts = _starts(np.bincount(stream, minlength=count + FIRST)[FIRST:])
    positions, rows, free = np.empty(starts[-1], np.int32), np.zeros(count, np.int32), starts[:-1].copy()
    cuts = np.unique([*np.searchsorted(row_starts, range(0, len(stream), _AT_ONCE)), len(row_starts) - 1])
    for first, last in pairwise(cuts):
        begin, end = row_starts[first], row_starts[last]
        part = stream[begin:end]
        order = np.argsort(part, kind="stable")[int(np.count_nonzero(part < FIRST)) :]
        found = part[order].astype(np.int64) - FIRST
        counts = np.bincount(found, minlength=count)
        rank = np.arange(len(found)) - _starts(counts)[found]
        positions[free[found] + rank] = order + begin
        free += counts
        row = np.searchsorted(row_starts, order + begin, side="right")
        new = np.ones(len(found), np.bool_)
        new[1:] = (found[1:] != found[:-1]) | (row[1:] != row[:-1])
        rows += np.bincount(found[new], minlength=count).astype(np.int32)
    return starts, positions, rows
