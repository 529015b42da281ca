"""What a mapping declares: which column is which field, what its codes mean, how a row is known again. (pure)"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass

TEXTS = (
    "summary", "description", "who_for", "how_to_get_help", "when_you_ring", "cost_words", "hours_words",
    "referral_needed", "waiting_words",
)  # fmt: skip
CODED = ("types", "needs", "audience", "delivery", "languages")  # fields that hold codes
FIELDS = (*TEXTS, "name", "postcode", "url", "email", "phone", "min_age", "max_age", "cost", "said_on")
FORMATS = ("csv", "xlsx")


@dataclass(frozen=True)
class Layout:
    """How the file is written down. `header` is the row of the column names, the first being 1."""

    formats: tuple[str, ...] = FORMATS
    encodings: tuple[str, ...] = ("utf-8-sig", "utf-8", "cp1252")
    delimiter: str = ","
    header: int = 1
    sheet: str = ""  # the first one
    empty: frozenset[str] = frozenset()  # values that say nothing, such as "n/a"; in small letters
    dates: tuple[str, ...] = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True)
class Identity:
    """How a row is known again: by its own key; failing that as the entry of the same name and postcode."""

    key: tuple[str, ...]
    several_rows: bool = False  # rows of one key are one service; otherwise they are the same thing told twice
    same_name_and_postcode: bool = True
    code: str = ""  # the column of the entry's own code: such rows come from an export, and only their changes count


@dataclass(frozen=True)
class CodeList:
    """What the values of a column mean: codes of one field. A cell may hold several, parted by `separator`."""

    column: str
    field: str
    values: Dict[str, tuple[str, ...]]  # in small letters
    separator: str = ""
    vocabulary: str = ""  # its values are the English names of this vocabulary's terms


@dataclass(frozen=True)
class DayColumns:
    """Hours in a column a day: "09:00-12:00,13:00-17:00", or words. `note` is said beside each."""

    columns: Dict[str, str]  # day -> column
    note: str = ""
    words: Dict[str, str] | None = None  # None: the cells are times; otherwise what each value is in plain words


@dataclass(frozen=True)
class DayRow:
    """Hours in a row each: the day, when it opens, when it closes."""

    day: str
    opens: str
    closes: str


@dataclass(frozen=True)
class Condition:
    """Holds when the column says one of the values, or (no values) says anything at all."""

    column: str
    reason: str
    values: frozenset[str] = frozenset()  # in small letters

    def holds(self, value: str) -> bool:
        """Whether this value is meant."""
        return value.lower() in self.values if self.values else bool(value)


@dataclass(frozen=True)
class Mapping:
    """One layout. `name` is how its rows are known again: it never changes."""

    name: str
    title: str
    layout: Layout
    identity: Identity
    organisation: str  # the column of its name
    organisation_kind: str
    fields: Dict[str, str]  # field -> column
    address: tuple[str, ...] = ()
    constants: Dict[str, tuple[str, ...]] | None = None  # coded field -> codes
    texts: Dict[str, str] | None = None  # text field -> the same words for every row
    codes: tuple[CodeList, ...] = ()
    hours: tuple[DayColumns | DayRow, ...] = ()
    closed: tuple[Condition, ...] = ()
    leave_out: tuple[Condition, ...] = ()
    attributes: Dict[str, str] | None = None  # the attribute's name -> column

    def columns(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        named = [
            *filter(None, [self.identity.code]),
            *self.identity.key,
            self.organisation,
            *self.fields.values(),
            *self.address,
        ]
        named += [codes.column for codes in self.codes]
        named += [rule.column for rule in (*self.closed, *self.leave_out)]
        for hours in self.hours:
            named += (hours.day, hours.opens, hours.closes) if isinstance(hours, DayRow) else hours.columns.values()
        return tuple(dict.fromkeys([*named, *(self.attributes or {}).values()]))
