"""The published vocabularies. A process keeps each in memory until a newer version is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from directory import documents
from directory.models import CurrentVersion, Term, Version
from foundation import words
from foundation.db import reading

KIND = "vocabulary"


@dataclass(frozen=True)
class TermShown:
    """A term as pages show it. texts: field -> language -> {words, maker, checked_by...}."""

    code: str
    parent: str
    facts: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def words(self, field: str = "name", tag: str = "") -> str:
        """Its words in the reader's language, else in English."""
        said = self.texts.get(field, {})
        spoken = said.get(tag or words.language())
        return str(spoken["words"]) if spoken else words.as_data(str(said.get("en", {}).get("words", "")))


@dataclass(frozen=True)
class Vocabulary:
    """The terms of one vocabulary by code, in their order."""

    name: str
    number: int
    terms: Mapping[str, TermShown] = field(default_factory=dict, hash=False, compare=False)
    by_hand: frozenset[str] = frozenset()  # terms that a person wrote here
    ended: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)  # code -> what took its place
    owner: str = ""  # the authority that keeps it

    def under(self, parent: str) -> list[TermShown]:
        """The terms of one group or domain; "" gives the groups themselves."""
        return [term for term in self.terms.values() if term.parent == parent]

    def words(self, code: str, field: str = "name") -> str:
        """A term's words, those of what took its place, or its bare code when it is not known."""
        term = self.terms.get(code) or self.terms.get(self.ended.get(code, ""))
        return term.words(field) if term else code


def vocabulary(name: str) -> Vocabulary:
    """The vocabulary as published: service-types, needs, levels, access, circumstances. Empty when none is loaded."""
    session = reading()
    if "vocabularies" not in session.info:  # one look a request says which versions are shown of all of them
        shown = and_(
            CurrentVersion.kind == Version.kind,
            CurrentVersion.of == Version.of,
            CurrentVersion.number == Version.number,
        )
        rows = session.execute(
            select(Version.of, Version.digest).join(CurrentVersion, shown).where(Version.kind == KIND)
        )
        session.info["vocabularies"] = {of: digest for of, digest in rows}  # noqa: C416  rows are not pairs until unpacked
    digest = session.info["vocabularies"].get(name)
    return _opened(name, digest) if digest else Vocabulary(name, 0)


@lru_cache(maxsize=64)
def _opened(name: str, digest: bytes) -> Vocabulary:
    row = (
        reading()
        .execute(
            select(Version.number, Version.schema, Version.document)
            .where(Version.kind == KIND, Version.of == name, Version.digest == digest)
            .order_by(Version.number.desc())
            .limit(1)
        )
        .one()
    )
    document = documents.opened(row.schema, row.document)
    terms = {t["code"]: TermShown(t["code"], t["parent"], t["facts"], t["texts"]) for t in document["terms"]}
    by_hand, ended = frozenset(document.get("by_hand", ())), document.get("ended", {})
    return Vocabulary(name, row.number, terms, by_hand, ended, document["authority"])


def sensitive(codes: Iterable[str], name: str = "service-types") -> bool:
    """Whether one of these terms (of service types or needs) is such that to be seen reading of it can be dangerous."""
    terms = vocabulary(name).terms
    return any(terms[code].facts.get("sensitive") for code in codes if code in terms)


def known_codes(session: Session) -> dict[str, frozenset[str]]:
    """Every code of every vocabulary, for checking what is saved."""
    names = ("service-types", "needs", "access", "circumstances")
    found: dict[str, set[str]] = {name: set() for name in names}
    for name, code, parent in session.execute(
        select(Term.vocabulary, Term.code, Term.parent).where(Term.vocabulary.in_(names))
    ):
        if parent or name not in ("service-types", "needs"):  # groups and domains are headings, not values
            found[name].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def dimensions_of_types(session: Session) -> dict[str, tuple[str, ...]]:
    """Which dimensions of the Assessment Framework each service type answers to."""
    rows = session.execute(select(Term.code, Term.facts).where(Term.vocabulary == "service-types", Term.parent != ""))
    return {code: tuple(facts.get("dimensions", ())) for code, facts in rows}
