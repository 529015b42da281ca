"""The needs as people say them, as they are in force; and what was asked, where enough people asked the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from directory.queries import vocabulary
from foundation.db import reading
from search import keeping
from search.analysis import fold, words
from search.models import AskedWords, SayingVersion
from search.thesaurus import Said, Saying, Thesaurus

_NAMED = ("service-types", "needs")
ENOUGH = 5  # people, or rather searches: what fewer asked is never shown


@dataclass(frozen=True)
class Version:
    """One version of a saying. by: the UUID of a person, or the name of a part of the system."""

    number: int
    saying: Saying
    ended: bool
    of_file: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    """Words that at least five searches had. asked, without: 0 where fewer than five of a month did."""

    words: str
    language: str
    asked: int
    without: int


def thesaurus() -> Thesaurus:
    """All sayings in force, ready to listen with. A process keeps them until a newer version is written."""
    session = reading()
    return _made(str(session.get_bind().engine.url), session.scalar(select(func.max(SayingVersion.id))) or 0)


@lru_cache(maxsize=2)
def _made(_database: str, last: int) -> Thesaurus:
    return Thesaurus(one.saying for one in in_force(reading(), last) if not one.ended)


def in_force(session: Session, last: int | None = None) -> list[Version]:
    """The newest version of every saying, ended ones too, in the order of their codes."""
    newest = select(func.max(SayingVersion.id)).group_by(SayingVersion.code)
    if last is not None:
        newest = newest.where(SayingVersion.id <= last)
    rows = session.scalars(select(SayingVersion).where(SayingVersion.id.in_(newest)).order_by(SayingVersion.code))
    return [version_of(row) for row in rows]


def newest(code: str) -> Version | None:
    """The version of a saying that is in force, ended or not; None where there is no such saying."""
    return next(iter(versions(code)), None)


def versions(code: str) -> list[Version]:
    """Every version of a saying, newest first."""
    rows = select(SayingVersion).where(SayingVersion.code == code).order_by(SayingVersion.number.desc())
    return [version_of(row) for row in reading().scalars(rows)]


def keeper(session: Session) -> str:
    """The authority (its slug) that keeps the sayings of this installation; "" before they are loaded."""
    owner = select(Authority.slug).join(SayingVersion, SayingVersion.authority_id == Authority.id)
    return session.scalar(owner.order_by(SayingVersion.id).limit(1)) or ""


def keeper_is(authority: str) -> bool:
    """Whether this authority keeps the sayings."""
    return bool(authority) and keeper(reading()) == authority


def version_of(row: SayingVersion) -> Version:
    """A stored version."""
    said = {language: said_of(one) for language, one in row.said.items()}
    saying = Saying(row.code, tuple(row.types), tuple(row.needs), row.urgency, said)
    return Version(row.number, saying, row.ended, row.of_file, row.by, row.at)


def said_of(stored: Mapping[str, Any]) -> Said:
    """What people say in one language, as it is stored."""
    return Said(stored["name"], tuple(stored["phrases"]), tuple(stored["latin"]), stored["checked_by"])


def asked(authority: str, *, without: bool = False, month: str = "", limit: int = 200) -> list[Asked]:
    """What at least five searches of a month ("2026-10") had, or of any month, the commonest first; without: and found
    nothing good.

    A number below five of one month adds nothing to any sum, so that no two pages can be compared to find it.
    """
    asked_, none = (func.sum(case((one >= ENOUGH, one), else_=0)) for one in (AskedWords.asked, AskedWords.without))
    number = none if without else asked_
    rows = (
        select(AskedWords.words, AskedWords.language, asked_, none)
        .join(Authority, Authority.id == AskedWords.authority_id)
        .where(Authority.slug == authority, AskedWords.words != "", *([AskedWords.month == month] if month else []))
        .group_by(AskedWords.words, AskedWords.language)
        .having(number >= ENOUGH)
        .order_by(number.desc(), AskedWords.words)
        .limit(limit)
    )
    return [Asked(words, language, int(many), int(none)) for words, language, many, none in reading().execute(rows)]


def asked_months(authority: str) -> list[str]:
    """The months of which something may be shown, newest first."""
    months = (
        select(AskedWords.month)
        .join(Authority, Authority.id == AskedWords.authority_id)
        .where(Authority.slug == authority, AskedWords.words != "")
    )
    return list(reading().scalars(months.distinct().order_by(AskedWords.month.desc())))


def ordinary_words(language: str) -> frozenset[str]:
    """Words that are no names, though a list of names may have them: of the needs, and of the types of service."""
    names = [term.texts.get("name", {}) for name in _NAMED for term in vocabulary(name).terms.values()]
    said = [str(one[tag]["words"]) for one in names for tag in ("en", language) if tag in one]
    return _ordinary(thesaurus(), language) | {word for words_ in said for word in words(words_)}


def known_phrases() -> frozenset[str]:
    """Everything that people are known to say, folded."""
    return _phrases(thesaurus())


@lru_cache(maxsize=16)
def _ordinary(known: Thesaurus, language: str) -> frozenset[str]:
    return keeping.ordinary_words(known.sayings, language)


@lru_cache(maxsize=2)
def _phrases(known: Thesaurus) -> frozenset[str]:
    said = (said for one in known.sayings for said in one.said.values())
    return frozenset(fold(keeping.plain(phrase)) for one in said for phrase in (one.name, *one.phrases, *one.latin))
