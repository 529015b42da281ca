"""Vocabularies as those who keep them see them: who bears each term, what a change touches, what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from directory import documents
from directory.models import Version
from directory.queries import bearers
from directory.queries.vocabularies import KIND, TermShown, Vocabulary, vocabulary
from directory.wording import NAMES
from foundation.acts import Subject
from foundation.db import reading


@dataclass(frozen=True)
class VersionOfWords:
    """One version of a vocabulary. by: the UUID of a person, or the name of a part of the system."""

    number: int
    at: datetime
    by: str


def kept(name: str) -> Vocabulary | None:
    """A vocabulary that there is, or None."""
    found = vocabulary(name) if name in NAMES else None
    return found if found and found.number else None


def subject_of_words(name: str) -> Subject | None:
    """Whose words these are, for a door."""
    found = kept(name)
    return Subject("vocabulary", name, found.owner) if found else None


def counts(name: str) -> dict[str, int]:
    """How many entries and places bear each term."""
    return bearers.counts(reading(), name)


def searches_with(name: str, code: str) -> list[TermShown]:
    """The popular searches of the first page that ask for this term."""
    asked = {"service-types": "type", "needs": "need", "access": "access", "languages": "language"}.get(name)
    return [
        term
        for term in vocabulary("popular").terms.values()
        if asked and f"{asked}={code}" in str(term.facts.get("question", "")).split("&")
    ]


def types_with(code: str) -> list[TermShown]:
    """The service types that answer to this need."""
    types = vocabulary("service-types").terms.values()
    return [term for term in types if code in term.facts.get("dimensions", ())]


def versions(name: str) -> list[VersionOfWords]:
    """Every version, newest first."""
    rows = reading().execute(
        select(Version.number, Version.at, Version.by)
        .where(Version.kind == KIND, Version.of == name)
        .order_by(Version.number.desc())
    )
    return [VersionOfWords(*row) for row in rows]


def as_it_was(name: str, number: int) -> Vocabulary | None:
    """What a former version said, or None."""
    row = (
        reading()
        .execute(
            select(Version.schema, Version.document).where(
                Version.kind == KIND, Version.of == name, Version.number == number
            )
        )
        .first()
    )
    if row is None:
        return None
    said = documents.opened(row.schema, row.document)
    terms = {t["code"]: TermShown(t["code"], t["parent"], t["facts"], t["texts"]) for t in said["terms"]}
    by_hand, ended = frozenset(said.get("by_hand", ())), said.get("ended", {})
    return Vocabulary(name, number, terms, by_hand, ended, said["authority"])
