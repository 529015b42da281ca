"""One segment of the embedded index: its arrays, from the file beside it or made of what Whoosh has stored."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError
from whoosh.reading import SegmentReader

from search.blocks import Block, block_of
from search.documents import unpacked
from search.engine import IndexDamaged, Postings
from search.engines import sidecars
from search.engines.folder import IndexFolder
from search.engines.posted import posted
from search.engines.sidecars import Sidecar
from search.lexicon import Words

log = logging.getLogger(__name__)
_NO_FAULT_OF_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EMFILE, errno.ENFILE}


class Segment:
    """What a segment holds; it never changes. Which of its rows are deleted is said by each generation."""

    def __init__(self, name: str, sidecar: Sidecar) -> None:
        self.name = name
        self.block: Block = sidecar.block
        self._posted = sidecar.posted

    @cached_property
    def words(self) -> Words:
        """Its part of the lexicon."""
        return Words(self.block.words)

    @cached_property
    def by_code(self) -> dict[str, int]:
        """The row of each code; only those that write ask for it."""
        return {code: row for row, code in enumerate(self.block.codes.all())}

    def postings(self, form: str) -> Postings:
        """Where a form of a word stands."""
        rows, weights = self._posted.of(form)
        if len(rows) and rows.view(np.uint32).max() >= self.block.rows:  # what is negative is large then
            raise IndexDamaged("A file of the search index was changed while it was read.")
        return Postings(rows, weights)


def opened(folder: IndexFolder, build: Path, segment: Any, schema: Any) -> Segment:
    """The segment, from its file of arrays; where that cannot be believed one process makes it, and the others wait."""
    name, path, rows = segment.segment_id(), _path(build, segment), segment.doc_count_all()
    try:
        return Segment(name, sidecars.load(path, name, rows))
    except (FileNotFoundError, sidecars.Unfit):
        pass
    with folder.holding("arrays"):
        try:
            return Segment(name, sidecars.load(path, name, rows))
        except (FileNotFoundError, sidecars.Unfit) as why:
            log.warning("The arrays of a part of the search index are made again: %s", why)
        return Segment(name, write(build, segment, schema))


def write(build: Path, segment: Any, schema: Any, block: Block | None = None) -> Sidecar:
    """Make the arrays of a segment and write them beside it. `block`, when its documents are known already."""
    with damage_told():
        reader = SegmentReader(FileStorage(str(build)), schema, segment)
        try:
            if block is None or block.rows != segment.doc_count_all():
                stored = (reader.stored_fields(row)["data"] for row in range(segment.doc_count_all()))
                block = block_of(unpacked(data) for data in stored)
            made = Sidecar(block, posted(reader))
        finally:
            reader.close()
    sidecars.save(_path(build, segment), segment.segment_id(), made)
    return made


def _path(build: Path, segment: Any) -> Path:
    """Named as Whoosh names the files of a segment, so that it is swept away with them."""
    return build / f"{segment.segment_id()}.arrays"


@contextmanager
def damage_told() -> Iterator[None]:
    """Whatever Whoosh raises on files that are not what it wrote means one thing: IndexDamaged."""
    try:
        yield
    except (LockError, MemoryError, IndexDamaged):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_FAULT_OF_FILES:
            raise
        raise IndexDamaged(f"The search index cannot be read: {type(error).__name__}: {error}") from error
