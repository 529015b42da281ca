"""Whoosh, in a folder beside the database: the index of record. The answers come from arrays made of it.

One set of readers is kept a process. Searcher.refresh() is never called: in the forks of Whoosh it goes on showing
deleted documents. Instead each segment, which never changes, is read once, and every generation says which of its
documents are gone.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, formats, index
from whoosh.reading import SegmentReader, TermNotFound

from foundation.db import current_scope
from search.answering import answer
from search.blocks import Block, Bools, block_of
from search.columns import Columns, Holidays, Lowered
from search.documents import SearchDocument, form_weights, unpacked
from search.engine import Answer, IndexMissing, Postings, Progress
from search.engines.folder import IndexFolder
from search.question import Question

_MOST_SEGMENTS = 8  # more are merged: every word is looked up in each
_MOST_FORMS = 20_000  # postings kept in memory a segment
_MEMORY_MB = 256  # for the writer, before it goes to disk
_WAIT_SECONDS = 60
_TRIES = 5  # a merge may take files away between reading the table of contents and opening them


class WeightedForms(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field that takes words with their weights as they are: the analysis has been done."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Mapping[str, float], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(word, how often, weight, nothing more) for the writer."""
        for form, weight in value.items():
            yield form.encode(), 1, weight, b""


def _schema() -> fields.Schema:
    return fields.Schema(code=fields.ID(unique=True), forms=WeightedForms(), data=fields.STORED())


