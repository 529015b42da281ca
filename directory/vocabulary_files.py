"""The vocabularies that come with Waymark, read from their files."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from directory.operations.vocabularies import NewTerm
from directory.shapes import Maker, Text

HERE = Path(__file__).parent / "vocabularies"
TRANSLATIONS = Path(__file__).parent.parent / "translations" / "vocabulary"
NAMES = ("service-types", "needs", "levels", "access", "circumstances", "languages", "popular", "practice")
FACTS = ("dimensions", "usual_level", "autonym", "direction", "sensitive")
ASKS = {"popular": ("question",)}  # columns that are facts in one vocabulary and words in others

Spoken = dict[tuple[str, str, str], dict[str, Text]]


def read(name: str) -> list[NewTerm]:
    """The terms of one vocabulary with their words in every language there is a file for."""
    spoken = _translations()
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [_term(name, row, spoken) for row in csv.DictReader(file, delimiter="\t")]


def _term(vocabulary: str, row: dict[str, str], spoken: Spoken) -> NewTerm:
    facts: dict[str, Any] = {}
    texts: dict[str, dict[str, Text]] = {}
    for column, value in row.items():
        if column in ("code", "parent") or not value:
            continue
        if column in FACTS or column in ASKS.get(vocabulary, ()):
            facts[column] = value.split(",") if column == "dimensions" else value
        else:
            texts[column] = {"en": Text(value), **spoken[(vocabulary, row["code"], column)]}
    return NewTerm(row["code"], texts, row["parent"], facts)


def _translations() -> Spoken:
    spoken: Spoken = defaultdict(dict)
    for tag, row in _lines():
        maker = Maker.AGENCY if row["checked_by"] else Maker.MACHINE
        spoken[(row["vocabulary"], row["code"], row["field"])][tag] = Text(row["words"], maker, row["checked_by"])
    return spoken


def _lines() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(TRANSLATIONS.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                yield path.stem, row
