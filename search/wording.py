"""The words of some documents as arrays: where each word stands, which words answer a form, how common they are. (pure)

A *token* is a word with its forms, as documents.words_in() reads it; a *plain* is the word itself. The words of all
documents in order are one stream of token numbers; 0 ends a field, 1 parts two texts of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.documents import FIELDS, words_in
from search.strings import Strings

END, APART, FIRST = 0, 1, 2
Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
_NO_NUMBERS = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Wording:
    """The words of some documents. `positions`, plain after plain, are places in the stream, in order."""

    forms: Strings  # sorted, as are the plains
    form_starts: Ints
    form_tokens: Numbers
    plains: Strings
    plain_starts: Ints
    plain_rows: Numbers  # in how many documents each plain stands
    plain_of: Numbers  # of each token; -1 for the two marks
    positions: Numbers  # may lie in a file: take slices of it only
    stream: Numbers
    row_starts: Ints

    def tokens_of(self, forms: Sequence[str]) -> Numbers:
        """The tokens that any of these forms answers, in order, each once."""
        found = [n for n in map(self.forms.find, forms) if n >= 0]
        parts = [self.form_tokens[self.form_starts[n] : self.form_starts[n + 1]] for n in found]
        return np.unique(np.concatenate(parts)) if parts else _NO_NUMBERS

    def places_of(self, phrase: Sequence[str]) -> Ints:
        """Where in the stream these words stand side by side in one text."""
        plains = [self.plains.find(word) for word in phrase]
        if min(plains) < 0:
            return np.zeros(0, np.int64)
        sizes = [int(self.plain_starts[n + 1] - self.plain_starts[n]) for n in plains]
        rarest = sizes.index(min(sizes))
        first = self.plain_starts[plains[rarest]]
        places = self.positions[first : first + sizes[rarest]].astype(np.int64) - rarest
        places = places[(places >= 0) & (places <= len(self.stream) - len(plains))]
        for offset, plain in enumerate(plains):
            if offset != rarest:
                places = places[self.plain_of[self.stream[places + offset]] == plain]
        return places

    def rows_of(self, places: Ints) -> Ints:
        """The row of each place in the stream."""
        return np.searchsorted(self.row_starts, places, side="right") - 1

    def line(self, row: int) -> Numbers:
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
        plain_of = np.array([-1, -1, *(plains[forms[0]] for forms in forms_of)], np.int32)
        stream = np.array(self._stream, np.int32)
        row_starts = np.cumsum([0, *self._lengths], dtype=np.int64)
        forms, form_starts, form_tokens = _answering(forms_of)
        starts, positions, rows = _standing(plain_of[stream], len(plains), self._lengths)
        return Wording(
            forms=forms,
            form_starts=form_starts,
            form_tokens=form_tokens,
            plains=Strings.of(plains),
            plain_starts=starts,
            plain_rows=rows,
            plain_of=plain_of,
            positions=positions,
            stream=stream,
            row_starts=row_starts,
        )


def _answering(forms_of: Sequence[Sequence[str]]) -> tuple[Strings, Ints, Numbers]:
    """Every form, and the tokens that it answers."""
    known = {form: number for number, form in enumerate(sorted({form for forms in forms_of for form in forms}))}
    pairs = [(known[form], token) for token, forms in enumerate(forms_of, FIRST) for form in dict.fromkeys(forms)]
    numbers, tokens = np.array(pairs, np.int32).reshape(-1, 2).T
    order = np.argsort(numbers, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=len(known)))]).astype(np.int64)
    return Strings.of(known), starts, tokens[order].astype(np.int32)


def _standing(plains: Numbers, count: int, lengths: Sequence[int]) -> tuple[Ints, Numbers, Numbers]:
    """For a stream of plains: where the places of each begin, the places, and in how many rows each stands."""
    order = np.argsort(plains, kind="stable")[int(np.count_nonzero(plains < 0)) :]
    starts = np.concatenate([[0], np.cumsum(np.bincount(plains[order], minlength=count))]).astype(np.int64)
    rows = np.repeat(np.arange(len(lengths)), lengths)[order]
    found = plains[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (found[1:] != found[:-1]) | (rows[1:] != rows[:-1])
    return starts, order.astype(np.int32), np.bincount(found[first], minlength=count).astype(np.int32)