class EmbeddedEngine:
    """An index in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = IndexFolder(folder)
        self._loading = threading.Lock()
        self._shown: _Snapshot | None = None

    def answer(
        self, question: Question, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
    ) -> Answer:
        """See Engine."""
        return answer(self.snapshot(), question, moment, holidays, lowered)

    def generation(self) -> str:
        """See Engine."""
        return self._folder.generation()

    def numbers(self) -> dict[str, int]:
        """See Engine."""
        columns = self.snapshot().columns
        rows = np.flatnonzero(columns.live)
        return {columns.codes[row]: columns.versions[row] for row in rows}

    @contextmanager
    def turn(self) -> Iterator[None]:
        """See Engine."""
        with self._folder.holding("turn"):
            current_scope().close()  # what was seen before waiting may be old by now
            yield

    def put(self, documents: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        """See Engine."""
        newest = {document.code: document for document in documents}  # Whoosh cannot replace what it has not committed
        with self._folder.holding("writing"):
            found = index.open_dir(str(self._folder.current()))
            writer = found.writer(timeout=_WAIT_SECONDS, limitmb=_MEMORY_MB, compound=False)
            try:
                for code in removed:
                    writer.delete_by_term("code", code)
                for document in newest.values():
                    writer.update_document(**_stored(document))
            except BaseException:
                writer.cancel()
                raise
            writer.commit(merge=len(writer.segments) >= _MOST_SEGMENTS)

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """See Engine."""
        with self._folder.holding("writing"):
            build, count = self._folder.new_build(), 0
            made = index.create_in(str(build), _schema())
            writer = made.writer(limitmb=_MEMORY_MB, compound=False)
            for document in documents:
                writer.add_document(**_stored(document))
                count += 1
                progress(count)
            writer.commit()
            made.close()
            self._folder.swap(build)
        return count

    def snapshot(self) -> _Snapshot:
        """The newest generation, read once and then kept. One thread loads it; the others wait for that one."""
        generation = self.generation()
        shown = self._shown
        if shown is not None and shown.generation == generation:
            return shown
        with self._loading:
            shown = self._shown
            if shown is None or shown.generation != generation:
                shown = self._shown = self._load(shown)
            return shown

    def _load(self, before: _Snapshot | None) -> _Snapshot:
        for attempt in range(_TRIES):
            generation = self.generation()
            try:
                found = index.open_dir(str(self._folder.current()))
                reader = found.reader()
            except (OSError, index.EmptyIndexError) as error:
                if attempt == _TRIES - 1:
                    raise IndexMissing("The search index cannot be read: ./run flask search rebuild") from error
                continue
            leaves = [leaf for leaf, _ in reader.leaf_readers()] if not reader.is_atomic() else [reader]
            known = {segment.id: segment for segment in before.segments} if before else {}
            return _Snapshot(generation, [_segment(leaf, known) for leaf in leaves if leaf.doc_count_all()])
        raise AssertionError("the last attempt returns or raises")


def _stored(document: SearchDocument) -> dict[str, Any]:
    return {"code": document.code, "forms": form_weights(document), "data": document.packed()}


class _Segment:
    """One segment of the index: its reader, its arrays, the postings read so far. What is deleted is said by others."""

    def __init__(self, reader: SegmentReader) -> None:
        self.id: str = reader.segment().segment_id()
        self._reader = reader
        weakref.finalize(self, reader.close)  # when the last thread that reads it has gone on
        self._turn = threading.Lock()  # Whoosh's files have one reading position
        self._kept: dict[str, Postings] = {}
        self.block: Block = block_of(self.document(row) for row in range(reader.doc_count_all()))

    def document(self, row: int) -> SearchDocument:
        """The stored document of a row."""
        with self._turn:
            return unpacked(self._reader.stored_fields(row)["data"])

    def postings(self, form: str) -> Postings:
        """Where a form of a word stands in this segment."""
        kept = self._kept.get(form)
        if kept is None:
            kept = self._read(form)
            if len(self._kept) >= _MOST_FORMS:
                self._kept.clear()  # rare, and reading again is cheap
            self._kept[form] = kept
        return kept

    def _read(self, form: str) -> Postings:
        rows: list[int] = []
        weights: list[float] = []
        with self._turn:
            try:
                matcher = self._reader.postings("forms", form.encode())
            except TermNotFound:
                return _NOWHERE
            while matcher.is_active():
                rows.append(matcher.id())
                weights.append(matcher.weight())
                matcher.next()
        return Postings(np.array(rows, np.int64), np.array(weights, np.float64))


_NOWHERE = Postings(np.zeros(0, np.int64), np.zeros(0))


def _segment(reader: SegmentReader, known: Mapping[str, _Segment]) -> tuple[_Segment, Bools]:
    """A segment, read before or now, and which of its rows are live in this generation."""
    found = reader.segment()
    segment = known.get(found.segment_id())
    if segment is None:
        segment = _Segment(reader)
    else:
        reader.close()  # it is read already, by the reader that its arrays came with
    live = np.ones(segment.block.rows, np.bool_)
    if found.has_deletions():
        live[list(found.deleted_docs())] = False
    return segment, live


class _Snapshot:
    """One generation of the index."""

    def __init__(self, generation: str, segments: Sequence[tuple[_Segment, Bools]]) -> None:
        self.generation = generation
        self.segments = [segment for segment, _ in segments]
        self.columns = Columns([segment.block for segment in self.segments], [live for _, live in segments])
        self._starts = np.cumsum([0, *(segment.block.rows for segment in self.segments)])

    def postings(self, form: str) -> Postings:
        """See Snapshot."""
        found = [segment.postings(form) for segment in self.segments]
        if len(found) == 1:
            return found[0]
        rows = [part.rows + start for part, start in zip(found, self._starts, strict=False)]
        return Postings(
            np.concatenate([_NOWHERE.rows, *rows]),
            np.concatenate([_NOWHERE.weights, *(part.weights for part in found)]),
        )

    def documents(self, rows: Sequence[int]) -> dict[int, SearchDocument]:
        """See Snapshot."""
        numbers = np.searchsorted(self._starts, rows, side="right") - 1
        pairs = zip(rows, numbers, strict=True)
        return {row: self.segments[number].document(int(row - self._starts[number])) for row, number in pairs}
