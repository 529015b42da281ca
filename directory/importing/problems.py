"""What may be wrong with a file, or with one row of it. The words for people are made in reporting.py. (pure)"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 60  # characters of a value that a report repeats


class FileRefused(ValueError):
    """The whole file cannot be used; the sentence says why."""


class TooManyRows(FileRefused):
    """More rows than are read. What to do about it depends on who reads: see `limit`."""

    def __init__(self, sentence: str, limit: int) -> None:
        super().__init__(sentence)
        self.limit = limit


class MappingRefused(ValueError):
    """The mapping itself is wrong; the sentence says where."""


class Weight(StrEnum):
    """What it means for the row."""

    LEFT_OUT = "left out"  # a fault: the row could not be used
    BY_RULE = "by rule"  # the mapping says that such rows are not wanted
    REMARK = "remark"  # the row was used


class Why(StrEnum):
    """What is wrong, or worth knowing."""

    RAGGED = "ragged"
    FORMULA = "formula"
    CELL_ERROR = "cell-error"
    NAME_MISSING = "name-missing"
    ORGANISATION_MISSING = "organisation-missing"
    KEY_MISSING = "key-missing"
    TYPES_MISSING = "types-missing"
    TOO_LONG = "too-long"
    TOLD_TWICE = "told-twice"
    NOT_WANTED = "not-wanted"
    UPSIDE_DOWN = "ages-upside-down"
    NOT_A_POSTCODE = "not-a-postcode"
    POSTCODE_UNKNOWN = "postcode-unknown"
    NOT_AN_EMAIL = "not-an-email"
    NOT_A_URL = "not-a-url"
    NOT_A_PHONE = "not-a-phone"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_DATE = "not-a-date"
    HOURS_UNREADABLE = "hours-unreadable"
    NOT_IN_CODE_LIST = "not-in-code-list"
    NOT_IN_WORDS = "not-in-words"
    GARBLED = "garbled"
    ROWS_DISAGREE = "rows-disagree"
    CLOSED = "closed"
    CLOSED_HERE_ONLY = "closed-here-only"
    OPEN_HERE_ONLY = "open-here-only"
    TAKEN_OFF = "taken-off-by-hand"
    ADDRESS_SEALED = "address-sealed"
    CODE_UNKNOWN = "code-unknown"
    NOT_HERE = "not-changed-here"
    NOT_SHOWN = "not-shown-now"


@dataclass(frozen=True)
class Remark:
    """One thing to tell about one row. line: where the row begins in the file, the first line being 1."""

    line: int
    why: Why
    weight: Weight
    column: str = ""
    value: str = ""
    more: str = ""  # what the sentence needs besides: another line, the reason that the mapping gives

    @property
    def shown(self) -> str:
        """The value on one line, shortened."""
        plain = " ".join(self.value.split())
        return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
