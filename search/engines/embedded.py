"""Whoosh, in a folder beside the database: the index of record. The answers come from arrays made of it.

Searcher.refresh() is never called: in the forks of Whoosh it goes on showing deleted documents. Instead the arrays of
each segment, which never changes, are read once, and every generation says which of its documents are gone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import SegmentWriter

from foundation.db import current_scope
from search.alike import alike
from search.answering import answer
from search.blocks import Bools, Gathered
from search.columns import Columns, Lowered
from search.documents import SearchDocument, form_weights
from search.engine import Answer, Guessed, Guesses, IndexDamaged, Postings, Progress
from search.engines.folder import IndexFolder
from search.engines.segments import Segment, damage_told, opened, write
from search.hours import Holidays
from search.kept import Kept
from search.lexicon import Lexicon
from search.question import Question

_NAME = "MAIN"
_MANY_SEGMENTS = 8  # more are merged when nobody waits: every word is looked up in each
_MOST_SEGMENTS = 16  # more are merged at once
_BLOCK = 4096  # postings that Whoosh writes at once; fewer, larger pieces are quicker to read
_MEMORY_MB = 128  # for the writer, before it goes to disk
_SCORED_BYTES = 40_000_000
_WAIT_SECONDS = 60
_TRIES = 5  # a merge may take files away between reading the table of contents and opening them


class WeightedForms(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field that takes words with their weights as they are: the analysis has been done."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Mapping[str, float], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(word, how often, weight, nothing more) for the writer."""
        for form, weight in value.items():
            yield form.encode("utf-8", "surrogatepass"), 1, weight, b""


def _schema() -> fields.Schema:
    return fields.Schema(code=fields.ID(unique=True), forms=WeightedForms(), data=fields.STORED())


class _Writer(SegmentWriter):  # type: ignore[misc]  # whoosh has no types
    """Writes the arrays of every new segment before anybody can see it."""

    def __init__(self, found: index.Index, build: Path) -> None:
        codec = W3Codec(blocklimit=_BLOCK, compression=1)
        codec.length_stats = False  # we keep our own; Whoosh would look for its file at every posting
        super().__init__(found, timeout=_WAIT_SECONDS, limitmb=_MEMORY_MB, compound=False, codec=codec)
        self._build, self._gathered = build, Gathered()
        self._known = {segment.segment_id() for segment in self.segments}

    def take(self, document: SearchDocument) -> None:
        """Add a document."""
        self.add_document(code=document.code, forms=form_weights(document), data=document.packed())
        self._gathered.add(document)

    def _commit_toc(self, segments: Sequence[Any]) -> None:
        for segment in segments:
            if segment.segment_id() not in self._known and segment.doc_count_all():
                write(self._build, segment, self.schema, self._gathered.block())
        super()._commit_toc(segments)


