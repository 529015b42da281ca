"""The entries of an authority as the desk lists them: filtered, ordered, fifty at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from accounts.models import Agency
from desk.models import Scored
from desk.queries.health import of_authority
from desk.queries.periods import HEALTH, is_in, periods_of, score
from directory import codes as codes_typed
from directory.models import Entry, EntryTerm, Listing, Organisation, Text
from directory.quality import GOOD
from directory.staleness import Periods, Standing, standing
from foundation import clock
from foundation.db import reading

A_PAGE = 50
SORTS = ("name", "agency", "confirmed", "quality")
QUALITIES = ("poor", "good")
MOST = 2000  # of one bulk action


@dataclass(frozen=True)
class Filter:
    """What is looked for. Each "" means all."""

    health: str = ""
    agency: str = ""
    type: str = ""
    quality: str = ""
    words: str = ""
    sort: str = "confirmed"
    down: bool = False
    page: int = 1

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Filter:
        """From an address; what is not known is left out. Never raises."""
        page = said.get("page", "")
        return cls(
            said.get("health", "") if said.get("health") in HEALTH else "",
            said.get("agency", "").replace("\0", "")[:36],
            said.get("type", "").replace("\0", "")[:32],
            said.get("quality", "") if said.get("quality") in QUALITIES else "",
            said.get("words", "").replace("\0", "").strip()[:100],
            said.get("sort", "") if said.get("sort") in SORTS else "confirmed",
            said.get("down") == "1",
            int(page) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) else 1,
        )

    def address(self, **other: str | int) -> dict[str, str | int]:
        """The same as values of an address, with others in place of some; what is usual is left out."""
        values: dict[str, str | int] = {
            "health": self.health,
            "agency": self.agency,
            "type": self.type,
            "quality": self.quality,
            "words": self.words,
            "sort": "" if self.sort == "confirmed" else self.sort,
            "down": "1" if self.down else "",
            "page": self.page,
        }
        return {name: value for name, value in {**values, **other}.items() if value not in ("", 1)}

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.health or self.agency or self.type or self.quality or self.words)


@dataclass(frozen=True)
class Row:
    """One entry of the list. score None: nobody scored it yet."""

    code: str
    name: str
    agency: str
    agency_name: str
    status: str
    hidden_why: str
    confirmed_on: date | None
    standing: Standing
    score: int | None


def count(authority: str, wanted: Filter) -> int:
    """How many entries it finds."""
    periods = periods_of(authority)
    found = _where(_joined(authority), wanted, periods).with_only_columns(Entry.uuid).subquery()
    return reading().scalar(select(func.count()).select_from(found)) or 0


def rows(authority: str, wanted: Filter) -> list[Row]:
    """One page of them."""
    periods = periods_of(authority)
    found = _where(_joined(authority), wanted, periods).order_by(*_order(wanted, periods))
    columns = (
        Entry.code, Text.words, Agency.uuid, Agency.name, Entry.status, Entry.hidden_why, Entry.assured_on,
        Listing.added_at, score(periods),
    )  # fmt: skip
    page = found.with_only_columns(*columns).limit(A_PAGE).offset((wanted.page - 1) * A_PAGE)
    return [_row(row, periods) for row in reading().execute(page)]


def codes(authority: str, wanted: Filter) -> list[str]:
    """All of them, at most MOST + 1."""
    periods = periods_of(authority)
    found = _where(_joined(authority), wanted, periods).order_by(*_order(wanted, periods))
    return list(reading().scalars(found.with_only_columns(Entry.code).limit(MOST + 1)))


def agencies(authority: str) -> list[tuple[str, str]]:
    """Agencies that have an entry: UUID and name."""
    found = of_authority(authority).join(Organisation, Organisation.uuid == Entry.organisation)
    found = found.join(Agency, Agency.id == Organisation.agency_id).distinct()
    pairs = reading().execute(found.with_only_columns(Agency.uuid, Agency.name))
    return sorted(((uuid, name) for uuid, name in pairs), key=lambda pair: (pair[1].casefold(), pair[0]))


def types(authority: str) -> list[str]:
    """Codes of the types that an entry bears."""
    found = of_authority(authority).join(EntryTerm, EntryTerm.owner == Entry.uuid).distinct()
    found = found.where(EntryTerm.vocabulary == "service-types")
    return list(reading().scalars(found.with_only_columns(EntryTerm.code)))


def _joined(authority: str) -> Select[Any]:
    return (
        of_authority(authority)
        .join(Organisation, Organisation.uuid == Entry.organisation)
        .join(Agency, Agency.id == Organisation.agency_id)
        .outerjoin(Text, (Text.owner == Entry.uuid) & (Text.field == "name") & (Text.language == "en"))
        .outerjoin(Scored, Scored.entry == Entry.uuid)
    )


def _where(found: Select[Any], wanted: Filter, periods: Periods) -> Select[Any]:
    if wanted.health:
        found = found.where(is_in(wanted.health, periods))
    if wanted.agency:
        found = found.where(Agency.uuid == wanted.agency)
    if wanted.type:
        bears = select(EntryTerm.owner).where(EntryTerm.vocabulary == "service-types", EntryTerm.code == wanted.type)
        found = found.where(Entry.uuid.in_(bears))
    if wanted.quality:
        found = found.where(score(periods) < GOOD if wanted.quality == "poor" else score(periods) >= GOOD)
    if code := codes_typed.clean(wanted.words):
        return found.where(Entry.code == code)
    for word in wanted.words.split():
        found = found.where(Text.words.icontains(word, autoescape=True))
    return found


def _order(wanted: Filter, periods: Periods) -> list[ColumnElement[Any]]:
    first: ColumnElement[Any] = {
        "name": func.lower(func.coalesce(Text.words, Entry.code)),
        "agency": func.lower(Agency.name),
        "confirmed": func.coalesce(Entry.assured_on, date.min),
        "quality": func.coalesce(score(periods), -1),
    }[wanted.sort]
    return [first.desc() if wanted.down else first.asc(), func.lower(func.coalesce(Text.words, "")), Entry.code]


def _row(row: Any, periods: Periods) -> Row:
    code, name, agency, agency_name, status, why, on, added, points = row
    stands = standing(on or added.date(), clock.today(), periods)
    return Row(code, name or code, agency, agency_name, status, why, on, stands, points)
