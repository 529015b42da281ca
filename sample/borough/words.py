"""The tables of words/ as rows. (pure)"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of one table, such as names.tsv."""
    with (WORDS / name).open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def column(name: str, heading: str) -> list[str]:
    """One column of a table."""
    return [row[heading] for row in table(name)]