class EmbeddedEngine:
    """An index in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = IndexFolder(folder)
        self._loading = threading.Lock()
        self._shown: Snapshot | None = None

    def answer(
        self, question: Question, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
    ) -> Answer:
        """See Engine. Files that were damaged under its hands are read, or made, once more."""
        try:
            return answer(self.snapshot(), question, moment, holidays, lowered)
        except IndexDamaged:
            self._shown = None
            return answer(self.snapshot(), question, moment, holidays, lowered)

    def alike(
        self, question: Question, guesses: Guesses, moment: datetime, holidays: Holidays, lowered: Lowered | None = None
    ) -> tuple[Guessed, ...]:
        """See Engine."""
        return alike(self.snapshot(), question, guesses, moment, holidays, lowered=lowered)

    def generation(self) -> str:
        """See Engine."""
        return self._folder.generation()

    def lexicon(self) -> Lexicon:
        """See Engine."""
        return self.snapshot().lexicon

    def numbers(self) -> dict[str, int]:
        """See Engine."""
        return self.snapshot().columns.numbers()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """See Engine."""
        self._folder.clear_the_way()
        with self._folder.holding("turn"):
            current_scope().close()  # what was seen before waiting may be old by now
            yield

    def put(self, documents: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        """See Engine."""
        newest = {document.code: document for document in documents}  # Whoosh cannot replace what it has not committed
        with self._folder.holding("writing"), damage_told():
            rows = self.snapshot().places_of([*newest, *removed])
            build = self._folder.current()
            writer = _Writer(index.open_dir(str(build)), build)
            try:
                for segment in writer.segments:
                    for row in rows.get(segment.segment_id(), ()):
                        if not segment.is_deleted(row):
                            segment.delete_document(row)
                for document in newest.values():
                    writer.take(document)
                writer.commit(merge=len(writer.segments) >= _MOST_SEGMENTS)
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise

    def tidy(self) -> None:
        """See Engine."""
        with self._folder.holding("writing"), damage_told():
            build = self._folder.current()
            found = index.open_dir(str(build))
            if len(found._segments()) > _MANY_SEGMENTS:
                _Writer(found, build).commit(merge=True)

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress) -> int:
        """See Engine."""
        self._folder.clear_the_way()
        with self._folder.holding("writing"):
            build, count = self._folder.new_build(), 0
            made = index.create_in(str(build), _schema())
            writer = _Writer(made, build)
            for document in documents:
                writer.take(document)
                count += 1
                progress(count)
            writer.commit()
            made.close()
            self._folder.swap(build)
        return count

    def snapshot(self) -> Snapshot:
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

    def _load(self, before: Snapshot | None) -> Snapshot:
        for _ in range(_TRIES):
            generation = self.generation()
            try:
                return self._read(before)
            except IndexDamaged:
                if self.generation() == generation:  # else a newer one has taken files away
                    raise
        raise IndexDamaged("The search index changes faster than it can be read.")

    def _read(self, before: Snapshot | None) -> Snapshot:
        build = self._folder.current()
        known = {segment.name: segment for segment in before.segments} if before else {}
        with damage_told():
            contents = index.TOC.read(FileStorage(str(build)), _NAME)
            parts = [
                (known.get(one.segment_id()) or opened(self._folder, build, one, contents.schema), _live(one))
                for one in contents.segments
                if one.doc_count_all()
            ]
        return Snapshot(f"{build.name}/{contents.generation}", parts)


def _live(segment: Any) -> Bools:
    live = np.ones(segment.doc_count_all(), np.bool_)
    if segment.has_deletions():
        live[list(segment.deleted_docs())] = False
    return live


class Snapshot:
    """One generation of the index."""

    def __init__(self, generation: str, segments: Sequence[tuple[Segment, Bools]]) -> None:
        self.generation = generation
        largest_first = sorted(segments, key=lambda pair: -pair[0].block.rows)
        self.segments = [segment for segment, _ in largest_first]
        self.columns = Columns([segment.block for segment in self.segments], [live for _, live in largest_first])
        self.scored: Kept[Any] = Kept(_SCORED_BYTES)
        self.lexicon = Lexicon([segment.words for segment in self.segments], self._shown)

    def places_of(self, codes: Iterable[str]) -> dict[str, list[int]]:
        """By segment, the rows of these codes."""
        wanted = list(dict.fromkeys(codes))
        return {one.name: [one.by_code[code] for code in wanted if code in one.by_code] for one in self.segments}

    def postings(self, form: str) -> Postings:
        """See Snapshot in search.engine."""
        found = [segment.postings(form) for segment in self.segments]
        if len(found) == 1:
            return found[0]
        rows = [part.rows + start for part, start in zip(found, self.columns.starts, strict=False)]
        return Postings(
            np.concatenate([np.zeros(0, np.int64), *rows]),
            np.concatenate([np.zeros(0, np.float32), *(part.weights for part in found)]),
        )

    def _shown(self, word: str) -> int:
        return int(np.count_nonzero(self.columns.live[self.postings(word).rows]))
