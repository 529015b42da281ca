"""What the directory keeps of an entry for practitioners only: direct lines and what to know before one refers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from directory import queries as directory
from directory.models import Contact, DirectLine, SealedLine, SealedNote
from directory.shapes import Privacy
from foundation.db import reading


@dataclass(frozen=True)
class Line:
    """Whom to ring."""

    name: str
    role: str
    number: str


@dataclass(frozen=True)
class Sealed:
    """What no public page, index or export holds. notes: by the field that they add to."""

    lines: list[Line]
    notes: Mapping[str, str]


def sealed(code: str) -> Sealed:
    """Inside a look. A line that its owner closed to everybody ("never") is not for practitioners either."""
    uuid = directory.entry_uuid(code)
    contacts = reading().scalars(
        select(Contact)
        .where(Contact.owner == uuid, Contact.line.is_not(None), Contact.privacy != str(Privacy.NEVER))
        .order_by(Contact.position)
    )
    lines = [Line(one.name, one.role, number) for one in contacts if (number := _number(one.line or ""))]
    notes = reading().scalars(select(SealedNote).where(SealedNote.owner == uuid))
    return Sealed(lines, {one.field: one.words for one in notes})


def _number(ref: str) -> str:
    held = reading().get(SealedLine, ref) or reading().get(DirectLine, ref)
    return held.number if held else ""
