"""The needs as people say them, as they are in force; and what was asked, where enough people asked the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Authority
from foundation.db import reading
from search.models import AskedWords, SayingVersion
from search.thesaurus import Said, Saying, Thesaurus

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
    """Words that at least five searches had."""

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


def version_of(row: SayingVersion) -> Version:
    """A stored version."""
    said = {language: said_of(one) for language, one in row.said.items()}
    saying = Saying(row.code, tuple(row.types), tuple(row.needs), row.urgency, said)
    return Version(row.number, saying, row.ended, row.of_file, row.by, row.at)


def said_of(stored: Mapping[str, Any]) -> Said:
    """What people say in one language, as it is stored."""
    return Said(stored["name"], tuple(stored["phrases"]), tuple(stored["latin"]), stored["checked_by"])


def asked(authority: str, *, without: bool = False, since: str = "", limit: int = 200) -> list[Asked]:
    """What was asked at least five times since a month ("2026-10"), the commonest first; without: that found nothing good."""
    number = func.sum(AskedWords.without if without else AskedWords.asked)
    rows = (
        select(AskedWords.words, AskedWords.language, func.sum(AskedWords.asked), func.sum(AskedWords.without))
        .join(Authority, Authority.id == AskedWords.authority_id)
        .where(Authority.slug == authority, AskedWords.month >= since, AskedWords.words != "")
        .group_by(AskedWords.words, AskedWords.language)
        .having(number >= ENOUGH)
        .order_by(number.desc(), AskedWords.words)
        .limit(limit)
    )
    return [Asked(words, language, int(many), int(none)) for words, language, many, none in reading().execute(rows)]
