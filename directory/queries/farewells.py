"""What an agency said of a service when it ended."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from directory.documents import Document
from directory.models import Entry
from directory.queries import publications
from foundation.db import reading


@dataclass(frozen=True)
class Farewell:
    """words: why it ended. instead: words about where to go. other: the entry to go to instead, when it is shown."""

    words: str
    instead: str
    other: Document | None


def farewell(code: str) -> Farewell | None:
    """Of a retired entry, when something was said; else None."""
    row = (
        reading()
        .execute(
            select(Entry.retired_words, Entry.retired_instead).where(Entry.code == code, Entry.status == "retired")
        )
        .first()
    )
    if row is None or not (row[0] or row[1]):
        return None
    other = publications.current(reading(), "entry", [row[1]]).get(row[1])
    return Farewell(row[0], "" if other else row[1], other[0] if other else None)
