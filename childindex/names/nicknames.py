"""Names that stand for one another: nicknames, translations, spellings that do not sound alike. (pure)"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from childindex.names.folding import folded

DATA = Path(__file__).parent / "data"
_NOT_NAMES = {"structure", "placeholder", "twins", "keying"}  # rows that tell of other things than spellings
_NONE: frozenset[str] = frozenset()


def nicknames(token: str) -> frozenset[str]:
    """The other words that the bearer of this one may be called by; empty for most."""
    return _groups().get(token, _NONE)


def is_given_name(token: str) -> bool:
    """Whether this is somebody's given name as it stands, and so hardly a slip for another."""
    return token in _given_names()


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for members in _variants():
        for member in members:
            groups[member] |= members
    formal: dict[str, set[str]] = defaultdict(set)
    with (DATA / "nicknames_en.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            formal[row["name1"]].add(row["name2"])
    for name, called in formal.items():
        groups[name] |= called
        for nickname in called:
            groups[nickname] |= called | {name}
    return {name: frozenset(group - {name}) for name, group in groups.items()}


def _variants() -> list[set[str]]:
    with (DATA / "name_variants.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] not in _NOT_NAMES]
    words = [[folded(variant) for variant in row["variants"].split("|")] for row in rows]
    return [{word[0] for word in row if len(word) == 1} for row in words]


@cache
def _given_names() -> frozenset[str]:
    listed = (DATA / "given_names.txt").read_text(encoding="utf-8").split()
    return frozenset(listed) | frozenset(_groups())
