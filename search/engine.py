"""The shape of an engine and of its answers. (pure)

An engine finds words; everything else (filters, counts, distance, order) is the columns' and the same for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from search.columns import Columns, Lowered
from search.documents import SearchDocument
from search.hours import Holidays
from search.kept import Kept
from search.lexicon import Lexicon
from search.question import Question

Progress = Callable[[int], None]


class IndexMissing(RuntimeError):
    """There is no index yet, or it was made by another version: build it."""


class IndexDamaged(IndexMissing):
    """The files of the index are not what was written: build it again."""


class IndexNotTrusted(IndexMissing):
    """The folder of the index could have been written by somebody else; it is not opened. A build makes another one."""


@dataclass(frozen=True)
class Postings:
    """The rows in which a form of a word stands, in order, and how much it weighs in each."""

    rows: NDArray[np.int32] | NDArray[np.int64]
    weights: NDArray[np.float32]


@dataclass(frozen=True)
class Why:
    """Why an entry is an answer: words asked for, by the field they stand in; types and needs asked for that it has.

    sought: the sayings whose types it has.
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """One entry of an answer.

    distance_miles: to its nearest site, None without a place asked or without a site that may be told. One that covers
    the place may lie beyond the limit that was asked.
    covers: "kind:code" of the smallest asked area that it covers, else empty. site: which of the entry's sites is
    the nearest, by its position. missed: words asked for that this entry does not have.
    """

    code: str
    score: float
    distance_miles: float | None = None
    covers: str = ""
    site: int | None = None
    why: Why = Why()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was found for a question.

    hits: of the page that was asked. counts: facet -> value -> entries; "open", "places", "cost" have one value each.
    considered: entries in the index. reach: "all" when every word was found together, "any" when some had to do.
    missed: words that no entry of the answer has. meant: (typed, meant) of words that no entry has at all. nearest: what lies
    beyond the limit, when nothing lies within it.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    considered: int = 0
    reach: str = "all"
    missed: tuple[str, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Guesses:
    """Entries that something else than their words speaks for, the likeliest first, and the version it knew of each."""

    codes: NDArray[np.str_]
    numbers: NDArray[np.int32]


@dataclass(frozen=True)
class Guessed:
    """A guess that passes everything that was asked. place: where it stands in the words' answer, 0 when not among the first."""

    hit: Hit
    place: int


class Snapshot(Protocol):
    """The index at one moment: what a question is answered from."""

    columns: Columns
    lexicon: Lexicon
    scored: Kept[Any]  # what matching has worked out for a word or phrase

    def postings(self, form: str) -> Postings:
        """Where this form of a word stands; rows that are not live may be among them."""


class Engine(Protocol):
    """An index that answers questions and is kept up to date."""

    def answer(
        self, question: Question, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
    ) -> Answer:
        """The answer at this moment (with time zone). IndexMissing before the first build."""

    def alike(
        self, question: Question, guesses: Guesses, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
    ) -> tuple[Guessed, ...]:
        """The first of these guesses that are shown, in this version, and pass every filter and limit of the question."""

    def put(self, documents: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        """Write these documents in place of older ones, and take these codes out; visible to the next question."""

    def tidy(self) -> None:
        """Put small parts together, when a change is done and nobody waits for it; what is found stays the same."""

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """Build the index anew while the old one answers, then put it in its place. Answers how many documents."""

    def turn(self) -> AbstractContextManager[None]:
        """Held by the one that reads the database and writes the index: two at once could write old over new."""

    def lexicon(self) -> Lexicon:
        """The words of the index, for what is typed and for slips. IndexMissing when the index cannot be read."""

    def numbers(self) -> dict[str, int]:
        """Which published version of each entry the index holds."""

    def generation(self) -> str:
        """Another text after every change; cheap."""
