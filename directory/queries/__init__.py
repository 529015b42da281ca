"""What is published, to look at. Pages, search, exports and comparison read versions only."""

from __future__ import annotations

from directory.queries.pages import (
    PER_PAGE,
    EntryPage,
    NamedEntry,
    entry_page,
    entry_pages,
    letter,
    letters,
    organisation_page,
    was_here,
)
from directory.queries.publications import (
    current_codes,
    current_number,
    current_numbers,
    entries_naming,
    entry_uuid,
    published,
)
from directory.queries.vocabularies import Vocabulary, sensitive, vocabulary

__all__ = [
    "PER_PAGE",
    "EntryPage",
    "NamedEntry",
    "Vocabulary",
    "current_codes",
    "current_number",
    "current_numbers",
    "entries_naming",
    "entry_page",
    "entry_pages",
    "entry_uuid",
    "letter",
    "letters",
    "organisation_page",
    "published",
    "sensitive",
    "vocabulary",
    "was_here",
]
