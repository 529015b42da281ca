"""Reading and writing the rows that describe a listing, for many listings at a time, one statement a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory import rules
from directory.models import (
    AccessFact,
    Area,
    Attribute,
    Contact,
    Cost,
    EntryTerm,
    LanguageOffered,
    Phone,
    Schedule,
    Text,
)
from directory.plainly import plain
from directory.shapes import Access, Texts
from foundation.db import Base

# The name of a list in a document, and the table of its rows. A column is a field of the shape.
PARTS: dict[str, type[Base]] = {
    "phones": Phone,
    "contacts": Contact,
    "schedules": Schedule,
    "costs": Cost,
    "areas": Area,
    "languages": LanguageOffered,
    "attributes": Attribute,
    "access": AccessFact,
    "terms": EntryTerm,
}


class Rows:
    """The part and text rows of many listings, gathered, then written in place of what was there."""

    def __init__(self) -> None:
        self.owners: set[str] = set()
        self.parts: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)

    def add(self, owner: str, name: str, items: Iterable[Any]) -> None:
        """The items (shapes, or mappings of columns) of one list of one listing, in order."""
        self.owners.add(owner)
        for position, item in enumerate(items):
            fields = asdict(item) if is_dataclass(item) and not isinstance(item, type) else dict(item)
            fields = {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items()}
            self.parts[PARTS[name]].append({"owner": owner, "position": position, **fields})

    def add_access(self, owner: str, access: Access) -> None:
        """Access facts: code to yes, no, not known."""
        self.add(owner, "access", ({"code": code, "holds": holds} for code, holds in sorted(access.items())))

    def add_texts(self, owner: str, texts: Texts) -> None:
        """Words by field and language; each translation remembers which English it was made from."""
        self.owners.add(owner)
        for field, by_language in texts.items():
            english = by_language.get("en")
            for language, text in by_language.items():
                made_from = text.source or (rules.source_of(english.words) if english else "")
                self.parts[Text].append(
                    {
                        "owner": owner,
                        "field": field,
                        "language": language,
                        "words": text.words,
                        "maker": str(text.maker),
                        "checked_by": text.checked_by,
                        "checked_on": text.checked_on,
                        "source": "" if language == "en" else made_from,
                    }
                )

    def write(self, session: Session, *, replacing: Iterable[str]) -> None:
        """Delete the rows of the listings that were there before, then insert what was gathered."""
        old = sorted(self.owners.intersection(replacing))
        for table in (Text, *PARTS.values()):
            for some in chunks(old):
                session.execute(delete(table).where(table.owner.in_(some)))  # type: ignore[attr-defined]
            if rows := self.parts.get(table):
                session.execute(insert(table), rows)


def read(session: Session, owners: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each owner its texts and its lists, as plain values that JSON can hold."""
    found: dict[str, dict[str, Any]] = {owner: {"texts": {}, **{name: [] for name in PARTS}} for owner in owners}
    for name, table in PARTS.items():
        columns = [c for c in table.__table__.columns if c.name not in ("owner", "position")]
        for some in chunks(owners):
            rows = session.execute(
                select(table.owner, *columns).where(table.owner.in_(some)).order_by(table.owner, table.position)
            )  # type: ignore[attr-defined]
            for row in rows.mappings():
                found[row["owner"]][name].append({c.name: plain(row[c.name]) for c in columns})
    for some in chunks(owners):
        for text in session.scalars(
            select(Text).where(Text.owner.in_(some)).order_by(Text.owner, Text.field, Text.language)
        ):
            found[text.owner]["texts"].setdefault(text.field, {})[text.language] = _text(text)
    return found


def _text(text: Text) -> dict[str, Any]:
    said = {"words": text.words, "maker": text.maker}
    if text.checked_by:
        said |= {"checked_by": text.checked_by, "checked_on": plain(text.checked_on)}
    return said | ({"source": text.source} if text.source else {})


def chunks(items: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """Lists of at most `size`: SQLite and PostgreSQL both limit the values in one statement."""
    whole = list(items)
    return (whole[i : i + size] for i in range(0, len(whole), size))
