"""How far people go for a service of each kind: the miles at which one counts half of one at the door. (pure)

A toddler group beyond the next estate is no help on a Tuesday morning; a refuge fifteen miles away may be the nearest there is.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import numpy as np

from search.blocks import Floats
from search.columns import Columns

FILE = Path(__file__).parent / "reach.tsv"
USUAL_MILES = 5.0  # for kinds of service that a directory has added


def half_miles(columns: Columns) -> Floats:
    """For each row, the miles at which it counts half; of several types the one that people go furthest for decides."""
    return columns.kept("reach", lambda: _half_miles(columns))


def _half_miles(columns: Columns) -> Floats:
    by_miles: dict[float, list[str]] = defaultdict(list)
    for code in columns.values("type"):
        by_miles[_miles().get(code, USUAL_MILES)].append(code)
    found = np.zeros(columns.rows)
    for miles, codes in sorted(by_miles.items()):
        found[columns.having("type", codes)] = miles
    found[found == 0] = USUAL_MILES
    return found


@lru_cache(maxsize=1)
def _miles() -> dict[str, float]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: float(row["miles"]) for row in csv.DictReader(file, delimiter="\t")}
