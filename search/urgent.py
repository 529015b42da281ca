"""What cannot wait for a list: the numbers for those who are in danger, read from search/sayings/urgent.tsv. (pure)"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from search.rules import URGENCIES
from search.thesaurus import Heard

ROOT = Path(__file__).parent.parent
NUMBERS = ROOT / "search" / "sayings" / "urgent.tsv"
WORDS = ROOT / "translations" / "urgent"
SURELY = 0.55  # how strongly a need must be heard before its numbers are shown
SURELY_BEHIND = 0.75  # if another is likelier, and none of its phrases stood there whole
COUNCIL = "council"  # the authority's own telephone, which no file knows


@dataclass(frozen=True)
class Line:
    """One number to ring, or to write a text to (way: tel, text), whose it is, and what for, in each language.

    name: of the organisation, which is English in every language; "" for the police, or the authority itself.
    """

    code: str
    way: str
    number: str
    name: str
    said: tuple[tuple[str, str], ...]

    def words(self, language: str) -> tuple[str, str]:
        """The language it is said in, and what is said: the reader's, else English."""
        known = dict(self.said)
        tag = language if language in known else "en"
        return tag, known.get(tag, self.code)


def heard_in(heard: Sequence[Heard]) -> set[str]:
    """What cannot wait among the needs that were heard surely enough: a wrong alarm frightens. heard: the likeliest first."""
    return {one.saying.urgency for one in heard if one.saying.urgency and one.strength >= _least(one, heard[0])}


def _least(one: Heard, likeliest: Heard) -> float:
    """Behind a likelier need, words that only stand in several phrases of this one are often about that other."""
    return SURELY if one.whole or one.strength >= likeliest.strength else SURELY_BEHIND


def lines(urgencies: set[str], council: str = "") -> list[Line]:
    """The numbers for these urgencies, once each, the most urgent first. council: the authority's number, "" for none."""
    found: dict[str, Line] = {}
    for urgency in URGENCIES:
        for line in _numbers().get(urgency, ()) if urgency in urgencies else ():
            number = council if line.code == COUNCIL else line.number
            if number and number not in {one.number for one in found.values()}:
                found.setdefault(line.code, replace(line, number=number))
    return list(found.values())


@lru_cache(maxsize=1)
def _numbers() -> dict[str, list[Line]]:
    said: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(WORDS.glob("*.tsv")):
        for row in _rows(path):
            said.setdefault(row["code"], []).append((path.stem, row["words"]))
    found: dict[str, list[Line]] = {}
    for row in _rows(NUMBERS):
        line = Line(row["code"], row["way"], row["number"] or "", row["name"] or "", tuple(said.get(row["code"], ())))
        found.setdefault(row["urgency"], []).append(line)
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
