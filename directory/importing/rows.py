"""What a row says, by its mapping: checked values, and a remark for each that cannot be used. (pure)"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from directory import codes
from directory.importing import hours, values
from directory.importing.mapping import CODED, TEXTS, CodeList, DayColumns, DayRow, Mapping
from directory.importing.matching import own_key
from directory.importing.problems import Remark, Weight, Why
from directory.importing.table import Row
from directory.shapes import Attribute, Cost, LanguageOffered, Phone, Schedule

LONGEST = {"name": 200, "organisation": 200, "text": 10_000, "attribute": 2_000}
MOST_YEARS = 120


@dataclass(frozen=True)
class Said:
    """What one row, or several of one key, say of one service. Empty means: says nothing."""

    line: int
    key: str
    name: str
    organisation: str
    postcode: str = ""
    address: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    languages: tuple[LanguageOffered, ...] = ()
    url: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    costs: tuple[Cost, ...] = ()
    ages: tuple[int | None, int | None] = (None, None)
    said_on: date | None = None
    attributes: tuple[Attribute, ...] = ()
    closed: str = ""  # why it is not shown, by the mapping's rule
    unwanted: str = ""  # why the row is left out, by the mapping's rule
    point: tuple[float, float] | None = None  # about where, when its postcode is not known
    code: str = field(default="", repr=False)  # of the entry, in a row that came from an export; no part of the digest

    @property
    def digest(self) -> str:
        """The same as long as the row says the same, wherever in the file it stands."""
        return hashlib.sha256(repr(replace(self, line=0)).encode()).hexdigest()[:16]


class Reader:
    """Reads the rows of one table."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping

    def read(self, row: Row) -> tuple[Said | None, list[Remark]]:
        """What the row says, or None when it cannot be used; and what is to be told of it."""
        one = _OneRow(self.mapping, row)
        return one.said(), one.remarks


