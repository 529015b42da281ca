"""What the accessibility statement says of itself: when it was made, read through and tested, and how much was tested."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("tested.toml")
READ_AGAIN = timedelta(
    days=365
)  # reg 8(5) of S.I. 2018/952 asks for regular review; the model statement for once a year


@dataclass(frozen=True)
class Tested:
    """prepared, reviewed, tested: days. pages: kinds of page; languages; ways of looking at each (light, dark, paper ...)."""

    prepared: date
    reviewed: date
    tested: date
    pages: int
    languages: int
    ways: int


@lru_cache(maxsize=1)
def tested() -> Tested:
    """The figures of the last test run, from the file beside this one."""
    return Tested(**tomllib.loads(FILE.read_text(encoding="utf-8")))
