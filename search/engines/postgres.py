"""PostgreSQL full text, when the database is PostgreSQL: words from our own tsvectors, numbers from the same columns.

Rows never change: a changed document is a new row. So what was read of a row stays right, and a new generation only
needs the rows that are not known yet.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, insert, literal_column, select, update
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, aggregate_order_by
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import cast

from foundation import clock
from foundation.db import changing, current_scope, reading
from search.alike import alike
from search.answering import answer
from search.blocks import Block, block_of
from search.columns import Columns, Lowered
from search.documents import SearchDocument, unpacked
from search.engine import Answer, Guessed, Guesses, IndexMissing, Postings, Progress
from search.engines.vectors import quoted, vector
from search.hours import Holidays
from search.kept import Kept
from search.lexicon import Lexicon, Words
from search.models import Generation, SearchRow
from search.question import Question

_BATCH = 250
_MOST_BLOCKS = 16  # more are read again as one
_MOST_FORMS = 20_000
_SCORED_BYTES = 40_000_000
_NAME = "index"
_SINCE = 1_767_225_600  # the first second of 2026, so that the number stays short
_TURN = 7_319_023  # a number of our own among advisory locks
_WEIGHTS = "{0.15, 0.3, 0.55, 1.0}"  # of D, C, B, A
_SCALE = 10.0  # ts_rank gives 0.6 for a word that stands once in a name


class PostgresEngine:
    """An index in the database itself. Needs an open scope, as everything does that reads."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._shown: _Snapshot | None = None

    def answer(
        self, question: Question, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
    ) -> Answer:
        """See Engine."""
        return answer(self.snapshot(), question, moment, holidays, lowered)

    def alike(
        self, question: Question, guesses: Guesses, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
    ) -> tuple[Guessed, ...]:
        """See Engine."""
        return alike(self.snapshot(), question, guesses, moment, holidays, lowered=lowered)

    def lexicon(self) -> Lexicon:
        """See Engine."""
        return self.snapshot().lexicon

    def generation(self) -> str:
        """See Engine. Numbers are told apart by their database: what is kept for one is never shown for another."""
        return f"{reading().get_bind().engine.url.database}/{_number()}"

    def numbers(self) -> dict[str, int]:
        """See Engine."""
        return self.snapshot().columns.numbers()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """See Engine. The lock is PostgreSQL's, held by a transaction of its own that does nothing else."""
        with current_scope().database.write() as session:
            session.execute(select(func.pg_advisory_xact_lock(_TURN)))
            current_scope().close()  # what was seen before waiting may be old by now
            yield

    def put(self, documents: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        """See Engine."""
        newest = {document.code: document for document in documents}
        with changing() as session:
            _take_turn(session)
            _take_out(session, [*newest, *removed])
            _write(session, newest.values(), lambda _count: None)

    def tidy(self) -> None:
        """See Engine. There is nothing to do: PostgreSQL tidies its tables itself."""

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """See Engine. Readers go on seeing the old rows until the one transaction ends."""
        packed = [_row(document) for document in documents]  # read first: no other session reads inside a change
        with changing() as session:
            _take_turn(session)
            session.execute(delete(SearchRow))
            for at in range(0, len(packed), _BATCH):
                session.execute(insert(SearchRow), packed[at : at + _BATCH])
                progress(min(at + _BATCH, len(packed)))
        return len(packed)

    def snapshot(self) -> _Snapshot:
        """The newest generation this scope can see, or a newer one that another has loaded: never back."""
        number, shown = _number(), self._shown
        if shown is None or shown.number < number:
            with self._loading:
                shown = self._shown
                if shown is None or shown.number < number:
                    shown = self._shown = _load(number, shown)
        return shown if shown.number == number else shown.from_an_older_view()


def _number() -> int:
    number = reading().scalar(select(Generation.number).where(Generation.name == _NAME))
    if number is None:
        raise IndexMissing("The search index has not been built: ./run flask search rebuild")
    return number


def _take_turn(session: Session) -> None:
    """One writer at a time, and a new generation when it is done."""
    # a first number is the clock's: after a loss, readers that have seen a higher one would wait for ever
    begin = int(clock.now().timestamp()) - _SINCE
    session.execute(insert_once(Generation).values(name=_NAME, number=begin).on_conflict_do_nothing())
    session.execute(select(Generation).where(Generation.name == _NAME).with_for_update())
    session.execute(update(Generation).where(Generation.name == _NAME).values(number=Generation.number + 1))


def _take_out(session: Session, codes: Sequence[str]) -> None:
    for at in range(0, len(codes), _BATCH):
        session.execute(delete(SearchRow).where(SearchRow.code.in_(codes[at : at + _BATCH])))


def _write(session: Session, documents: Iterable[SearchDocument], progress: Progress) -> None:
    stream, count = iter(documents), 0
    while batch := [_row(document) for document in islice(stream, _BATCH)]:
        session.execute(insert(SearchRow), batch)
        count += len(batch)
        progress(count)


def _row(document: SearchDocument) -> dict[str, Any]:
    # the driver sends the vector as text of type tsvector, which PostgreSQL reads as its own notation, not as prose
    return {"code": document.code, "data": document.packed(), "words": vector(document)}


@dataclass(frozen=True)
class _Part:
    """Some rows: their ids in order, their block, their words."""

    ids: NDArray[np.int64]
    block: Block
    words: Words


def _load(number: int, before: _Snapshot | None) -> _Snapshot:
    """Read the rows that are not known yet; after many small changes those of the small parts again, as one."""
    ids = _ids()
    parts, kept = (list(before.parts), before.kept) if before else ([], {})
    if len(parts) >= _MOST_BLOCKS:
        parts = _large(parts)
    if 2 * sum(np.count_nonzero(np.isin(part.ids, ids)) for part in parts) < sum(len(part.ids) for part in parts):
        parts = []  # most of it is gone, as after a build
    if not parts:
        kept = {}
    fresh = np.setdiff1d(ids, np.concatenate([np.zeros(0, np.int64), *(part.ids for part in parts)]))
    if len(fresh):
        block = block_of(_documents(fresh))
        parts.append(_Part(fresh, block, Words(block.words)))
    return _Snapshot(number, parts, ids, kept)


def _ids() -> NDArray[np.int64]:
    """The ids of all rows, in order. As bytes: a number at a time, 100,000 cost a quarter of a second."""
    all_of_them = func.string_agg(
        func.int8send(SearchRow.id), aggregate_order_by(literal_column("''::bytea"), SearchRow.id)
    )
    return np.frombuffer(reading().scalar(select(all_of_them)) or b"", ">i8").astype(np.int64)


def _large(parts: Sequence[_Part]) -> list[_Part]:
    """The first of the parts, as long as each is as large as all that follow: to read those again is soon done."""
    large: list[_Part] = []
    following = sum(len(part.ids) for part in parts)
    for part in parts[: _MOST_BLOCKS // 2]:
        following -= len(part.ids)
        if len(part.ids) < following:
            break
        large.append(part)
    return large


def _documents(ids: NDArray[np.int64]) -> Iterator[SearchDocument]:
    for at in range(0, len(ids), _BATCH):
        some = [int(one) for one in ids[at : at + _BATCH]]
        rows = select(SearchRow.data).where(SearchRow.id.in_(some)).order_by(SearchRow.id)
        for data in reading().scalars(rows):
            try:
                yield unpacked(data)
            except ValueError as error:
                raise IndexMissing(f"{error} ./run flask search rebuild") from error


@dataclass(frozen=True)
class _Kept:
    """Where a form of a word stands in the rows up to the one with the id `last`. Rows come in the order of their ids."""

    last: int
    ids: NDArray[np.int64]
    weights: NDArray[np.float32]

    def followed_by(self, newer: _Kept, last: int) -> _Kept:
        """The same, up to a later row."""
        ids, weights = np.concatenate([self.ids, newer.ids]), np.concatenate([self.weights, newer.weights])
        return _Kept(last, ids, weights)


_NOTHING = _Kept(0, np.zeros(0, np.int64), np.zeros(0, np.float32))


def _read(form: str, after: int) -> _Kept:
    """Rows with an id after this one that have the form. As two arrays: thousands of rows would cost ten times as much."""
    words, wanted = cast(SearchRow.words, TSVECTOR), cast(quoted(form), TSQUERY)
    rank = func.ts_rank(literal_column(f"'{_WEIGHTS}'::float4[]"), words, wanted)
    in_order = [func.array_agg(aggregate_order_by(column, SearchRow.id)) for column in (SearchRow.id, rank)]
    found = reading().execute(select(*in_order).where(SearchRow.id > after, words.op("@@")(wanted))).one()
    return _Kept(after, np.array(found[0] or [], np.int64), np.array(found[1] or [], np.float32) * np.float32(_SCALE))


class _Snapshot:
    """One generation of the index."""

    def __init__(
        self,
        number: int,
        parts: Sequence[_Part],
        live: NDArray[np.int64],
        kept: dict[str, _Kept],
    ) -> None:
        self.number, self.kept, self._remembers = number, kept, True
        self._last = int(live.max(initial=0))
        self.parts = list(parts)
        self.columns = Columns([part.block for part in parts], [np.isin(part.ids, live) for part in parts])
        self.scored: Kept[Any] = Kept(_SCORED_BYTES)
        self.lexicon = Lexicon([part.words for part in parts], self._shown)
        self._ids = np.concatenate([np.zeros(0, np.int64), *(part.ids for part in parts)])
        self._order = np.argsort(self._ids, kind="stable")

    def from_an_older_view(self) -> _Snapshot:
        """The same for a request whose view of the database is older: what it reads there is not remembered."""
        other = copy(self)
        other._remembers, other.scored = False, Kept(0)  # its own class
        return other

    def postings(self, form: str) -> Postings:
        """See Snapshot. What was read for an older generation still holds: only newer rows are asked for."""
        kept = self.kept.get(form, _NOTHING)
        if kept.last < self._last:
            kept = kept.followed_by(_read(form, after=kept.last), self._last)
            if self._remembers:
                if len(self.kept) >= _MOST_FORMS:
                    self.kept.clear()
                self.kept[form] = kept
        rows, known = self._rows_of(kept.ids)
        return Postings(rows[known], kept.weights[known])

    def _rows_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The rows of these ids, and which of the ids are rows of this snapshot at all."""
        if not len(self._ids):
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), np.bool_)
        at = np.minimum(np.searchsorted(self._ids, ids, sorter=self._order), len(self._ids) - 1)
        rows = self._order[at]
        return rows, self._ids[rows] == ids

    def _shown(self, word: str) -> int:
        return int(np.count_nonzero(self.columns.live[self.postings(word).rows]))
