"""The needs as people say them that come with Waymark, read from their files. Faults are told by file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from search.thesaurus import Said, Saying

ROOT = Path(__file__).parent.parent
NEEDS = ROOT / "search" / "sayings" / "needs.tsv"
WORDS = ROOT / "translations" / "sayings"
BETWEEN = "|"
COLUMNS = ("code", "types", "needs", "urgency")
SAID_COLUMNS = ("code", "name", "said", "latin", "checked_by")


class FileFaulty(ValueError):
    """A file of sayings cannot be used; the text says where and why."""


def read() -> list[Saying]:
    """Every saying with its words in each language that there is a file for."""
    spoken: dict[str, dict[str, Said]] = {}
    for path in sorted(WORDS.glob("*.tsv")):
        for row in _rows(path, SAID_COLUMNS):
            said = Said(row["name"], parted(row["said"]), parted(row["latin"]), row["checked_by"])
            spoken.setdefault(row["code"], {})[path.stem] = said
    return [
        Saying(row["code"], _codes(row["types"]), _codes(row["needs"]), row["urgency"], spoken.get(row["code"], {}))
        for row in _rows(NEEDS, COLUMNS)
    ]


def parted(cell: str) -> tuple[str, ...]:
    """The phrases of a cell: "no money | skint"."""
    return tuple(dict.fromkeys(phrase for part in cell.split(BETWEEN) if (phrase := " ".join(part.split()))))


def joined(phrases: tuple[str, ...]) -> str:
    """Phrases as a cell."""
    return f" {BETWEEN} ".join(phrases)


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(code for code in cell.split(",") if code)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(rows.fieldnames or ()) != columns:
            raise FileFaulty(f"{path.name}, line 1: the columns must be {', '.join(columns)}.")
        for row in rows:
            if None in row or None in row.values() or not row["code"]:
                raise FileFaulty(f"{path.name}, line {rows.line_num}: this line has not {len(columns)} cells.")
            yield {name: str(value).strip() for name, value in row.items()}
