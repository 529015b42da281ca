"""A document as a tsvector that we write ourselves: PostgreSQL's own parser never sees a word of it. (pure)"""

from __future__ import annotations

from search.documents import SearchDocument, words_in

LETTERS = {
    "name": "A",
    "organisation": "B",
    "types": "B",
    "needs": "C",
    "who_for": "C",
    "summary": "C",
    "description": "D",
    "places": "C",
    "phones": "B",
}
MOST_POSITIONS = 256  # of one word; PostgreSQL refuses more
LAST_POSITION = 16_383
_APART = 10  # between two texts, so that no phrase runs across


def vector(document: SearchDocument) -> str:
    """The text to be cast to tsvector: 'debt':1A,17D 'advice':2A."""
    places: dict[str, list[str]] = {}
    position = 0
    for name, line in document.terms.items():
        for forms in words_in(line):
            position += 1 if forms else _APART
            for form in forms:
                marked = places.setdefault(form, [])
                if len(marked) < MOST_POSITIONS and (position <= LAST_POSITION or not marked):
                    marked.append(f"{min(position, LAST_POSITION)}{LETTERS[name]}")
        position += _APART
    return " ".join(f"{quoted(form)}:{','.join(marked)}" for form, marked in places.items())


def quoted(form: str) -> str:
    """A word as tsvector and tsquery take it literally."""
    doubled = form.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
