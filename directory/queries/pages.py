"""What the pages of the directory show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from directory.documents import Document
from directory.models import CurrentVersion, EntryNames, Version
from directory.queries import publications
from foundation.db import reading

PER_PAGE = 50


@dataclass(frozen=True)
class EntryPage:
    """An entry with its organisation and its sites, as published."""

    entry: Document
    organisation: Document
    sites: list[Document]
    number: int
    at: datetime


@dataclass(frozen=True)
class NamedEntry:
    """An entry in a list of names."""

    code: str
    entry: Document


def entry_page(code: str) -> EntryPage | None:
    """The entry as it is shown now, or None."""
    return entry_pages([code]).get(code)


def entry_pages(codes: Sequence[str]) -> dict[str, EntryPage]:
    """Those of these entries that are shown now, by code; the documents of all are asked for together."""
    found = {}
    for whole in publications.published(codes):
        if whole["organisation"] is not None:
            entry = whole["entry"]
            publications.open_lines(reading(), entry)
            found[entry["code"]] = EntryPage(entry, whole["organisation"], whole["sites"], whole["number"], whole["at"])
    return found


def was_here(code: str) -> bool:
    """Whether an entry of this code was ever published."""
    return (
        reading().scalar(select(Version.number).where(Version.kind == "entry", Version.of == code).limit(1)) is not None
    )


def letters() -> dict[str, int]:
    """How many entries begin with each letter of the A to Z."""
    shown = (
        select(CurrentVersion.initial, func.count())
        .where(CurrentVersion.kind == "entry")
        .group_by(CurrentVersion.initial)
    )
    return dict(reading().execute(shown).all())


def letter(initial: str, page: int = 1) -> list[NamedEntry]:
    """One page of the entries under a letter, in order of name."""
    codes = list(
        reading().scalars(
            select(CurrentVersion.of)
            .where(CurrentVersion.kind == "entry", CurrentVersion.initial == initial)
            .order_by(CurrentVersion.sort_name, CurrentVersion.of)
            .offset((page - 1) * PER_PAGE)
            .limit(PER_PAGE)
        )
    )
    return list(_named(codes))


def organisation_page(uuid: str) -> tuple[Document, list[NamedEntry]] | None:
    """An organisation and the entries that name it, or None."""
    found = publications.current(reading(), "organisation", [uuid]).get(uuid)
    if found is None:
        return None
    codes = list(
        reading().scalars(
            select(CurrentVersion.of)
            .join(EntryNames, EntryNames.entry == CurrentVersion.of)
            .where(CurrentVersion.kind == "entry", EntryNames.kind == "organisation", EntryNames.of == uuid)
            .order_by(CurrentVersion.sort_name, CurrentVersion.of)
        )
    )
    return found[0], list(_named(codes))


def _named(codes: list[str]) -> Iterator[NamedEntry]:
    found: dict[str, Any] = publications.current(reading(), "entry", codes)
    return (NamedEntry(code, found[code][0]) for code in codes if code in found)
