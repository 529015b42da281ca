"""Giving whatever bears a term another in its place. Used inside changes of words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.drafts import chunks
from directory.models import AccessFact, Entry, EntryTerm, LanguageOffered, Phone
from directory.queries.bearers import Bearers, bearers


def move(session: Session, vocabulary: str, code: str, instead: str) -> Bearers:
    """Whatever bears a term bears another from now on; nothing bears one twice. Returns who did."""
    found = bearers(session, vocabulary, code)
    match vocabulary:
        case "service-types" | "needs":
            rows = session.scalars(
                select(EntryTerm).where(EntryTerm.vocabulary == vocabulary, EntryTerm.code.in_((code, instead)))
            ).all()
            _move_rows(session, rows, code, instead)
        case "access":
            facts = session.scalars(select(AccessFact).where(AccessFact.code.in_((code, instead)))).all()
            _move_rows(session, facts, code, instead)
        case "languages":
            for row in session.scalars(select(LanguageOffered).where(LanguageOffered.language == code)):
                row.language = instead
            for phone in session.scalars(select(Phone)):
                if code in phone.languages:
                    phone.languages = _swapped(phone.languages, code, instead)
        case "circumstances":
            _move_circumstances(session, lambda had: _swapped(had, code, instead), found)
    session.flush()
    return found


def _move_rows(session: Session, rows: Any, code: str, instead: str) -> None:
    have = {row.owner for row in rows if row.code == instead}
    for row in rows:
        if row.code == code and row.owner in have:
            session.delete(row)
        elif row.code == code:
            row.code = instead


def _move_circumstances(session: Session, swap: Callable[[list[str]], list[str]], found: Bearers) -> None:
    for uuids in found.entries.values():
        for some in chunks(sorted(uuids)):
            for row in session.scalars(select(Entry).where(Entry.uuid.in_(some)).with_for_update()):
                row.eligibility = {**row.eligibility, "circumstances": swap(row.eligibility.get("circumstances", []))}


def _swapped(had: list[str], code: str, instead: str) -> list[str]:
    return list(dict.fromkeys(instead if one == code else one for one in had))
