"""Words of the practitioner side that are data: reasons, roles, relations, statuses, by their codes."""

from __future__ import annotations

from directory import queries


def word(code: str) -> str:
    """The name of a code of the vocabulary "practice", in the reader's language."""
    return queries.vocabulary("practice").words(code)


def plain(code: str) -> str:
    """What a family reads of it."""
    return queries.vocabulary("practice").words(code, "plain")


def options(group: str) -> list[tuple[str, str]]:
    """Every code of a group ("reason") without the group's name, and its words, in order."""
    terms = queries.vocabulary("practice").terms
    return [(code.partition(".")[2], word(code)) for code in terms if code.startswith(f"{group}.")]


def is_one_of(group: str, said: str) -> bool:
    """Whether a form sent a code that there is."""
    return f"{group}.{said}" in queries.vocabulary("practice").terms
