"""How complete each language is, and who has checked it, as a table for a terminal."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from foundation.words import FOLDER, SOURCE, Language, language_of

HEAD = ("", "language", "sentences", "reaches", "names", "needs", "phrases", "glossary", "checked by a speaker")


@dataclass(frozen=True)
class Row:
    """Sentences said, of those that this language needs; all: with those that only staff read."""

    language: Language
    said: int
    needed: int
    all: int


def table(rows: Iterable[Row]) -> str:
    """A line for each language. English is the source, so its words are what the others are counted against."""
    names, needs = len(_lines(FOLDER / "vocabulary" / "pl.tsv")), len(_lines(FOLDER / "sayings" / f"{SOURCE}.tsv"))
    lines = [HEAD, _source(names, needs), *(_cells(row, names, needs) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _source(names: int, needs: int) -> tuple[str, ...]:
    phrases = f"{_phrases(FOLDER / 'sayings' / f'{SOURCE}.tsv'):,}"
    return (SOURCE, language_of(SOURCE).autonym, "source", "staff", str(names), str(needs), phrases, "", "the source")


def _cells(row: Row, names: int, needs: int) -> tuple[str, ...]:
    language = row.language
    sayings = FOLDER / "sayings" / f"{language.tag}.tsv"
    return (
        language.tag,
        language.autonym,
        f"{row.said:,} of {row.needed:,}",
        language.reaches,
        f"{_filled(FOLDER / 'vocabulary' / f'{language.tag}.tsv', 'words')} of {names}",
        f"{_filled(sayings, 'said')} of {needs}",
        f"{_phrases(sayings):,}",
        str(len(_lines(FOLDER / "glossary" / f"{language.tag}.tsv"))),
        f"{language.checked_by}, {language.checked_on}" if language.checked_by else "not yet",
    )


def _filled(path: Path, column: str) -> int:
    return sum(bool(line[column].strip()) for line in _lines(path))


def _phrases(path: Path) -> int:
    return sum(len([one for one in line[cell].split("|") if one.strip()]) for line in _lines(path) for cell in _SAID)


_SAID = ("said", "latin")


def _lines(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
