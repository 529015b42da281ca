"""The one place of this room that asks whether a list, a file or a message may name a service by itself."""

from __future__ import annotations

from directory import queries
from directory.documents import Document


def is_quiet(entry: Document) -> bool:
    """Whether one of its types of service is marked as sensitive: being seen with its name can be dangerous."""
    return queries.sensitive(entry["types"])
