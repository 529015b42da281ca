"""Reads the writing of the sample: plain text that a writer can edit without knowing any code. (pure)

words/README.md describes the form. Nothing here judges the words; tests/pure/sample does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
_FACT = re.compile(
    r"^(when|cost|age|who|how|ring|ref|note|lang|at|via|area|type|wait|circ|costs|level|dims|need|mobile|hours|names|count"
    r"|summary|about|host|own|[a-e]|[a-z]{2}\.[a-z_]+): ?(.*)$"
)


@dataclass
class Written:
    """One service as its writer left it: a name, a summary, a description, and whatever facts the words depend on."""

    types: tuple[str, ...]
    name: str
    summary: str
    description: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    by_hand: bool = True


@dataclass
class Agency:
    """One agency and its services. town "none" means that it has no door."""

    name: str
    kind: str
    town: str
    about: str = ""
    entries: list[Written] = field(default_factory=list)


@dataclass
class Recipe:
    """How entries of one type are put together out of short pieces when nobody wrote them one by one."""

    type: str
    counts: tuple[int, ...]
    host: str
    slots: dict[str, list[str]]


def parts(line: str) -> list[str]:
    """The parts of a line between upright bars."""
    return [part.strip() for part in line.split("|")]


def read_agencies(text: str) -> list[Agency]:
    """Agencies and their services from one file of writing."""
    agencies: list[Agency] = []
    for line in text.splitlines():
        if line.startswith("== "):
            name, kind, town = parts(line[3:])
            agencies.append(Agency(name, "statutory" if kind == "s" else "voluntary", town))
        elif line.startswith("-- "):
            types, name, summary = parts(line[3:])
            agencies[-1].entries.append(Written(tuple(types.replace(",", " ").split()), name, summary))
        elif line.strip() and not line.startswith("#"):
            _take(agencies[-1], line.strip())
    return agencies


def _take(agency: Agency, line: str) -> None:
    """One more line of words or facts for what was opened last."""
    if not agency.entries:
        agency.about = f"{agency.about} {line}".strip()
        return
    entry = agency.entries[-1]
    fact = _FACT.match(line)
    if fact:
        entry.facts[fact[1]] = fact[2]
    else:
        entry.description = f"{entry.description} {line}".strip()


def read_recipes(text: str) -> Iterator[Recipe]:
    """Recipes from one file of pieces. Alternatives stand between ` / `."""
    for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.splitlines()
        slots: dict[str, list[str]] = {}
        for line in lines:
            fact = _FACT.match(line)
            if fact:
                slots.setdefault(fact[1], []).extend(piece.strip() for piece in fact[2].split(" / ") if piece.strip())
        counts = tuple(int(number) for number in slots.pop("count")[0].split())
        yield Recipe(head.strip(), counts, (slots.pop("host", None) or [""])[0], slots)


@cache
def agencies_of(slug: str) -> tuple[Agency, ...]:
    """Everything written by hand for one authority, in the order of its files. A later file may add to an agency."""
    found: dict[str, Agency] = {}
    for path in sorted((WORDS / slug).glob("*.txt")):
        for agency in read_agencies(path.read_text(encoding="utf-8")):
            found.setdefault(agency.name, Agency(agency.name, agency.kind, agency.town, agency.about))
            found[agency.name].entries += agency.entries
    return tuple(found.values())


@cache
def recipes() -> tuple[Recipe, ...]:
    """Every recipe of words/pieces."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((WORDS / "pieces").glob("*.txt")))
    return tuple(recipe for text in texts for recipe in read_recipes(text))


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of one table of words, such as types.tsv."""
    with (WORDS / name).open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def alternatives(name: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Sections of `key: one / two` lines, such as manners.txt: section -> key -> alternatives."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    section = ""
    for line in (WORDS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].strip()
            found[section] = {}
        elif ": " in line and not line.startswith("#"):
            key, words = line.split(": ", 1)
            earlier = found[section].get(key, ())
            found[section][key] = earlier + tuple(piece.strip() for piece in words.split(" / "))
    return found