class _OneRow:
    def __init__(self, mapping: Mapping, row: Row) -> None:
        self.mapping, self.row = mapping, row
        self.remarks: list[Remark] = []

    def said(self) -> Said | None:
        code = self._code()
        said = Said(
            self.row.line,
            code or own_key(self.row.original[column] for column in self.mapping.identity.key),
            " ".join(self.field("name").split()),
            " ".join(self.row.values[self.mapping.organisation].split()),
            unwanted=self._rule("leave_out"),
            code=code,
        )
        if said.unwanted:
            return replace(said, postcode=values.postcode(self.field("postcode")) or "")
        if not self._usable(said):
            return None
        said = replace(said, closed=self._rule("closed"), **self._plain_values(), **self._coded(), **self._hours())
        if not said.types:
            self._left_out(Why.TYPES_MISSING)
            return None
        return said

    def _code(self) -> str:
        typed = self.row.values[self.mapping.identity.code] if self.mapping.identity.code else ""
        return codes.clean(typed) or typed

    def field(self, name: str) -> str:
        column = self.mapping.fields.get(name)
        return self.row.values[column] if column else ""

    def tell(self, why: Why, column: str = "", value: str = "", weight: Weight = Weight.REMARK) -> None:
        self.remarks.append(Remark(self.row.line, why, weight, column, value))

    def _left_out(self, why: Why, column: str = "", value: str = "") -> None:
        self.tell(why, column, value, Weight.LEFT_OUT)

    def _rule(self, name: str) -> str:
        rules = getattr(self.mapping, name)
        return next((rule.reason for rule in rules if rule.holds(self.row.values[rule.column])), "")

    def _usable(self, said: Said) -> bool:
        named, keys = self.mapping.fields["name"], ", ".join(self.mapping.identity.key)
        checks = (
            (not said.name, Why.NAME_MISSING, named, ""),
            (not said.organisation, Why.ORGANISATION_MISSING, self.mapping.organisation, ""),
            (not said.key, Why.KEY_MISSING, keys, ""),
            (len(said.name) > LONGEST["name"], Why.TOO_LONG, named, said.name),
            (
                len(said.organisation) > LONGEST["organisation"],
                Why.TOO_LONG,
                self.mapping.organisation,
                said.organisation,
            ),
        )
        for wrong, why, column, value in checks:
            if wrong:
                self._left_out(why, column, value)
                return False
        if values.garbled(said.name):
            self.tell(Why.GARBLED, named, said.name)
        return True

    def checked(self, name: str, check: Callable[[str], Any], why: Why) -> Any:
        """The value of a field, or None with a remark."""
        said = self.field(name)
        value = check(said) if said else None
        if said and value is None:
            self.tell(why, self.mapping.fields[name], said)
        return value

    def _plain_values(self) -> dict[str, Any]:
        phone: str | None = self.checked("phone", values.phone, Why.NOT_A_PHONE)
        cost: Decimal | None = self.checked("cost", values.money, Why.NOT_A_NUMBER)
        return {
            "postcode": self.checked("postcode", values.postcode, Why.NOT_A_POSTCODE) or "",
            "address": self._address(),
            "url": self.checked("url", values.url, Why.NOT_A_URL) or "",
            "email": self.checked("email", values.email, Why.NOT_AN_EMAIL) or "",
            "phones": (Phone(phone),) if phone else (),
            "costs": (Cost(cost),) if cost is not None else (),
            "said_on": self.checked("said_on", lambda v: values.day(v, self.mapping.layout.dates), Why.NOT_A_DATE),
            "ages": self._ages(),
            "attributes": self._attributes(),
        }

    def _address(self) -> tuple[str, ...]:
        lines = [line for column in self.mapping.address for line in self.row.values[column].split("\n")]
        return tuple(dict.fromkeys(line.strip(" ,") for line in lines if line.strip(" ,")))

    def _ages(self) -> tuple[int | None, int | None]:
        low, high = (
            self.checked(n, lambda v: values.whole_number(v, MOST_YEARS), Why.NOT_A_NUMBER)
            for n in ("min_age", "max_age")
        )
        if low is not None and high is not None and low > high:
            self.tell(Why.UPSIDE_DOWN, self.mapping.fields["min_age"], f"{low}-{high}")
            return None, None
        return low, high

    def _attributes(self) -> tuple[Attribute, ...]:
        found = []
        for name, column in (self.mapping.attributes or {}).items():
            value = self.row.values[column]
            if len(value) > LONGEST["attribute"]:
                self.tell(Why.TOO_LONG, column, value)
            elif value:
                found.append(Attribute(name, value))
        return tuple(found)

    def _texts(self) -> dict[str, str]:
        said = {name: self.field(name) or (self.mapping.texts or {}).get(name, "") for name in TEXTS}
        for name in [name for name, words in said.items() if len(words) > LONGEST["text"]]:
            self.tell(Why.TOO_LONG, self.mapping.fields[name], said.pop(name))
        return {name: words for name, words in said.items() if words}

    def _coded(self) -> dict[str, Any]:
        found = {name: list((self.mapping.constants or {}).get(name, ())) for name in CODED}
        for one in self.mapping.codes:
            found[one.field] += self._codes_in(one)
        made: dict[str, Any] = {name: tuple(dict.fromkeys(some)) for name, some in found.items()}
        made["languages"] = tuple(map(LanguageOffered, made["languages"]))
        return made

    def _codes_in(self, known: CodeList) -> list[str]:
        cell = self.row.values[known.column]
        parts = [part.strip() for part in (cell.split(known.separator) if known.separator else [cell])]
        for part in parts:
            if part and part.lower() not in known.values:
                self.tell(Why.NOT_IN_CODE_LIST, known.column, part)
        return [code for part in parts for code in known.values.get(part.lower(), ())]

    def _hours(self) -> dict[str, Any]:
        texts, found = self._texts(), list[Schedule]()
        words: dict[str, str] = {}
        for form in self.mapping.hours:
            if isinstance(form, DayRow):
                found += self._row_hours(form)
            elif form.words is None:
                found += hours.schedules(self._times(form, words), form.note)
            else:
                words |= self._words(form)
        if told := hours.in_words(words):
            texts["hours_words"] = " ".join(filter(None, (texts.get("hours_words"), told)))
        return {"schedules": tuple(found), "texts": texts}

    def _times(self, form: DayColumns, words: dict[str, str]) -> dict[str, list[tuple[time, time]]]:
        """Hours that cannot be read are told in the file's own words: a day left out would look closed."""
        found = {}
        for day, column in form.columns.items():
            if value := self.row.values[column]:
                pairs = hours.times(value)
                if pairs is None:
                    self.tell(Why.HOURS_UNREADABLE, column, value)
                    words[day] = " ".join(value.split()).rstrip(".")
                else:
                    found[day] = pairs
        return found

    def _words(self, form: DayColumns) -> dict[str, str]:
        found = {}
        for day, column in form.columns.items():
            value = " ".join(self.row.values[column].split())
            plain = (form.words or {}).get(value.lower())
            if value and plain is None:
                self.tell(Why.NOT_IN_WORDS, column, value)
            found[day] = (value if plain is None else plain).rstrip(".")
        return found

    def _row_hours(self, form: DayRow) -> list[Schedule]:
        day, opens, closes = (self.row.values[column] for column in (form.day, form.opens, form.closes))
        if not day and not opens:
            return []
        which, first, last = hours.day_of(day), hours.clock(opens), hours.clock(closes)
        if which is None or first is None or last is None or last <= first:
            self.tell(Why.HOURS_UNREADABLE, form.day, f"{day} {opens}-{closes}")
            return []
        return [Schedule((which,), first, last)]
